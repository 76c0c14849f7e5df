"""What a bot may send, and how it answers a tap."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.emulator.text.entities import CAPTION, formatted
from bot.emulator.text.keyboards import markup
from bot.emulator.text.markup import units
from bot.emulator.world.pictures import photo_sizes
from bot.emulator.world.refusals import ApiError, bad_request
from bot.emulator.world.shelf import PHOTO_LIMIT, UPLOAD_LIMIT
from bot.emulator.world.values import decoded, number, truth

if TYPE_CHECKING:
    from bot.emulator.world.changes import Json
    from bot.emulator.world.inbox import Inbox
    from bot.emulator.world.shelf import StoredFile
    from bot.emulator.world.world import Chat, World

TOAST = 200
QUERY_LIFE = 900  # seconds until a tap can no longer be answered
ATTACHED = "attach://"
ACTIONS = {
    "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice",
    "upload_document", "choose_sticker", "find_location", "record_video_note", "upload_video_note",
}  # fmt: skip


def send_message(world: World, bot: Inbox, given: Json) -> Json:
    """A text in a chat."""
    text, entities = formatted(given, needed=True)
    chat = world.chat_for(bot, given.get("chat_id"))
    return _sent(world, bot, chat, given, text=text, entities=entities)


def send_document(world: World, bot: Inbox, given: Json) -> Json:
    """A file with a caption."""
    caption, entities = formatted(given, "caption", CAPTION)
    chat = world.chat_for(bot, given.get("chat_id"))
    document = _file(world, bot, given, "document").shown()
    return _sent(
        world, bot, chat, given, document=document, caption=caption, caption_entities=entities
    )


def send_photo(world: World, bot: Inbox, given: Json) -> Json:
    """A picture with a caption."""
    caption, entities = formatted(given, "caption", CAPTION)
    chat = world.chat_for(bot, given.get("chat_id"))
    file = _file(world, bot, given, "photo")
    if len(file.content) > PHOTO_LIMIT:
        size = len(file.content)
        raise bad_request(
            f"file of size {size} bytes is too big for a photo; "
            f"the maximum size is {PHOTO_LIMIT} bytes"
        )
    photo = photo_sizes(file)
    return _sent(world, bot, chat, given, photo=photo, caption=caption, caption_entities=entities)


def _sent(world: World, bot: Inbox, chat: Chat, given: Json, **content: Any) -> Json:
    board = markup(given, private=chat.private)
    inline = board if board and "inline_keyboard" in board else None
    facts = {**_reply(chat, given), **_flags(given)}
    filled = {key: value or None for key, value in content.items()}
    message = world.keep_message(chat, bot.account.user(), **facts, **filled, reply_markup=inline)
    chat.last_bot = bot.account.username
    more: Json = {}
    if board and not inline:
        chat.keyboard = board if "keyboard" in board else None
        more = {"keyboard": board}
    world.show(chat, "message", message, **more)
    return message


def _flags(given: Json) -> Json:
    found: Json = {"has_protected_content": True} if truth(given.get("protect_content")) else {}
    preview = decoded(given.get("link_preview_options"), "link preview options")
    return {**found, "link_preview_options": preview} if preview else found


def _reply(chat: Chat, given: Json) -> Json:
    wanted = decoded(given.get("reply_parameters"), "reply parameters") or {}
    if given.get("reply_to_message_id"):
        wanted = {**given, "message_id": given["reply_to_message_id"], **wanted}
    if not wanted:
        return {}
    if "message_id" not in wanted:
        raise bad_request('can\'t find field "message_id"')
    found = chat.messages.get(number(wanted["message_id"]))
    if found:
        return {"reply_to_message": {k: v for k, v in found.items() if k != "reply_to_message"}}
    if truth(wanted.get("allow_sending_without_reply")):
        return {}
    raise bad_request("message to be replied not found")


def _file(world: World, bot: Inbox, given: Json, kind: str) -> StoredFile:
    value = given.get(kind)
    if isinstance(value, str) and value.startswith(ATTACHED):
        value = given.get(value.removeprefix(ATTACHED))
    if not isinstance(value, tuple):
        if value is None:
            raise bad_request(f"there is no {kind} in the request")
        return world.shelf.of_bot(bot.account.user_id, str(value))
    name, mime, content = value
    if not content:
        raise bad_request("file must be non-empty")
    if len(content) > UPLOAD_LIMIT:
        raise ApiError(413, "Request Entity Too Large")
    return world.shelf.keep(content, name, mime)


def answer_query(world: World, bot: Inbox, given: Json) -> bool:
    """Stop the spinner on a tapped button, perhaps with a word."""
    text = str(given.get("text") or "")
    if units(text) > TOAST:
        raise bad_request("MESSAGE_TOO_LONG")
    query = world.queries.get(str(given["callback_query_id"]))
    known = query is not None and query.bot == bot.account.username and not query.answered
    if query is None or not known or world.now() - query.at > QUERY_LIFE:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    url = str(given.get("url") or "")
    if url and not url.startswith(f"https://t.me/{bot.account.username}?start="):
        raise bad_request("URL_INVALID")
    query.answered = True
    world.show(
        query.chat, "toast", query.message, text=text, alert=truth(given.get("show_alert")),
        person=query.person, query=query.id, url=url,
    )  # fmt: skip
    return True


def send_chat_action(world: World, bot: Inbox, given: Json) -> bool:
    """Show that the bot is typing, or the like."""
    chat = world.chat_for(bot, given.get("chat_id"))
    if given["action"] not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    world.show(chat, "action", {}, action=given["action"], bot=bot.account.username)
    return True


ANSWERS = {
    "sendMessage": send_message,
    "sendDocument": send_document,
    "sendPhoto": send_photo,
    "answerCallbackQuery": answer_query,
    "sendChatAction": send_chat_action,
}
