"""What the Bot API refuses, in Telegram's own words."""

from __future__ import annotations

import pytest

from tests.builders.bots.emulated import ANA, BEN, TWO

NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly "
    "the same as a current content and reply markup of the message"
)
NOT_SECURE = "Only HTTPS links are allowed"
BUTTON = {"text": "b", "callback_data": "x"}


def inline(*buttons):
    """A keyboard of one row."""
    return {"reply_markup": {"inline_keyboard": [list(buttons)]}}


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"text": ""}, "message text is empty"),
        ({"text": "   "}, "text must be non-empty"),
        ({"text": "<b></b>", "parse_mode": "HTML"}, "text must be non-empty"),
        ({"text": "x" * 4097}, "message is too long"),
        ({"text": "😀" * 2049}, "message is too long"),
        ({"text": "x", "chat_id": ""}, "chat_id is empty"),
        ({"text": "x", "chat_id": 999}, "chat not found"),
        ({"text": "x", "chat_id": "@nobody"}, "chat not found"),
        ({"text": "x", "parse_mode": "BBCode"}, "unsupported parse_mode"),
        ({"text": "*x*", "parse_mode": "MarkdownV2"},
         "can't parse entities: the emulator reads HTML only"),
        ({"text": "x", "reply_parameters": {"message_id": 99}}, "message to be replied not found"),
        ({"text": "x", "reply_parameters": {"quote": "q"}}, 'can\'t find field "message_id"'),
        ({"text": "hello", "entities": [{"type": "bold", "offset": 100, "length": 1}]},
         "entity begins after the end of the text at UTF-16 offset 100"),
        ({"text": "hello", "entities": [{"type": "bold", "offset": 0, "length": 100}]},
         "entity beginning at UTF-16 offset 0 ends after the end of the text at UTF-16 offset 100"),
        ({"text": "hello", "entities": [{"type": "bold", "offset": -1, "length": 1}]},
         "receive an entity with incorrect offset -1"),
        ({"text": "😀", "entities": [{"type": "bold", "offset": 1, "length": 1}]},
         "entity begins in a middle of a UTF-16 symbol at UTF-16 offset 1"),
        ({"text": "hello", "entities": [{"type": "loud", "offset": 0, "length": 1}]},
         "can't parse MessageEntity: Unsupported type specified"),
        ({"text": "x", "entities": [{"type": "text_link", "offset": 0, "length": 1}]},
         'can\'t parse MessageEntity: Can\'t find field "url"'),
        ({"text": "x", "entities": [{"type": "text_link", "offset": 0, "length": 1, "url": "no"}]},
         "entity URL 'no' is invalid: Wrong HTTP URL"),
        ({"text": "x", **inline({"text": "b", "callback_data": "é" * 33})}, "BUTTON_DATA_INVALID"),
        ({"text": "x", **inline({"text": "b", "callback_data": ""})},
         "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"),
        ({"text": "x", **inline({"text": "b"})},
         "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"),
        ({"text": "x", **inline({"callback_data": "x"})},
         'can\'t parse inline keyboard button: Can\'t find field "text"'),
        ({"text": "x", **inline({"text": 5, "callback_data": "x"})},
         'can\'t parse inline keyboard button: Field "text" must be of type String'),
        ({"text": "x", **inline({**BUTTON, "url": "https://a.org"})},
         "can't parse inline keyboard button: A button has one action, not url and callback_data"),
        ({"text": "x", **inline({"text": "b", "url": "not-a-url"})},
         "inline keyboard button URL 'not-a-url' is invalid: Wrong HTTP URL"),
        ({"text": "x", **inline({"text": "b", "url": "http://localhost:80/x"})},
         "inline keyboard button URL 'http://localhost:80/x' is invalid: Wrong HTTP URL"),
        ({"text": "x", **inline({"text": "b", "url": "ftp://example.com"})},
         "inline keyboard button URL 'ftp://example.com' is invalid: Unsupported URL protocol"),
        ({"text": "x", **inline({"text": "b", "web_app": {"url": "http://a.org"}})},
         f"inline keyboard button Web App URL 'http://a.org' is invalid: {NOT_SECURE}"),
        ({"text": "x", **inline({"text": "b", "copy_text": {"text": ""}})},
         "BUTTON_COPY_TEXT_INVALID"),
        ({"text": "x", **inline({"text": "b", "pay": True})}, "BUTTON_TYPE_INVALID"),
        ({"text": "x", **inline(*[BUTTON] * 9)}, "reply markup is too long"),
        ({"text": "x", "reply_markup": {"inline_keyboard": [[BUTTON]] * 101}},
         "reply markup is too long"),
        ({"text": "x", "reply_markup": {"inline_keyboard": "bad"}},
         'field "inline_keyboard" must be of type Array'),
        ({"text": "x", "reply_markup": {"keyboard": [["A"]], "resize_keyboard": "yes"}},
         'field "resize_keyboard" must be of type Boolean'),
        ({"text": "x", "reply_markup": {"keyboard": [[{}]]}},
         'can\'t parse keyboard button: Can\'t find field "text"'),
        ({"text": "x", "reply_markup": [1]}, "object expected as reply markup"),
        ({"text": "x", "reply_markup": "{"}, "can't parse reply keyboard markup JSON object"),
    ],
)  # fmt: skip
async def test_a_bad_message_is_refused(house, given, refusal):
    """Each mistake in sendMessage has Telegram's answer."""
    await house.open()
    answer = await house.call("sendMessage", **{"chat_id": ANA, **given})
    assert answer == f"400 Bad Request: {refusal}"


