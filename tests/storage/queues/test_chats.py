"""A bot writes to open chats only; a block ends what waits, an opening revives the chat."""

from __future__ import annotations

from datetime import UTC, datetime

from storage.queues import chats, claiming, outbox
from storage.queues.claiming import Claimant
from storage.queues.outbox import Letter
from storage.queues.pace import Allowance, Rate
from storage.tables import Chat

NOW = datetime(2027, 1, 13, 9, 0, tzinfo=UTC)


def reachable(session, bot, chat):
    """Whether a bot may write to a chat: it was opened, and is not blocked."""
    found = session.get(Chat, (bot, chat))
    return found is not None and found.blocked_at is None


def test_an_unknown_chat_cannot_be_reached(session):
    """A bot can never write first."""
    assert reachable(session, "public", 1) is False


def test_an_opened_chat_can_be_reached_by_that_bot_only(session):
    """The other bot still has to be opened."""
    chats.open_chat(session, "public", 1, NOW)
    assert [reachable(session, bot, 1) for bot in ("public", "desk")] == [True, False]


def test_a_block_cancels_what_waits_for_that_chat(session):
    """Messages of other chats and other bots stay."""
    letters = [Letter("public", 1, "a"), Letter("public", 2, "b"), Letter("desk", 1, "c")]
    outbox.post(session, letters, NOW)
    chats.open_chat(session, "public", 1, NOW)
    chats.block_chat(session, "public", 1, NOW)
    assert outbox.counts(session) == {"cancelled": 1, "waiting": 2}
    assert reachable(session, "public", 1) is False


def test_a_block_is_news_once(session):
    """The second report of the same block changes nothing; after an opening it is news again."""
    first = chats.block_chat(session, "public", 1, NOW)
    second = chats.block_chat(session, "public", 1, NOW)
    chats.open_chat(session, "public", 1, NOW)
    third = chats.block_chat(session, "public", 1, NOW)
    assert (first, second, third) == (True, False, True)


def test_opening_revives_a_blocked_chat(database):
    """Who writes again can be written to again."""
    with database.transaction() as session:
        chats.block_chat(session, "public", 1, NOW)
    with database.transaction() as session:
        chats.open_chat(session, "public", 1, NOW)
    with database.transaction() as session:
        assert reachable(session, "public", 1) is True


def sent(session):
    """The chats and kinds of what may leave now, one of each chat."""
    everybody = Claimant("public", "me", Allowance(everyone=Rate(100, 100)))
    return [(one.chat_id, one.kind) for one in claiming.claim(session, everybody, NOW, limit=9)]


def test_a_group_that_moved_gets_what_is_open_under_its_new_number(session):
    """In its order: the one on its way holds the others back until its fate is known."""
    letters = [Letter("public", -1, "first"), Letter("public", -1, "second")]
    outbox.post(session, [*letters, Letter("public", -2, "other")], NOW)
    assert sent(session) == [(-1, "first"), (-2, "other")]
    chats.move_chat(session, "public", -1, -100)
    assert sent(session) == []
    outbox.postpone(session, 1, NOW, "moved", counts=False)
    assert sent(session) == [(-100, "first")]
    outbox.finish(session, [(1, 7)], NOW)
    assert sent(session) == [(-100, "second")]
