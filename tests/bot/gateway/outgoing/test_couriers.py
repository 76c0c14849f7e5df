"""Whichever library carries a message, the person sees the same."""

from __future__ import annotations

import pytest

from bot.emulator.phones import deeds
from bot.emulator.phones.client import Phone
from bot.gateway.errors import CannotEdit, NothingNew, Refused, Throttled, Uncertain, Unreachable
from bot.gateway.outgoing.courier import Enclosure, Message
from tests.builders.bots.edge import ACCOUNT, ANA

BUTTONS = (({"text": "Yes", "callback_data": "a:yes"}, {"text": "Web", "url": "https://e.eu"}),)


def shown(edge, number: int) -> dict:
    """A message as Ana sees it."""
    return edge.emulator.world.private(ACCOUNT.username, ANA).messages[number]


async def test_a_text_with_buttons_arrives(edge, courier):
    """Markup becomes entities; buttons stand as given."""
    number = await courier.deliver(Message(ANA, "<b>Hi</b> &lt;3", BUTTONS))
    found = shown(edge, number)
    assert found["text"] == "Hi <3"
    assert found["entities"] == [{"type": "bold", "offset": 0, "length": 2}]
    assert found["reply_markup"]["inline_keyboard"] == [list(row) for row in BUTTONS]


async def test_a_file_arrives_with_its_name_and_caption(edge, courier):
    """The caption is marked up as a text is."""
    enclosure = Enclosure("paper.pdf", b"%PDF-1.4 test")
    number = await courier.deliver(Message(ANA, "Your <i>paper</i>", enclosure=enclosure))
    found = shown(edge, number)
    assert (found["caption"], found["document"]["file_name"]) == ("Your paper", "paper.pdf")


async def test_what_people_send_is_fetched(edge, courier):
    """Byte for byte."""
    content = b"%PDF-1.4 \x00\xff cv"
    async with Phone(edge.address, ANA, bot=ACCOUNT.username) as phone:
        await phone.send_document("cv.pdf", content)
    update = edge.emulator.world.bots[ACCOUNT.token].updates[-1]
    assert await courier.fetch(update["message"]["document"]["file_id"]) == content


@pytest.mark.parametrize(
    ("kind", "error"),
    [("429", Throttled), ("403", Unreachable), ("400", Unreachable), ("500", Uncertain)],
)
async def test_errors_are_told_in_our_own_terms(edge, courier, kind, error):
    """No library's exception leaves a courier."""
    edge.fault(kind)
    with pytest.raises(error):
        await courier.deliver(Message(ANA, "Hello"))


async def test_a_flood_tells_how_long_to_wait(edge, courier):
    """In seconds."""
    edge.fault("429", retry_after=7)
    with pytest.raises(Throttled) as caught:
        await courier.deliver(Message(ANA, "Hello"))
    assert caught.value.seconds == 7


@pytest.mark.parametrize(
    ("message", "error"),
    [
        (Message(ANA, "Hello", edits=1), NothingNew),
        (Message(ANA, "Other", edits=99), CannotEdit),
        (Message(4711, "Hello"), Unreachable),
        (Message(ANA, "<b>Hello"), Refused),
        (Message(ANA, "x" * 4097), Refused),
    ],
    ids=["unchanged", "gone", "no such chat", "broken markup", "too long"],
)
async def test_refusals_are_sorted(edge, courier, message, error):
    """What to do next depends on which it is."""
    await courier.deliver(Message(ANA, "Hello"))
    with pytest.raises(error):
        await courier.deliver(message)


async def test_a_tap_is_answered_and_a_late_answer_is_no_error(edge, courier):
    """Twice the same query: the second is too late, and nobody minds."""
    number = await courier.deliver(Message(ANA, "Well?", BUTTONS))
    world = edge.emulator.world
    tap = {"bot": ACCOUNT.username, "message_id": number, "data": "a:yes"}
    query = deeds.tap(world, ANA, tap)
    await courier.toast(query, "Noted")
    await courier.toast(query, "Again")
    await courier.toast("4711", "")
    assert world.queries[query].answered is True


@pytest.mark.parametrize("kind", ["403", "429"])
async def test_a_toast_that_is_refused_is_no_error(edge, courier, kind):
    """The answer itself is in the chat: a failed toast must not fail the update."""
    edge.fault(kind, "answerCallbackQuery")
    assert await courier.toast("1", "Noted") is None
