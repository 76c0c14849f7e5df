"""A webhook that fails is tried again, and its failure told."""

from __future__ import annotations

import asyncio

import pytest
from aiohttp import web

from tests.patience import SOON


class Hook:
    """A bot's own web server, which answers as told."""

    def __init__(self) -> None:
        self.url = ""
        self.answers = []
        self.got = asyncio.Queue()

    async def take(self, request):
        """Keep the update; answer with the next code or body."""
        update = await request.json()
        answer = self.answers.pop(0) if self.answers else 200
        self.got.put_nowait((update["message"]["text"], answer))
        return web.Response(status=answer) if isinstance(answer, int) else web.json_response(answer)


@pytest.fixture
async def hook(house):
    """A webhook that the bot has set."""
    found, app = Hook(), web.Application()
    app.router.add_post("/hook", found.take)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    found.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    assert await house.call("setWebhook", url=found.url) is True
    yield found
    await house.call("deleteWebhook")
    await runner.cleanup()


async def next_of(hook):
    """The next delivery."""
    return await asyncio.wait_for(hook.got.get(), SOON)


async def test_a_failed_delivery_is_repeated_in_order(house, hook) -> None:
    """After a 500 the same update comes again, before the next one."""
    hook.answers = [500]
    phone = await house.phone()
    await phone.say("one")
    await phone.say("two")
    got = [await next_of(hook) for _ in range(3)]
    assert got == [("one", 500), ("one", 200), ("two", 200)]


async def test_a_failure_is_told(house, hook) -> None:
    """`getWebhookInfo` counts what waits and says what went wrong."""
    hook.answers = [503] * 50
    await (await house.phone()).say("hello")
    await next_of(hook)
    await next_of(hook)
    info = await house.call("getWebhookInfo")
    assert info["pending_update_count"] == 1
    assert info["last_error_message"].startswith("Wrong response from the webhook: 503")
