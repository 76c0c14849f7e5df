"""Both frameworks talk to the emulator as they talk to Telegram."""

from __future__ import annotations

import asyncio
import contextlib
import struct
from io import BytesIO

import aiogram
import pytest
import telegram
import telegram.error
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError, TelegramRetryAfter
from aiogram.types import BotCommand, BufferedInputFile, CallbackQuery, InlineKeyboardButton
from aiogram.types import InlineKeyboardMarkup as AiogramKeyboard
from aiogram.types import Message as AiogramMessage
from aiogram.types import ReplyKeyboardMarkup as AiogramKeys
from telegram.ext import ApplicationBuilder, CallbackQueryHandler, MessageHandler, filters
from telegram.request import HTTPXRequest
from telegram.warnings import PTBDeprecationWarning

from tests.builders.bots.emulated import ANA, BEN, ONE, TWO

PNG = b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + struct.pack(">II", 640, 320) + b"\0" * 20


@pytest.fixture
async def aiogram_bot(house):
    """A real aiogram bot."""
    session = AiohttpSession(api=TelegramAPIServer.from_base(house.address))
    yield aiogram.Bot(ONE.token, session=session)
    await session.close()


@pytest.fixture
async def ptb_bot(house):
    """A real python-telegram-bot."""
    bot = telegram.Bot(
        TWO.token,
        base_url=f"{house.address}/bot",
        base_file_url=f"{house.address}/file/bot",
        request=HTTPXRequest(connection_pool_size=4),
    )
    async with bot:
        yield bot


async def test_aiogram_sends_a_text_with_buttons(house, aiogram_bot):
    """The telephone shows what aiogram sent."""
    phone = await house.open()
    buttons = [[InlineKeyboardButton(text="Yes", callback_data="y")]]
    await aiogram_bot.send_message(
        ANA, "<b>Hi</b>", parse_mode="HTML", reply_markup=AiogramKeyboard(inline_keyboard=buttons)
    )
    heard = await phone.expect("Hi")
    assert heard.labels() == ["Yes"]
    assert [one["type"] for one in heard.entities] == ["bold"]


async def test_aiogram_uploads_and_downloads(house, aiogram_bot):
    """A document's bytes go both ways; a photo has its size."""
    phone = await house.open()
    sent = await aiogram_bot.send_document(ANA, BufferedInputFile(b"paper", "a.pdf"), caption="c")
    photo = await aiogram_bot.send_photo(ANA, BufferedInputFile(PNG, "p.png"))
    heard = await phone.expect("c")
    assert (heard.document.name, heard.document.mime) == ("a.pdf", "application/pdf")
    assert await phone.download(heard.document.file_id) == b"paper"
    assert (photo.photo[-1].width, photo.photo[-1].height) == (640, 320)
    back = await aiogram_bot.download(sent.document)
    assert back.read() == b"paper"


async def test_ptb_sends_edits_and_downloads(house, ptb_bot):
    """The same by python-telegram-bot."""
    phone = await house.open(BEN, TWO)
    text = await ptb_bot.send_message(BEN, "first")
    await ptb_bot.edit_message_text("second", BEN, text.message_id)
    paper = await ptb_bot.send_document(BEN, BytesIO(b"paper"), filename="b.pdf")
    await ptb_bot.edit_message_caption(BEN, paper.message_id, caption="under it")
    photo = await ptb_bot.send_photo(BEN, PNG)
    assert (await phone.expect("second")).edited
    assert (await phone.expect("under it")).document.name == "b.pdf"
    assert photo.photo[0].width == 90
    file = await ptb_bot.get_file(paper.document.file_id)
    assert await file.download_as_bytearray() == b"paper"


async def test_a_file_id_is_good_for_one_bot(house, aiogram_bot, ptb_bot):
    """Another bot's id is refused, but the unique id is shared; one's own id may be sent again."""
    await house.open(ANA, ONE)
    await house.open(ANA, TWO)
    paper = BufferedInputFile(b"x", "x.pdf")
    sent = (await aiogram_bot.send_document(ANA, paper)).document
    again = (await aiogram_bot.send_document(ANA, sent.file_id)).document
    assert again == sent
    with pytest.raises(telegram.error.BadRequest, match="Wrong file identifier"):
        await ptb_bot.send_document(ANA, sent.file_id)


async def test_both_know_refusals_for_what_they_are(house, aiogram_bot, ptb_bot):
    """Refusals become the frameworks' own exceptions."""
    with pytest.raises(TelegramForbiddenError, match="can't initiate conversation"):
        await aiogram_bot.send_message(ANA, "x")
    with pytest.raises(TelegramBadRequest, match="chat not found"):
        await aiogram_bot.send_message(999, "x")
    with pytest.raises(telegram.error.BadRequest, match="Chat not found"):
        await ptb_bot.send_message(999, "x")


