"""The demo as a process of its own, looked at as its player does: by its page's user side."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

import aiohttp

from bot.emulator.phones.client import Phone
from tests.patience import SOON

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

PARTICIPANTS, DESK = "clusterxchange_bot", "clusterxchange_desk_bot"
LOOK_AGAIN = 0.1
LOG = "demo.log"
LATE_ROWS = "select kind, due_at, subject from due where done_at is null and due_at <= ?"
LATE_MESSAGES = (
    "select kind, due_at, chat_id from outbox where state in ('waiting', 'sending') and due_at <= ?"
)


@dataclass
class Demo:
    """A running demo: its address, and the folder that its database is in."""

    address: str
    folder: Path
    http: aiohttp.ClientSession

    async def get(self, path: str) -> Any:
        """What the user side says there."""
        async with self.http.get(f"{self.address}/user/{path}") as answer:
            return await answer.json()

    async def post(self, path: str, **given: Any) -> Any:
        """What the user side answers to a deed."""
        async with self.http.post(f"{self.address}/user/{path}", json=given) as answer:
            assert answer.ok, f"{answer.status} for {path}:\n{self.log()}"
            return await answer.json()

    async def phone(self, person: int, bot: str = PARTICIPANTS, **facts: Any) -> Phone:
        """A person's telephone; they are added with such facts, unless they are there already."""
        if facts:
            await self.post("people", id=person, **facts)
        return Phone(self.address, person, bot=bot)

    async def now(self) -> datetime:
        """What the demo's clock says."""
        return datetime.fromisoformat((await self.get("clock"))["now"])

    async def walk(self, days: int) -> None:
        """Move the clock; afterwards nothing that is due waits."""
        await self.post("clock", days=days)
        await self.nothing_waits()

    async def nothing_waits(self) -> None:
        """Wait until the sender and the scheduler have had their turn. Raises with what is left."""
        until = time.monotonic() + SOON
        while late := await asyncio.to_thread(self._late, await self.now()):
            if time.monotonic() > until:
                raise AssertionError(f"due, and still there: {late}")
            await asyncio.sleep(LOOK_AGAIN)

    def _late(self, now: datetime) -> list[tuple[Any, ...]]:
        moment = now.strftime("%Y-%m-%d %H:%M:%S.%f")
        return [row for query in (LATE_ROWS, LATE_MESSAGES) for row in self.rows(query, moment)]

    def log(self) -> str:
        """What the process has printed."""
        return (self.folder / LOG).read_text()

    def rows(self, query: str, *given: str) -> list[tuple[Any, ...]]:
        """What the demo's database answers."""
        file = next(self.folder.rglob("*.sqlite"))
        database = sqlite3.connect(f"file:{file}?mode=ro", uri=True, timeout=SOON)
        try:
            return database.execute(query, given).fetchall()
        finally:
            database.close()


@asynccontextmanager
async def played_demo(folder: Path) -> AsyncIterator[Demo]:
    """`python -m bot demo`, once its page answers; stopped as by Ctrl-C in the end."""
    port = _free_port()
    process = await asyncio.to_thread(_start, folder, port)
    try:
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=600)) as http:
            demo = Demo(f"http://127.0.0.1:{port}", folder, http)
            await _is_up(demo, process)
            yield demo
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(SOON)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def _start(folder: Path, port: int) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "CXC_DEMO_PORT": str(port), "TMPDIR": str(folder)}
    with (folder / LOG).open("w") as out:
        return subprocess.Popen(
            [sys.executable, "-m", "bot", "demo"],
            stdout=out,
            stderr=subprocess.STDOUT,
            env=environment,
            start_new_session=True,
        )


async def _is_up(demo: Demo, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + SOON
    while True:
        try:
            await demo.get("clock")
        except aiohttp.ClientError:
            if process.poll() is not None or time.monotonic() > until:
                raise AssertionError(f"the demo is not up:\n{demo.log()}") from None
            await asyncio.sleep(LOOK_AGAIN)
        else:
            break
    while not (await demo.get("awake?wait=30"))["awake"]:
        assert process.poll() is None, f"the demo has ended:\n{demo.log()}"
