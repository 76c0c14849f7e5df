"""What speaks: both bots with their frameworks, as far as this process works for them or sends."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from aiogram import Bot
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.enums import ParseMode
from telegram.error import TelegramError

from bot.app import books, stopping
from bot.app.settings import ProcessRole
from bot.conversation.apology import say_sorry
from bot.conversation.notices import render
from bot.conversation.turns import Turns
from bot.desk import answers as desk_answers
from bot.desk import routes as desk_routes
from bot.gateway import menus
from bot.gateway.incoming.updates import someone_waits
from bot.gateway.incoming.worker import Worker
from bot.gateway.outgoing.aiogram_courier import AiogramCourier
from bot.gateway.outgoing.outcomes import Hooks
from bot.gateway.outgoing.ptb_courier import PtbCourier
from bot.gateway.outgoing.repeating import policy_of
from bot.gateway.outgoing.sender import Sender
from bot.participants import answers as participants_answers
from bot.participants import routes as participants_routes
from exchange.people import staff_groups
from exchange.people.bot_names import note_name
from exchange.people.officers import STAFF_CHANGED
from exchange.people.people import unreachable
from exchange.work import Work
from storage.engine.away import Away
from storage.queues import instances

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    from sqlmodel import Session
    from telegram import Bot as DeskBot

    from bot.app.house import House, Part
    from bot.conversation.kit import Kit
    from bot.gateway.outgoing.courier import Courier
    from exchange.slow_answers import SlowAnswers
    from storage.queues.inbox import Arrived

LOOK_AGAIN = 5.0  # seconds between two looks whether the menus fall to us


@asynccontextmanager
async def both_bots(house: House) -> AsyncIterator[list[Part]]:
    """Workers and senders of both; their lines to Telegram are open while the block lasts."""
    async with _participants(house) as public, _desk(house) as staff:
        if ProcessRole.WORKER in house.roles:
            # A hundred megabytes, for whoever reads what people write. Not sooner: it held up the lines.
            books.open_beside()
        yield [*public, *staff]


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
        kit = participants_answers.KIT
        parts = _parts(house, kit, dispatch, courier)
        async with _meanwhile(house, kit, lambda: _publish(house, bot, kit)):
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
        parts = _parts(house, kit, dispatch, courier)
        async with _meanwhile(house, kit, lambda: _keep_menus(house, desk.bot, kit)):
            yield parts


async def _keep_menus(house: House, bot: DeskBot, kit: Kit) -> None:
    """Show the desk's menu to whoever works there, and to nobody else."""
    changed = house.database.wakeups.listen(STAFF_CHANGED)

    def readers(session: Session) -> dict[int, str]:
        return staff_groups.readers(Work(session, house.clock(), house.scheme))

    await menus.DeskMenus(bot, kit.commands, lambda: house.database.insist(readers)).keep(changed)


@asynccontextmanager
async def _meanwhile(
    house: House, kit: Kit, publish: Callable[[], Awaitable[None]]
) -> AsyncIterator[None]:
    """Let one sender's process of all publish a bot's menu; nobody waits for it."""
    if ProcessRole.SENDER not in house.roles:
        yield
        return
    publishing = asyncio.create_task(_alone(house, f"menu:{kit.name}", publish))
    try:
        yield
    finally:
        await stopping.end([publishing], stopping.FAREWELL)


async def _alone(house: House, what: str, act: Callable[[], Awaitable[None]]) -> None:
    """Do what one process does for all, once it falls to us."""

    def ours(session: Session) -> bool:
        return instances.take_lease(session, what, house.instance, instances.time_of(session))

    while not await house.database.insist(ours):  # noqa: ASYNC110 - another process lets it go
        await asyncio.sleep(LOOK_AGAIN)
    await act()


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
    dispatch: Callable[[dict[str, Any]], Awaitable[bool]],
    courier: Courier,
) -> list[Part]:
    """A bot's worker and sender."""
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
    return [
        (ProcessRole.WORKER, f"{name} worker", worker.run),
        (ProcessRole.SENDER, f"{name} sender", sender.run),
    ]
