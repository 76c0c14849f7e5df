"""What a telephone or the page looks at: chats, messages, files, and everything live."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from urllib.parse import quote

from aiohttp import web

from bot.emulator.api.about import menu_for, text_for
from bot.emulator.phones.deeds import chat_of
from bot.emulator.world.changes import EVERYWHERE
from bot.emulator.world.refusals import ApiError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.emulator.world.changes import Json
    from bot.emulator.world.world import Chat, World

    Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

LONGEST_WAIT, HEARTBEAT = 60.0, 15.0
SHOWN_IN_PLACE = (
    "image/png",
    "image/jpeg",
    "image/gif",
    "image/webp",
    "application/pdf",
    "text/plain",
)
SAFE = {"X-Content-Type-Options": "nosniff", "Content-Security-Policy": "sandbox"}


def bots(world: World) -> list[Json]:
    """All bots, with what they say about themselves."""
    return [
        {**one.account.user(), "texts": one.texts, "waiting": len(one.updates)}
        for one in world.bots.values()
    ]


def chats(world: World) -> list[Json]:
    """All chats that were opened, with the last message of each."""
    everywhere = [*world.chats.values(), *world.groups.values()]
    return [_chat(world, one) for one in everywhere if one.opened]


def _chat(world: World, chat: Chat) -> Json:
    last = next(reversed(chat.messages.values()), None)
    facts = {"key": chat.key, "bots": chat.bots, "members": chat.members, "last": last}
    return {**world.public(chat), **facts}


def chat_state(world: World, person_id: int, given: Json) -> Json:
    """What the telephone shows around the messages: keyboard, menu, description, standing."""
    chat = chat_of(world, person_id, given)
    person, bot = world.people[person_id], world.by_name[chat.bots[0]] if chat.bots else None
    return {
        "opened": chat.opened,
        "blocked": chat.blocked,
        "keyboard": chat.keyboard,
        "menu": menu_for(bot, person) if bot else [],
        "description": text_for(bot, "description", person) if bot else "",
        "messages": list(chat.messages.values()),
        "seq": world.feed.last,
    }


def messages(world: World) -> Handler:
    """Changes of one chat after a number, waiting for some up to `wait` seconds."""

    async def handler(request: web.Request) -> web.Response:
        query = request.query
        try:
            chat = chat_of(world, int(request.match_info["person"]), dict(query))
            after = int(query.get("after", 0))
            wait = min(float(query.get("wait", 0)), LONGEST_WAIT)
        except ApiError as error:
            return web.json_response(error.body(), status=error.code)
        except ValueError as error:
            return web.json_response({"ok": False, "description": str(error)}, status=400)
        return web.json_response(await world.feed.wait(after, chat.key, wait))

    return handler


def file(world: World) -> Handler:
    """The bytes of a file; pictures and papers open in place, others are saved."""

    async def handler(request: web.Request) -> web.Response:
        found = world.shelf.any(request.match_info["file"])
        if found is None:
            return web.Response(status=404, text="there is no such file")
        in_place = found.mime in SHOWN_IN_PLACE
        kind = "inline" if in_place else "attachment"
        headers = {"Content-Disposition": f"{kind}; filename*=UTF-8''{quote(found.name)}"}
        safe = SAFE if found.mime != "application/pdf" else {}  # a sandbox keeps PDF viewers out
        mime = found.mime if in_place else "application/octet-stream"
        return web.Response(body=found.content, content_type=mime, headers={**headers, **safe})

    return handler


def events(world: World) -> Handler:
    """Every change as it happens, as server-sent events; goes on after `Last-Event-ID`."""

    async def handler(request: web.Request) -> web.StreamResponse:
        known = request.headers.get("Last-Event-ID") or request.query.get("after", "")
        # A page may have outlived another emulator, which had counted further.
        after = min(int(known), world.feed.last) if known.isdecimal() else world.feed.last
        response = web.StreamResponse(
            headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"}
        )
        await response.prepare(request)
        await response.write(b"retry: 1000\n\n")
        try:
            while True:
                after = await _next_events(world, response, after)
        except (ConnectionResetError, RuntimeError):  # the page was closed
            return response

    return handler


async def _next_events(world: World, response: web.StreamResponse, after: int) -> int:
    found = await world.feed.wait(after, EVERYWHERE, HEARTBEAT)
    lines = [f"id: {one['seq']}\ndata: {json.dumps(one)}\n\n" for one in found]
    await response.write("".join(lines).encode() or b": still here\n\n")
    return found[-1]["seq"] if found else after
