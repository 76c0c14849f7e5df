"""A message tells a fact once, leaves in order, and is never claimed by two."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import select

from storage.queues import claiming, outbox
from storage.queues.claiming import Claimant
from storage.queues.outbox import Letter
from storage.queues.pace import Allowance, Rate
from storage.tables import Outbox, OutboxState, Pace, Urgency

NOW = datetime(2027, 1, 13, 9, 0, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)
FREELY = Allowance(*(Rate(1000, 1000),) * 4)


def letter(chat: int, kind: str = "k", urgency: Urgency = Urgency.NOTICE, **more) -> Letter:
    """A message of the public bot."""
    return Letter("public", chat, kind, urgency=urgency, **more)


def claim(session, now=NOW, limit=10, owner="me") -> list[Outbox]:
    """What may leave now."""
    return claiming.claim(session, Claimant("public", owner, FREELY), now, limit=limit)


def tire(session, *chats: int) -> None:
    """Chats that have had their share."""
    for chat in chats:
        row = {"bot": "public", "chat_id": chat, "free_at": NOW.timestamp() + 5}
        session.add(Pace(**row))
    session.flush()


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


@pytest.mark.parametrize(
    ("earlier", "later", "struck"),
    [
        pytest.param({}, {}, 1, id="the same"),
        pytest.param({"body": {"exchange": 1}}, {"body": {"exchange": 1}}, 1, id="the same fact"),
        pytest.param({"body": {"exchange": 1}}, {"body": {"exchange": 2}}, 0, id="another fact"),
        pytest.param({"call": "a"}, {"call": "b"}, 0, id="another call"),
        pytest.param({"kind": "other"}, {}, 0, id="another kind"),
        pytest.param({"chat": 2}, {}, 0, id="another chat"),
        pytest.param({"due_at": LATER}, {}, 1, id="due later, and now"),
        pytest.param({}, {"due_at": LATER}, 0, id="now, and due later"),
        pytest.param({"urgency": Urgency.REPLY}, {}, 0, id="a reply"),
        pytest.param({}, {"urgency": Urgency.BROADCAST}, 0, id="a broadcast"),
        pytest.param({"dedupe_key": "later"}, {}, 0, id="told before"),
    ],
)
def test_what_reads_alike_is_said_once(session, earlier, later, struck):
    """Two notices of one kind and of the same facts would be the same words: the older one is struck."""
    first = letter(**{"chat": 1, "dedupe_key": "earlier", **earlier})
    newer = letter(**{"chat": 1, "dedupe_key": "later", **later})
    outbox.post(session, [first], NOW)
    outbox.post(session, [newer], NOW)
    assert outbox.say_once(session, [newer], NOW) == struck
    assert outbox.counts(session).get("cancelled", 0) == struck
    assert state(session, 1) == ("cancelled" if struck else "waiting")


def test_what_is_on_its_way_is_not_struck(session):
    """Somebody sends it already, or makes what it encloses."""
    outbox.post(session, [letter(1, dedupe_key="earlier")], NOW)
    claim(session)
    newer = letter(1, dedupe_key="later")
    outbox.post(session, [newer], NOW)
    assert outbox.say_once(session, [newer], NOW) == 0


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
    outbox.finish(session, [(first[0].id, 77)], NOW)
    assert (kinds(first), kinds(meanwhile)) == (["first", "other"], [])
    assert kinds(claim(session)) == ["second"]


def test_a_message_waits_for_its_time(session):
    """What is due later does not leave now, and holds nothing up."""
    outbox.post(session, [letter(1, "later", due_at=LATER), letter(1, "now")], NOW)
    assert (kinds(claim(session)), state(session, 1)) == (["now"], "waiting")


@pytest.mark.parametrize(
    ("tired", "limit", "expected"),
    [
        ([], 10, ["reply", "notice"]),
        ([1], 10, ["reply"]),
        ([1, 2], 10, ["reply"]),
        ([2], 10, ["reply", "notice"]),
        ([], 1, ["reply"]),
    ],
)
def test_a_tired_chat_gets_its_replies_only(session, tired, limit, expected):
    """A person who taps is not made to wait for our caution."""
    outbox.post(session, [letter(1, "notice"), letter(2, "reply", Urgency.REPLY)], NOW)
    tire(session, *tired)
    assert kinds(claim(session, limit=limit)) == expected


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
    tire(session, 1)
    assert kinds(claim(session)) == ["reply"]


@pytest.mark.parametrize("ending", [OutboxState.UNCERTAIN, OutboxState.BLOCKED, OutboxState.FAILED])
def test_a_closed_message_never_leaves(session, ending):
    """What may have arrived is not sent again."""
    outbox.post(session, [letter(1)], NOW)
    claim(session)
    outbox.close(session, 1, ending, "why", NOW)
    assert (claim(session, LATER), state(session)) == ([], ending)


def test_send_anew_turns_an_edit_into_a_new_message(session):
    """The rest of its body stays."""
    outbox.post(session, [letter(1, body={"text": "hello", "edits": 5})], NOW)
    claim(session)
    outbox.send_anew(session, 1)
    assert [one.body for one in claim(session)] == [{"text": "hello", "edits": None}]


def test_what_a_dead_sender_held_is_uncertain(session):
    """Only being sent, only the dead one's, and never sent again by itself; an edit is."""
    outbox.post(session, [letter(1), letter(2, body={"edits": 7}), letter(3, due_at=LATER)], NOW)
    claim(session)
    outbox.post(session, [letter(4)], NOW)
    claim(session, owner="alive")
    assert outbox.orphan(session, ["me"], NOW) == 2
    assert outbox.counts(session) == {"sending": 1, "uncertain": 1, "waiting": 2}
    assert [one.chat_id for one in claim(session)] == [2]