@pytest.mark.parametrize(
    "given",
    [
        {"text": "x" * 4096},
        {"text": f"<b>{'x' * 4096}</b>", "parse_mode": "html"},
        {"text": "😀" * 2048},
        {"text": "x", **inline({"text": "b", "callback_data": "é" * 32})},
        {"text": "x", **inline(*[BUTTON] * 8)},
        {"text": "x", "reply_markup": {"inline_keyboard": [[BUTTON]] * 100}},
        {"text": "x", **inline({"text": "b", "url": "t.me/one_bot?start=x"})},
        {"text": "x", **inline({"text": "b", "url": "tg://user?id=1"})},
        {"text": "x", "reply_parameters": {"message_id": 9, "allow_sending_without_reply": True}},
    ],
)
async def test_the_limits_themselves_are_allowed(house, given):
    """What just fits is sent."""
    await house.open()
    assert (await house.call("sendMessage", chat_id=ANA, **given))["message_id"] == 2


@pytest.mark.parametrize(
    ("method", "given", "refusal"),
    [
        ("editMessageText", {"message_id": 2, "text": "same"}, NOT_MODIFIED),
        ("editMessageText", {"message_id": 99, "text": "x"}, "message to edit not found"),
        ("editMessageText", {"message_id": 1, "text": "x"}, "message can't be edited"),
        ("editMessageText", {"text": "x"}, "message identifier is not specified"),
        ("editMessageText", {"message_id": 2, "text": "x", "reply_markup": {"keyboard": [["A"]]}},
         "inline keyboard expected"),
        ("editMessageCaption", {"message_id": 2, "caption": "x"},
         "there is no caption in the message to edit"),
        ("deleteMessage", {"message_id": 99}, "message to delete not found"),
        ("sendDocument", {}, "there is no document in the request"),
        ("sendDocument", {"document": "nonsense"}, "wrong file identifier/HTTP URL specified"),
        ("sendDocument", {"document": "x", "caption": "x" * 1025}, "message caption is too long"),
        ("getFile", {"file_id": "x"}, "wrong file_id or the file is temporarily unavailable"),
        ("answerCallbackQuery", {"callback_query_id": "9"},
         "query is too old and response timeout expired or query ID is invalid"),
        ("answerCallbackQuery", {"callback_query_id": "9", "text": "x" * 201}, "MESSAGE_TOO_LONG"),
        ("setMyCommands", {"commands": [{"command": "Bad", "description": "x"}]},
         "BOT_COMMAND_INVALID"),
        ("setMyCommands", {"commands": [{"command": "x" * 33, "description": "x"}]},
         "BOT_COMMAND_INVALID"),
        ("setMyCommands", {"commands": [{"command": "ok", "description": "x" * 257}]},
         "BOT_COMMAND_DESCRIPTION_INVALID"),
        ("setMyCommands", {"commands": [{"command": "ok", "description": "x"}] * 101},
         "BOT_COMMANDS_TOO_MUCH"),
        ("setMyCommands", {"commands": [], "scope": {"type": "moon"}},
         "can't parse BotCommandScope: Unsupported type specified"),
        ("setMyCommands", {"commands": [], "language_code": "english"},
         "invalid language code specified"),
        ("sendChatAction", {"action": "sleeping"}, "wrong parameter action in request"),
        ("setWebhook", {"url": "http://a.org"},
         "bad webhook: An HTTPS URL must be provided for webhook"),
        ("setWebhook", {"url": "https://a.org", "secret_token": "ü"},
         "secret token contains unallowed characters"),
        ("sendPoll", {"question": "q", "options": ["a"]},
         "the emulator does not know how to sendPoll"),
        ("getChatMember", {"user_id": 999}, "PARTICIPANT_ID_INVALID"),
    ],
)  # fmt: skip
async def test_other_methods_refuse_too(house, method, given, refusal):
    """Each method refuses what Telegram's refuses."""
    await house.open()
    await house.call("sendMessage", chat_id=ANA, text="same")
    answer = await house.call(method, **{"chat_id": ANA, **given})
    assert answer == f"400 Bad Request: {refusal}"


