"""The user side as JSON; `README.md` beside this file lists every address."""

from __future__ import annotations

import asyncio
import json
import time
from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from aiohttp import web

from bot.emulator import deeds
from bot.emulator.api import parameters
from bot.emulator.refusals import ApiError
from bot.emulator.world import Fault, chat_key

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.emulator.server import Emulator
    from bot.emulator.world import World

    Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def user_routes(emulator: Emulator) -> list[web.RouteDef]:
    """The addresses of the user side."""
    world = emulator.world
    person = "/user/people/{person}"
    return [
        web.get("/user/people", _get(lambda _request: list(world.people.values()))),
        web.post("/user/people", _post(lambda _person, given: world.add_person(given))),
        web.get("/user/bots", _get(lambda _request: _bots(world))),
        web.post("/user/groups", _post(lambda _person, given: _group(world, given))),
        web.get("/user/chats", _get(lambda _request: _chats(world))),
        web.post(f"{person}/messages", _post(lambda who, given: _say(world, who, given))),
        web.post(f"{person}/taps", _post(lambda who, given: deeds.tap(world, who, given))),
        web.post(f"{person}/documents", _post(lambda who, given: _document(world, who, given))),
        web.post(f"{person}/stickers", _post(lambda who, given: _sticker(world, who, given))),
        web.post(f"{person}/voices", _post(lambda who, given: _voice(world, who, given))),
        web.post(f"{person}/contacts", _post(lambda who, given: _contact(world, who, given))),
        web.post(f"{person}/locations", _post(lambda who, given: _location(world, who, given))),
        web.post(f"{person}/edits", _post(lambda who, given: deeds.edit(world, who, given))),
        web.post(
            f"{person}/block", _post(lambda who, given: _block(world, who, given, blocked=True))
        ),
        web.post(
            f"{person}/unblock", _post(lambda who, given: _block(world, who, given, blocked=False))
        ),
        web.get(f"{person}/messages", _messages(world)),
        web.get("/user/files/{file}", _file(world)),
        web.get("/user/events", _events(world)),
        web.post("/user/faults", _post(lambda _person, given: _fault(world, given))),
        web.post("/user/redeliver", _post(lambda _person, given: _redeliver(world, given))),
        web.post("/user/queries/age", _post(lambda _person, given: _age(world, given))),
        web.get("/user/log", _get(lambda _request: list(world.calls))),
        web.get("/user/clock", _get(lambda _request: _clock(emulator))),
        web.post("/user/clock", _advance(emulator)),
        web.get("/user/autopilot", _get(lambda _request: {"on": emulator.autopilot})),
        web.post("/user/autopilot", _autopilot(emulator)),
    ]


def _get(answer: Callable[[web.Request], Any]) -> Handler:
    async def handler(request: web.Request) -> web.Response:
        return web.json_response(answer(request))

    return handler


def _post(answer: Callable[[int, dict[str, Any]], Any]) -> Handler:
    async def handler(request: web.Request) -> web.Response:
        try:
            given = await parameters(request)
            result = answer(int(request.match_info.get("person", 0)), given)
        except ApiError as error:
            return web.json_response(error.body(), status=error.code)
        except (KeyError, ValueError) as error:
            return web.json_response({"ok": False, "description": str(error)}, status=400)
        return web.json_response({"ok": True, "result": result})

    return handler


def _bots(world: World) -> list[dict[str, Any]]:
    return [
        {**one.account.user(), "commands": list(one.commands.values())[:1], "texts": one.texts}
        for one in world.bots.values()
    ]


def _chats(world: World) -> list[dict[str, Any]]:
    opened = [one for one in (*world.chats.values(), *world.groups.values()) if one.opened]
    return [{"key": chat_key(one), **world.public(one), "bots": one.bots} for one in opened]


def _group(world: World, given: dict[str, Any]) -> int:
    return deeds.add_group(world, given).id


def _say(world: World, who: int, given: dict[str, Any]) -> dict[str, Any]:
    return deeds.write(world, who, given, text=str(given["text"]))


def _document(world: World, who: int, given: dict[str, Any]) -> dict[str, Any]:
    name, mime, content = given["file"]
    file = world.keep_file(content, name, mime)
    if given.get("as") == "photo":
        return deeds.write(world, who, given, photo=[{**file, "width": 800, "height": 600}])
    return deeds.write(world, who, given, document=file)


