"""What takes long is worked out beside the transactions of others, and once."""

from __future__ import annotations

import asyncio
import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import select

from bot.conversation import turns as module
from bot.conversation.events import Did, Event
from bot.conversation.turns import Turns
from exchange.errors import CxcError, NeverRests
from exchange.scheme.call import load_scheme
from storage.queues import inbox
from storage.queues.inbox import Arrived
from storage.tables import Outbox
from tests.patience import SOON, until

NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)
ASKS = Event("desk", 1, 5, 5, Did.COMMAND, command="cohort")


class Hopeless(CxcError):
    """There is no such plan. Ask for less."""


@pytest.fixture
def asked(database):
    """A database of each kind, with two updates in its inbox."""
    arrived = [Arrived(number, chat, {"update_id": number}) for number, chat in ((1, 5), (2, 6))]
    with database.transaction() as session:
        inbox.store(session, "desk", arrived, NOW)
    return database


def turns(database, answer):
    """Turns that answer so."""
    return Turns(database, load_scheme("clusterxchange"), lambda: NOW, answer)


def said(database):
    """What was put into the outbox, in order, by chat."""
    with database.transaction() as session:
        rows = session.exec(select(Outbox).order_by(Outbox.id)).all()
        return [(row.chat_id, row.body["text"]) for row in rows]


def answering(work_out, question="plan"):
    """An answer that lacks something only where somebody asks for a cohort."""

    def answer(talk):
        slow = talk.event.command == "cohort"
        talk.reply(talk.work.work_out(question, work_out) if slow else "At once.")

    return answer


async def test_others_are_answered_meanwhile(asked, monkeypatch):
    """Somebody waits for a plan, is told so once, and gets it; a second chat is served before."""
    monkeypatch.setattr(module, "LONG", 0.05)
    go_on, times = threading.Event(), []

    def work_out():
        times.append(1)
        assert go_on.wait(SOON)
        return "The plan."

    told = turns(asked, answering(work_out))
    waiting = asyncio.ensure_future(told.take(ASKS))
    await until(lambda: said(asked))
    await told.take(replace(ASKS, update_id=2, user_id=6, chat_id=6, command="start"))
    go_on.set()
    await waiting
    patience = "⏳ I am working it out. The answer comes here by itself."
    assert said(asked) == [(5, patience), (6, "At once."), (5, "The plan.")]
    assert times == [1]


async def test_what_goes_wrong_is_refused_as_ever(asked):
    """An error of what is worked out is raised where the answer is asked for."""

    def work_out():
        raise Hopeless

    tap = replace(ASKS, did=Did.TAP, callback_id="7")
    toast = await turns(asked, answering(work_out)).take(tap)
    assert toast == "There is no such plan. Ask for less."
    assert said(asked) == []


async def test_a_late_refusal_is_no_toast(asked, monkeypatch):
    """Long after a tap it would not be shown."""
    monkeypatch.setattr(module, "LONG", -1.0)

    def work_out():
        raise Hopeless

    tap = replace(ASKS, did=Did.TAP, callback_id="7")
    assert not await turns(asked, answering(work_out)).take(tap)
    assert said(asked)[-1] == (5, "There is no such plan. Ask for less.")


async def test_nothing_is_worked_out_in_the_transaction(asked):
    """Where the facts never rest, one is told so: everybody else would wait."""
    questions = []

    def answer(talk):
        questions.append(f"plan {len(questions)}")
        talk.reply(talk.work.work_out(questions[-1], lambda: "The plan."))

    await turns(asked, answer).take(ASKS)
    assert said(asked) == [(5, NeverRests().template)]
    assert len(questions) >= module.TRIES


def test_a_stop_does_not_wait_for_what_is_worked_out(asked):
    """The update is left as it was; whoever comes next takes it up again."""
    begun, go_on, over = threading.Event(), threading.Event(), threading.Event()

    def work_out():
        begun.set()
        go_on.wait(SOON)
        over.set()

    async def stopped() -> None:
        taking = asyncio.create_task(turns(asked, answering(work_out)).take(ASKS))
        await until(begun.is_set)
        taking.cancel()
        with pytest.raises(asyncio.CancelledError):
            await taking

    asyncio.run(stopped())  # would wait for a thread of the event loop's own
    assert not over.is_set()
    go_on.set()
    assert said(asked) == []
    with asked.transaction() as session:
        assert [one.update_id for one in inbox.claim(session, "desk", "me", NOW)] == [1, 2]


async def test_a_tap_of_long_ago_is_not_refused_any_more(asked):
    """What was set aside may be taken up again hours later: nobody waits for that refusal."""

    def answer(_talk):
        raise Hopeless

    late = Turns(asked, load_scheme("clusterxchange"), lambda: NOW + timedelta(hours=3), answer)
    assert await late.take(replace(ASKS, did=Did.TAP, data="x:y", callback_id="7")) == ""
    await late.take(replace(ASKS, update_id=2, user_id=6, chat_id=6))
    assert said(asked) == [(6, "There is no such plan. Ask for less.")]
