"""Parameters as they arrive: JSON inside a form field, numbers and truths as words."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from bot.emulator.world.refusals import ApiError, bad_request

if TYPE_CHECKING:
    from bot.emulator.world.changes import Json

TRUE = {"true", "yes", "1", "on"}
NAMES: dict[type, str] = {str: "String", bool: "Boolean", int: "Number", list: "Array"}


def truth(value: Any) -> bool:
    """A flag, however it was written."""
    return str(value).strip().lower() in TRUE


def number(value: Any, otherwise: int = 0) -> int:
    """A whole number, or the other when it is none."""
    try:
        return int(value)
    except (TypeError, ValueError):
        return otherwise


def chat_number(value: Any) -> int | None:
    """The id of a chat, when the value is one."""
    text = str(value).strip()
    return int(text) if text.removeprefix("-").isdecimal() else None


def decoded(value: Any, what: str) -> Any:
    """JSON inside a form field as what it stands for."""
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value) if value.strip() else None
    except (ValueError, RecursionError) as error:
        raise bad_request(f"can't parse {what} JSON object") from error


def field(owner: Json, name: str, kind: type, otherwise: Any = None, where: str = "") -> Any:
    """A field of an object, of the type that Telegram wants; `where` begins the refusal."""
    value = owner.get(name)
    if value is None:
        return otherwise
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise wrong(f'Field "{name}" must be of type {NAMES[kind]}', where)
    return value


def required(owner: Any, name: str, kind: type, where: str) -> Any:
    """A field that must be there."""
    if not isinstance(owner, dict):
        raise wrong("Object expected", where)
    if owner.get(name) is None:
        raise wrong(f'Can\'t find field "{name}"', where)
    return field(owner, name, kind, where=where)


def wrong(reason: str, where: str) -> ApiError:
    """A refusal; without a beginning its first letter is small, as Telegram does it."""
    return bad_request(f"{where}: {reason}" if where else reason[0].lower() + reason[1:])
