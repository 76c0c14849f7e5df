"""One bot, one person who opened it, an emulated Telegram and a database."""

from __future__ import annotations

import asyncio
import contextlib
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from aiogram import Bot
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from sqlmodel import col, select
from telegram import Bot as DeskBot

from bot.conversation.screens import Screen
from bot.emulator.phones import deeds
from bot.emulator.server import BotAccount, Emulator
from bot.gateway.incoming.receiver import Receiver
from bot.gateway.outgoing.aiogram_courier import AiogramCourier
from bot.gateway.outgoing.outcomes import Hooks, Policy
from bot.gateway.outgoing.ptb_courier import Line, PtbCourier
from bot.gateway.outgoing.sender import Sender
from storage.queues import chats, outbox
from storage.queues.outbox import Letter
from storage.tables import Inbox, Outbox, Pace, Urgency
from tests.patience import AN_ANSWER, until

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.gateway.outgoing.courier import Courier
    from storage.engine.database import Database

ACCOUNT = BotAccount("1:secret", 1, "public_bot", "ClusterXchange")
NAME = "public"
ANA = 101
CRUMB = 999  # a chat that has been at rest since 1970
POLICIES = {"screen": Policy.REPEAT, "reminder": Policy.DROP}


@dataclass
class Clock:
    """A clock that a test moves."""

    ahead: timedelta = timedelta(0)
    asked: int = 0

    def __call__(self) -> datetime:
        """Now."""
        self.asked += 1
        return datetime.now(UTC) + self.ahead


@dataclass
class Edge:
    """Everything at the edge to Telegram."""

    address: str
    emulator: Emulator
    database: Database
    clock: Clock
    gone: list[int] = field(default_factory=list)
    moves: list[tuple[int, int]] = field(default_factory=list)

    def write(self, text: str) -> int:
        """Ana writes to the bot; the number of the update."""
        world = self.emulator.world
        deeds.write(world, ANA, {"bot": ACCOUNT.username}, text=text)
        return world.bots[ACCOUNT.token].next_update - 1

    def fault(self, kind: str, method: str = "sendMessage", **more: int) -> None:
        """Something will go wrong."""
        self.emulator.world.faults.add({"kind": kind, "method": method, **more})

    def post(
        self, text: str, chat: int = ANA, edits: int | None = None, kind: str = "screen"
    ) -> None:
        """A message to be sent."""
        body = Screen(text, edits=edits).body()
        with self.database.transaction() as session:
            letter = Letter(NAME, chat, kind, body, urgency=Urgency.REPLY)
            outbox.post(session, [letter], self.clock())

    def states(self) -> list[str]:
        """What became of every message, in order."""
        with self.database.transaction() as session:
            return [str(one) for one in session.exec(select(Outbox.state).order_by(Outbox.id))]

    def tried(self) -> list[tuple[str, int]]:
        """The state of every message and how often it was tried."""
        with self.database.transaction() as session:
            query = select(Outbox.state, Outbox.attempts).order_by(Outbox.id)
            return [(str(state), attempts) for state, attempts in session.exec(query)]

    def reachable(self) -> bool:
        """Whether the bot may write to Ana."""
        with self.database.transaction() as session:
            return not chats.blocked_among(session, NAME, [ANA])

    def blocked(self, *, blocked: bool) -> None:
        """It is known that Ana blocked the bot, or opened it again."""
        with self.database.transaction() as session:
            change = chats.block_chat if blocked else chats.open_chat
            change(session, NAME, ANA, self.clock())

    async def looked_again(self) -> None:
        """Wait until whoever is at work has looked for work after this moment, and found none.

        Who looks asks for the time first. A sender's housekeeping asks too, but not three times in
        a row: of three looks one was begun after another was over.
        """
        for _ in range(4):
            before = self.clock.asked
            self.database.wakeups.wake_all()
            await until(lambda before=before: self.clock.asked > before)

    def crumb(self) -> bool:
        """Whether something lies about that a sender's housekeeping sweeps up, last of its duties."""
        with self.database.transaction() as session:
            return session.get(Pace, (NAME, CRUMB)) is not None

    def drop_crumb(self) -> None:
        """Leave something for the housekeeping."""
        with self.database.transaction() as session:
            session.add(Pace(bot=NAME, chat_id=CRUMB))

    def said(self) -> list[str]:
        """What the bot said to Ana, as she sees it."""
        chat = self.emulator.world.private(ACCOUNT.username, ANA)
        return [one["text"] for one in chat.messages.values() if one["from"]["is_bot"]]

    def receiver(self, token: str = ACCOUNT.token, owner: str = "me") -> Receiver:
        """A receiver of the bot."""
        return Receiver(NAME, owner, self.address, token, self.database, self.clock)

    def sender(self, courier: Courier) -> Sender:
        """A sender of the bot."""

        def gone(_session, chat_id: int) -> None:
            self.gone.append(chat_id)

        def moved(_session, old: int, new: int) -> None:
            self.moves.append((old, new))

        def again(_session, row, _slow) -> dict:
            return {**row.body, "text": "Again: " * row.repeats + row.body["text"]}

        hooks = Hooks(gone, moved, POLICIES.__getitem__)
        return Sender(NAME, "me", self.database, self.clock, courier, again, hooks)


@asynccontextmanager
async def aiogram_courier(
    address: str, patience: float = AN_ANSWER
) -> AsyncIterator[AiogramCourier]:
    """What carries the public bot's messages; it waits so many seconds for an answer."""
    session = AiohttpSession(api=TelegramAPIServer.from_base(address), timeout=patience)
    defaults = DefaultBotProperties(parse_mode="HTML")
    yield AiogramCourier(Bot(ACCOUNT.token, session=session, default=defaults))
    await session.close()


@asynccontextmanager
async def ptb_courier(address: str, patience: float = AN_ANSWER) -> AsyncIterator[PtbCourier]:
    """What carries the staff bot's messages; it waits so many seconds for an answer."""
    async with Line(read_timeout=patience, connect_timeout=patience) as line:
        roads = {"base_url": f"{address}/bot", "base_file_url": f"{address}/file/bot"}
        yield PtbCourier(DeskBot(ACCOUNT.token, **roads, request=line))


COURIERS = {"aiogram": aiogram_courier, "python-telegram-bot": ptb_courier}


@asynccontextmanager
async def running(part) -> AsyncIterator[asyncio.Task]:
    """A part at work until the end of the block."""
    task = asyncio.create_task(part.run())
    try:
        yield task
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


def open_ones(edge) -> list[int]:
    """Updates that are not done."""
    with edge.database.transaction() as session:
        return list(session.exec(select(Inbox.update_id).where(col(Inbox.done_at).is_(None))))
