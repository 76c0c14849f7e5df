"""A message tells a fact once, leaves in order, and is never claimed by two."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import select

from storage import outbox
from storage.outbox import Letter
from storage.tables import Outbox, OutboxState, Urgency

NOW = datetime(2027, 1, 13, 9, 0, tzinfo=UTC)
SOON = NOW + timedelta(minutes=3)
LATER = NOW + timedelta(hours=1)


def letter(chat: int, kind: str = "k", urgency: Urgency = Urgency.NOTICE, **more) -> Letter:
    """A message of the public bot."""
    return Letter("public", chat, kind, urgency=urgency, **more)


def claim(session, now=NOW, limit=10, owner="me", **more) -> list[Outbox]:
    """What may leave now."""
    return outbox.claim(
        session, "public", owner, now, until=now + (SOON - NOW), limit=limit, **more
    )


def kinds(rows) -> list[str]:
    """Which messages those are."""
    return [one.kind for one in rows]


def state(session, number: int = 1) -> OutboxState:
    """What became of a message."""
    return session.exec(select(Outbox.state).where(Outbox.id == number)).one()


def test_a_fact_is_told_once(session):
    """The same key is dropped in silence, in one go or later; replies have no key."""
    told = letter(1, dedupe_key="exchange:42:departure:7d")
    outbox.post(session, [told, told, letter(1), letter(1)], NOW)
    outbox.post(session, [told], LATER)
    assert outbox.counts(session) == {"waiting": 3}


def test_replies_leave_before_notices_and_notices_before_broadcasts(session):
    """Urgency goes first, then time, then the order of writing."""
    outbox.post(session, [letter(1, "broadcast", Urgency.BROADCAST)], NOW)
    outbox.post(session, [letter(2, "notice"), letter(3, "notice too")], NOW)
    outbox.post(session, [letter(4, "reply", Urgency.REPLY)], NOW)
    assert kinds(claim(session)) == ["reply", "notice", "notice too", "broadcast"]


def test_only_the_oldest_message_of_a_chat_leaves(session):
    """The next one waits until the one before it is finished."""
    outbox.post(session, [letter(1, "first"), letter(1, "second"), letter(2, "other")], NOW)
    first = claim(session)
    meanwhile = claim(session)
    outbox.finish(session, first[0].id, NOW, 77)
    assert (kinds(first), kinds(meanwhile)) == (["first", "other"], [])
    assert kinds(claim(session)) == ["second"]


def test_a_message_waits_for_its_time(session):
    """What is due later does not leave now, and holds nothing up."""
    outbox.post(session, [letter(1, "later", due_at=LATER), letter(1, "now")], NOW)
    assert (kinds(claim(session)), state(session, 1)) == (["now"], "waiting")


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({}, ["reply", "notice"]),
        ({"skip_chats": [1]}, ["reply"]),
        ({"tired_chats": [1]}, ["reply"]),
        ({"tired_chats": [1, 2]}, ["reply"]),
        ({"skip_chats": [2], "tired_chats": [1]}, []),
        ({"limit": 1}, ["reply"]),
    ],
)
def test_busy_chats_wait_but_a_tired_chat_gets_its_replies(session, more, expected):
    """A chat in hand is left alone; one that had its share gets answers only."""
    outbox.post(session, [letter(1, "notice"), letter(2, "reply", Urgency.REPLY)], NOW)
    assert kinds(claim(session, **more)) == expected


def test_two_claimers_never_share_a_message(database):
    """Four senders at once take every message exactly once."""
    with database.transaction() as session:
        outbox.post(session, [letter(chat) for chat in range(40)], NOW)
    taken: list[int] = []

    def work(owner: str) -> None:
        for _ in range(10):
            with database.transaction() as session:
                taken.extend(one.chat_id for one in claim(session, limit=2, owner=owner))

    threads = [threading.Thread(target=work, args=(f"sender {n}",)) for n in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert sorted(taken) == list(range(40))


def test_a_postponed_message_comes_again_and_is_given_up_in_the_end(session):
    """Eight attempts that certainly did not leave, then no more."""
    outbox.post(session, [letter(1)], NOW)
    for attempt in range(outbox.PATIENCE):
        assert len(claim(session)) == 1, attempt
        outbox.postpone(session, 1, NOW, "no line")
    assert (claim(session), state(session)) == ([], "failed")


def test_a_postponed_message_waits_for_its_new_time(session):
    """Not before, and then without an owner of old."""
    outbox.post(session, [letter(1)], NOW)
    claim(session)
    outbox.postpone(session, 1, LATER, "no line")
    assert (claim(session), len(claim(session, LATER, owner="other"))) == ([], 1)


def test_a_postponed_message_holds_its_chat(session):
    """What was said first is read first, also after a bad line."""
    outbox.post(session, [letter(1, "first"), letter(1, "second")], NOW)
    claim(session)
    outbox.postpone(session, 1, LATER, "no line")
    assert (kinds(claim(session)), kinds(claim(session, LATER))) == ([], ["first"])


def test_a_reply_passes_a_notice_in_a_tired_chat(session):
    """Who taps is not made to wait for our caution."""
    outbox.post(session, [letter(1, "notice"), letter(1, "reply", Urgency.REPLY)], NOW)
    assert kinds(claim(session, tired_chats=[1])) == ["reply"]


@pytest.mark.parametrize("ending", [OutboxState.UNCERTAIN, OutboxState.BLOCKED, OutboxState.FAILED])
def test_a_closed_message_never_leaves(session, ending):
    """What may have arrived is not sent again."""
    outbox.post(session, [letter(1)], NOW)
    claim(session)
    outbox.close(session, 1, ending, "why")
    assert (claim(session, LATER), state(session)) == ([], ending)


def test_send_anew_turns_an_edit_into_a_new_message(session):
    """The rest of its body stays."""
    outbox.post(session, [letter(1, body={"text": "hello", "edits": 5})], NOW)
    claim(session)
    outbox.send_anew(session, 1)
    assert [one.body for one in claim(session)] == [{"text": "hello", "edits": None}]


def test_redirect_sends_to_the_new_chat(session):
    """A group that moved gets its message under its new number."""
    outbox.post(session, [letter(-1)], NOW)
    claim(session)
    outbox.redirect(session, 1, -100)
    assert [one.chat_id for one in claim(session)] == [-100]


def test_sweep_marks_what_a_dead_sender_held_as_uncertain(session):
    """Only after its lease, only being sent, and never sent again."""
    outbox.post(session, [letter(1), letter(2, due_at=LATER)], NOW)
    claim(session)
    during = outbox.sweep(session, "public", SOON)
    after = outbox.sweep(session, "public", SOON + timedelta(seconds=1))
    assert (during, after) == (0, 1)
    assert outbox.counts(session) == {"uncertain": 1, "waiting": 1}
