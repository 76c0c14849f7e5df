"""Buttons below a message and keys in place of the keyboard, checked as Telegram checks them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.emulator.text.links import check_link, check_secure
from bot.emulator.world.refusals import bad_request
from bot.emulator.world.values import decoded, field, required

if TYPE_CHECKING:
    from bot.emulator.world.changes import Json

BUTTONS, ROW, DATA = 100, 8, 64
KEYS, KEY_ROW = 300, 12
COPIED = 256
INLINE, KEY = "can't parse inline keyboard button", "can't parse keyboard button"
ACTIONS = [
    "url",
    "callback_data",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
]
FLAGS = [
    "resize_keyboard",
    "one_time_keyboard",
    "selective",
    "is_persistent",
    "force_reply",
    "remove_keyboard",
]
REQUESTS = {"request_contact": "phone number", "request_location": "location"}


def markup(given: Json, *, private: bool = True) -> Json | None:
    """The reply markup of a message, checked; nothing when there is none."""
    found = decoded(given.get("reply_markup"), "reply keyboard markup")
    if not found:
        return None
    if not isinstance(found, dict):
        raise bad_request("object expected as reply markup")
    for name in FLAGS:
        field(found, name, bool)
    if "inline_keyboard" in found:
        return _inline(found)
    if "keyboard" in found:
        return _keys(found, private=private)
    if found.get("remove_keyboard") or found.get("force_reply"):
        return found
    return None


def inline_only(given: Json) -> Json | None:
    """The buttons for an edited message: other keyboards cannot be edited in."""
    found = markup(given)
    if found and "inline_keyboard" not in found:
        raise bad_request("inline keyboard expected")
    return found


def _rows(found: Json, name: str, most: int, row_length: int) -> list[list[Any]]:
    rows = field(found, name, list)
    if not all(isinstance(row, list) for row in rows):
        raise bad_request(f'field "{name}" must be an Array of Arrays')
    kept = [row for row in rows if row]
    if sum(map(len, kept)) > most or any(len(row) > row_length for row in kept):
        raise bad_request("reply markup is too long")
    return kept


def _inline(found: Json) -> Json | None:
    rows = _rows(found, "inline_keyboard", BUTTONS, ROW)
    return {"inline_keyboard": [[_button(one) for one in row] for row in rows]} if rows else None


def _button(button: Any) -> Json:
    if not str(required(button, "text", str, INLINE)).strip():
        raise bad_request(f"{INLINE}: Button text must be non-empty")
    acts = [name for name in ACTIONS if button.get(name) is not None]
    if not acts or button.get("callback_data") == "":
        raise bad_request(f"{INLINE}: Text buttons are unallowed in the inline keyboard")
    if len(acts) > 1:
        raise bad_request(f"{INLINE}: A button has one action, not {' and '.join(acts)}")
    _check_action(acts[0], button)
    return {name: value for name, value in button.items() if value is not None}


def _check_action(act: str, button: Json) -> None:
    if act == "callback_data":
        data = str(field(button, act, str, where=INLINE))
        if len(data.encode()) > DATA:
            raise bad_request("BUTTON_DATA_INVALID")
    elif act == "url":
        check_link("inline keyboard button URL", str(field(button, act, str, where=INLINE)))
    elif act == "web_app":
        address = str(required(button[act], "url", str, INLINE))
        check_secure("inline keyboard button Web App URL", address)
    elif act == "copy_text":
        if not 1 <= len(str(required(button[act], "text", str, INLINE))) <= COPIED:
            raise bad_request("BUTTON_COPY_TEXT_INVALID")
    elif act in {"pay", "callback_game"}:
        raise bad_request("BUTTON_TYPE_INVALID")


def _keys(found: Json, *, private: bool) -> Json | None:
    rows = _rows(found, "keyboard", KEYS, KEY_ROW)
    keys = [[_key(one, private=private) for one in row] for row in rows]
    return {**found, "keyboard": keys} if keys else None


def _key(given: Any, *, private: bool) -> Json:
    key: Json = {"text": given} if isinstance(given, str) else given
    if not str(required(key, "text", str, KEY)).strip():
        raise bad_request(f"{KEY}: Button text must be non-empty")
    for name, what in REQUESTS.items():
        if field(key, name, bool, where=KEY) and not private:
            raise bad_request(f"{what} can be requested in private chats only")
    if key.get("web_app"):
        address = str(required(key["web_app"], "url", str, KEY))
        check_secure("keyboard button Web App URL", address)
    return key
