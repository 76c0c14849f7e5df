"""The user side as JSON; `README.md` beside this file lists every address."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aiohttp import web

from bot.emulator.api.requests import parameters
from bot.emulator.phones import deeds, groups, staging, things, watching
from bot.emulator.world.hands import PLAYED
from bot.emulator.world.refusals import ApiError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.emulator.world.changes import Json
    from bot.emulator.world.stage import Stage
    from bot.emulator.world.world import World

    Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
    Deed = Callable[[World, int, Json], Any]

PERSON = "/user/people/{id}"
DEEDS: dict[str, Deed] = {
    "messages": deeds.say,
    "start": deeds.start,
    "taps": deeds.tap,
    "keys": deeds.press,
    "edits": deeds.edit,
    "deletions": deeds.delete,
    "documents": things.send_file,
    "stickers": things.send_sticker,
    "voices": things.send_voice,
    "contacts": things.send_contact,
    "locations": things.send_location,
    "block": lambda world, who, given: deeds.set_blocked(world, who, given, blocked=True),
    "unblock": lambda world, who, given: deeds.set_blocked(world, who, given, blocked=False),
    "deactivate": lambda world, who, _given: staging.deactivate(world, who),
}


def user_routes(stage: Stage) -> list[web.RouteDef]:
    """The addresses of the user side."""
    world = stage.world
    return [
        *(
            web.post(f"{PERSON}/{name}", _post(world, _by_hand(deed)))
            for name, deed in DEEDS.items()
        ),
        *_watching(world),
        *_arranging(stage),
    ]


def _by_hand(deed: Deed) -> Deed:
    """The same deed, noted as done by hand unless whoever does it says that a program plays."""

    def done(world: World, person: int, given: Json) -> Any:
        if not given.pop(PLAYED, False):
            world.hands.note(person)
        return deed(world, person, given)

    return done


def _watching(world: World) -> list[web.RouteDef]:
    def state(request: web.Request) -> Json:
        return watching.chat_state(world, _number(request), dict(request.query))

    return [
        web.get("/user/people", _get(lambda _request: list(world.people.values()))),
        web.get("/user/bots", _get(lambda _request: watching.bots(world))),
        web.get("/user/chats", _get(lambda _request: watching.chats(world))),
        web.get(f"{PERSON}/chat", _get(state)),
        web.get("/user/people/{person}/messages", watching.messages(world)),
        web.get("/user/files/{file}", watching.file(world)),
        web.get("/user/events", watching.events(world)),
        web.get("/user/log", _get(lambda request: staging.log(world, dict(request.query)))),
        web.get("/user/faults", _get(lambda _request: world.faults.list())),
    ]


def _arranging(stage: Stage) -> list[web.RouteDef]:
    world = stage.world
    group = "/user/groups/{id}/members"
    return [
        web.post("/user/people", _post(world, lambda _world, _id, given: world.add_person(given))),
        web.post(
            "/user/groups", _post(world, lambda _world, _id, given: groups.add_group(world, given))
        ),
        web.post(group, _post(world, groups.join)),
        web.post(f"{group}/removals", _post(world, groups.remove_bot)),
        web.post("/user/groups/{id}/upgrade", _post(world, groups.upgrade)),
        web.post("/user/faults", _post(world, lambda _world, _id, given: world.faults.add(given))),
        web.delete("/user/faults", _post(world, lambda _world, _id, _given: world.faults.clear())),
        web.post(
            "/user/redeliver",
            _post(world, lambda _world, _id, given: staging.redeliver(world, given)),
        ),
        web.post(
            "/user/queries/age",
            _post(world, lambda _world, _id, given: staging.age_query(world, given)),
        ),
        web.get("/user/clock", _get(lambda _request: staging.clock(stage))),
        web.post("/user/clock", staging.advance(stage)),
        web.get("/user/awake", staging.awake(stage)),
        web.get("/user/autopilot", _get(lambda _request: staging.autopilot(stage))),
        web.post("/user/autopilot", staging.switch(stage)),
    ]


def _number(request: web.Request) -> int:
    return int(request.match_info.get("id", 0))


def _get(answer: Callable[[web.Request], Any]) -> Handler:
    async def handler(request: web.Request) -> web.Response:
        try:
            return web.json_response(answer(request))
        except (ApiError, KeyError, ValueError) as error:
            return _refused(error)

    return handler


def _post(world: World, deed: Deed) -> Handler:
    async def handler(request: web.Request) -> web.Response:
        try:
            result = deed(world, _number(request), await parameters(request))
        except (ApiError, KeyError, ValueError, TypeError) as error:
            return _refused(error)
        return web.json_response({"ok": True, "result": result})

    return handler


def _refused(error: Exception) -> web.Response:
    if isinstance(error, ApiError):
        return web.json_response(error.body(), status=error.code)
    said = f"{type(error).__name__}: {error}"
    return web.json_response({"ok": False, "description": said}, status=400)