@pytest.mark.parametrize(
    ("token", "method", "refusal"),
    [
        ("11:wrong", "getMe", "401 Unauthorized"),
        ("nonsense", "getMe", "404 Not Found"),
        ("11:one-secret", "makeCoffee", "404 Not Found: method not found"),
    ],
)
async def test_wrong_doors_stay_shut(house, token, method, refusal):
    """A wrong token or method is told apart."""
    async with house.http.get(f"{house.address}/bot{token}/{method}") as answer:
        body = await answer.json()
    assert f"{answer.status} {body['description']}" == refusal


async def test_a_bot_cannot_write_first(house):
    """A person must have started this very bot."""
    await house.open(ANA)
    answer = await house.call("sendMessage", TWO, chat_id=ANA, text="x")
    assert answer == "403 Forbidden: bot can't initiate conversation with a user"


async def test_a_bot_cannot_write_to_who_blocked_it(house):
    """After a block every message is refused until the person comes back."""
    phone = await house.open(BEN)
    await phone.block()
    answer = await house.call("sendMessage", chat_id=BEN, text="x")
    assert answer == "403 Forbidden: bot was blocked by the user"
    await phone.unblock()
    assert (await house.call("sendMessage", chat_id=BEN, text="x"))["text"] == "x"


async def test_a_deleted_account_is_told_apart(house):
    """A person who left Telegram is deactivated."""
    await house.open(BEN)
    await house.user(f"people/{BEN}/deactivate")
    answer = await house.call("sendMessage", chat_id=BEN, text="x")
    assert answer == "403 Forbidden: user is deactivated"


async def test_an_old_message_cannot_be_deleted(house):
    """After 48 hours a message stays."""
    await house.open()
    sent = await house.call("sendMessage", chat_id=ANA, text="x")
    house.late = house.late.__class__(hours=49)
    answer = await house.call("deleteMessage", chat_id=ANA, message_id=sent["message_id"])
    assert answer == "400 Bad Request: message can't be deleted for everyone"


async def test_ignored_parameters_are_noted(house):
    """Telegram ignores unknown parameters; the log tells of them."""
    await house.open()
    button = {**BUTTON, "colour": "red"}
    await house.call("sendMessage", chat_id=ANA, text="x", texxt="y", **inline(button))
    log = await house.look("log?method=sendMessage")
    assert log[0]["unknown"] == ["unknown parameter texxt", "unknown field colour"]
