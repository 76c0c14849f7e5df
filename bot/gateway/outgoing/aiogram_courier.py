"""Carry messages with aiogram."""

from __future__ import annotations

from contextlib import suppress
from io import BytesIO
from typing import TYPE_CHECKING, Any

import aiohttp
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.exceptions import TelegramBadRequest
from aiogram.methods import EditMessageText, SendDocument, SendMessage, SendPhoto
from aiogram.types import BufferedInputFile, InlineKeyboardMarkup, LinkPreviewOptions

from bot.gateway.errors import DeliveryError, NoSuchFile, NotSent, Uncertain
from bot.gateway.outgoing.answers import number_of, taken

if TYPE_CHECKING:
    from aiogram import Bot
    from aiogram.methods import TelegramMethod

    from bot.gateway.outgoing.courier import Enclosure, Message

PLAIN_LINKS = LinkPreviewOptions(is_disabled=True)
NOT_LEFT = (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError, aiohttp.InvalidURL)


class AiogramCourier:
    """Sends, edits, toasts and fetches through one aiogram `Bot`."""

    def __init__(self, bot: Bot) -> None:
        self.bot = bot

    async def deliver(self, message: Message) -> int | None:
        """The id Telegram gave the message. Raises DeliveryError."""
        result = await self._call(_method(message))
        return message.edits or number_of(result)

    async def _call(self, method: TelegramMethod[Any]) -> Any:
        """What Telegram answers; the library makes the call, but its answer we read ourselves.

        A library that cannot read an answer cannot say either whether the message has arrived.
        """
        session = self.bot.session
        assert isinstance(session, AiohttpSession)  # noqa: S101 - for the type checker
        form = session.build_form_data(bot=self.bot, method=method)
        url = session.api.api_url(token=self.bot.token, method=method.__api_method__)
        line, patience = await session.create_session(), aiohttp.ClientTimeout(session.timeout)
        try:
            async with line.post(url, data=form, timeout=patience) as response:
                return taken(response.status, await response.read())
        except DeliveryError:
            raise
        except NOT_LEFT as error:
            raise NotSent(f"no line: {type(error).__name__}") from error
        except Exception as error:
            raise Uncertain(f"no answer: {type(error).__name__}") from error

    async def toast(self, callback_id: str, text: str) -> None:
        """Answer a tap; whatever becomes of it is no error: the answer itself is in the chat."""
        with suppress(Exception):
            await self.bot.answer_callback_query(callback_id, text[:200] or None)

    async def fetch(self, file_id: str) -> bytes:
        """A file somebody sent. Raises NoSuchFile, and what the line raises."""
        try:
            file = await self.bot.get_file(file_id)
        except TelegramBadRequest as error:
            raise NoSuchFile from error
        if file.file_path is None:
            raise NoSuchFile
        content = await self.bot.download_file(file.file_path)
        return content.read() if isinstance(content, BytesIO) else b""


def _method(message: Message) -> TelegramMethod[Any]:
    """The call that carries a message."""
    if message.enclosure:
        return _enclosing(message, message.enclosure)
    if message.edits:
        return EditMessageText(
            text=message.text,
            chat_id=message.chat_id,
            message_id=message.edits,
            reply_markup=_keyboard(message),
            link_preview_options=PLAIN_LINKS,
        )
    return SendMessage(
        chat_id=message.chat_id,
        text=message.text,
        reply_markup=_keyboard(message),
        link_preview_options=PLAIN_LINKS,
        message_thread_id=message.topic,
    )


def _enclosing(message: Message, enclosure: Enclosure) -> SendPhoto | SendDocument:
    file, keyboard = BufferedInputFile(enclosure.content, enclosure.name), _keyboard(message)
    more: dict[str, Any] = {
        "chat_id": message.chat_id,
        "caption": message.text,
        "reply_markup": keyboard,
        "message_thread_id": message.topic,
    }
    return (
        SendPhoto(photo=file, **more) if enclosure.picture else SendDocument(document=file, **more)
    )


def _keyboard(message: Message) -> InlineKeyboardMarkup | None:
    if not message.keyboard:
        return None
    return InlineKeyboardMarkup.model_validate({"inline_keyboard": message.keyboard})
