"""A process to be killed: the real worker, sender and receiver, with a handler of one change.

It works until it is killed. What it does to an update: one audit row and one reply, in the
transaction that marks the update as done.
"""

from __future__ import annotations

import asyncio
import os
import sys
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from aiogram import Bot
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer

from bot.conversation.screens import Screen
from bot.gateway.incoming.receiver import Receiver
from bot.gateway.incoming.webhook import Webhook
from bot.gateway.incoming.worker import Worker
from bot.gateway.outgoing import outcomes
from bot.gateway.outgoing.aiogram_courier import AiogramCourier
from bot.gateway.outgoing.outcomes import Hooks, Policy
from bot.gateway.outgoing.sender import Sender
from storage.engine.database import Database, open_database
from storage.engine.listening import hear_others
from storage.engine.witness import Witness
from storage.queues import inbox, instances, outbox
from storage.queues.instances import Watch
from storage.queues.outbox import Letter
from storage.queues.pace import Allowance, Rate
from storage.queues.records import record
from storage.tables import Urgency

if TYPE_CHECKING:
    from multiprocessing.synchronize import Event

    from sqlmodel import Session

NAME = "public"
TOKEN = "1:secret"
FREELY = Allowance(*(Rate(1000, 1000),) * 4)


def now() -> datetime:
    """Now."""
    return datetime.now(UTC)


def handle(session: Session, body: dict) -> bool:
    """One change of the domain and one reply; False when it was done before."""
    number = body["update_id"]
    if not inbox.finish(session, NAME, number, now()):
        return False
    message = body["message"]
    record(session, now(), "test", "handled", f"update:{number}", {})
    reply = Screen(f"answer to {message['text']}").body()
    letter = Letter(NAME, message["chat"]["id"], "screen", reply, urgency=Urgency.REPLY)
    outbox.post(session, [letter], now())
    return True


def again(_session: Session, row, _slow) -> dict:
    """The message, with a word when it is said once more."""
    return {**row.body, "text": "once more: " * row.repeats + row.body["text"]}


async def live(database: Database, watch: Watch, roles: list[str], pause: float = 0.3) -> None:
    """Signs of life, and what the dead left."""

    def act(session: Session) -> None:
        at = instances.time_of(session)
        instances.beat(session, watch.witness.instance, roles, at)
        instances.take_over_dead(session, at, watch=watch)

    with watch.witness.beside_file(database.url):
        while True:
            await database.insist(act)
            watch.looked()
            await asyncio.sleep(pause)


async def main(url: str, api: str, roles: list[str], port: int, up: Event) -> None:
    """Work until killed; `up` is set when the work begins."""
    outcomes.SOON = timedelta(seconds=1)  # so that a test need not wait
    database, owner = open_database(url), instances.new_id()
    session = AiohttpSession(api=TelegramAPIServer.from_base(api))
    courier = AiogramCourier(Bot(TOKEN, session=session, default=DefaultBotProperties()))
    hooks = Hooks(lambda *_: None, lambda *_: None, lambda _kind: Policy.REPEAT)

    async def dispatch(body: dict) -> bool:
        await asyncio.sleep(0.005)
        await database.perform(lambda session: handle(session, body))
        return True

    parts: dict[str, Any] = {
        "receiver": Receiver(NAME, owner, api, TOKEN, database, now),
        "webhook": Webhook(
            {NAME: TOKEN}, database, now, f"http://127.0.0.1:{port}", "127.0.0.1", port, api
        ),
        "worker": Worker(NAME, owner, database, now, dispatch, lambda *_: None),
        "sender": Sender(NAME, owner, database, now, courier, again, hooks, FREELY, 0.3),
    }
    await database.insist(lambda session: instances.beat(session, owner, roles, now()))
    running = [asyncio.create_task(parts[role].run()) for role in roles]
    up.set()
    watch = Watch(Witness(owner))
    await asyncio.gather(
        live(database, watch, roles), hear_others(database, watch.witness), *running
    )


def work(url: str, api: str, roles: str, port: int, up: Event) -> None:
    """What a process of its own does; what it complains of when others are killed is not shown."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stderr.fileno())
    asyncio.run(main(url, api, roles.split(","), port, up))
