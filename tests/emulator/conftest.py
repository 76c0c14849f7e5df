"""An emulator with two bots, its clock in the test's hand."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import aiohttp
import pytest

from bot.emulator.client import Phone
from bot.emulator.server import BotAccount, Emulator

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

BEGINNING = datetime(2027, 1, 13, 9, 0, tzinfo=UTC)
ECHO = BotAccount("1:echo-secret", 1, "echo_bot", "Echo")
OTHER = BotAccount("2:other-secret", 2, "other_bot", "Other")
ANA, BEN = 11, 12


@dataclass
class Line:
    """A connection to the emulator, without any library between."""

    address: str
    emulator: Emulator
    http: aiohttp.ClientSession
    ahead: list[timedelta] = field(default_factory=list)

    async def call(self, method: str, token: str = ECHO.token, **given: Any) -> dict[str, Any]:
        """The whole answer to a bot's call."""
        url = f"{self.address}/bot{token}/{method}"
        async with self.http.post(url, json=given) as answer:
            return {**await answer.json(), "status": answer.status}

    async def result(self, method: str, token: str = ECHO.token, **given: Any) -> Any:
        """What a call that must succeed gives."""
        answer = await self.call(method, token, **given)
        assert answer["ok"], answer
        return answer["result"]

    async def refusal(self, method: str, token: str = ECHO.token, **given: Any) -> str:
        """Code and words of a call that must fail."""
        answer = await self.call(method, token, **given)
        assert not answer["ok"], answer
        return f"{answer['error_code']} {answer['description']}"

    async def user(self, path: str, **given: Any) -> Any:
        """The answer of the user side to a POST."""
        async with self.http.post(f"{self.address}/user/{path}", json=given) as answer:
            return (await answer.json())["result"]

    async def look(self, path: str, **query: Any) -> Any:
        """The answer of the user side to a GET."""
        async with self.http.get(f"{self.address}/user/{path}", params=query) as answer:
            return await answer.json()


@pytest.fixture
async def line() -> AsyncIterator[Line]:
    """Ana, who has opened the echo bot, and Ben, who has opened none."""
    ahead: list[timedelta] = []
    emulator = Emulator([ECHO, OTHER], clock=lambda: BEGINNING + sum(ahead, timedelta()))
    async with emulator.serve() as address, aiohttp.ClientSession() as http:
        found = Line(address, emulator, http, ahead)
        await found.user("people", id=ANA, first_name="Ana", talks_to=[ECHO.username])
        await found.user("people", id=BEN, first_name="Ben")
        yield found


@pytest.fixture
async def phone(line) -> AsyncIterator[Phone]:
    """Ana's telephone with the echo bot."""
    async with Phone(line.address, ANA, bot=ECHO.username) as found:
        yield found
