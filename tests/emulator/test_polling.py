"""Updates wait, are confirmed by offset, and go to one listener at a time."""

from __future__ import annotations

import asyncio
import time

from tests.emulator.conftest import ANA, ONE, TWO


def texts(updates):
    """The words of message updates."""
    return [one["message"]["text"] for one in updates]


async def test_a_poll_waits_for_the_first_update(house) -> None:
    """A poll with patience returns as soon as something arrives."""
    phone = await house.phone()
    poll = asyncio.create_task(house.call("getUpdates", timeout=30))
    await asyncio.sleep(0.2)
    began = time.monotonic()
    await phone.say("hello")
    assert texts(await poll) == ["hello"]
    assert time.monotonic() - began < 5


async def test_a_poll_gives_up_after_its_patience(house) -> None:
    """A poll without news returns nothing, not before its time."""
    began = time.monotonic()
    assert await house.call("getUpdates", timeout=1) == []
    assert 0.9 < time.monotonic() - began < 5


async def test_updates_stay_until_confirmed(house) -> None:
    """Without an offset the same updates come again; the offset forgets those before it."""
    phone = await house.phone()
    for text in ("one", "two", "three"):
        await phone.say(text)
    first = await house.call("getUpdates")
    assert texts(await house.call("getUpdates", limit=2)) == ["one", "two"]
    offset = first[1]["update_id"]
    assert texts(await house.call("getUpdates", offset=offset)) == ["two", "three"]
    assert texts(await house.call("getUpdates")) == ["two", "three"]


async def test_a_negative_offset_keeps_the_last(house) -> None:
    """-1 leaves only the newest update."""
    phone = await house.phone()
    for text in ("one", "two"):
        await phone.say(text)
    assert texts(await house.call("getUpdates", offset=-1)) == ["two"]


async def test_a_second_poller_ends_the_first(house) -> None:
    """The older poll is told of the conflict; the newer one goes on."""
    older = asyncio.create_task(house.call("getUpdates", timeout=30))
    await asyncio.sleep(0.2)
    newer = asyncio.create_task(house.call("getUpdates", timeout=1))
    assert await older == (
        "409 Conflict: terminated by other getUpdates request; "
        "make sure that only one bot instance is running"
    )
    assert await newer == []


async def test_polling_is_refused_under_a_webhook(house) -> None:
    """While a webhook is set nobody may poll."""
    assert await house.call("setWebhook", url="https://example.eu/hook") is True
    assert (await house.call("getUpdates")).startswith("409 Conflict: can't use getUpdates")


async def test_bots_have_queues_of_their_own(house) -> None:
    """What is said to one bot does not reach the other."""
    await (await house.phone()).say("for one")
    assert await house.call("getUpdates", TWO) == []
    assert texts(await house.call("getUpdates", ONE)) == ["for one"]


async def test_unwanted_kinds_are_not_kept(house) -> None:
    """Only the kinds of updates that were asked for wait."""
    await house.call("getUpdates", allowed_updates=["callback_query"])
    await (await house.phone()).say("nobody listens")
    assert await house.call("getUpdates") == []


async def test_an_update_can_come_twice(house) -> None:
    """A redelivered update reaches the poller that waits, with its old number."""
    await (await house.phone()).say("again")
    (first,) = await house.updates()
    poll = asyncio.create_task(house.call("getUpdates", offset=first["update_id"] + 1, timeout=10))
    await asyncio.sleep(0.2)
    await house.user("redeliver", bot=ONE.username, update_id=first["update_id"])
    assert await poll == [first]


async def test_an_old_tap_cannot_be_answered(house) -> None:
    """A tap made older is refused as Telegram refuses it."""
    phone = await house.open()
    keys = {"inline_keyboard": [[{"text": "Go", "callback_data": "go"}]]}
    await house.call("sendMessage", chat_id=ANA, text="x", reply_markup=keys)
    await phone.tap("Go")
    (update,) = await house.updates()
    number = update["callback_query"]["id"]
    await house.user("queries/age", id=number)
    assert await house.call("answerCallbackQuery", callback_query_id=number) == (
        "400 Bad Request: query is too old and response timeout expired or query ID is invalid"
    )
