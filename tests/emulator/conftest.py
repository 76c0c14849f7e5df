"""An emulator with two bots and some people, and small ways to call it."""

from __future__ import annotations

from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp
import pytest

from bot.emulator.phones.client import Phone
from bot.emulator.server import BotAccount, Emulator

ONE = BotAccount("11:one-secret", 11, "one_bot", "One")
TWO = BotAccount("22:two-secret", 22, "two_bot", "Two")
ANA, BEN, CLEO = 101, 102, 103


@dataclass
class House:
    """The emulator as a test sees it."""

    address: str
    emulator: Emulator
    http: aiohttp.ClientSession
    stack: AsyncExitStack
    late: timedelta = field(default_factory=timedelta)

    async def call(self, method: str, bot: BotAccount = ONE, **given: Any) -> Any:
        """A method's result, or `code description` of its refusal."""
        url = f"{self.address}/bot{bot.token}/{method}"
        async with self.http.post(url, json=given) as answer:
            body = await answer.json()
        return body["result"] if body["ok"] else f"{body['error_code']} {body['description']}"

    async def user(self, path: str, **given: Any) -> Any:
        """The answer of the user side."""
        async with self.http.post(f"{self.address}/user/{path}", json=given) as answer:
            return await answer.json()

    async def look(self, path: str) -> Any:
        """What the user side shows."""
        async with self.http.get(f"{self.address}/user/{path}") as answer:
            return await answer.json()

    async def phone(self, person: int = ANA, bot: str = ONE.username, chat: int = 0) -> Phone:
        """A telephone, in a group if a chat is given."""
        name = "" if chat else bot
        return await self.stack.enter_async_context(Phone(self.address, person, name, chat))

    async def open(self, person: int = ANA, bot: BotAccount = ONE) -> Phone:
        """A telephone that has started the bot, which has seen it."""
        phone = await self.phone(person, bot.username)
        await phone.start()
        await self.updates(bot)
        return phone

    async def updates(self, bot: BotAccount = ONE) -> list[dict[str, Any]]:
        """The updates that wait for a bot, confirmed."""
        found = await self.call("getUpdates", bot)
        if found:
            await self.call("getUpdates", bot, offset=found[-1]["update_id"] + 1)
        return found


async def furnish(emulator: Emulator, address: str, stack: AsyncExitStack) -> House:
    """Give an emulator people and a caller."""
    http = await stack.enter_async_context(aiohttp.ClientSession())
    for number, name in ((ANA, "Ana"), (BEN, "Ben"), (CLEO, "Cleo")):
        emulator.world.add_person({"id": number, "first_name": name})
    return House(address, emulator, http, stack)


@pytest.fixture
async def house():
    """A fresh emulator; its clock can be put forward by `late`."""
    begun: list[House] = []

    def clock() -> datetime:
        return datetime.now(UTC) + (begun[0].late if begun else timedelta())

    emulator = Emulator([ONE, TWO], clock=clock)
    async with AsyncExitStack() as stack, emulator.serve() as address, AsyncExitStack() as inner:
        begun.append(await furnish(emulator, address, inner))
        begun[0].stack = stack
        yield begun[0]
