"""Carry messages with aiogram."""

from __future__ import annotations

from contextlib import suppress
from io import BytesIO
from typing import TYPE_CHECKING

from aiogram.exceptions import (
    TelegramAPIError,
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)
from aiogram.types import BufferedInputFile, InlineKeyboardMarkup, LinkPreviewOptions
from aiogram.types import Message as Sent
from aiohttp import ClientConnectorError

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
from storage.errors import account_of

if TYPE_CHECKING:
    from aiogram import Bot

PLAIN_LINKS = LinkPreviewOptions(is_disabled=True)


class AiogramCourier:
    """Sends, edits, toasts and fetches through one aiogram `Bot`."""

    def __init__(self, bot: Bot) -> None:
        self.bot = bot

    async def deliver(self, message: Message) -> int | None:
        """The id Telegram gave the message. Raises DeliveryError."""
        try:
            sent = await self._send(message)
        except Exception as error:
            raise _sorted(error) from error
        return sent.message_id if isinstance(sent, Sent) else message.edits

    async def _send(self, message: Message) -> Sent | bool:
        keyboard = _keyboard(message)
        if message.enclosure:
            file = BufferedInputFile(message.enclosure.content, message.enclosure.name)
            send = self.bot.send_photo if message.enclosure.picture else self.bot.send_document
            return await send(message.chat_id, file, caption=message.text, reply_markup=keyboard)
        if message.edits:
            return await self.bot.edit_message_text(
                message.text,
                chat_id=message.chat_id,
                message_id=message.edits,
                reply_markup=keyboard,
                link_preview_options=PLAIN_LINKS,
            )
        return await self.bot.send_message(
            message.chat_id, message.text, reply_markup=keyboard, link_preview_options=PLAIN_LINKS
        )

    async def toast(self, callback_id: str, text: str) -> None:
        """Answer a tap; too late or unreachable is no error: the answer itself is in the chat."""
        with suppress(TelegramAPIError):
            await self.bot.answer_callback_query(callback_id, text[:200] or None)

    async def fetch(self, file_id: str) -> bytes:
        """A file somebody sent."""
        content = await self.bot.download(file_id)
        return content.read() if isinstance(content, BytesIO) else b""


def _keyboard(message: Message) -> InlineKeyboardMarkup | None:
    if not message.keyboard:
        return None
    return InlineKeyboardMarkup.model_validate({"inline_keyboard": message.keyboard})


def _sorted(error: Exception) -> DeliveryError:  # noqa: PLR0911 - one line for each outcome
    """The error in our own terms."""
    match error:
        case TelegramRetryAfter():
            return Throttled(error.retry_after)
        case TelegramMigrateToChat():
            return Migrated(error.migrate_to_chat_id)
        case TelegramForbiddenError() | TelegramUnauthorizedError():
            return Unreachable(error.message)
        case TelegramBadRequest():
            return _bad_request(error.message)
        case TelegramServerError():
            return Uncertain(error.message)
        case TelegramNetworkError():
            sure = isinstance(error.__cause__ or error.__context__, ClientConnectorError)
            return NotSent(error.message) if sure else Uncertain(error.message)
    return Refused(account_of(error))


def _bad_request(reason: str) -> DeliveryError:
    if NOT_MODIFIED in reason:
        return NothingNew(reason)
    if any(gone in reason for gone in GONE):
        return CannotEdit(reason)
    return Unreachable(reason) if "chat not found" in reason else Refused(reason)
