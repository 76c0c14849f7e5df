"""Which methods and parameters there are: aiogram's own method models say."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import aiogram.methods
from aiogram.methods.base import TelegramMethod
from aiogram.types import (
    InlineKeyboardButton,
    KeyboardButton,
    LinkPreviewOptions,
    ReplyKeyboardMarkup,
    ReplyParameters,
)

from bot.emulator.world.refusals import ApiError, bad_request
from bot.emulator.world.values import decoded

if TYPE_CHECKING:
    from pydantic import BaseModel

    from bot.emulator.world.changes import Json

OLD_NAMES = {
    "disable_web_page_preview",
    "reply_to_message_id",
    "allow_sending_without_reply",
}
MISSING = {
    "chat_id": "chat_id is empty",
    "text": "message text is empty",
    "photo": "there is no photo in the request",
    "document": "there is no document in the request",
    "file_id": "file_id not specified",
    "message_id": "message identifier is not specified",
    "user_id": "invalid user_id specified",
    "action": "wrong parameter action in request",
}
MAY_BE_EMPTY = {("setWebhook", "url"), ("sendMessage", "text")}
LONGEST_HINT = 64


@cache
def _methods() -> dict[str, type[TelegramMethod[Any]]]:
    found = (getattr(aiogram.methods, name) for name in aiogram.methods.__all__)
    return {
        one.__api_method__.lower(): one
        for one in found
        if isinstance(one, type) and issubclass(one, TelegramMethod) and one is not TelegramMethod
    }


def official_name(method: str) -> str:
    """The method's name as documented, whatever its letters' case. Raises 404 for no method."""
    found = _methods().get(method.lower())
    if found is None:
        raise ApiError(404, "Not Found: method not found")
    return found.__api_method__


def check_required(method: str, given: Json) -> None:
    """Refuse a call without one of its required parameters."""
    for name, field in _methods()[method.lower()].model_fields.items():
        absent = given.get(name) in (None, "")
        if field.is_required() and absent and (method, name) not in MAY_BE_EMPTY:
            raise bad_request(MISSING.get(name, f'parameter "{name}" is required'))


def oddities(method: str, given: Json) -> list[str]:
    """What Telegram would ignore in silence: parameters and fields that it does not have."""
    known = {*_methods()[method.lower()].model_fields, *OLD_NAMES}
    files = {str(value)[9:] for value in given.values() if str(value).startswith("attach://")}
    strange = [name for name in given if name not in known and name not in files]
    return [*(f"unknown parameter {name}" for name in strange), *_odd_fields(given)]


def _odd_fields(given: Json) -> list[str]:
    found = _odd(decoded(given.get("link_preview_options"), "it"), LinkPreviewOptions)
    found += _odd(decoded(given.get("reply_parameters"), "it"), ReplyParameters)
    markup = decoded(given.get("reply_markup"), "it")
    if not isinstance(markup, dict):
        return found
    for name, model in (("inline_keyboard", InlineKeyboardButton), ("keyboard", KeyboardButton)):
        buttons = [one for row in markup.get(name) or [] for one in row]
        found += [odd for one in buttons for odd in _odd(one, model)]
    if "keyboard" in markup:
        found += _odd(markup, ReplyKeyboardMarkup)
        if len(markup.get("input_field_placeholder") or "") > LONGEST_HINT:
            found.append("input_field_placeholder is longer than 64")
    return found


def _odd(value: Any, model: type[BaseModel]) -> list[str]:
    if not isinstance(value, dict):
        return []
    return [f"unknown field {name}" for name in value if name not in model.model_fields]
