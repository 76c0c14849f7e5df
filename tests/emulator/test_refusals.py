"""What Telegram refuses, in Telegram's words."""

from __future__ import annotations

from datetime import timedelta

import pytest

ANA, BEN, NOBODY = 11, 12, 99
PNG = b"\x89PNG\r\n"


def keys(*rows):
    """An inline keyboard."""
    return {"inline_keyboard": [list(row) for row in rows]}


def button(data="x", text="Go", **more):
    """A button that calls back."""
    return {"text": text, "callback_data": data, **more}


TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
TEXT_BUTTON = (
    "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
)


@pytest.mark.parametrize(
    ("method", "given", "reason"),
    [
        ("sendMessage", {"text": "x"}, "400 Bad Request: chat_id is empty"),
        ("sendMessage", {"chat_id": ANA}, "400 Bad Request: message text is empty"),
        ("sendMessage", {"chat_id": ANA, "text": " \n "}, "400 Bad Request: message text is empty"),
        (
            "sendMessage",
            {"chat_id": ANA, "text": "é" * 4097},
            "400 Bad Request: message is too long",
        ),
        (
            "sendMessage",
            {"chat_id": ANA, "text": "<b></b>", "parse_mode": "HTML"},
            "400 Bad Request: message text is empty",
        ),
        (
            "sendMessage",
            {"chat_id": ANA, "text": "x", "parse_mode": "Markdownish"},
            "400 Bad Request: unsupported parse_mode",
        ),
        ("sendMessage", {"chat_id": NOBODY, "text": "x"}, "400 Bad Request: chat not found"),
        (
            "sendMessage",
            {"chat_id": BEN, "text": "x"},
            "403 Forbidden: bot can't initiate conversation with a user",
        ),
        (
            "editMessageText",
            {"chat_id": ANA, "message_id": 77, "text": "x"},
            "400 Bad Request: message to edit not found",
        ),
        (
            "deleteMessage",
            {"chat_id": ANA, "message_id": 77},
            "400 Bad Request: message to delete not found",
        ),
        ("deleteMessage", {"chat_id": ANA}, '400 Bad Request: parameter "message_id" is required'),
        ("answerCallbackQuery", {"callback_query_id": "77"}, f"400 Bad Request: {TOO_OLD}"),
        (
            "answerCallbackQuery",
            {"callback_query_id": "77", "text": "x" * 201},
            "400 Bad Request: MESSAGE_TOO_LONG",
        ),
        (
            "getFile",
            {"file_id": "nothing"},
            "400 Bad Request: wrong file_id or the file is temporarily unavailable",
        ),
        (
            "sendDocument",
            {"chat_id": ANA, "document": "nothing"},
            "400 Bad Request: wrong file identifier/HTTP URL specified",
        ),
        (
            "setMyCommands",
            {"commands": [{"command": "Start", "description": "x"}]},
            "400 Bad Request: BOT_COMMAND_INVALID",
        ),
        (
            "setMyCommands",
            {"commands": [{"command": "start", "description": ""}]},
            "400 Bad Request: BOT_COMMAND_DESCRIPTION_INVALID",
        ),
        (
            "setMyDescription",
            {"description": "x" * 513},
            "400 Bad Request: description is too long",
        ),
        (
            "setWebhook",
            {"url": "http://example.eu"},
            "400 Bad Request: bad webhook: An HTTPS URL must be provided for webhook",
        ),
        (
            "setWebhook",
            {"url": "https://example.eu", "secret_token": "a b"},
            "400 Bad Request: secret token contains unallowed characters",
        ),
        ("sendNothing", {}, "404 Not Found: method not found"),
    ],
)
async def test_wrong_calls_are_refused(line, method, given, reason) -> None:
    """Each mistake has the code and the words of the real server."""
    assert await line.refusal(method, **given) == reason


