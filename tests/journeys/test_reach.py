"""Who cannot be reached any more, and a staff group that moves: nothing is lost, nobody nags."""

from __future__ import annotations

from typing import TYPE_CHECKING

import aiohttp

from tests.builders.bots.actors import VISITOR, accept, apply, fill_in, tap_data
from tests.patience import A_WHILE

if TYPE_CHECKING:
    from bot.emulator.phones.client import Phone
    from tests.builders.bots.town import Town

ANA = 101


def heard(phone: Phone, words: str) -> int:
    """How often somebody was told."""
    return sum(words in one.text for one in phone.shown.values())


async def test_who_blocks_the_bot_is_reported_once_and_welcome_back(town: Town) -> None:
    """What waits is cancelled, the desk is told once; the next message opens the chat again."""
    desk = await town.officer(201, "EXCELIVING")
    ana = await town.phone(ANA, "Ana Pop")
    await apply(ana, VISITOR)
    await ana.expect("Your application is with EXCELIVING")
    await ana.block()
    await tap_data(desk, "a:ask:")
    await fill_in(desk, "question", {"text": "Since when are you in the cluster?"})
    await desk.expect("has blocked the bot")
    await desk.say("/case 1")
    await accept(desk)
    await desk.expect("Accepted")
    await town.quiet()
    await desk.hear(A_WHILE, quiet=True)
    assert heard(desk, "has blocked the bot") == 1
    assert heard(ana, "accepted your application") == 0
    await ana.unblock()
    await ana.say("/status")
    await ana.expect("accepted")


async def test_a_staff_group_that_becomes_a_supergroup_goes_on(town: Town) -> None:
    """Telegram says where it went; every card is there, once."""
    await town.officer(201, "EXCELIVING")
    group = await town.group([201], "EXCELIVING staff")
    officer = await town.in_group(201, group)
    await officer.say("/bind@desk_bot")
    await officer.expect("staff group of your Partnership")
    address = f"{town.address}/user/groups/{group}/upgrade"
    async with aiohttp.ClientSession() as http, http.post(address, json={}) as answer:
        moved = int((await answer.json())["result"])
    there = await town.in_group(201, moved)
    ana = await town.phone(ANA, "Ana Pop")
    await apply(ana, VISITOR)
    await there.expect("A new application")
    await accept(there)
    await ana.expect("accepted your application")
    assert heard(officer, "A new application") == 0
