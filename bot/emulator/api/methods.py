"""The Bot API: `/bot<token>/<method>` in every way a library may call it."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from aiohttp import web

from bot.emulator.api import about, editing, members, polling, sending
from bot.emulator.api.requests import parameters
from bot.emulator.api.specification import check_required, oddities, official_name
from bot.emulator.world.faults import cut, strike
from bot.emulator.world.refusals import ApiError, bad_request
from bot.emulator.world.values import chat_number

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.emulator.world.changes import Json
    from bot.emulator.world.inbox import Inbox
    from bot.emulator.world.world import World

    Answer = Callable[[World, Inbox, Json], Any]

TOKEN = re.compile(r"\d+:[\w-]+")
UNLOGGED = {"getUpdates"}
ANSWERS: dict[str, Answer] = {
    **sending.ANSWERS,
    **editing.ANSWERS,
    **polling.ANSWERS,
    **about.ANSWERS,
    **members.ANSWERS,
}


@dataclass
class Call:
    """One call of a method."""

    world: World
    bot: Inbox
    method: str
    given: Json

    @property
    def chat_id(self) -> int | None:
        """The chat that the call is about."""
        return chat_number(self.given.get("chat_id"))

    def answer(self) -> Any:
        """Carry the call out; what the bot gets. Raises what Telegram raises."""
        check_required(self.method, self.given)
        act = ANSWERS.get(self.method)
        if act is None:
            raise bad_request(f"the emulator does not know how to {self.method}")
        return self.bot.seen(act(self.world, self.bot, self.given))

    def log(self, began: float, error: str = "") -> None:
        """Note the call for who reads the log."""
        if self.method in UNLOGGED:
            return
        short = {
            key: value[:2] if isinstance(value, tuple) else value
            for key, value in self.given.items()
        }
        entry = {
            "bot": self.bot.account.username,
            "method": self.method,
            "chat_id": self.chat_id,
            "given": short,
            "seconds": round(time.monotonic() - began, 4),
            "unknown": self._unknown(),
        }
        self.world.calls.append({**entry, "error": error} if error else entry)

    def _unknown(self) -> list[str]:
        try:
            return oddities(self.method, self.given)
        except ApiError:
            return []


def bot_routes(world: World, *, pace: bool = False) -> list[web.RouteDef]:
    """The addresses of the bot side."""

    async def call(request: web.Request) -> web.StreamResponse:
        try:
            result = await _answer(world, request, pace=pace)
        except ApiError as error:
            return web.json_response(error.body(), status=error.code)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            refusal = bad_request(f"wrong parameter: {type(error).__name__} {error}")
            return web.json_response(refusal.body(), status=refusal.code)
        return web.json_response({"ok": True, "result": result})

    async def download(request: web.Request) -> web.Response:
        try:
            return await _file(world, request)
        except ApiError as error:
            return web.json_response(error.body(), status=error.code)

    return [
        web.get("/bot{token:[^/]+}/{method}", call),
        web.post("/bot{token:[^/]+}/{method}", call),
        web.get("/file/bot{token:[^/]+}/{path:.+}", download),
    ]


def _bot(world: World, token: str) -> Inbox:
    bot = world.bots.get(token)
    if bot is None:
        raise (
            ApiError(401, "Unauthorized") if TOKEN.fullmatch(token) else ApiError(404, "Not Found")
        )
    return bot


async def _answer(world: World, request: web.Request, *, pace: bool) -> Any:
    began = time.monotonic()
    bot = _bot(world, request.match_info["token"])
    method = official_name(request.match_info["method"])
    call = Call(world, bot, method, await parameters(request))
    try:
        result = await _carried_out(call, request, pace=pace)
    except ApiError as error:
        call.log(began, error.description)
        raise
    call.log(began)
    return result


async def _carried_out(call: Call, request: web.Request, *, pace: bool) -> Any:
    fault = call.world.faults.next(call.bot.account.username, call.method, call.chat_id)
    if fault:
        await strike(request, fault)
    if pace:
        call.bot.pace.mind(call.method, call.chat_id)
    if call.method == "getUpdates":
        result: Any = await polling.get_updates(call.bot, call.given)
    else:
        result = call.answer()
    if fault:
        cut(request)
    return result


async def _file(world: World, request: web.Request) -> web.Response:
    token, path = request.match_info["token"], request.match_info["path"]
    try:
        bot = _bot(world, token)
        found = world.shelf.of_bot(bot.account.user_id, path.rpartition("/")[2].partition(".")[0])
    except ApiError as error:
        raise ApiError(404, "Not Found") from error
    fault = world.faults.next(bot.account.username, "download", None)
    if fault:
        await strike(request, fault)
    return web.Response(body=found.content, content_type="application/octet-stream")
