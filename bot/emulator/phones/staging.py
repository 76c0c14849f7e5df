"""What a test or a demo arranges behind the scenes: faults, repeats, time, the autopilot."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from aiohttp import web

from bot.emulator.world.refusals import bad_request
from bot.emulator.world.values import number, truth

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.emulator.server import Emulator
    from bot.emulator.world.changes import Json
    from bot.emulator.world.world import World

    Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def redeliver(world: World, given: Json) -> int:
    """Give a bot an update once more: that of `update_id`, or its last."""
    bot = world.by_name.get(str(given.get("bot")))
    if bot is None or not bot.history:
        raise bad_request("there is no such bot, or it had no updates")
    wanted = number(given.get("update_id")) or max(bot.history)
    if wanted not in bot.history:
        raise bad_request("there was no such update")
    bot.repeat(bot.history[wanted])
    return wanted


def age_query(world: World, given: Json) -> str:
    """Make a tap older by some `seconds`: that of `id`, or the last one."""
    wanted = str(given.get("id") or next(reversed(world.queries), ""))
    if wanted not in world.queries:
        raise bad_request("there was no such tap")
    world.queries[wanted].at -= number(given.get("seconds"), 3600)
    return wanted


def deactivate(world: World, person_id: int) -> bool:
    """A person deletes their account."""
    world.deactivated.add(person_id)
    return True


def log(world: World, query: Json) -> list[Json]:
    """The calls that bots made, oldest first; of one `bot`, one `method`, to one `chat_id`."""
    wanted = {name: query[name] for name in ("bot", "method", "chat_id") if name in query}
    return [
        one for one in world.calls if all(str(one[name]) == value for name, value in wanted.items())
    ]


def clock(emulator: Emulator) -> Json:
    """What time it is, and whether the clock can be moved."""
    return {"now": emulator.world.clock().isoformat(), "moves": emulator.on_advance is not None}


def advance(emulator: Emulator) -> Handler:
    """Move the clock by `days` and `hours`."""

    async def handler(request: web.Request) -> web.Response:
        if emulator.on_advance is None:
            refusal = {"ok": False, "description": "this clock does not move"}
            return web.json_response(refusal, status=404)
        given = await request.json()
        step = timedelta(days=float(given.get("days", 0)), hours=float(given.get("hours", 0)))
        if step <= timedelta(0):
            refusal = {"ok": False, "description": "time goes forward only"}
            return web.json_response(refusal, status=400)
        now = await emulator.on_advance(step)
        emulator.world.feed.note("0", "clock", {}, now=now.isoformat())
        return web.json_response({"now": now.isoformat()})

    return handler


def autopilot(emulator: Emulator) -> Json:
    """Whether the autopilot is on; `slot` is false when there is none."""
    return {"on": emulator.autopilot, "slot": emulator.on_autopilot is not None}


def switch(emulator: Emulator) -> Handler:
    """Turn the autopilot `on` or off."""

    async def handler(request: web.Request) -> web.Response:
        emulator.autopilot = truth((await request.json()).get("on"))
        if emulator.on_autopilot is not None:
            await emulator.on_autopilot(emulator.autopilot)
        emulator.world.feed.note("0", "autopilot", {}, on=emulator.autopilot)
        return web.json_response(autopilot(emulator))

    return handler
