"""Every message is sent once, or we say that we do not know; nothing is sent twice."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.emulator.phones import groups
from storage.queues import inbox
from storage.queues.inbox import Arrived
from tests.builders.bots.edge import ACCOUNT, ANA, COURIERS, NAME, running
from tests.patience import SOON, until

BEN = 102
FINAL = {"sent", "uncertain", "blocked", "failed", "cancelled"}


async def settle(edge, courier) -> None:
    """Send until every message has come to an end, and nothing more is found to be done."""
    edge.drop_crumb()
    async with running(edge.sender(courier)):
        await until(lambda: not edge.crumb())
        for _ in range(2):
            await edge.looked_again()
            await until(lambda: set(edge.states()) <= FINAL)


async def test_messages_of_a_chat_arrive_in_order(edge, courier):
    """As they were written, each once."""
    for number in range(5):
        edge.post(f"Message {number}")
    await settle(edge, courier)
    assert edge.said() == [f"Message {number}" for number in range(5)]
    assert edge.states() == ["sent"] * 5


async def test_asked_to_wait_it_waits_and_sends_once(edge, courier):
    """429 is no answer: after the pause the message leaves, once."""
    edge.fault("429", retry_after=1)
    edge.post("Hello")
    await settle(edge, courier)
    assert (edge.said(), edge.states()) == (["Hello"], ["sent"])


async def test_a_block_closes_the_chat(edge, courier):
    """403 marks the chat, cancels what waits for it, and is reported once."""
    edge.fault("403")
    edge.post("First")
    edge.post("Second")
    await settle(edge, courier)
    assert (edge.said(), edge.states()) == ([], ["blocked", "cancelled"])
    assert (edge.reachable(), edge.gone) == (False, [ANA])


@pytest.mark.parametrize(
    ("kind", "arrived"), [("500", []), ("timeout", []), ("reset_after", ["Hello"])]
)
async def test_what_may_have_arrived_is_not_sent_again_blindly(edge, courier, kind, arrived):
    """No answer is no proof: the message is marked, and the next one leaves."""
    edge.fault(kind)
    edge.post("Hello")
    edge.post("Next")
    await settle(edge, courier)
    assert (edge.said(), edge.states()) == ([*arrived, "Next"], ["uncertain", "sent"])


async def test_an_edit_that_changes_nothing_counts_as_sent(edge, courier):
    """The person sees what they should see."""
    edge.post("Hello")
    await settle(edge, courier)
    edge.post("Hello", edits=1)
    await settle(edge, courier)
    assert (edge.said(), edge.states()) == (["Hello"], ["sent", "sent"])


async def test_an_edit_takes_the_place_of_its_message(edge, courier):
    """There is still one message."""
    edge.post("Hello")
    await settle(edge, courier)
    edge.post("<b>Goodbye</b>", edits=1)
    await settle(edge, courier)
    assert (edge.said(), edge.states()) == (["Goodbye"], ["sent", "sent"])


async def test_an_edit_of_a_message_that_is_gone_is_sent_anew(edge, courier):
    """The person reads it as a new message."""
    edge.post("Hello", edits=999)
    await settle(edge, courier)
    assert (edge.said(), edge.states()) == (["Hello"], ["sent"])


async def test_what_telegram_never_takes_fails_and_holds_nothing_up(edge, courier):
    """A broken message is given up; the next one leaves."""
    edge.post("<nonsense>")
    edge.post("Next")
    await settle(edge, courier)
    assert (edge.said(), edge.states()) == (["Next"], ["failed", "sent"])


@pytest.mark.parametrize("library", COURIERS)
async def test_without_a_line_it_tries_again(edge, library):
    """A connection that was never made has certainly sent nothing: the message goes on waiting."""
    edge.post("Hello")
    async with COURIERS[library]("http://127.0.0.1:9") as nowhere, running(edge.sender(nowhere)):
        await until(lambda: edge.tried() == [("waiting", 1)])
    edge.clock.ahead = timedelta(minutes=1)
    async with COURIERS[library](edge.address) as line:
        await settle(edge, line)
    assert (edge.said(), edge.states()) == (["Hello"], ["sent"])


def later(edge, **step) -> None:
    """Some time goes by."""
    edge.clock.ahead += timedelta(**step)


async def test_a_decision_that_may_have_arrived_is_said_once_more_and_says_so(edge, courier):
    """Never twice without a word, and never a third time."""
    edge.fault("reset_after", times=2)
    edge.post("You are accepted")
    await settle(edge, courier)
    for _ in range(3):
        later(edge, seconds=30)
        await settle(edge, courier)
    assert edge.said() == ["You are accepted", "Again: You are accepted"]
    assert edge.states() == ["uncertain"]


async def test_a_reminder_that_may_have_arrived_is_let_be(edge, courier):
    """Another one comes, or none is needed."""
    edge.fault("500")
    edge.post("Two days left", kind="reminder")
    await settle(edge, courier)
    later(edge, seconds=30)
    await settle(edge, courier)
    assert (edge.said(), edge.states()) == ([], ["uncertain"])


async def test_an_old_answer_is_not_repeated_after_newer_words(edge, courier):
    """It would only confuse."""
    edge.fault("500")
    edge.post("Old")
    edge.post("New")
    await settle(edge, courier)
    later(edge, seconds=30)
    await settle(edge, courier)
    assert (edge.said(), edge.states()) == (["New"], ["uncertain", "sent"])


async def test_a_question_is_not_repeated_while_its_answer_waits(edge, courier):
    """Or what they say to it again would be taken for the answer to the next question."""
    edge.fault("500")
    edge.post("Which town?")
    await settle(edge, courier)
    with edge.database.transaction() as session:
        inbox.store(session, NAME, [Arrived(1, ANA, {})], edge.clock())
    later(edge, seconds=30)
    await settle(edge, courier)
    assert (edge.said(), edge.states()) == ([], ["uncertain"])
    with edge.database.transaction() as session:
        inbox.finish(session, NAME, 1, edge.clock())
    await settle(edge, courier)
    assert (edge.said(), edge.states()) == (["Again: Which town?"], ["sent"])


async def test_an_edit_that_may_have_arrived_is_simply_made_again(edge, courier):
    """It says nothing twice."""
    edge.post("Hello")
    await settle(edge, courier)
    edge.fault("reset_after", "editMessageText")
    edge.post("Goodbye", edits=1)
    async with running(edge.sender(courier)):
        await until(lambda: edge.tried()[1] == ("waiting", 1))
    later(edge, minutes=1)
    await settle(edge, courier)
    assert (edge.said(), edge.states()) == (["Goodbye"], ["sent", "sent"])


async def test_a_chat_known_as_closed_is_not_written_to(edge, courier):
    """What was posted after the block is cancelled unsent; once opened, the chat is written to."""
    edge.blocked(blocked=True)
    edge.post("Nobody reads this")
    await settle(edge, courier)
    assert (edge.said(), edge.states()) == ([], ["cancelled"])
    assert [one for one in edge.emulator.world.calls if one["method"] == "sendMessage"] == []
    edge.blocked(blocked=False)
    edge.post("Welcome back")
    await settle(edge, courier)
    assert (edge.said(), edge.states()) == (["Welcome back"], ["cancelled", "sent"])


async def test_a_group_that_moved_gets_everything_once_and_in_order(edge, courier):
    """Telegram answers with the new number: what waits goes there, and the scheme is told."""
    world = edge.emulator.world
    old = groups.add_group(world, {"members": [ANA], "bots": [ACCOUNT.username]})
    new = groups.upgrade(world, old, {})
    for number in range(4):
        edge.post(f"Message {number}", chat=old)
    await settle(edge, courier)
    told = [one["text"] for one in world.groups[new].messages.values() if "text" in one]
    assert told == [f"Message {number}" for number in range(4)]
    assert (edge.states(), edge.moves) == (["sent"] * 4, [(old, new)])


async def test_what_is_enclosed_is_made_beside_the_transaction(edge, courier):
    """The others leave meanwhile; the message follows when its enclosure is there, made once."""
    go_on, made = threading.Event(), []

    def draw() -> str:
        assert go_on.wait(SOON)
        made.append(1)
        return "The paper."

    def render(_session, row, slow) -> dict:
        drawn = slow.get("paper", draw) if row.body["text"] == "paper" else row.body["text"]
        return {**row.body, "text": drawn}

    ben = {"id": BEN, "first_name": "Ben", "talks_to": [ACCOUNT.username]}
    edge.emulator.world.add_person(ben)
    edge.post("paper")
    edge.post("Hello", chat=BEN)
    async with running(replace(edge.sender(courier), render=render)):
        await until(lambda: edge.states() == ["waiting", "sent"])
        go_on.set()
        await until(lambda: edge.states() == ["sent", "sent"])
    assert (edge.said(), made) == (["The paper."], [1])
