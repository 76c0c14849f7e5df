"""Both bots and the scheduler in one process: put together, started, stopped in good order."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
import threading
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import chain
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from aiogram import Bot
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.enums import ParseMode
from telegram.error import TelegramError

from bot.app import books, stopping
from bot.app.reading import keep_reading
from bot.app.settings import ProcessRole
from bot.app.version import our_version
from bot.conversation.apology import say_sorry
from bot.conversation.notices import render
from bot.conversation.turns import Turns
from bot.desk import answers as desk_answers
from bot.desk import routes as desk_routes
from bot.gateway import health, menus
from bot.gateway.incoming.receiver import Receiver
from bot.gateway.incoming.updates import someone_waits
from bot.gateway.incoming.webhook import Webhook
from bot.gateway.incoming.worker import Worker
from bot.gateway.outgoing.aiogram_courier import AiogramCourier
from bot.gateway.outgoing.outcomes import Hooks
from bot.gateway.outgoing.ptb_courier import PtbCourier
from bot.gateway.outgoing.repeating import policy_of
from bot.gateway.outgoing.sender import Sender
from bot.participants import answers as participants_answers
from bot.participants import routes as participants_routes
from bot.wall_clock import WallClock
from exchange.finding.catalogue import read_meanings
from exchange.people import staff_groups
from exchange.people.bot_names import note_name
from exchange.people.officers import STAFF_CHANGED
from exchange.people.people import unreachable
from exchange.work import DESK, PARTICIPANTS, Work
from scheduler.clock import Clock
from scheduler.ticks import work_off_due
from storage.engine import schema
from storage.engine.away import Away
from storage.engine.listening import hear_others
from storage.queues import instances, outbox
from storage.queues.pace import Allowance

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
    from pathlib import Path

    from sqlmodel import Session
    from telegram import Bot as DeskBot

    from bot.conversation.kit import Kit
    from bot.gateway.outgoing.courier import Courier
    from exchange.scheme.call import Scheme
    from exchange.slow_answers import SlowAnswers
    from matching.words.encoder import Encoder
    from storage.engine.database import Database
    from storage.queues.inbox import Arrived

logger = logging.getLogger(__name__)

HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Door:
    """Where Telegram knocks: its address for the world, and the port behind it."""

    address: str
    host: str = "127.0.0.1"
    port: int = 8443


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
    roles: frozenset[ProcessRole] = frozenset(ProcessRole)
    door: Door | None = None
    allowance: Allowance = field(default_factory=Allowance)  # what Telegram lets one token send
    health: tuple[str, int] | None = None  # where monitors ask: host, port
    reader: Encoder | None = None  # of the meanings of texts; without one, words alone
    instance: str = field(default_factory=instances.new_id)
    ticking: asyncio.Lock = field(default_factory=asyncio.Lock)
    erased: Path | None = None  # the list of people who were forgotten

    async def tick(self, stopped: Callable[[], bool] = lambda: False) -> int:
        """How much was due and is done; once `stopped` says so, nothing more is begun."""
        async with self.ticking:  # one after the other: else one may go by a time that is over
            return await asyncio.to_thread(
                work_off_due, self.database, self.scheme, self.clock(), stopped, self.erased
            )

    async def walk(self, clock: WallClock, step: timedelta) -> datetime:
        """Move a clock forward hour by hour, each hour's messages leaving in their hour."""
        goal = clock.ahead + step
        while clock.ahead < goal:
            clock.ahead = min(clock.ahead + HOUR, goal)
            if await self.tick():
                await self._quiet()
        self.database.wakeups.wake_all()  # what was put off may be due at the new time
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

    async def live(self) -> None:
        """Give signs of life, and take over what dead instances held, until cancelled."""
        while True:
            await self.database.insist(self._live)
            await asyncio.sleep(instances.BEAT)

    def _live(self, session: Session) -> None:
        now = datetime.now(UTC)  # of the machine: a demo's clock does not decide who lives
        instances.beat(session, self.instance, sorted(self.roles), now)
        leftovers = instances.take_over_dead(session, now, self.clock())
        if leftovers != instances.Leftovers():
            logger.warning(
                "%d instances died; taking over %d updates, %d messages are uncertain",
                leftovers.instances,
                leftovers.updates,
                leftovers.messages,
            )


