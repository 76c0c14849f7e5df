"""What people do: write, tap, edit, delete, block. Each deed becomes updates for bots."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from bot.emulator.api.editing import remove
from bot.emulator.text.entities import TEXT, found_in
from bot.emulator.text.markup import units
from bot.emulator.world.refusals import bad_request
from bot.emulator.world.values import number

if TYPE_CHECKING:
    from bot.emulator.world.changes import Json
    from bot.emulator.world.inbox import Inbox
    from bot.emulator.world.world import Chat, World

PAYLOAD = re.compile(r"[A-Za-z0-9_-]{0,64}")


def chat_of(world: World, person_id: int, given: Json) -> Chat:
    """The chat meant: with a `bot`, or a group `chat`."""
    if person_id not in world.people:
        raise bad_request(f"there is no person {person_id}")
    if given.get("bot"):
        if given["bot"] not in world.by_name:
            raise bad_request(f"there is no bot {given['bot']}")
        return world.private(str(given["bot"]), person_id)
    group = world.groups.get(number(given.get("chat")))
    if group is None or person_id not in group.members:
        raise bad_request("say which bot, or a group that the person is in")
    return group


def write(world: World, person_id: int, given: Json, **content: Any) -> Json:
    """A message of a person; every bot that may see it gets an update."""
    chat = chat_of(world, person_id, given)
    if chat.private and chat.blocked:
        set_blocked(world, person_id, given, blocked=False)
    chat.opened = True
    text = str(content.get("text") or "")
    answered = _replied(chat, given)
    sender = world.people[person_id]
    message = world.keep_message(
        chat, sender, **answered, **content, entities=found_in(text) if text else None
    )
    _hide_keyboard(chat, text)
    world.show(chat, "message", message)
    _tell(world, chat, "message", message)
    return message


def _replied(chat: Chat, given: Json) -> Json:
    if not given.get("reply_to"):
        return {}
    found = _message(chat, given, "reply_to")
    return {"reply_to_message": {k: v for k, v in found.items() if k != "reply_to_message"}}


def _hide_keyboard(chat: Chat, text: str) -> None:
    board = chat.keyboard
    if board and board.get("one_time_keyboard") and text in labels_of(board):
        chat.keyboard = None


def labels_of(board: Json | None) -> list[str]:
    """The words on the keys of a reply keyboard."""
    return [str(key["text"]) for row in (board or {}).get("keyboard", []) for key in row]


def say(world: World, person_id: int, given: Json) -> Json:
    """A text message."""
    text = str(given.get("text") or "").strip()
    if not text:
        raise bad_request("say something")
    if units(text) > TEXT:
        raise bad_request("a person's telephone splits texts over 4096 signs: send the parts")
    return write(world, person_id, given, text=text)


def start(world: World, person_id: int, given: Json) -> Json:
    """The Start button, perhaps of a deep link with a payload."""
    payload = str(given.get("payload") or "")
    if not PAYLOAD.fullmatch(payload):
        raise bad_request("a deep link payload has up to 64 of A-Z, a-z, 0-9, _ and -")
    return write(world, person_id, given, text=f"/start {payload}".strip())


def _tell(world: World, chat: Chat, kind: str, message: Json) -> None:
    for bot in _readers(world, chat, message):
        bot.update(kind, message)


def _readers(world: World, chat: Chat, message: Json) -> list[Inbox]:
    """In a group a bot in privacy mode sees commands meant for it and replies to it."""
    found = [world.by_name[name] for name in chat.bots]
    if chat.private:
        return found
    return [bot for bot in found if _may_read(chat, bot, message)]


def _may_read(chat: Chat, bot: Inbox, message: Json) -> bool:
    me = bot.account
    if me.reads_all or me.user_id in chat.admins:
        return True
    if message.get("reply_to_message", {}).get("from", {}).get("id") == me.user_id:
        return True
    command, _, name = str(message.get("text") or "").partition(" ")[0].partition("@")
    if not command.startswith("/"):
        return "text" not in message and "new_chat_members" in message
    if name:
        return name.lower() == me.username.lower()
    return chat.last_bot in {"", me.username}


def tap(world: World, person_id: int, given: Json) -> str:
    """A tap on a button that is there; the query's id.

    `stale` taps a button that is gone, as a telephone that was offline can.
    """
    chat = chat_of(world, person_id, given)
    if given.get("stale"):
        message = chat.messages.get(number(given.get("message_id"))) or {
            "message_id": number(given.get("message_id")),
            "chat": world.public(chat),
            "date": 0,
        }
        return _query(world, chat, person_id, message, str(given["data"]))
    message, button = _button(chat, given)
    if "callback_data" not in button:
        raise bad_request(f"the button {button['text']!r} opens {button.get('url', 'something')}")
    return _query(world, chat, person_id, message, str(button["callback_data"]))


def _button(chat: Chat, given: Json) -> tuple[Json, Json]:
    """The button meant by `data` or `text`, on the message given or the latest that has it."""
    there = [_message(chat, given, "message_id")] if given.get("message_id") else None
    messages = there or sorted(chat.messages.values(), key=lambda one: -int(one["message_id"]))
    seen = [(message, button) for message in messages for button in buttons_of(message)]
    key, wanted = ("callback_data", "data") if "data" in given else ("text", "text")
    found = next((pair for pair in seen if pair[1].get(key) == given.get(wanted)), None)
    if found is None:
        names = [button.get(key) or button["text"] for _, button in seen[:20]]
        raise bad_request(f"there is no such button as {given.get(wanted)!r}; there are {names}")
    return found


def buttons_of(message: Json) -> list[Json]:
    """The buttons below a message."""
    rows = (message.get("reply_markup") or {}).get("inline_keyboard", [])
    return [one for row in rows for one in row]


def _message(chat: Chat, given: Json, name: str) -> Json:
    found = chat.messages.get(number(given.get(name)))
    if found is None:
        raise bad_request("there is no such message")
    return found


def _query(world: World, chat: Chat, person_id: int, message: Json, data: str) -> str:
    owners = {one.account.user_id: one for one in world.bots.values()}
    bot = owners.get(message.get("from", {}).get("id", 0)) or world.by_name[chat.bots[0]]
    query = world.ask(bot, chat, message, person_id)
    bot.update(
        "callback_query",
        {
            "id": query.id,
            "from": world.people[person_id],
            "message": dict(message),
            "chat_instance": chat.key,
            "data": data,
        },
    )
    return query.id


def press(world: World, person_id: int, given: Json) -> Json:
    """A key of the reply keyboard: sends its words, or the contact or place it asks for."""
    chat = chat_of(world, person_id, given)
    keys = [key for row in (chat.keyboard or {}).get("keyboard", []) for key in row]
    key = next((one for one in keys if one["text"] == given.get("text")), None)
    if key is None:
        raise bad_request(f"there is no such key; there are {labels_of(chat.keyboard)}")
    if key.get("request_contact"):
        return write(world, person_id, given, contact=own_contact(world, person_id))
    if key.get("request_location"):
        return write(world, person_id, given, location={"latitude": 50.85, "longitude": 4.35})
    return write(world, person_id, given, text=str(key["text"]))


def own_contact(world: World, person_id: int) -> Json:
    """A person's own contact card."""
    person = world.people[person_id]
    return {
        "phone_number": f"+990{person_id:08d}",
        "first_name": person["first_name"],
        "user_id": person_id,
    }


