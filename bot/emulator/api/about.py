"""What a bot says about itself: name, descriptions, command menus; and its files."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from bot.emulator.world.refusals import bad_request
from bot.emulator.world.shelf import DOWNLOAD_LIMIT, file_id
from bot.emulator.world.values import decoded, number, required

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.emulator.world.changes import Json
    from bot.emulator.world.inbox import Inbox
    from bot.emulator.world.world import World

COMMANDS, DESCRIPTION = 100, 256
COMMAND, LANGUAGE = re.compile(r"[a-z0-9_]{1,32}"), re.compile(r"[a-z]{2}")
SCOPES = {
    "default": (),
    "all_private_chats": (),
    "all_group_chats": (),
    "all_chat_administrators": (),
    "chat": ("chat_id",),
    "chat_administrators": ("chat_id",),
    "chat_member": ("chat_id", "user_id"),
}


def get_me(_world: World, bot: Inbox, _given: Json) -> Json:
    """The bot as it sees itself."""
    return {
        **bot.account.user(),
        "first_name": bot.texts.get("name:") or bot.account.first_name,
        "can_join_groups": True,
        "can_read_all_group_messages": bot.account.reads_all,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def get_file(world: World, bot: Inbox, given: Json) -> Json:
    """Where a file can be fetched."""
    found = world.shelf.any(str(given["file_id"]))
    if found is None or given["file_id"] != file_id(bot.account.user_id, found.number):
        raise bad_request("wrong file_id or the file is temporarily unavailable")
    if len(found.content) > DOWNLOAD_LIMIT:
        raise bad_request("file is too big")
    shown = {key: found.shown()[key] for key in ("file_id", "file_unique_id", "file_size")}
    dot, ending = ("." if "." in found.name else ""), found.name.rpartition(".")[2]
    name = file_id(bot.account.user_id, found.number)
    return {**shown, "file_path": f"documents/{name}{dot}{ending if dot else ''}"}


def _language(given: Json) -> str:
    code = str(given.get("language_code") or "")
    if code and not LANGUAGE.fullmatch(code):
        raise bad_request("invalid language code specified")
    return code


def scope_key(scope: Json, language: str) -> str:
    """Where a command menu is kept."""
    return json.dumps([scope.get("type"), scope.get("chat_id"), scope.get("user_id"), language])


def _scope(world: World, bot: Inbox, given: Json) -> str:
    scope = decoded(given.get("scope"), "BotCommandScope") or {"type": "default"}
    needed = SCOPES.get(str(scope.get("type")))
    if needed is None:
        raise bad_request("can't parse BotCommandScope: Unsupported type specified")
    for name in needed:
        if name not in scope:
            raise bad_request(f"can't parse BotCommandScope: Can't find field \"{name}\"")
    if "chat_id" in needed:
        scope = {**scope, "chat_id": world.chat_for(bot, scope["chat_id"]).id}
    return scope_key(scope, _language(given))


def set_commands(world: World, bot: Inbox, given: Json) -> bool:
    """Put a command menu in place."""
    found = decoded(given.get("commands"), "commands")
    if not isinstance(found, list):
        raise bad_request("can't parse commands: expected an Array of BotCommand")
    if len(found) > COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    bot.commands[_scope(world, bot, given)] = [_command(one) for one in found]
    bot.introduce()
    _tell_those_who_look(world, bot, given)
    return True


def _tell_those_who_look(world: World, bot: Inbox, given: Json) -> None:
    """A menu of one chat changes before the eyes of whoever has it open."""
    scope = decoded(given.get("scope"), "BotCommandScope") or {}
    if "chat_id" in scope:
        world.show(world.chat_for(bot, scope["chat_id"]), "menu", {})


def _command(given: Any) -> dict[str, str]:
    where = "can't parse BotCommand"
    name = str(required(given, "command", str, where)).strip().removeprefix("/")
    words = str(required(given, "description", str, where)).strip()
    if not COMMAND.fullmatch(name):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= len(words) <= DESCRIPTION:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": name, "description": words}


def delete_commands(world: World, bot: Inbox, given: Json) -> bool:
    """Take a command menu away."""
    bot.commands.pop(_scope(world, bot, given), None)
    _tell_those_who_look(world, bot, given)
    return True


def get_commands(world: World, bot: Inbox, given: Json) -> list[dict[str, str]]:
    """The menu of exactly this scope and language."""
    return bot.commands.get(_scope(world, bot, given), [])


def menu_for(bot: Inbox, person: Json) -> list[dict[str, str]]:
    """The menu that a person sees in a private chat: the narrowest scope, own language first."""
    return _menu(bot, person, {"type": "chat", "chat_id": person["id"]}, "all_private_chats")


def menu_in_group(bot: Inbox, person: Json, group_id: int) -> list[dict[str, str]]:
    """The menu that a member sees in a group; each command says which `bot` it is for."""
    found = _menu(bot, person, {"type": "chat", "chat_id": group_id}, "all_group_chats")
    return [{**one, "bot": bot.account.username} for one in found]


def _menu(bot: Inbox, person: Json, here: Json, everywhere: str) -> list[dict[str, str]]:
    language = str(person.get("language_code") or "")[:2]
    scopes: list[Json] = [here, {"type": everywhere}, {"type": "default"}]
    keys = [scope_key(scope, code) for scope in scopes for code in (language, "")]
    return next((bot.commands[key] for key in keys if bot.commands.get(key)), [])


def text_for(bot: Inbox, name: str, person: Json) -> str:
    """A text of the bot in the person's language."""
    language = str(person.get("language_code") or "")[:2]
    return bot.texts.get(f"{name}:{language}") or bot.texts.get(f"{name}:", "")


