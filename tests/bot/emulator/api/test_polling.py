"""How updates reach a bot: by long polling, or by a webhook."""

from __future__ import annotations

import asyncio
import time

import pytest
from aiohttp import web

from tests.builders.bots.emulated import ANA, ONE
from tests.patience import SOON, until

WEBHOOK_ACTIVE = (
    "409 Conflict: can't use getUpdates method while webhook is active; "
    "use deleteWebhook to delete the webhook first"
)
OTHER_POLL = (
    "409 Conflict: terminated by other getUpdates request; "
    "make sure that only one bot instance is running"
)


def texts(updates):
    """What people wrote."""
    return [one["message"]["text"] for one in updates]


async def asked_for_updates(house) -> None:
    """Wait until the bot waits for updates."""
    await until(lambda: house.emulator.world.bots[ONE.token].poll > 0)


async def test_an_offset_confirms_what_came_before(house):
    """Updates come again until a later offset is asked for."""
    phone = await house.phone()
    for word in ("a", "b", "c"):
        await phone.say(word)
    first = await house.call("getUpdates", limit=2)
    assert texts(first) == ["a", "b"]
    assert texts(await house.call("getUpdates")) == ["a", "b", "c"]
    rest = await house.call("getUpdates", offset=first[-1]["update_id"] + 1)
    assert texts(rest) == ["c"]


async def test_a_negative_offset_keeps_the_last(house):
    """Minus one leaves the newest update alone."""
    phone = await house.phone()
    for word in ("a", "b", "c"):
        await phone.say(word)
    assert texts(await house.call("getUpdates", offset=-1)) == ["c"]
    assert texts(await house.call("getUpdates")) == ["c"]


async def test_an_empty_poll_waits(house):
    """Without updates the answer comes when the time is over."""
    began = time.monotonic()
    assert await house.call("getUpdates", timeout=1) == []
    assert time.monotonic() - began > 0.9


async def test_a_poll_ends_with_the_first_update(house):
    """An update is brought at once, however long the bot would have waited."""
    phone = await house.phone()
    poll = asyncio.create_task(house.call("getUpdates", timeout=30))
    await asked_for_updates(house)
    await phone.say("now")
    assert texts(await asyncio.wait_for(poll, SOON)) == ["now"]


async def test_a_second_poll_ends_the_first(house):
    """Only one process may ask for a bot's updates."""
    first = asyncio.create_task(house.call("getUpdates", timeout=30))
    await asked_for_updates(house)
    assert await house.call("getUpdates") == []
    assert await first == OTHER_POLL


async def test_a_webhook_shuts_polling_out(house):
    """While a webhook is set, polling is refused; deleting it opens the way again."""
    poll = asyncio.create_task(house.call("getUpdates", timeout=30))
    await asked_for_updates(house)
    await house.call("setWebhook", url="https://bot.example.org/hook")
    assert await poll == "409 Conflict: terminated by setWebhook request"
    assert await house.call("getUpdates") == WEBHOOK_ACTIVE
    await house.call("deleteWebhook")
    assert await house.call("getUpdates") == []


async def test_the_kinds_wanted_are_remembered(house):
    """`allowed_updates` holds until another list is given; an empty one allows the usual."""
    phone = await house.phone()
    await house.call("getUpdates", allowed_updates=["callback_query"])
    await phone.say("lost")
    assert await house.call("getUpdates") == []
    await house.call("getUpdates", allowed_updates=[])
    await phone.say("kept")
    assert texts(await house.call("getUpdates")) == ["kept"]


async def test_an_update_can_be_delivered_again(house):
    """The same update comes a second time, even when it was confirmed; and no third time."""
    phone = await house.phone()
    await phone.say("twice")
    first = await house.updates()
    await house.user("redeliver", bot=ONE.username)
    beyond = first[-1]["update_id"] + 1
    assert await house.call("getUpdates", offset=beyond) == first
    assert await house.call("getUpdates", offset=beyond) == []


@pytest.fixture
async def hook():
    """A webhook that refuses twice, then accepts, and answers with a method."""
    seen = []

    async def take(request: web.Request) -> web.Response:
        secret = request.headers.get("X-Telegram-Bot-Api-Secret-Token")
        seen.append((secret, (await request.json())["message"]["text"]))
        if len(seen) < 3:
            return web.Response(status=500)
        return web.json_response({"method": "sendMessage", "chat_id": ANA, "text": "by answer"})

    app = web.Application()
    app.router.add_post("/hook", take)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}/hook", seen
    await runner.cleanup()


async def test_a_webhook_is_called_until_it_accepts(house, hook):
    """Each try carries the secret; the answer's method is carried out."""
    url, seen = hook
    await house.call("setWebhook", url=url, secret_token="s3cret")
    phone = await house.phone()
    await phone.say("hello")
    await phone.expect("by answer")
    assert seen == [("s3cret", "hello")] * 3
    info = await house.call("getWebhookInfo")
    assert info["pending_update_count"] == 0
    assert info["last_error_message"] == "Wrong response from the webhook: 500"


async def test_pending_updates_can_be_dropped(house):
    """A fresh start forgets what waits."""
    phone = await house.phone()
    await phone.say("old")
    await house.call("deleteWebhook", drop_pending_updates=True)
    assert await house.call("getUpdates") == []


async def test_a_reader_who_left_costs_nothing(house):
    """An abandoned poll neither takes updates nor answers for the next."""
    poll = asyncio.create_task(house.call("getUpdates", timeout=30))
    await asked_for_updates(house)
    poll.cancel()
    phone = await house.phone()
    await phone.say("still here")
    assert texts(await house.call("getUpdates", timeout=2)) == ["still here"]