async def test_both_obey_a_429(house, aiogram_bot, ptb_bot):
    """The seconds to wait arrive."""
    await house.open()
    await house.user("faults", kind="429", retry_after=7, times=2)
    with pytest.raises(TelegramRetryAfter) as caught:
        await aiogram_bot.send_message(ANA, "x")
    assert caught.value.retry_after == 7
    with pytest.warns(PTBDeprecationWarning), pytest.raises(telegram.error.RetryAfter):
        await ptb_bot.send_message(ANA, "x")


async def test_what_a_bot_says_of_itself_is_kept(house, aiogram_bot, ptb_bot):
    """Commands go by scope and language; descriptions by language; both read chats and members."""
    await house.open()
    await aiogram_bot.set_my_commands([BotCommand(command="help", description="Help")])
    await aiogram_bot.set_my_commands(
        [BotCommand(command="help", description="Hilfe")], language_code="de"
    )
    await aiogram_bot.set_my_description("What I do")
    assert (await aiogram_bot.get_my_commands(language_code="de"))[0].description == "Hilfe"
    assert await aiogram_bot.get_my_commands(language_code="fr") == []
    assert (await aiogram_bot.get_my_description()).description == "What I do"
    assert (await aiogram_bot.get_chat(ANA)).first_name == "Ana"
    assert (await aiogram_bot.get_chat_member(ANA, ONE.user_id)).status == "member"
    assert (await ptb_bot.get_me()).username == TWO.username
    state = await house.look(f"people/{ANA}/chat?bot={ONE.username}")
    assert (state["menu"], state["description"]) == (
        [{"command": "help", "description": "Help"}],
        "What I do",
    )


async def test_aiogram_takes_reply_keyboards(house, aiogram_bot):
    """A reply keyboard does not come back as buttons of the message."""
    phone = await house.open()
    keys = AiogramKeys(keyboard=[[{"text": "Send contact", "request_contact": True}]])
    sent = await aiogram_bot.send_message(ANA, "Who are you?", reply_markup=keys)
    assert sent.reply_markup is None
    assert (await phone.expect("Who")).keys == (("Send contact",),)
    await phone.press("Send contact")
    assert (await house.updates())[0]["message"]["contact"]["user_id"] == ANA


async def test_an_aiogram_bot_polls_and_answers(house, aiogram_bot):
    """A dispatcher hears a person and answers a tap."""
    dispatcher = aiogram.Dispatcher()

    @dispatcher.message()
    async def echo(message: AiogramMessage) -> None:
        button = InlineKeyboardButton(text="Tap", callback_data="t")
        await message.answer(message.text, reply_markup=AiogramKeyboard(inline_keyboard=[[button]]))

    @dispatcher.callback_query()
    async def tapped(query: CallbackQuery) -> None:
        await query.answer("tapped")
        await query.message.edit_text("done")

    polling = asyncio.create_task(dispatcher.start_polling(aiogram_bot, handle_signals=False))
    phone = await house.phone()
    await phone.say("hello")
    assert (await phone.expect("hello")).labels() == ["Tap"]
    await phone.tap("tap")
    assert (await phone.expect("tapped")).toast == "tapped"
    assert (await phone.expect("done")).edited
    await dispatcher.stop_polling()
    with contextlib.suppress(asyncio.CancelledError):
        await polling


async def test_a_ptb_application_polls_and_answers(house):
    """An application hears a person and answers a tap with a window."""
    app = (
        ApplicationBuilder().token(TWO.token).base_url(f"{house.address}/bot")
        .base_file_url(f"{house.address}/file/bot").job_queue(None).build()
    )  # fmt: skip

    async def echo(update: telegram.Update, _context) -> None:
        button = telegram.InlineKeyboardButton("Tap", callback_data="t")
        markup = telegram.InlineKeyboardMarkup([[button]])
        await update.message.reply_text(update.message.text, reply_markup=markup)

    async def tapped(update: telegram.Update, _context) -> None:
        await update.callback_query.answer("really", show_alert=True)

    app.add_handler(MessageHandler(filters.TEXT, echo))
    app.add_handler(CallbackQueryHandler(tapped))
    async with app:
        await app.start()
        await app.updater.start_polling()
        phone = await house.phone(bot=TWO.username)
        await phone.say("hello")
        await phone.tap("Tap")
        assert (await phone.expect("really")).alert
        await app.updater.stop()
        await app.stop()
