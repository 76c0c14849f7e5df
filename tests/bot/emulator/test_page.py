"""The chat page comes whole from the emulator."""

from __future__ import annotations

import asyncio
import json
import re
from datetime import UTC, datetime

import aiohttp
import pytest

from bot.emulator.server import PAGE, BotAccount, Emulator
from tests.patience import SOON

ADDRESS = re.compile(r"(?:https?:)?//[\w.-]+\.\w+")


def now() -> datetime:
    """Now."""
    return datetime.now(UTC)


NAMESPACE = "http://www.w3.org"  # of the picture in the tab, nothing is fetched


@pytest.mark.parametrize("name", sorted(one.name for one in PAGE.iterdir()))
def test_the_page_asks_nobody_else(name):
    """No file of the page names another server."""
    text = (PAGE / name).read_text(encoding="utf-8")
    assert set(ADDRESS.findall(text)) <= {NAMESPACE}


@pytest.mark.parametrize("name", sorted(one.name for one in PAGE.glob("*.js")))
def test_words_are_never_set_as_html(name):
    """What people write cannot become elements."""
    text = (PAGE / name).read_text(encoding="utf-8")
    assert re.findall(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write", text) == []


async def test_every_part_of_the_page_is_served(house):
    """The page, its style and all its modules are there."""
    text = await (await house.http.get(f"{house.address}/")).text()
    modules = [one.read_text(encoding="utf-8") for one in PAGE.glob("*.js")]
    wanted = {path for part in [text, *modules] for path in re.findall(r'"(/page/[^"]+)"', part)}
    found = {path: (await house.http.get(f"{house.address}{path}")).status for path in wanted}
    assert found == {f"/page/{one.name}": 200 for one in PAGE.iterdir() if one.suffix != ".html"}


async def test_a_page_that_outlived_an_emulator_hears_the_next(house):
    """A number beyond all events is no reason to stay silent."""
    phone = await house.phone()
    url = f"{house.address}/user/events"
    async with house.http.get(url, headers={"Last-Event-ID": "999999"}) as stream:
        await phone.say("hello")
        lines = [await asyncio.wait_for(stream.content.readline(), SOON) for _ in range(4)]
    assert json.loads(lines[3].removeprefix(b"data: "))["message"]["text"] == "hello"


async def test_the_page_is_told_when_the_bots_are_awake():
    """It may ask before they are, and waits for the moment."""
    emulator = Emulator([BotAccount("1:a", 1, "a_bot", "A")], clock=now, awake=False)
    async with emulator.serve() as address, aiohttp.ClientSession() as http:

        async def awake(wait: int) -> bool:
            async with http.get(f"{address}/user/awake", params={"wait": wait}) as answer:
                return (await answer.json())["awake"]

        assert await awake(0) is False
        waiting = asyncio.create_task(awake(60))
        emulator.wake()
        assert await waiting is True


async def test_all_are_heard_of_once_each_asked_for_updates_and_set_its_commands():
    """A bot that only did one of both is still on its way."""
    emulator = Emulator([BotAccount("1:a", 1, "a_bot", "A")], clock=now, awake=False)
    async with emulator.serve() as address, aiohttp.ClientSession() as http:
        heard = asyncio.create_task(emulator.heard_of_all())
        await http.get(f"{address}/bot1:a/getUpdates")
        assert not heard.done()
        commands = [{"command": "help", "description": "What I can do"}]
        await http.post(f"{address}/bot1:a/setMyCommands", json={"commands": commands})
        await asyncio.wait_for(heard, SOON)
