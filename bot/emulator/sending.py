"""What a bot may say: send, edit, delete, answer taps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.emulator.checks import CAPTION, TOAST, formatted, keyboard
from bot.emulator.markup import units
from bot.emulator.refusals import bad_request

if TYPE_CHECKING:
    from bot.emulator.world import Chat, Inboxed, World

PICTURE_LIMIT, FILE_LIMIT = 10 << 20, 50 << 20
QUERY_LIFE = 900  # seconds until a tap can no longer be answered


def send_message(world: World, bot: Inboxed, given: dict[str, Any]) -> dict[str, Any]:
    """A text in a chat."""
    chat = world.chat_for(bot, given.get("chat_id"))
    text, entities = formatted(given)
    if not text:
        raise bad_request("message text is empty")
    markup = keyboard(given)
    return world.keep_message(
        chat, bot.account.user(), text=text, entities=entities, reply_markup=markup
    )


def send_file(world: World, bot: Inboxed, given: dict[str, Any], kind: str) -> dict[str, Any]:
    """A document or a photo, uploaded or known by its id, with a caption."""
    chat = world.chat_for(bot, given.get("chat_id"))
    caption, entities = formatted(given, "caption", CAPTION)
    file = _file(world, given, kind)
    shown: Any = file if kind == "document" else [{**file, "width": 1200, "height": 800}]
    return world.keep_message(
        chat,
        bot.account.user(),
        **{kind: shown},
        caption=caption or None,
        caption_entities=entities,
        reply_markup=keyboard(given),
    )


def _file(world: World, given: dict[str, Any], kind: str) -> dict[str, Any]:
    value = given.get(kind)
    if isinstance(value, str) and value.startswith("attach://"):
        value = given.get(value.removeprefix("attach://"))
    if isinstance(value, tuple):
        name, mime, content = value
        if not content:
            raise bad_request("file must be non-empty")
        if len(content) > (PICTURE_LIMIT if kind == "photo" else FILE_LIMIT):
            raise bad_request("file is too big")
        return world.keep_file(content, name, mime)
    known = world.files.get(str(value))
    if known is None:
        raise bad_request("wrong file identifier/HTTP URL specified")
    return {key: fact for key, fact in known.items() if key != "content"}


def _own_message(world: World, bot: Inboxed, given: dict[str, Any]) -> tuple[Chat, dict[str, Any]]:
    chat = world.chat_for(bot, given.get("chat_id"))
    message = chat.messages.get(int(given.get("message_id") or 0))
    if message is None:
        raise bad_request("message to edit not found")
    if message["from"]["id"] != bot.account.user_id:
        raise bad_request("message can't be edited")
    return chat, message


def edit_text(world: World, bot: Inboxed, given: dict[str, Any]) -> dict[str, Any]:
    """Another text in place of an own message's."""
    chat, message = _own_message(world, bot, given)
    if "text" not in message:
        raise bad_request("there is no text in the message to edit")
    text, entities = formatted(given)
    if not text:
        raise bad_request("message text is empty")
    return _edited(world, chat, message, text=text, entities=entities, reply_markup=keyboard(given))


def edit_caption(world: World, bot: Inboxed, given: dict[str, Any]) -> dict[str, Any]:
    """Another caption below an own file."""
    chat, message = _own_message(world, bot, given)
    caption, entities = formatted(given, "caption", CAPTION)
    return _edited(
        world,
        chat,
        message,
        caption=caption,
        caption_entities=entities,
        reply_markup=keyboard(given),
    )


def edit_markup(world: World, bot: Inboxed, given: dict[str, Any]) -> dict[str, Any]:
    """Other buttons below an own message."""
    chat, message = _own_message(world, bot, given)
    return _edited(world, chat, message, reply_markup=keyboard(given))


def _edited(world: World, chat: Chat, message: dict[str, Any], **content: Any) -> dict[str, Any]:
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
    world.changed(chat, "edit", message)
    return message


def delete_message(world: World, bot: Inboxed, given: dict[str, Any]) -> bool:
    """Take an own message away."""
    chat = world.chat_for(bot, given.get("chat_id"))
    message = chat.messages.pop(int(given.get("message_id") or 0), None)
    if message is None:
        raise bad_request("message to delete not found")
    world.changed(chat, "delete", message)
    return True


def answer_query(world: World, bot: Inboxed, given: dict[str, Any]) -> bool:
    """Stop the spinner on a tapped button, perhaps with a word."""
    text = str(given.get("text") or "")
    if units(text) > TOAST:
        raise bad_request("MESSAGE_TOO_LONG")
    query = world.queries.get(str(given.get("callback_query_id")))
    too_old = query is None or query["bot"] != bot.account.username
    if query is None or too_old or query["answered"] or world.now() - query["at"] > QUERY_LIFE:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    query["answered"] = True
    alert = given.get("show_alert") in {True, "true", "True"}
    world.changed(
        query["chat"], "toast", query["message"], text=text, alert=alert, person=query["person"]
    )
    return True
