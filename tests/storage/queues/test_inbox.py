"""Updates are kept once, worked in order per chat, and set aside when patience is over."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import SQLModel, select

from storage.engine.database import open_database
from storage.queues import chats, inbox
from storage.queues.inbox import Arrived
from storage.tables import Inbox

NOW = datetime(2027, 1, 13, 9, 0, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)


def arrived(*pairs: tuple[int, int]) -> list[Arrived]:
    """Updates of (number, chat)."""
    return [Arrived(number, chat, {"update_id": number}) for number, chat in pairs]


def numbers(session, now=NOW, bot="public") -> list[int]:
    """The updates that wait."""
    found = [one.update_id for one in inbox.claim(session, bot, "me", now)]
    inbox.release(session, ["me"])
    return found


def test_storing_again_changes_nothing(session):
    """An update that is delivered twice is kept once."""
    first = inbox.store(session, "public", arrived((1, 10), (2, 10)), NOW)
    second = inbox.store(session, "public", arrived((2, 10), (3, 10)), NOW)
    assert (first, second) == (2, 1)
    assert len(session.exec(select(Inbox)).all()) == 3


def test_a_finished_update_stays_finished_when_delivered_again(session):
    """Redelivery never brings work back."""
    inbox.store(session, "public", arrived((1, 10)), NOW)
    inbox.finish(session, "public", 1, NOW)
    inbox.store(session, "public", arrived((1, 10)), NOW)
    assert (numbers(session), inbox.finish(session, "public", 1, NOW)) == ([], False)


@pytest.mark.parametrize(
    ("stored", "done", "expected"),
    [
        ([(1, 10), (2, 10), (3, 20)], [], [1, 3]),
        ([(1, 10), (2, 10), (3, 20)], [1], [2, 3]),
        ([(1, 10), (2, 10), (3, 20)], [1, 2, 3], []),
        ([(5, 0), (6, 0), (7, 10)], [], [5, 7]),
        ([(9, 10), (4, 10)], [], [4]),
    ],
)
def test_the_first_unfinished_update_of_each_chat_waits(session, stored, done, expected):
    """A chat's second update waits for its first, and never for another chat's."""
    inbox.store(session, "public", arrived(*stored), NOW)
    for number in done:
        inbox.finish(session, "public", number, NOW)
    assert numbers(session) == expected


def test_bots_do_not_see_each_others_updates(session):
    """The same number at two bots is two updates."""
    inbox.store(session, "public", arrived((1, 10)), NOW)
    inbox.store(session, "desk", arrived((1, 10), (2, 10)), NOW)
    inbox.finish(session, "desk", 1, NOW)
    assert (numbers(session), numbers(session, bot="desk")) == ([1], [2])
    assert inbox.last_update_id(session, "desk") == 2


def test_a_failed_update_is_set_aside_after_five_attempts(session):
    """Four failures are retried, the fifth ends it, and the chat goes on."""
    inbox.store(session, "public", arrived((1, 10), (2, 10)), NOW)
    over = [inbox.fail(session, "public", 1, NOW, "boom") for _ in range(5)]
    assert over == [False, False, False, False, True]
    assert numbers(session, LATER) == [2]


def test_a_failed_update_rests_and_holds_its_chat(session):
    """Before its next attempt neither it nor what came after it in the chat is worked."""
    inbox.store(session, "public", arrived((1, 10), (2, 10), (3, 20)), NOW)
    inbox.fail(session, "public", 1, NOW, "boom")
    assert (numbers(session), numbers(session, LATER)) == ([3], [1, 3])


def test_failing_a_finished_update_changes_nothing(session):
    """What is done cannot fail any more."""
    inbox.store(session, "public", arrived((1, 10)), NOW)
    inbox.finish(session, "public", 1, NOW)
    assert inbox.fail(session, "public", 1, LATER, "boom") is False
    row = session.get_one(Inbox, ("public", 1))
    assert (row.attempts, row.error, row.done_at) == (0, "", NOW)


@given(chats=st.lists(st.sampled_from([10, 20, 30]), min_size=1, max_size=12))
def test_working_off_keeps_the_order_of_every_chat(chats):
    """However chats are mixed, each one's updates come in the order they were sent."""
    database = open_database("sqlite://")
    SQLModel.metadata.create_all(database.engine)
    worked = []
    with database.transaction() as session:
        inbox.store(session, "public", arrived(*enumerate(chats, 1)), NOW)
        while found := inbox.claim(session, "public", "me", NOW):
            worked += [(one.chat_id, one.update_id) for one in found]
            [inbox.finish(session, "public", one.update_id, NOW) for one in found]
    database.close()
    assert sorted(worked, key=lambda pair: pair[0]) == sorted(
        (chat, number) for number, chat in enumerate(chats, 1)
    )


