"""The Bot API: `/bot<token>/<method>` in every way a library may call it."""

from __future__ import annotations

import asyncio
import json
import mimetypes
from typing import TYPE_CHECKING, Any

from aiohttp import web

from bot.emulator import checks, polling, sending
from bot.emulator.refusals import ApiError, bad_request

if TYPE_CHECKING:
    from bot.emulator.world import Fault, Inboxed, World

DOWNLOAD_LIMIT = 20 << 20
UNKNOWN = "application/octet-stream"
HANG = 120.0  # longer than any client's patience


async def parameters(request: web.Request) -> dict[str, Any]:
    """What was given by address, JSON, form or multipart; files as (name, mime, bytes)."""
    given: dict[str, Any] = dict(request.query)
    if request.content_type == "application/json":
        text = await request.text()
        given |= json.loads(text) if text else {}
    elif request.content_type == "multipart/form-data":
        async for part in await request.multipart():
            given |= await _part(part)
    elif request.method == "POST":
        given |= {
            key: value for key, value in (await request.post()).items() if isinstance(value, str)
        }
    return given


async def _part(part: Any) -> dict[str, Any]:
    content = bytes(await part.read(decode=False))
    if part.filename is None:
        return {part.name: content.decode()}
    mime = part.headers.get("Content-Type") or UNKNOWN
    if mime == UNKNOWN:  # Telegram looks at the name as well
        mime = mimetypes.guess_type(part.filename)[0] or UNKNOWN
    return {part.name: (part.filename, mime, content)}


def bot_routes(world: World) -> list[web.RouteDef]:
    """The addresses of the bot side."""

    async def call(request: web.Request) -> web.StreamResponse:
        token, method = request.match_info["token"], request.match_info["method"].lower()
        try:
            given = await parameters(request)
            result = await _answer(world, request, token, method, given)
        except ApiError as error:
            return web.json_response(error.body(), status=error.code)
        except (ValueError, KeyError, TypeError) as error:
            fault = bad_request(f"wrong parameter: {error}")
            return web.json_response(fault.body(), status=400)
        return web.json_response({"ok": True, "result": result})

    async def download(request: web.Request) -> web.Response:
        file = world.files.get(request.match_info["path"].rpartition("/")[2])
        if request.match_info["token"] not in world.bots or file is None:
            return web.json_response(ApiError(404, "Not Found").body(), status=404)
        return web.Response(body=file["content"], content_type="application/octet-stream")

    return [
        web.get("/bot{token:[^/]+}/{method}", call),
        web.post("/bot{token:[^/]+}/{method}", call),
        web.get("/file/bot{token:[^/]+}/{path:.+}", download),
    ]


async def _answer(
    world: World, request: web.Request, token: str, method: str, given: dict[str, Any]
) -> Any:
    bot = world.bots.get(token)
    if bot is None:
        raise ApiError(401, "Unauthorized")
    if method not in checks.methods():
        raise ApiError(404, "Not Found: method not found")
    fault = world.fault_for(method, given.get("chat_id"))
    if fault:
        await _go_wrong(request, fault)
    try:
        unknown = checks.check_parameters(method, given) if fault is None else []
        result = await _result(world, bot, method, given)
    except ApiError as error:
        _log(world, bot, method, given, error=error.description)
        raise
    _log(world, bot, method, given, unknown=unknown)
    if fault and fault.kind == "reset_after":
        _reset(request)
    return result


def _log(world: World, bot: Inboxed, method: str, given: dict[str, Any], **more: Any) -> None:
    shown = {
        key: value if not isinstance(value, tuple) else value[:2] for key, value in given.items()
    }
    if method != "getupdates":
        world.calls.append({"bot": bot.account.username, "method": method, "given": shown, **more})


async def _go_wrong(request: web.Request, fault: Fault) -> None:
    if fault.kind == "429":
        text = f"Too Many Requests: retry after {fault.retry_after}"
        raise ApiError(429, text, retry_after=fault.retry_after)
    if fault.kind == "403":
        raise ApiError(403, "Forbidden: bot was blocked by the user")
    if fault.kind == "400":
        raise bad_request("chat not found")
    if fault.kind == "500":
        raise ApiError(500, "Internal Server Error")
    if fault.kind == "timeout":
        await asyncio.sleep(HANG)
    if fault.kind == "reset":
        _reset(request)


def _reset(request: web.Request) -> None:
    if request.transport:
        request.transport.abort()
    raise ApiError(500, "connection reset")


