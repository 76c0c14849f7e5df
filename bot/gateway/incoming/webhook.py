"""Take updates that Telegram brings: one port for all bots, stored before the answer."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import aiohttp
import sqlalchemy as sa
from aiohttp import web

from bot.gateway.api import ask
from bot.gateway.errors import TokenUnknown, Unanswered, WrongToken
from bot.gateway.incoming.updates import WANTED, is_update, keep
from storage.engine.away import Away

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from storage.engine.database import Database

HEADER = "X-Telegram-Bot-Api-Secret-Token"
LARGEST = 1024 * 1024  # bytes of a body
DEEPEST = 50  # levels of a body; Telegram's have about ten
BODY_PATIENCE = 10.0  # seconds for a body to arrive
GRACE = 1.5  # seconds for requests in hand when we stop; Telegram comes again with the others


def secret_of(token: str) -> str:
    """What Telegram must show to be let in: made from the token, so that nothing is to be kept."""
    return hmac.new(token.encode(), b"cxc webhook", hashlib.sha256).hexdigest()


@dataclass
class Webhook:
    """The port at which Telegram knocks; `tokens` by the bots' names."""

    tokens: Mapping[str, str]
    database: Database
    clock: Callable[[], datetime]
    address: str
    host: str
    port: int
    api: str
    patience: float = BODY_PATIENCE
    ready: asyncio.Event = field(default_factory=asyncio.Event)

    async def run(self) -> None:
        """Listen until cancelled; requests in hand are answered first. Raises WrongToken."""
        app = web.Application(client_max_size=LARGEST)
        app.router.add_post("/telegram/{bot}", self._take)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=GRACE)
        await runner.setup()
        try:
            await web.TCPSite(runner, self.host, self.port).start()
            for name, token in self.tokens.items():
                await self._announce(name, token)
            self.ready.set()
            await asyncio.Event().wait()
        finally:
            await runner.cleanup()

    async def _take(self, request: web.Request) -> web.Response:
        """200 once the update is stored; 403 for whoever does not show the secret, whatever is here."""
        name = request.match_info["bot"]
        wanted = secret_of(self.tokens.get(name, ""))
        shown = request.headers.get(HEADER, "")
        # A header may hold any bytes; what is no text of ours is no secret of ours.
        told = shown.encode(errors="surrogateescape")
        known = hmac.compare_digest(told, wanted.encode()) and name in self.tokens
        if not known:
            return web.Response(status=403)
        try:
            async with asyncio.timeout(self.patience):
                update = _update(await request.read())
        except ValueError:
            return web.Response(status=400)
        except TimeoutError:
            return web.Response(status=408, headers={"Connection": "close"})
        try:
            await keep(self.database, name, [update], self.clock())
        except sa.exc.OperationalError:
            return web.Response(status=503)  # Telegram comes again
        return web.Response()

    async def _announce(self, name: str, token: str) -> None:
        """Tell Telegram where to knock; waits for an API that cannot be reached."""
        wish = {
            "url": f"{self.address}/telegram/{name}",
            "secret_token": secret_of(token),
            "allowed_updates": WANTED,
            "drop_pending_updates": False,
        }
        away, unknown = Away(f"{name}: setting the webhook, the Bot API"), False
        async with aiohttp.ClientSession() as http:
            while True:
                try:
                    await ask(http, f"{self.api}/bot{token}/setWebhook", wish)
                except TokenUnknown as error:
                    if unknown:
                        raise WrongToken from error
                    unknown, why = True, "it knows no such token"
                except Unanswered as error:
                    unknown, why = False, str(error)
                else:
                    away.back()
                    return
                await asyncio.sleep(away.gone(why))


def _update(body: bytes) -> dict[str, Any]:
    """The update in a body. Raises ValueError."""
    try:
        found = json.loads(body)
    except RecursionError as error:
        raise ValueError(DEEPEST) from error
    if _is_deep(found):
        raise ValueError(DEEPEST)
    if is_update(found):
        return dict(found)
    raise ValueError(found.__class__)


def _is_deep(found: Any) -> bool:
    """Whether there are more levels than whoever goes through them shall have to climb."""
    level = [found]
    for _ in range(DEEPEST):
        inner = [one for one in level if isinstance(one, (dict, list))]
        level = [part for one in inner for part in (one.values() if isinstance(one, dict) else one)]
        if not level:
            return False
    return True