def test_what_one_claims_no_other_gets(session):
    """Nor what comes after it in the chat, until it is done; what is given back is free again."""
    inbox.store(session, "public", arrived((1, 10), (2, 10), (3, 20)), NOW)
    mine = inbox.claim(session, "public", "me", NOW)
    yours = inbox.claim(session, "public", "you", NOW)
    inbox.finish(session, "public", 1, NOW)
    later = inbox.claim(session, "public", "you", NOW)
    freed = inbox.release(session, ["me"])
    numbers_of = [[one.update_id for one in found] for found in (mine, yours, later)]
    assert (numbers_of, freed, numbers(session)) == ([[1, 3], [], [2]], 1, [3])


def test_what_was_set_aside_can_be_tried_again(session):
    """Once somebody has mended the reason."""
    inbox.store(session, "public", arrived((1, 10)), NOW)
    [inbox.fail(session, "public", 1, NOW, "boom") for _ in range(inbox.PATIENCE)]
    aside = numbers(session, LATER)
    again = [inbox.try_again(session, "public", 1) for _ in range(2)]
    assert (aside, again, numbers(session, LATER)) == ([], [True, False], [1])


def test_late_news_of_a_failure_frees_nothing(session):
    """A worker taken for dead has no say about an update that another one has in hand."""
    inbox.store(session, "public", [Arrived(1, 7, {})], NOW)
    inbox.claim(session, "public", "two", NOW)
    assert inbox.fail(session, "public", 1, NOW, "late", by="one") is False
    assert inbox.claim(session, "public", "three", NOW) == []


def said(first: int, count: int, chat: int, kind: str = "message") -> list[Arrived]:
    """So many updates of one chat."""
    return [Arrived(one, chat, {kind: {}}) for one in range(first, first + count)]


@pytest.mark.parametrize(
    ("chat", "kind", "kept"),
    [
        (10, "message", inbox.MOST_OPEN),
        (10, "callback_query", inbox.MOST_OPEN),
        (10, "my_chat_member", 600),  # whether we may write at all is never left unread
        (-10, "message", inbox.MOST_OPEN_IN_A_GROUP),
        (0, "message", 600),
    ],
)
def test_one_chat_has_only_so_much_waiting(session, chat, kind, kept):
    """What comes beyond is not read, and nothing of it is kept; when there is room it is again."""
    inbox.store(session, "public", said(1, 600, chat, kind), NOW)
    waiting = select(Inbox.update_id).where(Inbox.done_at == None)  # noqa: E711
    assert session.exec(waiting.order_by(Inbox.update_id)).all() == [*range(1, kept + 1)]
    inbox.finish(session, "public", 1, NOW)
    inbox.store(session, "public", said(700, 1, chat, kind), NOW)
    assert session.exec(waiting.where(Inbox.update_id == 700)).all() == [700]
    assert len(session.exec(select(Inbox.update_id)).all()) == kept + 1


def test_people_we_know_go_before_strangers(session):
    """However many of them come at once; groups are known."""
    chats.open_chat(session, "public", 30, NOW)
    inbox.store(session, "public", arrived((1, 10), (2, 20), (3, 30), (4, -40)), NOW)
    assert numbers(session) == [3, 4, 1, 2]


def test_few_strangers_are_taken_at_once(session):
    """Those we know are not counted."""
    chats.open_chat(session, "public", 30, NOW)
    inbox.store(session, "public", arrived((1, 10), (2, 20), (3, 30), (4, 40)), NOW)
    taken = inbox.claim(session, "public", "me", NOW, strangers=2)
    assert [(one.update_id, one.strange) for one in taken] == [(3, False), (1, True), (2, True)]