def _sticker(world: World, who: int, given: dict[str, Any]) -> dict[str, Any]:
    file = world.keep_file(b"RIFF", "sticker.webp", "image/webp")
    shape = {"width": 512, "height": 512, "is_animated": False, "is_video": False}
    emoji = given.get("emoji", "👍")
    return deeds.write(
        world, who, given, sticker={**file, **shape, "type": "regular", "emoji": emoji}
    )


def _voice(world: World, who: int, given: dict[str, Any]) -> dict[str, Any]:
    file = world.keep_file(b"OggS", "voice.ogg", "audio/ogg")
    return deeds.write(world, who, given, voice={**file, "duration": 3})


def _contact(world: World, who: int, given: dict[str, Any]) -> dict[str, Any]:
    contact = {"phone_number": "+10000000", "first_name": "Somebody", "user_id": who}
    return deeds.write(world, who, given, contact={**contact, **given.get("contact", {})})


def _location(world: World, who: int, given: dict[str, Any]) -> dict[str, Any]:
    place = {"latitude": float(given["latitude"]), "longitude": float(given["longitude"])}
    return deeds.write(world, who, given, location=place)


def _block(world: World, who: int, given: dict[str, Any], *, blocked: bool) -> bool:
    deeds.set_blocked(world, who, given, blocked=blocked)
    return blocked


def _messages(world: World) -> Handler:
    async def handler(request: web.Request) -> web.Response:
        """Changes of one chat after a number, waiting for some up to `wait` seconds."""
        try:
            chat = deeds.chat_of(world, int(request.match_info["person"]), dict(request.query))
        except ApiError as error:
            return web.json_response(error.body(), status=error.code)
        after, wait = int(request.query.get("after", 0)), float(request.query.get("wait", 0))
        until = time.monotonic() + wait
        while True:
            moved = world.moved
            found = [one for one in world.by_chat[chat_key(chat)] if one["seq"] > after]
            left = until - time.monotonic()
            if found or left <= 0:
                return web.json_response(found)
            try:
                async with asyncio.timeout(left):
                    await moved.wait()
            except TimeoutError:
                continue

    return handler


def _file(world: World) -> Handler:
    async def handler(request: web.Request) -> web.Response:
        file = world.files.get(request.match_info["file"])
        if file is None:
            return web.Response(status=404)
        headers = {"Content-Disposition": f'inline; filename="{file["file_name"]}"'}
        return web.Response(body=file["content"], content_type=file["mime_type"], headers=headers)

    return handler


def _events(world: World) -> Handler:
    async def handler(request: web.Request) -> web.StreamResponse:
        """Every change as it happens, as server-sent events."""
        response = web.StreamResponse(
            headers={"Content-Type": "text/event-stream", "Cache-Control": "no-cache"}
        )
        await response.prepare(request)
        after = int(request.query.get("after", len(world.changes)))
        with suppress(ConnectionResetError):  # the reader went away
            await _stream(world, response, after)
        return response

    return handler


async def _stream(world: World, response: web.StreamResponse, after: int) -> None:
    while True:
        moved = world.moved
        for change in world.changes[after:]:
            await response.write(f"data: {json.dumps(change)}\n\n".encode())
        after = len(world.changes)
        try:
            async with asyncio.timeout(15):
                await moved.wait()
        except TimeoutError:
            await response.write(b": still here\n\n")


def _fault(world: World, given: dict[str, Any]) -> bool:
    world.faults.append(Fault(**given))
    return True


def _redeliver(world: World, given: dict[str, Any]) -> bool:
    bot = world.by_name[given["bot"]]
    world.enqueue(bot, bot.history[int(given["update_id"])])
    return True


def _age(world: World, given: dict[str, Any]) -> bool:
    world.queries[str(given["id"])]["at"] -= int(given.get("seconds", 3600))
    return True


def _clock(emulator: Emulator) -> dict[str, Any]:
    return {"now": emulator.world.clock().isoformat(), "moves": emulator.on_advance is not None}


def _advance(emulator: Emulator) -> Handler:
    async def handler(request: web.Request) -> web.Response:
        given = await request.json()
        if emulator.on_advance is None:
            return web.json_response(
                {"ok": False, "description": "this clock does not move"}, status=404
            )
        step = timedelta(days=float(given.get("days", 0)), hours=float(given.get("hours", 0)))
        return web.json_response({"now": (await emulator.on_advance(step)).isoformat()})

    return handler


def _autopilot(emulator: Emulator) -> Handler:
    async def handler(request: web.Request) -> web.Response:
        emulator.autopilot = bool((await request.json())["on"])
        if emulator.on_autopilot is not None:
            await emulator.on_autopilot(emulator.autopilot)
        return web.json_response({"on": emulator.autopilot})

    return handler
