"""The emulator as one small web server."""

from __future__ import annotations

import asyncio
import contextlib
import time
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from aiohttp import web

from bot.emulator.api.methods import Call, bot_routes
from bot.emulator.api.specification import load, official_name
from bot.emulator.api.webhooks import deliver
from bot.emulator.phones.users import user_routes
from bot.emulator.visitors import guarded
from bot.emulator.world.inbox import BotAccount
from bot.emulator.world.refusals import ApiError
from bot.emulator.world.stage import Stage
from bot.emulator.world.world import World

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
    from datetime import datetime, timedelta

    from bot.emulator.world.changes import Json
    from bot.emulator.world.inbox import Inbox

__all__ = ["BotAccount", "Emulator"]

PAGE = Path(__file__).parent / "page"
BODY_LIMIT = 60 << 20
GRACE = 0.5  # seconds for answers under way when it stops


class Emulator:
    """A local Bot API with a user side and a chat page.

    `on_advance` moves the demo's clock and gives its new time; `on_autopilot` is told when the
    page's switch is turned. Without them the page has neither. With `pace`, bots that send too
    fast are answered 429. With `awake=False` the page says that the bots are waking until `wake`.
    """

    def __init__(
        self,
        bots: Sequence[BotAccount],
        *,
        clock: Callable[[], datetime],
        on_advance: Callable[[timedelta], Awaitable[datetime]] | None = None,
        on_autopilot: Callable[[bool], Awaitable[None]] | None = None,
        pace: bool = False,
        awake: bool = True,
    ) -> None:
        self.world = World(bots, clock)
        self.stage = Stage(self.world, on_advance, on_autopilot, on_autopilot is not None)
        self.pace = pace
        if awake:  # where bots are still to come, they load the same library
            load()
            self.stage.awake.set()

    def wake(self) -> None:
        """The bots are there: whoever watches hears it."""
        self.stage.awake.set()

    async def heard_of_all(self) -> None:
        """Nothing, once every bot has asked for its updates and said what its commands are."""
        await asyncio.gather(*(one.introduced.wait() for one in self.world.bots.values()))

    def application(self) -> web.Application:
        """Everything it serves."""
        found = web.Application(client_max_size=BODY_LIMIT, middlewares=[guarded])
        found.add_routes(bot_routes(self.world, pace=self.pace))
        found.add_routes([*user_routes(self.stage), web.get("/", _index)])
        found.router.add_static("/page", PAGE)
        found.on_response_prepare.append(_fresh)
        return found

    @asynccontextmanager
    async def serve(self, host: str = "127.0.0.1", port: int = 0) -> AsyncIterator[str]:
        """Serve until the end of the block; gives the base address."""
        runner = web.AppRunner(
            self.application(),
            access_log=None,
            shutdown_timeout=GRACE,
            handler_cancellation=True,
        )
        await runner.setup()
        hooks: list[asyncio.Task[None]] = []
        try:
            await web.TCPSite(runner, host, port).start()
            bots = self.world.bots.values()
            hooks += [asyncio.create_task(deliver(self.world, one, self._act)) for one in bots]
            yield f"http://{host}:{runner.addresses[0][1]}"
        finally:
            for hook in hooks:
                hook.cancel()
            await asyncio.gather(*hooks, return_exceptions=True)
            await runner.cleanup()

    def _act(self, bot: Inbox, wish: Json) -> None:
        """Call the method that a webhook's answer names; nobody hears of a refusal."""
        began = time.monotonic()
        with contextlib.suppress(ApiError):
            call = Call(self.world, bot, official_name(str(wish.pop("method", ""))), wish)
            try:
                call.answer()
            except ApiError as error:
                call.log(began, error.description)
            else:
                call.log(began)


async def _index(_request: web.Request) -> web.FileResponse:
    return web.FileResponse(PAGE / "index.html")


async def _fresh(request: web.Request, response: web.StreamResponse) -> None:
    """A page that was just updated must not come from the browser's memory."""
    if request.path == "/" or request.path.startswith("/page/"):
        response.headers["Cache-Control"] = "no-cache"