Part = tuple[ProcessRole, str, "Callable[[], Coroutine[Any, Any, None]]"]


@asynccontextmanager
async def open_house(house: House) -> AsyncIterator[list[asyncio.Task[None]]]:
    """Run the bots and the scheduler as far as it is this house's role; tasks end only by error.

    Leaving stops them in order: no new updates, what is in hand is finished, what is on its way
    arrives; what could not be finished is given back.
    """
    await house.database.insist(house._live)  # noqa: SLF001 - its own first breath
    read_meanings(house.database.engine, house.reader)
    books.open_beside()
    async with _participants(house) as public, _desk(house) as staff:
        parts: list[Part] = [*public, *staff, *_door(house)]
        tasks: dict[ProcessRole, list[asyncio.Task[None]]] = {
            role: [asyncio.create_task(run(), name=name) for own, name, run in parts if own is role]
            for role in house.roles
        }
        ever = [
            asyncio.create_task(house.live(), name="signs of life"),
            asyncio.create_task(hear_others(house.database), name="listening"),
        ]
        if house.reader and ProcessRole.SCHEDULER in house.roles:
            reading = keep_reading(house.database, house.reader)
            ever.append(asyncio.create_task(reading, name="reading"))
        if house.health:
            asked = health.serve(house.database, house.clock, house.health)
            ever.append(asyncio.create_task(asked, name="health"))
        leaving = threading.Event()
        clock = Clock(lambda: house.tick(leaving.is_set), seconds=house.tick_seconds)
        if ProcessRole.SCHEDULER in house.roles:
            clock.start()
        try:
            yield [*chain.from_iterable(tasks.values()), *ever]
        finally:
            leaving.set()
            clock.stop()
            await stopping.end_in_order(tasks)
            await stopping.end(ever, stopping.FAREWELL)
            with contextlib.suppress(sa.exc.OperationalError):
                await stopping.within_reason(
                    house.database.perform(
                        lambda session: instances.leave(session, house.instance, house.clock())
                    )
                )


def _door(house: House) -> list[Part]:
    """The port for both bots, where Telegram brings the updates."""
    if house.door is None:
        return []
    tokens = {PARTICIPANTS: house.participants_token, DESK: house.desk_token}
    door = Webhook(
        tokens,
        house.database,
        house.clock,
        house.door.address,
        house.door.host,
        house.door.port,
        house.api,
    )
    return [(ProcessRole.RECEIVER, "webhook", door.run)]


def _turns(house: House, kit: Kit) -> Turns:
    return Turns(house.database, house.scheme, house.clock, kit.answer, kit.forms, kit.shows)


@asynccontextmanager
async def _participants(house: House) -> AsyncIterator[Any]:
    session = AiohttpSession(api=TelegramAPIServer.from_base(house.api))
    defaults = DefaultBotProperties(parse_mode=ParseMode.HTML)
    bot = Bot(house.participants_token, session=session, default=defaults)
    courier = AiogramCourier(bot)
    turns = _turns(house, participants_answers.KIT)
    dispatcher = participants_routes.dispatcher(turns, courier)

    async def dispatch(body: dict[str, Any]) -> bool:
        return await participants_routes.feed(dispatcher, bot, body)

    try:
        kit, token = participants_answers.KIT, house.participants_token
        parts = _parts(house, kit, token, dispatch, courier)
        async with _meanwhile(house, _publish(house, bot, kit)):
            yield parts
    finally:
        await session.close()


async def _publish(house: House, bot: Bot, kit: Kit) -> None:
    """Show the public bot's menu to everybody, and note how it is called: links are made of that."""
    await menus.publish_participants(bot, kit.commands, house.scheme)
    name = await menus.username_of(bot)
    if name:
        await house.database.insist(lambda session: note_name(session, kit.name, name))


@asynccontextmanager
async def _desk(house: House) -> AsyncIterator[Any]:
    desk = desk_routes.application(house.desk_token, house.api)
    courier = PtbCourier(desk.bot)
    kit = desk_answers.KIT
    desk_routes.connect(desk, _turns(house, kit), courier)

    async def dispatch(body: dict[str, Any]) -> bool:
        return await desk_routes.feed(desk, body)

    async with _met(desk):
        parts = _parts(house, kit, house.desk_token, dispatch, courier)
        async with _meanwhile(house, _keep_menus(house, desk.bot, kit)):
            yield parts


