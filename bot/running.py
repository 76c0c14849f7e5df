"""Both bots and the scheduler in one process: put together, started, stopped in good order."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from aiogram import Bot
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.enums import ParseMode

from bot.conversation.apology import say_sorry
from bot.conversation.notices import render
from bot.conversation.turns import Turns
from bot.desk import answers as desk_answers
from bot.desk import notices as desk_notices
from bot.desk import routes as desk_routes
from bot.gateway import menus
from bot.gateway.aiogram_courier import AiogramCourier
from bot.gateway.ptb_courier import PtbCourier
from bot.gateway.receiver import Receiver
from bot.gateway.sender import Sender
from bot.gateway.worker import Worker
from bot.participants import answers as participants_answers
from bot.participants import notices as participants_notices
from bot.participants import routes as participants_routes
from exchange.people import unreachable
from exchange.work import DESK, PARTICIPANTS, Work
from scheduler.clock import Clock
from scheduler.ticks import work_off_due
from storage import outbox

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Mapping

    from sqlmodel import Session

    from bot.conversation.notices import Delivery
    from bot.conversation.screens import Screen
    from bot.gateway.courier import Courier
    from exchange.scheme import Scheme
    from storage.database import Database
    from storage.tables import Inbox, Outbox

logger = logging.getLogger(__name__)

HOUR = timedelta(hours=1)


@dataclass
class WallClock:
    """The time; the demo can move it forward."""

    ahead: timedelta = timedelta(0)

    def __call__(self) -> datetime:
        """Now, in UTC."""
        return datetime.now(UTC) + self.ahead


@dataclass
class House:
    """Everything one process needs."""

    database: Database
    scheme: Scheme
    api: str
    participants_token: str
    desk_token: str
    clock: Callable[[], datetime] = field(default_factory=WallClock)
    tick_seconds: float = 20.0
    bells: dict[str, asyncio.Event] = field(default_factory=dict)

    def bell(self, name: str) -> asyncio.Event:
        """A bell that one part rings and another waits for."""
        return self.bells.setdefault(name, asyncio.Event())

    async def tick(self) -> int:
        """How much was due and is done; then have the senders look."""
        done = await asyncio.to_thread(work_off_due, self.database, self.scheme, self.clock())
        self.bell(f"{PARTICIPANTS}:out").set()
        self.bell(f"{DESK}:out").set()
        return done

    async def walk(self, clock: WallClock, step: timedelta) -> datetime:
        """Move a clock forward hour by hour, each hour's messages leaving in their hour."""
        goal = clock.ahead + step
        while clock.ahead < goal:
            clock.ahead = min(clock.ahead + HOUR, goal)
            if await self.tick():
                await self._quiet()
        return clock()

    async def _quiet(self) -> None:
        """Wait until nothing that is due waits to be sent, but not for ever."""
        for _ in range(100):
            if not await asyncio.to_thread(self._anything_waits):
                return
            await asyncio.sleep(0.05)

    def _anything_waits(self) -> bool:
        with self.database.transaction() as session:
            return outbox.anything_due(session, self.clock())


@asynccontextmanager
async def open_house(house: House) -> AsyncIterator[list[asyncio.Task[None]]]:
    """Run both bots and the scheduler; the tasks end only by error. Leaving stops them.

    Stopping is in order: no new updates, what is in hand is finished, what is on its way arrives.
    """
    async with _participants(house) as public, _desk(house) as staff:
        parts = [*public, *staff]
        tasks = [asyncio.create_task(run(), name=name) for name, run in parts]
        clock = Clock(house.tick, seconds=house.tick_seconds)
        clock.start()
        try:
            yield tasks
        finally:
            clock.stop()
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)


Parts = "list[tuple[str, Callable[[], Awaitable[None]]]]"


@asynccontextmanager
async def _participants(house: House) -> AsyncIterator[Any]:
    session = AiohttpSession(api=TelegramAPIServer.from_base(house.api))
    defaults = DefaultBotProperties(parse_mode=ParseMode.HTML)
    bot = Bot(house.participants_token, session=session, default=defaults)
    courier = AiogramCourier(bot)
    turns = Turns(
        house.database,
        house.scheme,
        house.clock,
        participants_answers.answer,
        participants_answers.FORMS,
    )
    dispatcher = participants_routes.dispatcher(turns, courier)

    async def dispatch(body: dict[str, Any]) -> None:
        await participants_routes.feed(dispatcher, bot, body)

    try:
        token = house.participants_token
        parts = _parts(
            house, PARTICIPANTS, token, dispatch, courier, participants_notices.RENDERERS
        )
        await menus.publish_participants(bot)
        yield parts
    finally:
        await session.close()


@asynccontextmanager
async def _desk(house: House) -> AsyncIterator[Any]:
    desk = desk_routes.application(house.desk_token, house.api)
    courier = PtbCourier(desk.bot)
    turns = Turns(
        house.database, house.scheme, house.clock, desk_answers.answer, desk_answers.FORMS
    )
    desk_routes.connect(desk, turns, courier)

    async def dispatch(body: dict[str, Any]) -> None:
        await desk_routes.feed(desk, body)

    async with desk:
        parts = _parts(house, DESK, house.desk_token, dispatch, courier, desk_notices.RENDERERS)
        await menus.publish_desk(desk.bot)
        yield parts


def _parts(
    house: House,
    name: str,
    token: str,
    dispatch: Callable[[dict[str, Any]], Awaitable[None]],
    courier: Courier,
    renderers: Mapping[str, Callable[[Delivery], Screen | None]],
) -> list[tuple[str, Callable[[], Awaitable[None]]]]:
    """A bot's receiver, worker and sender."""
    arrived, answered = house.bell(f"{name}:in"), house.bell(f"{name}:out")

    def rendered(session: Session, row: Outbox) -> dict[str, Any] | None:
        work = Work(session, house.clock(), house.scheme)
        return render(work, row.kind, row.chat_id, row.body, renderers)

    def gone(session: Session, chat_id: int) -> None:
        unreachable(Work(session, house.clock(), house.scheme), name, chat_id)

    receiver = Receiver(name, house.api, token, house.database, house.clock, arrived)
    bells = [house.bell(f"{PARTICIPANTS}:out"), house.bell(f"{DESK}:out")]
    worker = Worker(
        name, house.database, house.clock, dispatch, _apology(house, name), arrived, bells
    )
    sender = Sender(name, house.database, house.clock, courier, rendered, gone, answered)
    return [
        (f"{name} receiver", receiver.run),
        (f"{name} worker", worker.run),
        (f"{name} sender", sender.run),
    ]


def _apology(house: House, name: str) -> Callable[[Inbox], None]:
    """Tells somebody that their message could not be handled, with a reference."""

    def apologise(row: Inbox) -> None:
        if row.chat_id is not None:
            with house.database.transaction() as session:
                say_sorry(
                    Work(session, house.clock(), house.scheme), name, row.chat_id, row.update_id
                )

    return apologise


async def run_until_stopped(house: House) -> None:
    """Run until SIGINT or SIGTERM, or until a part fails for good. Raises that part's error."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError):
            loop.add_signal_handler(number, stop.set)
    async with open_house(house) as tasks:
        waiting = asyncio.create_task(stop.wait())
        done, _ = await asyncio.wait([*tasks, waiting], return_when=asyncio.FIRST_COMPLETED)
        waiting.cancel()
    for task in done - {waiting}:
        task.result()