async def _result(world: World, bot: Inboxed, method: str, given: dict[str, Any]) -> Any:
    if method == "getupdates":
        return await polling.get_updates(bot, given)
    found = SPEECH.get(method)
    if found:
        return found(world, bot, given)
    own = ABOUT.get(method)
    if own is None:
        raise ApiError(501, f"Not Implemented: the emulator has no {method}")
    return own(world, bot, given)


def _get_file(world: World, _bot: Inboxed, given: dict[str, Any]) -> dict[str, Any]:
    file = world.files.get(str(given.get("file_id")))
    if file is None:
        raise bad_request("wrong file_id or the file is temporarily unavailable")
    if file["file_size"] > DOWNLOAD_LIMIT:
        raise bad_request("file is too big")
    known = {key: file[key] for key in ("file_id", "file_unique_id", "file_size")}
    return {**known, "file_path": f"documents/{file['file_id']}"}


def _scope(given: dict[str, Any]) -> str:
    scope = checks.decoded(given.get("scope")) or {"type": "default"}
    return json.dumps([scope, given.get("language_code") or ""], sort_keys=True)


def _set_commands(_world: World, bot: Inboxed, given: dict[str, Any]) -> bool:
    bot.commands[_scope(given)] = checks.commands(given)
    return True


def _delete_commands(_world: World, bot: Inboxed, given: dict[str, Any]) -> bool:
    bot.commands.pop(_scope(given), None)
    return True


def _get_commands(_world: World, bot: Inboxed, given: dict[str, Any]) -> list[dict[str, str]]:
    return bot.commands.get(_scope(given), [])


def _text(field: str, limit: int) -> tuple[Any, Any]:
    def put(_world: World, bot: Inboxed, given: dict[str, Any]) -> bool:
        text = str(given.get(field) or "")
        if len(text) > limit:
            raise bad_request(f"{field.replace('_', ' ')} is too long")
        bot.texts[f"{field}:{given.get('language_code') or ''}"] = text
        return True

    def get(_world: World, bot: Inboxed, given: dict[str, Any]) -> dict[str, str]:
        return {field: bot.texts.get(f"{field}:{given.get('language_code') or ''}", "")}

    return put, get


def _member(world: World, bot: Inboxed, given: dict[str, Any]) -> dict[str, Any]:
    chat = world.chat_for(bot, given.get("chat_id"))
    number = int(given.get("user_id") or 0)
    if number == bot.account.user_id:
        return {"status": "member", "user": bot.account.user()}
    if number not in chat.members:
        raise bad_request("PARTICIPANT_ID_INVALID")
    return {"status": "member", "user": world.people[number]}


def _chat(world: World, bot: Inboxed, given: dict[str, Any]) -> dict[str, Any]:
    chat = world.public(world.chat_for(bot, given.get("chat_id")))
    return {**chat, "accent_color_id": 0, "max_reaction_count": 11}


def _yes(_world: World, _bot: Inboxed, _given: dict[str, Any]) -> bool:
    return True


PUT_DESCRIPTION, GET_DESCRIPTION = _text("description", 512)
PUT_SHORT, GET_SHORT = _text("short_description", 120)
PUT_NAME, GET_NAME = _text("name", 64)

SPEECH: dict[str, Any] = {
    "sendmessage": sending.send_message,
    "senddocument": lambda world, bot, given: sending.send_file(world, bot, given, "document"),
    "sendphoto": lambda world, bot, given: sending.send_file(world, bot, given, "photo"),
    "editmessagetext": sending.edit_text,
    "editmessagecaption": sending.edit_caption,
    "editmessagereplymarkup": sending.edit_markup,
    "deletemessage": sending.delete_message,
    "answercallbackquery": sending.answer_query,
}
ABOUT: dict[str, Any] = {
    "getme": lambda _world, bot, _given: {**bot.account.user(), "can_join_groups": True},
    "setwebhook": lambda _world, bot, given: polling.set_webhook(bot, given),
    "deletewebhook": lambda _world, bot, given: polling.set_webhook(bot, {**given, "url": ""}),
    "getwebhookinfo": lambda _world, bot, _given: polling.webhook_info(bot),
    "getfile": _get_file,
    "setmycommands": _set_commands,
    "deletemycommands": _delete_commands,
    "getmycommands": _get_commands,
    "setmydescription": PUT_DESCRIPTION,
    "getmydescription": GET_DESCRIPTION,
    "setmyshortdescription": PUT_SHORT,
    "getmyshortdescription": GET_SHORT,
    "setmyname": PUT_NAME,
    "getmyname": GET_NAME,
    "getchat": _chat,
    "getchatmember": _member,
    "sendchataction": _yes,
    "setchatmenubutton": _yes,
    "leavechat": _yes,
    "logout": _yes,
    "close": _yes,
}
