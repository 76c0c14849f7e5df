"""How a bot changes and takes away its messages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.emulator.text.entities import CAPTION, formatted
from bot.emulator.text.keyboards import inline_only
from bot.emulator.world.refusals import bad_request
from bot.emulator.world.values import decoded, number

if TYPE_CHECKING:
    from bot.emulator.world.changes import Json
    from bot.emulator.world.inbox import Inbox
    from bot.emulator.world.world import Chat, World

DELETABLE = 48 * 3600  # seconds; Bot API, deleteMessage
MOST_AT_ONCE = 100
MEDIA = ("document", "photo", "voice", "video", "audio", "animation")


def _own(world: World, bot: Inbox, given: Json) -> tuple[Chat, Json]:
    if given.get("inline_message_id"):
        raise bad_request("MESSAGE_ID_INVALID")
    if given.get("chat_id") in (None, ""):
        raise bad_request("chat_id is empty")
    if not given.get("message_id"):
        raise bad_request("message identifier is not specified")
    chat = world.chat_for(bot, given["chat_id"])
    message = chat.messages.get(number(given["message_id"]))
    if message is None:
        raise bad_request("message to edit not found")
    if message["from"]["id"] != bot.account.user_id:
        raise bad_request("message can't be edited")
    return chat, message


def edit_text(world: World, bot: Inbox, given: Json) -> Json:
    """Another text in place of an own message's."""
    text, entities = formatted(given, needed=True)
    chat, message = _own(world, bot, given)
    if "text" not in message:
        raise bad_request("there is no text in the message to edit")
    return _edited(world, chat, message, given, text=text, entities=entities)


def edit_caption(world: World, bot: Inbox, given: Json) -> Json:
    """Another caption below an own file."""
    caption, entities = formatted(given, "caption", CAPTION)
    chat, message = _own(world, bot, given)
    if not any(kind in message for kind in MEDIA):
        raise bad_request("there is no caption in the message to edit")
    return _edited(world, chat, message, given, caption=caption, caption_entities=entities)


def edit_markup(world: World, bot: Inbox, given: Json) -> Json:
    """Other buttons below an own message."""
    chat, message = _own(world, bot, given)
    return _edited(world, chat, message, given)


def _edited(world: World, chat: Chat, message: Json, given: Json, **content: Any) -> Json:
    content["reply_markup"] = inline_only(given)
    if all((message.get(key) or None) == (value or None) for key, value in content.items()):
        raise bad_request(
            "message is not modified: specified new message content and reply markup are exactly "
            "the same as a current content and reply markup of the message"
        )
    for key, value in content.items():
        if value:
            message[key] = value
        else:
            message.pop(key, None)
    message["edit_date"] = world.now()
    world.show(chat, "edit", message)
    return message


def delete_message(world: World, bot: Inbox, given: Json) -> bool:
    """Take a message away: its own, or a person's in a private chat; not an old one."""
    chat = world.chat_for(bot, given.get("chat_id"))
    message = chat.messages.get(number(given["message_id"]))
    if message is None:
        raise bad_request("message to delete not found")
    refusal = _undeletable(world, bot, chat, message)
    if refusal:
        raise bad_request(refusal)
    remove(world, chat, message)
    return True


def _undeletable(world: World, bot: Inbox, chat: Chat, message: Json) -> str:
    own = message["from"]["id"] == bot.account.user_id
    if not own and not chat.private and bot.account.user_id not in chat.admins:
        return "message can't be deleted"
    too_old = world.now() - message["date"] > DELETABLE
    return "message can't be deleted for everyone" if too_old else ""


def delete_messages(world: World, bot: Inbox, given: Json) -> bool:
    """Take several messages away; those that cannot be found or deleted stay."""
    wanted = decoded(given["message_ids"], "message identifiers")
    if not isinstance(wanted, list) or not 1 <= len(wanted) <= MOST_AT_ONCE:
        raise bad_request("message identifiers are not specified")
    chat = world.chat_for(bot, given.get("chat_id"))
    found = [chat.messages[one] for one in map(number, wanted) if one in chat.messages]
    for message in found:
        if not _undeletable(world, bot, chat, message):
            remove(world, chat, message)
    return True


def remove(world: World, chat: Chat, message: Json) -> None:
    """Take a message out of its chat."""
    del chat.messages[message["message_id"]]
    world.show(chat, "delete", message)


ANSWERS = {
    "editMessageText": edit_text,
    "editMessageCaption": edit_caption,
    "editMessageReplyMarkup": edit_markup,
    "deleteMessage": delete_message,
    "deleteMessages": delete_messages,
}