def _putting(name: str, limit: int) -> Callable[[World, Inbox, Json], bool]:
    def put(_world: World, bot: Inbox, given: Json) -> bool:
        text = str(given.get(name) or "").strip()
        if len(text) > limit:
            raise bad_request(f"BOT_{name.upper()}_TOO_LONG")
        bot.texts[f"{name}:{_language(given)}"] = text
        return True

    return put


def _getting(name: str) -> Callable[[World, Inbox, Json], Json]:
    def get(_world: World, bot: Inbox, given: Json) -> Json:
        own = bot.account.first_name if name == "name" else ""
        return {name: bot.texts.get(f"{name}:{_language(given)}") or own}

    return get


def set_menu_button(_world: World, bot: Inbox, given: Json) -> bool:
    """Remember the button beside the input field."""
    button = decoded(given.get("menu_button"), "menu button") or {"type": "default"}
    bot.menu_buttons[number(given.get("chat_id"))] = button
    return True


def get_menu_button(_world: World, bot: Inbox, given: Json) -> Json:
    """The button beside the input field."""
    everywhere = bot.menu_buttons.get(0, {"type": "commands"})
    return bot.menu_buttons.get(number(given.get("chat_id")), everywhere)


def yes(_world: World, _bot: Inbox, _given: Json) -> bool:
    """Nothing to do here."""
    return True


ANSWERS: dict[str, Callable[[World, Inbox, Json], Any]] = {
    "getMe": get_me,
    "getFile": get_file,
    "setMyCommands": set_commands,
    "deleteMyCommands": delete_commands,
    "getMyCommands": get_commands,
    "setMyDescription": _putting("description", 512),
    "getMyDescription": _getting("description"),
    "setMyShortDescription": _putting("short_description", 120),
    "getMyShortDescription": _getting("short_description"),
    "setMyName": _putting("name", 64),
    "getMyName": _getting("name"),
    "setChatMenuButton": set_menu_button,
    "getChatMenuButton": get_menu_button,
    "logOut": yes,
    "close": yes,
}
