"""A bot writes to open chats only; a block ends what waits, an opening revives the chat."""

from __future__ import annotations

from datetime import UTC, datetime

from storage import chats, outbox
from storage.outbox import Letter

NOW = datetime(2027, 1, 13, 9, 0, tzinfo=UTC)


def test_an_unknown_chat_cannot_be_reached(session):
    """A bot can never write first."""
    assert chats.is_reachable(session, "public", 1) is False


def test_an_opened_chat_can_be_reached_by_that_bot_only(session):
    """The other bot still has to be opened."""
    chats.open_chat(session, "public", 1, NOW)
    assert [chats.is_reachable(session, bot, 1) for bot in ("public", "desk")] == [True, False]


def test_a_block_cancels_what_waits_for_that_chat(session):
    """Messages of other chats and other bots stay."""
    letters = [Letter("public", 1, "a"), Letter("public", 2, "b"), Letter("desk", 1, "c")]
    outbox.post(session, letters, NOW)
    chats.open_chat(session, "public", 1, NOW)
    chats.block_chat(session, "public", 1, NOW)
    assert outbox.counts(session) == {"cancelled": 1, "waiting": 2}
    assert chats.is_reachable(session, "public", 1) is False


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
        assert chats.is_reachable(session, "public", 1) is True
