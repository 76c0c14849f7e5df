"""The emulator as one small web server."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from aiohttp import web

from bot.emulator.api import bot_routes
from bot.emulator.polling import deliver
from bot.emulator.users import user_routes
from bot.emulator.world import BotAccount, World

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
    from datetime import datetime, timedelta

__all__ = ["BotAccount", "Emulator"]

PAGE = Path(__file__).parent / "page"
BODY_LIMIT = 60 << 20


class Emulator:
    """A local Bot API with a user side and a chat page.

    `on_advance` moves the demo's clock and gives its new time; `on_autopilot` is told when the
    page's switch is turned. Without them the page has neither.
    """

    def __init__(
        self,
        bots: Sequence[BotAccount],
        *,
        clock: Callable[[], datetime],
        on_advance: Callable[[timedelta], Awaitable[datetime]] | None = None,
        on_autopilot: Callable[[bool], Awaitable[None]] | None = None,
    ) -> None:
        self.world = World(list(bots), clock)
        self.on_advance, self.on_autopilot = on_advance, on_autopilot
        self.autopilot = on_autopilot is not None

    def application(self) -> web.Application:
        """Everything it serves."""
        found = web.Application(client_max_size=BODY_LIMIT)
        found.add_routes([*bot_routes(self.world), *user_routes(self), web.get("/", _index)])
        found.router.add_static("/page", PAGE)
        return found

    @asynccontextmanager
    async def serve(self, host: str = "127.0.0.1", port: int = 0) -> AsyncIterator[str]:
        """Serve until the end of the block; gives the base address."""
        runner = web.AppRunner(self.application(), access_log=None, shutdown_timeout=0.5)
        await runner.setup()
        site = web.TCPSite(runner, host, port)
        await site.start()
        hooks = [asyncio.create_task(deliver(bot)) for bot in self.world.bots.values()]
        try:
            yield f"http://{host}:{runner.addresses[0][1]}"
        finally:
            for hook in hooks:
                hook.cancel()
            await asyncio.gather(*hooks, return_exceptions=True)
            await runner.cleanup()


async def _index(_request: web.Request) -> web.FileResponse:
    return web.FileResponse(PAGE / "index.html")
