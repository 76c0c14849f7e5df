"""What Telegram refuses: unknown or missing parameters, lengths, keyboards, commands."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Any
from urllib.parse import urlsplit

import aiogram.methods
from aiogram.methods.base import TelegramMethod

from bot.emulator.markup import found_in, parse_html, units
from bot.emulator.refusals import bad_request

TEXT, CAPTION, TOAST = 4096, 1024, 200
BUTTONS, ROW, DATA = 100, 8, 64
COMMANDS = 100
ACTIONS = (
    "url callback_data web_app login_url switch_inline_query switch_inline_query_current_chat "
    "switch_inline_query_chosen_chat copy_text callback_game pay"
).split()
COMMAND = re.compile(r"[a-z0-9_]{1,32}")


@cache
def methods() -> dict[str, type[TelegramMethod[Any]]]:
    """Every Bot API method by its name in small letters."""
    found = (getattr(aiogram.methods, name) for name in aiogram.methods.__all__)
    return {
        one.__api_method__.lower(): one
        for one in found
        if isinstance(one, type) and issubclass(one, TelegramMethod) and one is not TelegramMethod
    }


def check_parameters(method: str, given: dict[str, Any]) -> list[str]:
    """Parameters that the method does not have. Raises for a missing one."""
    fields = methods()[method].model_fields
    for name, field in fields.items():
        if field.is_required() and given.get(name) in {None, ""}:
            raise bad_request(_missing(name))
    return [name for name in given if name not in fields]


def _missing(name: str) -> str:
    known = {"chat_id": "chat_id is empty", "text": "message text is empty"}
    return known.get(name, f'parameter "{name}" is required')


def formatted(
    given: dict[str, Any], name: str = "text", limit: int = TEXT
) -> tuple[str, list[dict[str, Any]]]:
    """The text of a message and its entities, within the limit."""
    raw, mode = str(given.get(name) or ""), str(given.get("parse_mode") or "")
    if mode.lower() == "html":
        plain, entities = parse_html(raw)
    elif mode:
        raise bad_request("unsupported parse_mode")
    else:
        plain, entities = raw.strip(), _entities(given, name, raw)
    if units(plain) > limit:
        raise bad_request("message is too long" if limit == TEXT else "message caption is too long")
    taken = [*entities, *(one for one in found_in(plain) if not _overlaps(one, entities))]
    return plain, sorted(taken, key=lambda one: (one["offset"], -one["length"]))[:100]


def _entities(given: dict[str, Any], name: str, raw: str) -> list[dict[str, Any]]:
    key = "entities" if name == "text" else "caption_entities"
    found = decoded(given.get(key)) or []
    for one in found:
        if one["offset"] < 0 or one["offset"] + one["length"] > units(raw):
            raise bad_request("ENTITY_BOUNDS_INVALID")
    return list(found)


def _overlaps(one: dict[str, Any], others: list[dict[str, Any]]) -> bool:
    return any(
        one["offset"] < other["offset"] + other["length"]
        and other["offset"] < one["offset"] + one["length"]
        and other["type"] in {"text_link", "code", "pre"}
        for other in others
    )


def decoded(value: Any) -> Any:
    """JSON inside a form field as what it stands for."""
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError as error:
        raise bad_request("object expected as JSON") from error


def keyboard(given: dict[str, Any]) -> dict[str, Any] | None:
    """The reply markup, checked."""
    markup = decoded(given.get("reply_markup"))
    if not markup:
        return None
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    rows = markup.get("inline_keyboard")
    if rows is None:
        return markup
    rows = [row for row in rows if row]
    if sum(map(len, rows)) > BUTTONS or any(len(row) > ROW for row in rows):
        raise bad_request("reply markup is too long")
    for row in rows:
        for button in row:
            _check_button(button)
    return {"inline_keyboard": rows} if rows else None


def _check_button(button: dict[str, Any]) -> None:
    if not str(button.get("text", "")).strip():
        raise bad_request("can't parse inline keyboard button: text button must be non-empty")
    acts = [name for name in ACTIONS if name in button]
    if len(acts) != 1:
        raise bad_request(
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
        )
    data = button.get("callback_data")
    if data is not None and not 1 <= len(str(data).encode()) <= DATA:
        raise bad_request("BUTTON_DATA_INVALID")
    if "url" in button and urlsplit(button["url"]).scheme not in {"http", "https", "tg"}:
        raise bad_request(
            f"inline keyboard button URL '{button['url']}' is invalid: Unsupported URL protocol"
        )


def commands(given: dict[str, Any]) -> list[dict[str, str]]:
    """A command menu, checked."""
    found: list[dict[str, str]] = decoded(given.get("commands")) or []
    if len(found) > COMMANDS:
        raise bad_request("too many commands specified")
    for one in found:
        if not COMMAND.fullmatch(one["command"].lstrip("/")):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= len(one["description"]) <= 256:  # noqa: PLR2004 - Bot API, BotCommand
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return found
