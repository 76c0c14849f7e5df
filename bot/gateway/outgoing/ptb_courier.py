"""Carry messages with python-telegram-bot."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING

import httpx
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions
from telegram import Message as Sent
from telegram.constants import ParseMode
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from bot.gateway.errors import (
    CannotEdit,
    DeliveryError,
    Migrated,
    NothingNew,
    NotSent,
    Refused,
    Throttled,
    Uncertain,
    Unreachable,
)
from bot.gateway.outgoing.courier import GONE, NOT_MODIFIED, Message

if TYPE_CHECKING:
    from telegram import Bot

PLAIN_LINKS = LinkPreviewOptions(is_disabled=True)


class PtbCourier:
    """Sends, edits, toasts and fetches through one python-telegram-bot `Bot`."""

    def __init__(self, bot: Bot) -> None:
        self.bot = bot

    async def deliver(self, message: Message) -> int | None:
        """The id Telegram gave the message. Raises DeliveryError."""
        try:
            sent = await self._send(message)
        except (TelegramError, httpx.HTTPError) as error:
            raise _sorted(error) from error
        return sent.message_id if isinstance(sent, Sent) else message.edits

    async def _send(self, message: Message) -> Sent | bool:
        keyboard = _keyboard(message)
        if message.enclosure:
            return await self._send_file(message, keyboard)
        if message.edits:
            return await self.bot.edit_message_text(
                message.text,
                chat_id=message.chat_id,
                message_id=message.edits,
                reply_markup=keyboard,
                parse_mode=ParseMode.HTML,
                link_preview_options=PLAIN_LINKS,
            )
        return await self.bot.send_message(
            message.chat_id,
            message.text,
            reply_markup=keyboard,
            parse_mode=ParseMode.HTML,
            link_preview_options=PLAIN_LINKS,
        )

    async def _send_file(self, message: Message, keyboard: InlineKeyboardMarkup | None) -> Sent:
        assert message.enclosure  # noqa: S101 - for the type checker
        name, content = message.enclosure.name, message.enclosure.content
        if message.enclosure.picture:
            return await self.bot.send_photo(
                message.chat_id,
                content,
                caption=message.text,
                reply_markup=keyboard,
                parse_mode=ParseMode.HTML,
                filename=name,
            )
        return await self.bot.send_document(
            message.chat_id,
            content,
            caption=message.text,
            reply_markup=keyboard,
            parse_mode=ParseMode.HTML,
            filename=name,
        )

    async def toast(self, callback_id: str, text: str) -> None:
        """Answer a tap; too late or unreachable is no error: the answer itself is in the chat."""
        with suppress(TelegramError):
            await self.bot.answer_callback_query(callback_id, text[:200] or None)

    async def fetch(self, file_id: str) -> bytes:
        """A file somebody sent."""
        file = await self.bot.get_file(file_id)
        return bytes(await file.download_as_bytearray())


def _keyboard(message: Message) -> InlineKeyboardMarkup | None:
    if not message.keyboard:
        return None
    return InlineKeyboardMarkup(
        [
            [
                InlineKeyboardButton(
                    one["text"], callback_data=one.get("callback_data"), url=one.get("url")
                )
                for one in row
            ]
            for row in message.keyboard
        ]
    )


def _sorted(error: Exception) -> DeliveryError:
    """The error in our own terms."""
    match error:
        case RetryAfter():
            pause = error.retry_after
            seconds = pause.total_seconds() if isinstance(pause, timedelta) else float(pause)
            return Throttled(seconds)
        case ChatMigrated():
            return Migrated(error.new_chat_id)
        case Forbidden():
            return Unreachable(error.message)
        case BadRequest():
            return _bad_request(error.message)
        case NetworkError():
            sure = isinstance(error.__cause__, httpx.ConnectError | httpx.ConnectTimeout)
            return NotSent(error.message) if sure else Uncertain(error.message)
    return Refused(f"{type(error).__name__}: {error}")


def _bad_request(reason: str) -> DeliveryError:
    lowered = reason.lower()
    if NOT_MODIFIED in lowered:
        return NothingNew(reason)
    if any(gone in lowered for gone in GONE):
        return CannotEdit(reason)
    return Unreachable(reason) if "chat not found" in lowered else Refused(reason)
