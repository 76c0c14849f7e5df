"""What python-telegram-bot does for the staff bot: parse, sort, recognise commands in groups."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any, TypeAlias

from telegram import Update
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    MessageHandler,
    filters,
)

from bot.conversation.events import Did, Event, Upload
from bot.conversation.tidying import personal_name
from bot.desk.commands import COMMANDS
from bot.gateway.errors import NoSuchFile
from bot.gateway.incoming.updates import is_wanted, membership, needed
from bot.gateway.outgoing.ptb_courier import Line
from exchange.work import DESK

if TYPE_CHECKING:
    from telegram import Document, Message

    from bot.conversation.turns import Turns
    from bot.gateway.outgoing.courier import Courier

Context: TypeAlias = ContextTypes.DEFAULT_TYPE
CONNECTIONS = 256  # as many as the library opens by itself
Desk: TypeAlias = "Application[Any, Any, Any, Any, Any, Any]"


def application(token: str, api: str) -> Desk:
    """The staff bot's application: no updater (updates come from the inbox), no job queue."""
    return (
        ApplicationBuilder()
        .token(token)
        .request(Line(connection_pool_size=CONNECTIONS))
        .base_url(f"{api}/bot")
        .base_file_url(f"{api}/file/bot")
        .updater(None)
        .job_queue(None)
        .build()
    )


def connect(desk: Desk, turns: Turns, courier: Courier) -> None:
    """Have every kind of update lead to one turn."""
    desk.bot_data.update(turns=turns, courier=courier, errors={}, taken={})
    desk.add_handler(CommandHandler([one.name for one in COMMANDS], on_command))
    desk.add_handler(CallbackQueryHandler(on_tap))
    moved = (
        filters.StatusUpdate.MIGRATE & filters.ChatType.GROUPS
    )  # a person's chat is theirs for ever
    desk.add_handler(MessageHandler(moved, on_move))
    private = filters.ChatType.PRIVATE
    desk.add_handler(MessageHandler(filters.TEXT & filters.UpdateType.EDITED, on_edit))
    desk.add_handler(MessageHandler(filters.TEXT & ~filters.UpdateType.EDITED, on_text))
    files = private & filters.Document.ALL & ~filters.UpdateType.EDITED
    desk.add_handler(MessageHandler(files, on_file))
    desk.add_handler(MessageHandler(private & ~filters.UpdateType.EDITED, on_other))
    desk.add_error_handler(on_error)


async def feed(desk: Desk, body: dict[str, Any]) -> bool:
    """Whether a stored update led to a turn. Raises what its handler raises."""
    event = membership(DESK, body)
    if event:
        turns: Turns = desk.bot_data["turns"]
        await turns.take(event)
        return True
    if not is_wanted(body):
        return False
    update = Update.de_json(needed(body), desk.bot)
    await desk.process_update(update)
    error = desk.bot_data["errors"].pop(update.update_id, None)
    if error:
        raise error
    return bool(desk.bot_data["taken"].pop(update.update_id, False))


async def on_error(update: object, context: Context) -> None:
    """Keep a handler's error for `feed`: the library itself only logs it."""
    if isinstance(update, Update) and context.error:
        context.bot_data["errors"][update.update_id] = context.error


def _event(update: Update, did: Did, **more: Any) -> Event:
    who, chat, message = update.effective_user, update.effective_chat, update.effective_message
    return Event(
        bot=DESK,
        update_id=update.update_id,
        user_id=who.id if who else 0,
        chat_id=chat.id if chat else 0,
        did=did,
        language=who.language_code if who else None,
        first_name=personal_name(who.full_name) if who else "",
        private=chat is None or chat.type == "private",
        message_id=message.message_id if message else None,
        chat_title=(chat.title or "") if chat else "",
        topic=message.message_thread_id if message and message.is_topic_message else None,
        answers=_replied_to(message.reply_to_message if message else None),
        album=(message.media_group_id or "") if message else "",
        anonymous=_is_anonymous(message),
        sticker=bool(message and message.sticker),
        **more,
    )


def _replied_to(message: Message | None) -> str:
    """The data of the first button of a message that somebody replies to."""
    board = message.reply_markup.inline_keyboard if message and message.reply_markup else ()
    found = (str(one.callback_data) for row in board for one in row if one.callback_data)
    return next(found, "")


def _is_anonymous(message: Message | None) -> bool:
    """Whether an admin writes in the name of the group."""
    return bool(message and message.sender_chat and message.sender_chat.id == message.chat.id)


async def _turn(context: Context, event: Event) -> str:
    turns: Turns = context.bot_data["turns"]
    toast = await turns.take(event)
    context.bot_data["taken"][event.update_id] = True
    return toast


async def on_command(update: Update, context: Context) -> None:
    """A command, in private or in a staff group (`/queue@our_bot`)."""
    message = update.effective_message
    if message is None or not message.text:
        return
    if update.edited_message:
        await on_edit(update, context)
        return
    head, *_ = message.text.split(maxsplit=1)
    command = head.lstrip("/").partition("@")[0].lower()
    await _turn(
        context, _event(update, Did.COMMAND, command=command, text=" ".join(context.args or ()))
    )


async def on_text(update: Update, context: Context) -> None:
    """Typed words; in a group only those of an officer who was asked for some."""
    text = update.effective_message.text if update.effective_message else ""
    await _turn(context, _event(update, Did.TEXT, text=text or ""))


async def on_edit(update: Update, context: Context) -> None:
    """Somebody corrected a message."""
    text = update.effective_message.text if update.effective_message else ""
    await _turn(context, _event(update, Did.EDIT, text=text or _caption(update)))


async def on_file(update: Update, context: Context) -> None:
    """A file, such as a table of people; fetched only if it is one, and small enough."""
    document = update.effective_message.document if update.effective_message else None
    upload = _upload(document, context) if document else None
    await _turn(context, _event(update, Did.FILE, upload=upload, caption=_caption(update)))


def _caption(update: Update) -> str:
    """What is written under a picture or a file."""
    return (update.effective_message.caption or "") if update.effective_message else ""


def _upload(document: Document, context: Context) -> Upload:
    courier: Courier = context.bot_data["courier"]
    turns: Turns = context.bot_data["turns"]

    async def fetch() -> bytes | None:
        with suppress(NoSuchFile):
            return await courier.fetch(document.file_id)
        return None

    size = document.file_size or 0
    small = size <= turns.scheme.limits.cv_max_bytes
    return Upload(
        document.file_name or "",
        document.mime_type or "",
        size,
        fetch=fetch if small else None,
    )


async def on_other(update: Update, context: Context) -> None:
    """Anything else somebody sent in private."""
    await _turn(context, _event(update, Did.OTHER, caption=_caption(update)))


async def on_tap(update: Update, context: Context) -> None:
    """A button. The spinner stops after the commit, with a word if there is one to say."""
    query = update.callback_query
    if query is None:
        return
    message = update.effective_message
    on_file = bool(message and (message.document or message.photo))
    event = _event(update, Did.TAP, data=query.data or "", callback_id=query.id, on_file=on_file)
    toast = await _turn(context, event)
    courier: Courier = context.bot_data["courier"]
    await courier.toast(query.id, toast)


async def on_move(update: Update, context: Context) -> None:
    """A group became a supergroup: told in the old one (where to) and in the new one (where from)."""
    message = update.effective_message
    if message is not None and message.migrate_to_chat_id:
        await _turn(context, _event(update, Did.MOVED, data=str(message.migrate_to_chat_id)))