@pytest.mark.parametrize(
    ("markup", "reason"),
    [
        (keys([button("")]), "BUTTON_DATA_INVALID"),
        (keys([button("é" * 33)]), "BUTTON_DATA_INVALID"),
        (keys([button()] * 9), "reply markup is too long"),
        (keys(*[[button()] * 8] * 13), "reply markup is too long"),
        (keys([{"text": "Go"}]), TEXT_BUTTON),
        (keys([button(url="https://example.eu")]), TEXT_BUTTON),
        (
            keys([button(text=" ")]),
            "can't parse inline keyboard button: text button must be non-empty",
        ),
        (
            keys([{"text": "Go", "url": "ftp://x"}]),
            "inline keyboard button URL 'ftp://x' is invalid: Unsupported URL protocol",
        ),
    ],
)
async def test_wrong_keyboards_are_refused(line, markup, reason) -> None:
    """At most 100 buttons, 8 in a row, each with one action and 1 to 64 bytes of data."""
    answer = await line.refusal("sendMessage", chat_id=ANA, text="x", reply_markup=markup)
    assert answer == f"400 Bad Request: {reason}"


@pytest.mark.parametrize(
    "markup", [keys([button("é" * 32)]), keys([button()] * 8), keys(*[[button()] * 8] * 12)]
)
async def test_the_largest_keyboards_are_sent(line, markup) -> None:
    """The limits themselves are allowed."""
    sent = await line.result("sendMessage", chat_id=ANA, text="x", reply_markup=markup)
    assert sent["reply_markup"] == markup


async def test_length_counts_after_parsing(line) -> None:
    """4096 units of text are allowed whatever the tags around them weigh."""
    text = f"<b>{'😀' * 2048}</b>"
    sent = await line.result("sendMessage", chat_id=ANA, text=text, parse_mode="HTML")
    assert sent["entities"] == [{"type": "bold", "offset": 0, "length": 4096}]


async def test_an_unknown_token_is_unauthorised(line) -> None:
    """Only the bots there are may call."""
    assert await line.refusal("getMe", token="3:wrong") == "401 Unauthorized"


async def test_an_edit_must_change_something(line) -> None:
    """The same text and buttons again are refused."""
    sent = await line.result("sendMessage", chat_id=ANA, text="x")
    same = {"chat_id": ANA, "message_id": sent["message_id"], "text": "x"}
    assert (await line.refusal("editMessageText", **same)).startswith(
        "400 Bad Request: message is not modified"
    )


async def test_a_blocked_bot_is_forbidden(line, phone) -> None:
    """Who has blocked the bot hears nothing."""
    await phone.block()
    answer = await line.refusal("sendMessage", chat_id=ANA, text="x")
    assert answer == "403 Forbidden: bot was blocked by the user"


async def test_old_messages_stay(line) -> None:
    """After 48 hours a message can no longer be deleted."""
    sent = await line.result("sendMessage", chat_id=ANA, text="x")
    line.ahead.append(timedelta(hours=49))
    answer = await line.refusal("deleteMessage", chat_id=ANA, message_id=sent["message_id"])
    assert answer == "400 Bad Request: message can't be deleted for everyone"


async def test_a_tap_is_answered_once_and_soon(line, phone) -> None:
    """A callback query that was answered, or is old, cannot be answered."""
    await line.result("sendMessage", chat_id=ANA, text="x", reply_markup=keys([button("go")]))
    await phone.tap("Go")
    (update,) = await line.result("getUpdates")
    answer = {"callback_query_id": update["callback_query"]["id"]}
    assert await line.result("answerCallbackQuery", **answer) is True
    assert await line.refusal("answerCallbackQuery", **answer) == f"400 Bad Request: {TOO_OLD}"


async def test_a_photo_must_be_a_picture(line) -> None:
    """Other bytes than a picture's are refused as a photo."""
    form = {"chat_id": str(ANA), "photo": b"%PDF-"}
    async with line.http.post(f"{line.address}/bot1:echo-secret/sendPhoto", data=form) as answer:
        assert (await answer.json())["description"] == "Bad Request: IMAGE_PROCESS_FAILED"


async def test_unknown_parameters_are_logged(line) -> None:
    """A parameter that the method lacks is ignored, as Telegram does, but kept for tests."""
    await line.result("sendMessage", chat_id=ANA, text="x", colour="red")
    (call,) = await line.look("log")
    assert call["unknown"] == ["colour"]