def test_what_is_uncertain_is_repeated_once_and_counted(session):
    """The second time it stays as it is."""
    outbox.post(session, [letter(1)], NOW)
    for _ in range(2):
        claim(session)
        outbox.close(session, 1, OutboxState.UNCERTAIN, "no answer", NOW)
        for row in outbox.uncertain(session, "public", NOW, LATER):
            outbox.repeat(session, row, NOW)
    session.expire_all()
    row = session.get_one(Outbox, 1)
    assert (row.state, row.repeats) == (OutboxState.UNCERTAIN, 1)


@pytest.mark.parametrize(
    ("ending", "expected"),
    [
        (OutboxState.FAILED, (True, 0)),
        (OutboxState.BLOCKED, (True, 0)),
        (OutboxState.UNCERTAIN, (True, 1)),
        (OutboxState.CANCELLED, (False, 0)),
    ],
)
def test_a_dead_letter_can_be_tried_again(session, ending, expected):
    """One that may have arrived says that it comes again."""
    outbox.post(session, [letter(1)], NOW)
    claim(session)
    outbox.close(session, 1, ending, "why", NOW)
    again = outbox.try_again(session, 1, NOW)
    session.expire_all()
    assert (again, session.get_one(Outbox, 1).repeats) == expected
    assert len(claim(session)) == int(again)


@pytest.mark.parametrize(
    ("chat", "urgency", "made", "came_of", "later"),
    [
        (7, Urgency.REPLY, LATER, OutboxState.SENT, True),
        (7, Urgency.REPLY, LATER, OutboxState.WAITING, True),
        (7, Urgency.REPLY, LATER, OutboxState.UNCERTAIN, True),  # it will be repeated itself
        (7, Urgency.REPLY, LATER, OutboxState.FAILED, False),  # nobody will read it
        (7, Urgency.NOTICE, LATER, OutboxState.SENT, False),  # it answers nothing
        (7, Urgency.REPLY, NOW, OutboxState.SENT, False),  # the rest of the same reply
        (8, Urgency.REPLY, LATER, OutboxState.SENT, False),
    ],
)
def test_a_reply_is_overtaken_only_by_a_later_reply(session, chat, urgency, made, came_of, later):
    """Whoever has an answer to something newer needs the old one no more; nobody else."""
    outbox.post(session, [letter(7, urgency=Urgency.REPLY)], NOW)
    outbox.post(session, [letter(chat, urgency=urgency)], made)
    outbox.close(session, 1, OutboxState.UNCERTAIN, "", LATER)
    if came_of is not OutboxState.WAITING:
        outbox.close(session, 2, came_of, "", LATER)
    assert outbox.replied_since(session, session.get_one(Outbox, 1)) is later


def test_first_words_to_strangers_wait_for_answers_to_others(session):
    """However many come at once; they go before notices."""
    outbox.post(session, [letter(1, "notice"), letter(2, "welcome", Urgency.WELCOME)], NOW)
    outbox.post(session, [letter(3, "reply", Urgency.REPLY)], NOW)
    assert kinds(claim(session)) == ["reply", "welcome", "notice"]


def test_who_taps_without_end_is_answered_at_a_pace(session):
    """Some at once, then one a second; nobody else waits for it."""
    allowed = replace(FREELY, answers=Rate(4, 1))
    outbox.post(session, [letter(1, urgency=Urgency.REPLY) for _ in range(9)], NOW)
    left = []
    for tenth in range(30):
        now = NOW + timedelta(seconds=tenth / 10)
        rows = claiming.claim(session, Claimant("public", "me", allowed), now, limit=10)
        outbox.finish(session, [(one.id, None) for one in rows], now)
        left += [tenth / 10] * len(rows)
    assert left == [0.0, 0.1, 0.2, 0.3, 1.0, 2.0]
    outbox.post(session, [letter(2, urgency=Urgency.REPLY)], NOW)
    assert [one.chat_id for one in claim(session)] == [2]


def test_what_newer_words_have_overtaken_is_struck(session):
    """Of many replies that wait in a chat the last few are said, and every file is sent."""
    wait = outbox.MOST_WAITING
    paper = Letter("public", 1, "paper", {"file": 7}, urgency=Urgency.REPLY)
    outbox.post(session, [paper], NOW)
    outbox.post(session, [letter(1, f"{n}", Urgency.REPLY) for n in range(wait - 1)], NOW)
    assert not outbox.coalesce(session, "public", 1, NOW)
    outbox.post(session, [letter(1, "last", Urgency.REPLY)], NOW)
    outbox.post(session, [letter(1, "notice"), letter(2, "other", Urgency.REPLY)], NOW)
    assert outbox.coalesce(session, "public", 1, NOW)
    waiting = select(Outbox.kind).where(Outbox.state == OutboxState.WAITING).order_by(Outbox.id)
    assert session.exec(waiting).all() == ["paper", "8", "9", "10", "last", "notice", "other"]
