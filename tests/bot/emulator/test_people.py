"""What people can do, and what their bots hear of it."""

from __future__ import annotations

import asyncio

import pytest

from bot.emulator.phones.client import NoSuchButton, NotDone, NotHeard
from tests.builders.bots.emulated import ANA, BEN, CLEO, ONE, TWO

BUTTONS = {"inline_keyboard": [[{"text": "Yes, please", "callback_data": "y:1"}]]}


async def test_a_deep_link_arrives_as_a_command(house):
    """`/start PAYLOAD`, marked as a command; an impossible payload is refused."""
    phone = await house.phone()
    await phone.start("abc_123-x")
    message = (await house.updates())[0]["message"]
    assert message["text"] == "/start abc_123-x"
    assert message["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]
    with pytest.raises(NotDone, match="payload"):
        await phone.start("not allowed!")


async def test_a_tap_brings_a_query_and_its_answer_a_toast(house):
    """The query carries the message; the answer is seen by the person alone, once."""
    phone = await house.open()
    await house.call("sendMessage", chat_id=ANA, text="Well?", reply_markup=BUTTONS)
    await phone.tap("yes")
    query = (await house.updates())[0]["callback_query"]
    assert (query["data"], query["message"]["text"]) == ("y:1", "Well?")
    answer = {"callback_query_id": query["id"], "text": "Noted"}
    assert await house.call("answerCallbackQuery", **answer)
    assert (await phone.expect("Noted")).toast == "Noted"
    assert "query is too old" in await house.call("answerCallbackQuery", **answer)


async def test_a_tap_by_its_data(house):
    """`tap_data` finds a button by the beginning of its data."""
    phone = await house.open()
    await house.call("sendMessage", chat_id=ANA, text="Well?", reply_markup=BUTTONS)
    await phone.tap_data("y:")
    assert (await house.updates())[0]["callback_query"]["data"] == "y:1"


async def test_a_button_that_is_gone_cannot_be_tapped(house):
    """Only a stale tap gets through, as from a telephone that was offline."""
    phone = await house.open()
    sent = await house.call("sendMessage", chat_id=ANA, text="Well?", reply_markup=BUTTONS)
    heard = await phone.expect("Well?")
    await house.call("editMessageText", chat_id=ANA, message_id=sent["message_id"], text="Over")
    with pytest.raises(NotDone, match="no such button"):
        await phone.tap_on(heard, heard.buttons[0][0])
    with pytest.raises(NoSuchButton):
        await phone.tap("yes", timeout=0.1)
    await phone.tap_on(heard, heard.buttons[0][0], stale=True)
    assert (await house.updates())[0]["callback_query"]["data"] == "y:1"


async def test_a_tap_on_a_deleted_message_is_inaccessible(house):
    """The query's message has the date 0 and no text."""
    phone = await house.open()
    sent = await house.call("sendMessage", chat_id=ANA, text="Well?", reply_markup=BUTTONS)
    heard = await phone.expect("Well?")
    await house.call("deleteMessage", chat_id=ANA, message_id=sent["message_id"])
    await phone.tap_on(heard, heard.buttons[0][0], stale=True)
    message = (await house.updates())[0]["callback_query"]["message"]
    assert (message["date"], "text" in message) == (0, False)


async def test_a_tap_grows_too_old(house):
    """After fifteen minutes it cannot be answered any more."""
    phone = await house.open()
    await house.call("sendMessage", chat_id=ANA, text="Well?", reply_markup=BUTTONS)
    await phone.tap("yes")
    query = (await house.updates())[0]["callback_query"]["id"]
    await house.user("queries/age", id=query, seconds=901)
    assert "query is too old" in await house.call("answerCallbackQuery", callback_query_id=query)


async def test_blocking_and_coming_back_are_told(house):
    """The bot hears of both; writing again unblocks."""
    phone = await house.open()
    await phone.block()
    await phone.say("hello again")
    first, second, third = await house.updates()
    assert first["my_chat_member"]["new_chat_member"]["status"] == "kicked"
    assert second["my_chat_member"]["new_chat_member"]["status"] == "member"
    assert third["message"]["text"] == "hello again"


async def test_things_arrive_as_what_they_are(house):
    """Sticker, voice, contact, place, document and photo each have their own field."""
    phone = await house.open()
    await phone.send_sticker()
    await phone.send_voice()
    await phone.send_contact({"phone_number": "+1", "first_name": "X"})
    await phone.send_location(50.8, 4.3)
    await phone.send_document("a.pdf", b"x", caption="c")
    messages = [one["message"] for one in await house.updates()]
    kinds = ("sticker", "voice", "contact", "location", "document")
    assert [next(k for k in kinds if k in one) for one in messages] == list(kinds)
    with pytest.raises(NotDone, match="IMAGE_PROCESS_FAILED"):
        await phone.send_photo(b"no picture")


async def test_a_file_keeps_its_name(house):
    """Spaces and letters of any language arrive as they are."""
    phone = await house.open()
    await phone.send_document("Überblick 2027.pdf", b"x")
    document = (await house.updates())[0]["message"]["document"]
    assert (document["file_name"], document["mime_type"]) == (
        "Überblick 2027.pdf",
        "application/pdf",
    )


async def test_an_edited_message_is_told(house):
    """The bot gets the new text; another's message cannot be edited."""
    phone = await house.open()
    number = await phone.say("frist")
    await phone.edit(number, "first")
    said, edited = await house.updates()
    assert said["message"]["text"] == "frist"
    assert edited["edited_message"]["text"] == "first"
    await house.call("sendMessage", chat_id=ANA, text="x")
    with pytest.raises(NotDone, match="own message"):
        await phone.edit(number + 1, "y")


async def test_a_deleted_message_is_not_told(house):
    """It is gone from the chat, and no bot hears of it."""
    phone = await house.open()
    number = await phone.say("oops")
    await house.updates()
    await phone.delete(number)
    assert await house.updates() == []
    state = await house.look(f"people/{ANA}/chat?bot={ONE.username}")
    assert [one["text"] for one in state["messages"]] == ["/start"]


async def test_a_key_sends_its_words(house):
    """A reply keyboard stays until it is removed, and has only its keys."""
    phone = await house.open()
    keys = {"keyboard": [["Red", "Blue"]], "one_time_keyboard": True}
    await house.call("sendMessage", chat_id=ANA, text="Which?", reply_markup=keys)
    with pytest.raises(NotDone, match="no such key"):
        await phone.press("Green")
    await phone.press("Blue")
    assert (await house.updates())[0]["message"]["text"] == "Blue"
    with pytest.raises(NotDone, match="no such key"):
        await phone.press("Red")


async def test_each_chat_has_its_own_bot(house):
    """What is said to one bot, the other does not hear."""
    await (await house.phone(ANA, ONE.username)).say("to one")
    await (await house.phone(ANA, TWO.username)).say("to two")
    heard = [[one["message"]["text"] for one in await house.updates(bot)] for bot in (ONE, TWO)]
    assert heard == [["to one"], ["to two"]]


async def test_a_silent_bot_is_reported_with_the_chat(house):
    """A failed expectation tells what was said instead."""
    phone = await house.open()
    await house.call("sendMessage", chat_id=ANA, text="Something else", reply_markup=BUTTONS)
    with pytest.raises(NotHeard, match=r"Something else.*Yes, please"):
        await phone.expect("Hello", timeout=0.1)


@pytest.fixture
async def group(house):
    """A group of three people and two bots; its id."""
    body = {"title": "Desk", "members": [ANA, BEN, CLEO], "bots": [ONE.username, TWO.username]}
    number = (await house.user("groups", **body))["result"]
    await house.updates(ONE)
    await house.updates(TWO)
    return number


@pytest.mark.parametrize(
    ("text", "one", "two"),
    [
        ("hello all", [], []),
        ("/help", ["/help"], ["/help"]),
        ("/help@one_bot", ["/help@one_bot"], []),
        ("/help@TWO_BOT now", [], ["/help@TWO_BOT now"]),
        ("/help@other_bot", [], []),
    ],
)
async def test_privacy_in_a_group(house, group, text, one, two):
    """A bot hears commands for it or for anybody, not the talk of people."""
    await (await house.phone(BEN, chat=group)).say(text)
    heard = [[it["message"]["text"] for it in await house.updates(bot)] for bot in (ONE, TWO)]
    assert heard == [one, two]


async def test_a_bare_command_is_for_the_last_speaker(house, group):
    """Once a bot has spoken in the group, commands without a name are its own."""
    await house.call("sendMessage", TWO, chat_id=group, text="I am here")
    await (await house.phone(BEN, chat=group)).say("/help")
    assert [len(await house.updates(bot)) for bot in (ONE, TWO)] == [0, 1]


async def test_a_reply_to_a_bot_is_heard(house, group):
    """What answers a bot's message reaches that bot."""
    sent = await house.call("sendMessage", chat_id=group, text="Who comes?")
    phone = await house.phone(CLEO, chat=group)
    await phone.say("I do", reply_to=sent["message_id"])
    message = (await house.updates())[0]["message"]
    assert (message["from"]["id"], message["reply_to_message"]["text"]) == (CLEO, "Who comes?")


async def test_a_tap_in_a_group_names_who_tapped(house, group):
    """The query comes from the member; the toast is theirs alone."""
    await house.call("sendMessage", chat_id=group, text="Who?", reply_markup=BUTTONS)
    ben, cleo = await house.phone(BEN, chat=group), await house.phone(CLEO, chat=group)
    await ben.tap("yes")
    query = (await house.updates())[0]["callback_query"]
    assert query["from"]["id"] == BEN
    await house.call("answerCallbackQuery", callback_query_id=query["id"], text="You")
    assert [one.toast for one in await ben.hear()] == ["You"]
    assert [one.text for one in await cleo.hear()] == ["Who?"]


async def test_who_runs_a_group(house, group):
    """Its maker does; a bot that was put out hears it and may not write."""
    admins = await house.call("getChatAdministrators", chat_id=group)
    assert [(one["user"]["id"], one["status"]) for one in admins] == [(ANA, "creator")]
    assert await house.call("getChatMemberCount", chat_id=group) == 5
    await house.user(f"groups/{group}/members/removals", bot=ONE.username)
    assert (await house.updates())[0]["my_chat_member"]["new_chat_member"]["status"] == "left"
    answer = await house.call("sendMessage", chat_id=group, text="x")
    assert answer == "403 Forbidden: bot is not a member of the group chat"


async def test_hundreds_may_wait_at_once(house):
    """Each waiting telephone gets its own message, soon."""
    for number in range(200):
        house.emulator.world.add_person({"id": 5000 + number})
    phones = [await house.phone(5000 + number) for number in range(200)]
    await asyncio.gather(*(phone.start() for phone in phones))
    waiting = [asyncio.create_task(phone.hear(20)) for phone in phones]
    for number in range(200):
        await house.call("sendMessage", chat_id=5000 + number, text=f"to {number}")
    heard = await asyncio.gather(*waiting)
    assert [one[0].text for one in heard] == [f"to {number}" for number in range(200)]
