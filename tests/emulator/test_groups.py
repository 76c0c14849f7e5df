"""In a group a bot in privacy mode hears what is meant for it."""

from __future__ import annotations

import pytest

from tests.emulator.conftest import ANA, BEN, CLEO, ONE, TWO


@pytest.fixture
async def group(house):
    """Ana and Ben with both bots, which have taken note."""
    body = {"title": "Desk", "members": [ANA, BEN], "bots": [ONE.username, TWO.username]}
    number = (await house.user("groups", **body))["result"]
    await house.updates(ONE)
    await house.updates(TWO)
    return number


@pytest.mark.parametrize(
    ("text", "one", "two"),
    [
        ("hello all", [], []),
        ("/queue@one_bot", ["/queue@one_bot"], []),
        ("/queue@ONE_BOT now", ["/queue@ONE_BOT now"], []),
        ("/queue@two_bot", [], ["/queue@two_bot"]),
        ("/queue", ["/queue"], ["/queue"]),
        ("see /queue", [], []),
    ],
)
async def test_commands_reach_the_bot_they_name(house, group, text, one, two) -> None:
    """A command reaches the bot after the @, or all; chatter reaches none."""
    await (await house.phone(ANA, chat=group)).say(text)
    heard = [[it["message"]["text"] for it in await house.updates(bot)] for bot in (ONE, TWO)]
    assert heard == [one, two]


async def test_a_reply_reaches_the_bot(house, group) -> None:
    """An answer to a bot's message is read by that bot alone."""
    sent = await house.call("sendMessage", chat_id=group, text="Who takes it?")
    await (await house.phone(BEN, chat=group)).say("I do", reply_to=sent["message_id"])
    assert [it["message"]["text"] for it in await house.updates(ONE)] == ["I do"]
    assert await house.updates(TWO) == []


async def test_a_bot_is_told_when_it_joins(house) -> None:
    """A new group makes a `my_chat_member` update."""
    await house.user("groups", title="New", members=[ANA], bots=[ONE.username])
    kinds = [key for it in await house.updates() for key in it if key != "update_id"]
    assert "my_chat_member" in kinds


async def test_everybody_in_the_group_sees_and_taps(house, group) -> None:
    """A toast goes to who tapped, a message to all."""
    ana, ben = await house.phone(ANA, chat=group), await house.phone(BEN, chat=group)
    keys = {"inline_keyboard": [[{"text": "Take", "callback_data": "take"}]]}
    await house.call("sendMessage", chat_id=group, text="A case", reply_markup=keys)
    await ben.tap("Take")
    (update,) = await house.updates()
    query = update["callback_query"]
    assert query["from"]["id"] == BEN
    await house.call("answerCallbackQuery", callback_query_id=query["id"], text="Yours")
    await ben.expect("Yours")
    assert [one.toast for one in await ana.hear()] == [""]


async def test_strangers_stay_outside(house, group) -> None:
    """Who is not in the group cannot write there; a bot that is not, neither."""
    stranger = await house.phone(CLEO, chat=group)
    with pytest.raises(AssertionError):
        await stranger.say("hello")
    await house.user(f"groups/{group}/members/removals", bot=TWO.username)
    answer = await house.call("sendMessage", TWO, chat_id=group, text="x")
    assert answer.startswith("403 Forbidden: bot")
