"""The emulator by itself: `python -m bot.emulator --token 1:SECRET:my_bot`."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import signal
import sys
from datetime import UTC, datetime

from bot.emulator.server import Emulator
from bot.emulator.world.inbox import BotAccount


def account(given: str) -> BotAccount:
    """A bot from `ID:SECRET` or `ID:SECRET:USERNAME`. Raises ValueError for anything else."""
    number, _, rest = given.partition(":")
    secret, _, username = rest.partition(":")
    if not number.isdecimal() or not secret:
        raise ValueError(given)
    name = username or f"bot{number}_bot"
    return BotAccount(f"{number}:{secret}", int(number), name, name)


def arguments() -> argparse.Namespace:
    """What was asked for on the command line."""
    asked = argparse.ArgumentParser(prog="python -m bot.emulator", description=__doc__)
    asked.add_argument("--token", action="append", type=account, required=True, dest="bots")
    asked.add_argument("--host", default="127.0.0.1")
    asked.add_argument("--port", type=int, default=8081)
    asked.add_argument("--people", type=int, default=2, help="telephones to begin with")
    asked.add_argument("--pace", action="store_true", help="answer 429 to bots that send too fast")
    return asked.parse_args()


async def serve(asked: argparse.Namespace) -> None:
    """Serve until a signal ends it."""
    stop, loop = asyncio.Event(), asyncio.get_running_loop()
    for one in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError):
            loop.add_signal_handler(one, stop.set)
    emulator = Emulator(asked.bots, clock=lambda: datetime.now(UTC), pace=asked.pace)
    for number in range(1, asked.people + 1):
        emulator.world.add_person({"id": 7000 + number, "first_name": f"Person {number}"})
    async with emulator.serve(asked.host, asked.port) as address:
        sys.stdout.write(f"{address}\n")
        sys.stdout.flush()
        await stop.wait()


if __name__ == "__main__":
    asyncio.run(serve(arguments()))
