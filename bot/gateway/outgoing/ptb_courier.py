"""Carry messages with python-telegram-bot."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import httpx
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions
from telegram import Message as Sent
from telegram.constants import ParseMode
from telegram.error import BadRequest
from telegram.request import HTTPXRequest

from bot.gateway.errors import DeliveryError, NoSuchFile, NotSent, Uncertain
from bot.gateway.outgoing.answers import number_of, taken

if TYPE_CHECKING:
    from telegram import Bot

    from bot.gateway.outgoing.courier import Message

PLAIN_LINKS = LinkPreviewOptions(is_disabled=True)
EDIT = "editMessageText"
SAYING = {"sendMessage", "sendPhoto", "sendDocument", EDIT}
NOT_LEFT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.UnsupportedProtocol)


class Line(HTTPXRequest):
    """The library's way to Telegram; what comes back for a message we read ourselves.

    A library that cannot read an answer cannot say either whether the message has arrived.
    """

    async def do_request(self, url: str, *given: Any, **more: Any) -> tuple[int, bytes]:
        """The status and the body. Raises a DeliveryError too, which the library wraps."""
        status, body = await super().do_request(url, *given, **more)
        method = url.rpartition("/")[2]
        return (200, _least(method, taken(status, body))) if method in SAYING else (status, body)


def _least(method: str, result: object) -> bytes:
    """An answer with the message's number alone: it is all that we read. Raises Uncertain."""
    if method == EDIT:
        return b'{"ok": true, "result": true}'
    message = {"message_id": number_of(result), "date": 0, "chat": {"id": 0, "type": "private"}}
    return json.dumps({"ok": True, "result": message}).encode()


class PtbCourier:
    """Sends, edits, toasts and fetches through one python-telegram-bot `Bot` on a `Line`."""

    def __init__(self, bot: Bot) -> None:
        self.bot = bot

    async def deliver(self, message: Message) -> int | None:
        """The id Telegram gave the message. Raises DeliveryError."""
        keyboard = _keyboard(message)
        try:
            sent = await self._send(message, keyboard)
        except Exception as error:
            raise _sorted(error) from error
        return sent.message_id if isinstance(sent, Sent) else message.edits

    async def _send(self, message: Message, keyboard: InlineKeyboardMarkup | None) -> Sent | bool:
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
            message_thread_id=message.topic,
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
                message_thread_id=message.topic,
            )
        return await self.bot.send_document(
            message.chat_id,
            content,
            caption=message.text,
            reply_markup=keyboard,
            parse_mode=ParseMode.HTML,
            filename=name,
            message_thread_id=message.topic,
        )

    async def toast(self, callback_id: str, text: str) -> None:
        """Answer a tap; whatever becomes of it is no error: the answer itself is in the chat."""
        with suppress(Exception):
            await self.bot.answer_callback_query(callback_id, text[:200] or None)

    async def fetch(self, file_id: str) -> bytes:
        """A file somebody sent. Raises NoSuchFile, and what the line raises."""
        try:
            file = await self.bot.get_file(file_id)
        except BadRequest as error:
            raise NoSuchFile from error
        if file.file_path is None:
            raise NoSuchFile
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
    """The error in our own terms: what came back was read on the line, or nothing came."""
    cause = error.__cause__
    if isinstance(cause, DeliveryError):
        return cause
    why = type(cause or error).__name__
    return (
        NotSent(f"no line: {why}")
        if isinstance(cause, NOT_LEFT)
        else Uncertain(f"no answer: {why}")
    )
