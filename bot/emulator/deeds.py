"""What people do: write, tap, send files, edit, block. Each deed becomes updates for bots."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.emulator.markup import found_in
from bot.emulator.refusals import bad_request
from bot.emulator.world import Chat, chat_key

if TYPE_CHECKING:
    from bot.emulator.world import Inboxed, World


def chat_of(world: World, person_id: int, given: dict[str, Any]) -> Chat:
    """The chat meant: with a `bot`, or a group `chat`."""
    if person_id not in world.people:
        raise bad_request(f"there is no person {person_id}")
    if given.get("bot"):
        if given["bot"] not in world.by_name:
            raise bad_request(f"there is no bot {given['bot']}")
        return world.private(str(given["bot"]), person_id)
    group = world.groups.get(int(given.get("chat") or 0))
    if group is None or person_id not in group.members:
        raise bad_request("say which bot, or a group that the person is in")
    return group


def write(world: World, person_id: int, given: dict[str, Any], **content: Any) -> dict[str, Any]:
    """A message of a person; every bot that may see it gets an update."""
    chat = chat_of(world, person_id, given)
    if chat.kind == "private" and chat.blocked:
        set_blocked(world, person_id, given, blocked=False)
    chat.opened = True
    text = str(content.get("text") or "")
    message = world.keep_message(
        chat, world.people[person_id], **content, entities=found_in(text) if text else None
    )
    for bot in _readers(world, chat, text):
        world.update(bot, "message", message)
    return message


def _readers(world: World, chat: Chat, text: str) -> list[Inboxed]:
    """In a group a bot in privacy mode sees commands meant for it or for anybody."""
    found = [world.by_name[name] for name in chat.bots]
    if chat.kind == "private":
        return found
    if not text.startswith("/"):
        return []
    command = text.split(maxsplit=1)[0]
    _, _, name = command.partition("@")
    return [bot for bot in found if not name or name == bot.account.username]


def tap(world: World, person_id: int, given: dict[str, Any]) -> str:
    """A tap on a button that is there; the query's id."""
    chat = chat_of(world, person_id, given)
    message = chat.messages.get(int(given["message_id"]))
    if message is None:
        raise bad_request("there is no such message")
    rows = (message.get("reply_markup") or {}).get("inline_keyboard", [])
    there = [one.get("callback_data") for row in rows for one in row]
    if given["data"] not in there and not given.get("stale"):
        raise bad_request(f"there is no such button; there are {there}")
    return _query(world, chat, person_id, message, str(given["data"]))


def _query(world: World, chat: Chat, person_id: int, message: dict[str, Any], data: str) -> str:
    bot = next(one for one in world.bots.values() if one.account.user_id == message["from"]["id"])
    number = str(len(world.queries) + 1)
    world.queries[number] = {
        "bot": bot.account.username,
        "at": world.now(),
        "answered": False,
        "chat": chat,
        "message": message,
        "person": person_id,
    }
    query = {
        "id": number,
        "from": world.people[person_id],
        "message": dict(message),
        "chat_instance": chat_key(chat),
        "data": data,
    }
    world.update(bot, "callback_query", query)
    return number


def edit(world: World, person_id: int, given: dict[str, Any]) -> dict[str, Any]:
    """Another text in place of an own message."""
    chat = chat_of(world, person_id, given)
    message = chat.messages[int(given["message_id"])]
    message["text"], message["edit_date"] = given["text"], world.now()
    world.changed(chat, "edit", message)
    for bot in _readers(world, chat, str(given["text"])):
        world.update(bot, "edited_message", message)
    return message


def set_blocked(world: World, person_id: int, given: dict[str, Any], *, blocked: bool) -> None:
    """Block the bot or let it write again."""
    chat = chat_of(world, person_id, given)
    chat.blocked = blocked
    bot = world.by_name[chat.bots[0]]
    was, now = ("member", "kicked") if blocked else ("kicked", "member")
    world.update(
        bot,
        "my_chat_member",
        {
            "chat": world.public(chat),
            "from": world.people[person_id],
            "date": world.now(),
            "old_chat_member": _standing(bot, was),
            "new_chat_member": _standing(bot, now),
        },
    )


def _standing(bot: Inboxed, status: str) -> dict[str, Any]:
    user = bot.account.user()
    return {"status": status, "user": user} | ({"until_date": 0} if status == "kicked" else {})


def add_group(world: World, given: dict[str, Any]) -> Chat:
    """A group of people and bots."""
    number = int(given.get("id") or -100_000 - len(world.groups))
    group = Chat(number, "group", str(given.get("title") or "Group"), list(given["members"]))
    group.bots, group.opened = list(given["bots"]), True
    world.groups[number] = group
    return group