def edit(world: World, person_id: int, given: Json) -> Json:
    """Another text in place of an own message's."""
    chat = chat_of(world, person_id, given)
    message = _own(chat, person_id, given)
    text = str(given.get("text") or "").strip()
    if not text or "text" not in message:
        raise bad_request("only a text can be edited, into another text")
    message |= {"text": text, "edit_date": world.now()}
    message.pop("entities", None)
    if entities := found_in(text):
        message["entities"] = entities
    world.show(chat, "edit", message)
    _tell(world, chat, "edited_message", message)
    return message


def delete(world: World, person_id: int, given: Json) -> bool:
    """Take a message out of the chat; bots are not told."""
    chat = chat_of(world, person_id, given)
    if not chat.private:
        _own(chat, person_id, given)
    remove(world, chat, _message(chat, given, "message_id"))
    return True


def _own(chat: Chat, person_id: int, given: Json) -> Json:
    message = _message(chat, given, "message_id")
    if message["from"]["id"] != person_id:
        raise bad_request("that is not the person's own message")
    return message


def set_blocked(world: World, person_id: int, given: Json, *, blocked: bool) -> bool:
    """Block the bot or let it write again."""
    chat = chat_of(world, person_id, given)
    if not chat.private:
        raise bad_request("only a private chat can be blocked")
    if chat.blocked == blocked:
        return blocked
    chat.blocked = blocked
    world.show(chat, "standing", {}, blocked=blocked)
    was, now = ("member", "kicked") if blocked else ("kicked", "member")
    bot = world.by_name[chat.bots[0]]
    moved(world, chat, bot, world.people[person_id], (was, now))
    return blocked


def moved(world: World, chat: Chat, bot: Inbox, who: Json, between: tuple[str, str]) -> None:
    """Tell a bot that it stands differently in a chat now."""
    old, new = (_standing(bot, status) for status in between)
    content = {"chat": world.public(chat), "from": who, "date": world.now()}
    bot.update("my_chat_member", {**content, "old_chat_member": old, "new_chat_member": new})


def _standing(bot: Inbox, status: str) -> Json:
    found: Json = {"status": status, "user": bot.account.user()}
    return found | ({"until_date": 0} if status == "kicked" else {})