async def _keep_menus(house: House, bot: DeskBot, kit: Kit) -> None:
    """Show the desk's menu to whoever works there, and to nobody else."""
    changed = house.database.wakeups.listen(STAFF_CHANGED)

    def readers(session: Session) -> dict[int, str]:
        return staff_groups.readers(Work(session, house.clock(), house.scheme))

    await menus.DeskMenus(bot, kit.commands, lambda: house.database.insist(readers)).keep(changed)


@asynccontextmanager
async def _meanwhile(house: House, publish: Coroutine[Any, Any, None]) -> AsyncIterator[None]:
    """Let the receiver's process publish a bot's menu; nobody waits for it."""
    if ProcessRole.RECEIVER not in house.roles:
        publish.close()
        yield
        return
    publishing = asyncio.create_task(publish)
    try:
        yield
    finally:
        await stopping.end([publishing], stopping.FAREWELL)


@asynccontextmanager
async def _met(desk: desk_routes.Desk) -> AsyncIterator[None]:
    """The staff bot's application, ready; the library asks Telegram who it is, so we may wait."""
    away = Away("the desk's Bot API")
    while True:
        try:
            await desk.initialize()
            break
        except TelegramError as error:  # that the token is one was found out before
            why = type(error).__name__
        await asyncio.sleep(away.gone(why))
    away.back()
    try:
        yield
    finally:
        await desk.shutdown()


def _parts(
    house: House,
    kit: Kit,
    token: str,
    dispatch: Callable[[dict[str, Any]], Awaitable[bool]],
    courier: Courier,
) -> list[Part]:
    """A bot's receiver, worker and sender."""
    database, clock, owner = house.database, house.clock, house.instance
    name = kit.name

    def work(session: Session, slow: SlowAnswers | None = None) -> Work:
        return Work(session, clock(), house.scheme, slow)

    def apologise(session: Session, update: Arrived) -> None:
        if someone_waits(update.body):
            say_sorry(work(session), name, update.chat_id, update.update_id)

    hooks = Hooks(
        unreachable=lambda session, chat_id: unreachable(work(session), name, chat_id),
        moved=lambda session, old, new: staff_groups.move_group(work(session), old, new),
        policy=policy_of,
    )
    sender = Sender(
        name,
        owner,
        database,
        clock,
        courier,
        lambda session, row, slow: render(work(session, slow).under(row.call), row, kit.renderers),
        hooks,
        house.allowance,
    )
    worker = Worker(name, owner, database, clock, dispatch, apologise)
    parts: list[Part] = [
        (ProcessRole.WORKER, f"{name} worker", worker.run),
        (ProcessRole.SENDER, f"{name} sender", sender.run),
    ]
    if house.door is None:
        receiver = Receiver(name, owner, house.api, token, database, clock)
        parts.append((ProcessRole.RECEIVER, f"{name} receiver", receiver.run))
    return parts


async def run_until_stopped(house: House) -> None:
    """Run until SIGINT or SIGTERM, or until a part fails for good. Raises that part's error.

    From then on the process has `stopping.LONGEST` seconds.
    """
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    async with open_house(house) as tasks:
        # Not before: opening waits for a Bot API that is away, and a stop waits for nothing.
        for number in (signal.SIGINT, signal.SIGTERM):
            with contextlib.suppress(NotImplementedError):
                loop.add_signal_handler(number, stop.set)
        logger.info(
            "running: version %s, schema %s, roles %s",
            our_version(),
            schema.revisions()[-1],
            " ".join(sorted(house.roles)),
        )
        waiting = asyncio.create_task(stop.wait())
        done, _ = await asyncio.wait([*tasks, waiting], return_when=asyncio.FIRST_COMPLETED)
        ended = ", ".join(task.get_name() for task in done - {waiting})
        logger.info("stopping: %s", f"{ended} ended" if ended else "we were asked to")
        stopping.limit()
        waiting.cancel()
    logger.info("stopped")
    for task in done - {waiting}:
        task.result()
