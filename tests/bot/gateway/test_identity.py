"""Before anything is started: who a bot is, and patience with a Bot API that is away."""

from __future__ import annotations

import asyncio
import logging
import socket
from datetime import UTC, datetime

import pytest

from bot.emulator.server import BotAccount, Emulator
from bot.gateway import identity
from bot.gateway.errors import ApiUnreachable, WrongToken
from bot.gateway.identity import identify
from bot.gateway.probe import probe

ACCOUNT = BotAccount("1:secret", 1, "public_bot", "ClusterXchange")


def now() -> datetime:
    """Now."""
    return datetime.now(UTC)


def free_port() -> int:
    """A port where nobody listens yet."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


async def test_an_api_that_is_away_is_waited_for(monkeypatch, caplog):
    """A line says so, without the token, another that it is back; then the bot is known."""
    monkeypatch.setattr(identity, "FIRST_PAUSE", 0.05)
    port = free_port()
    with caplog.at_level(logging.WARNING):
        asking = asyncio.create_task(identify(f"http://127.0.0.1:{port}", ACCOUNT.token))
        while not caplog.records:  # noqa: ASYNC110 - a log has no event
            await asyncio.sleep(0.01)
    assert "secret" not in caplog.text
    async with Emulator([ACCOUNT], clock=now).serve(port=port):
        assert (await asking).username == "public_bot"
    assert [one.getMessage().partition(" (")[0] for one in caplog.records] == [
        "the Bot API is away",
        "the Bot API is back",
    ]


async def test_a_token_that_telegram_does_not_know_is_not_waited_for():
    """No waiting makes it right."""
    async with Emulator([ACCOUNT], clock=now).serve() as address:
        with pytest.raises(WrongToken):
            await identify(address, "7:wrong")


async def test_a_look_tells_of_the_bot_its_way_and_the_clock():
    """Without a webhook updates wait to be asked for; the two clocks are one machine's."""
    async with Emulator([ACCOUNT], clock=now).serve() as address:
        seen = await probe(address, ACCOUNT.token, now)
    assert (seen.identity.user_id, seen.webhook, seen.pending, seen.trouble) == (1, "", 0, "")
    assert abs(seen.ahead.total_seconds()) < 5


async def test_a_look_does_not_wait():
    """Whoever asks the doctor wants to know now."""
    with pytest.raises(ApiUnreachable):
        await probe(f"http://127.0.0.1:{free_port()}", ACCOUNT.token, now)
