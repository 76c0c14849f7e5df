"""What aiogram does for the public bot: parse, sort, fetch files. The answers come from `turns`."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from aiogram import Bot, Dispatcher, F, Router
from aiogram.dispatcher.event.bases import UNHANDLED
from aiogram.filters import Command, CommandObject

from bot.conversation.events import Did, Event, Upload
from bot.conversation.tidying import personal_name
from bot.gateway.errors import NoSuchFile
from bot.gateway.incoming.updates import is_wanted, membership, needed
from bot.participants.commands import COMMANDS
from exchange.work import PARTICIPANTS

if TYPE_CHECKING:
    from aiogram.types import CallbackQuery, Document, Message, PhotoSize

    from bot.conversation.turns import Turns
    from bot.gateway.outgoing.courier import Courier

ANY_COMMAND = Command(*(one.name for one in COMMANDS))


def dispatcher(turns: Turns, courier: Courier) -> Dispatcher:
    """The public bot's dispatcher: every kind of update leads to one turn."""
    router = Router(name="participants")
    router.message.register(on_command, F.chat.type == "private", ANY_COMMAND)
    router.message.register(on_file, F.chat.type == "private", F.document | F.photo)
    router.message.register(on_text, F.chat.type == "private", F.text)
    router.message.register(on_other, F.chat.type == "private")
    router.edited_message.register(on_edit, F.chat.type == "private")
    router.callback_query.register(on_tap)
    found = Dispatcher(turns=turns, courier=courier)
    found.include_router(router)
    return found


def event_of(message: Message, update_id: int, did: Did, **more: object) -> Event:
    """What the sender of a message did."""
    who = message.from_user
    return Event(
        bot=PARTICIPANTS,
        update_id=update_id,
        user_id=who.id if who else message.chat.id,
        chat_id=message.chat.id,
        did=did,
        language=who.language_code if who else None,
        first_name=personal_name(who.full_name) if who else "",
        message_id=message.message_id,
        answers=replied_to(message.reply_to_message),
        album=message.media_group_id or "",
        sticker=message.sticker is not None,
        **more,  # type: ignore[arg-type]
    )


def replied_to(message: Message | None) -> str:
    """The data of the first button of a message that somebody replies to."""
    board = message.reply_markup.inline_keyboard if message and message.reply_markup else ()
    return next((one.callback_data for row in board for one in row if one.callback_data), "")


async def on_command(
    message: Message, command: CommandObject, turns: Turns, event_update: object
) -> None:
    """A command, from any place of any form."""
    event = event_of(
        message,
        _number(event_update),
        Did.COMMAND,
        command=command.command,
        text=command.args or "",
    )
    await turns.take(event)


async def on_text(message: Message, turns: Turns, event_update: object) -> None:
    """Typed words; a command we do not know is still a command, never an answer."""
    text = message.text or ""
    if text.startswith("/"):
        command = text[1:].partition(" ")[0]
        event = event_of(message, _number(event_update), Did.COMMAND, command=command)
    else:
        event = event_of(message, _number(event_update), Did.TEXT, text=text)
    await turns.take(event)


async def on_file(message: Message, turns: Turns, courier: Courier, event_update: object) -> None:
    """A document or a photo; fetched only if something asks for it, and it is small enough."""
    pictures = message.photo or []
    file = message.document or (pictures[-1] if pictures else None)
    upload = _upload(file, turns.scheme.limits.cv_max_bytes, courier) if file else None
    event = event_of(
        message, _number(event_update), Did.FILE, upload=upload, caption=message.caption or ""
    )
    await turns.take(event)


def _upload(file: Document | PhotoSize, limit: int, courier: Courier) -> Upload:
    async def fetch() -> bytes | None:
        with suppress(NoSuchFile):
            return await courier.fetch(file.file_id)
        return None

    name = getattr(file, "file_name", None) or "photo.jpg"
    mime = getattr(file, "mime_type", None) or "image/jpeg"
    size = file.file_size or 0
    return Upload(name, mime, size, fetch=fetch if size <= limit else None)


async def on_other(message: Message, turns: Turns, event_update: object) -> None:
    """A sticker, a voice message, a location, a contact."""
    await turns.take(event_of(message, _number(event_update), Did.OTHER))


async def on_edit(message: Message, turns: Turns, event_update: object) -> None:
    """Somebody corrected a message."""
    event = event_of(
        message, _number(event_update), Did.EDIT, text=message.text or message.caption or ""
    )
    await turns.take(event)


async def on_tap(
    query: CallbackQuery, turns: Turns, courier: Courier, event_update: object
) -> None:
    """A button. The spinner stops after the commit, with a word if there is one to say."""
    chat_id = query.message.chat.id if query.message else query.from_user.id
    event = Event(
        bot=PARTICIPANTS,
        update_id=_number(event_update),
        user_id=query.from_user.id,
        chat_id=chat_id,
        did=Did.TAP,
        language=query.from_user.language_code,
        first_name=personal_name(query.from_user.full_name),
        data=query.data or "",
        message_id=query.message.message_id if query.message else None,
        on_file=any(getattr(query.message, kind, None) for kind in ("document", "photo")),
        callback_id=query.id,
    )
    toast = await turns.take(event)
    await courier.toast(query.id, toast)


def _number(update: object) -> int:
    return int(update.update_id)  # type: ignore[attr-defined]


async def feed(dispatcher: Dispatcher, bot: Bot, body: dict[str, Any]) -> bool:
    """Whether a handler took a stored update. Raises what the handler raises."""
    event = membership(PARTICIPANTS, body)
    if event:
        turns: Turns = dispatcher["turns"]
        await turns.take(event)
        return True
    if not is_wanted(body):
        return False
    return await dispatcher.feed_raw_update(bot, needed(body)) is not UNHANDLED
