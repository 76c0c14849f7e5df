"""A bad line to Telegram: the accounts balance, and what may have arrived is known."""

from __future__ import annotations

from collections import Counter
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlmodel import select

from bot.conversation.screens import Screen
from bot.emulator.server import Emulator
from bot.gateway.outgoing import outcomes
from bot.gateway.outgoing.outcomes import Hooks, Policy
from bot.gateway.outgoing.sender import Sender
from storage.engine.database import open_database
from storage.queues import chats, outbox
from storage.queues.outbox import Letter
from storage.tables import Outbox, OutboxState
from tests.crash.conftest import Accounts
from tests.crash.plant import FREELY, again
from tests.gateway.conftest import ACCOUNT, COURIERS, NAME, running, until
from tests.sizes import SIZES

MIX = {"reset": 0.02, "reset_after": 0.02, "429": 0.01, "500": 0.005, "timeout": 0.01}
AFTER_IT_LEFT = ("reset", "reset_after", "500", "timeout")  # Telegram may have it, or not
LONG_ENOUGH = 4.0  # seconds: a slow machine must not add time-outs of its own
PEOPLE = range(1001, 1101)

pytestmark = pytest.mark.timeout(60 + SIZES.patience)


@asynccontextmanager
async def bad_line():
    """An emulated Telegram behind a line on which everything goes wrong now and then."""
    emulator = Emulator([ACCOUNT], clock=lambda: datetime.now(UTC))
    for one in PEOPLE:
        person = {"id": one, "first_name": f"P{one}", "talks_to": [ACCOUNT.username]}
        emulator.world.add_person(person)
    for seed, (kind, probability) in enumerate(MIX.items()):
        fault = {"kind": kind, "method": "sendMessage", "probability": probability, "seed": seed}
        emulator.world.faults.add(fault)
    async with emulator.serve() as address:
        yield emulator, address


def post(database) -> set[str]:
    """Messages for everybody; what they say."""
    now = datetime.now(UTC)
    said = [f"{one}/{n}" for n in range(SIZES.faulty_messages // len(PEOPLE)) for one in PEOPLE]
    letters = [Letter(NAME, int(one[:4]), "screen", Screen(one).body(), one) for one in said]
    with database.transaction() as session:
        for one in PEOPLE:
            chats.open_chat(session, NAME, one, now)
        for start in range(0, len(letters), 200):
            outbox.post(session, letters[start : start + 200], now)
    return set(said)


def books(database) -> Counter[tuple[str, int]]:
    """How many messages are in which state, and how often repeated."""
    with database.transaction() as session:
        query = select(Outbox.state, Outbox.repeats, sa.func.count())
        rows = session.exec(query.group_by(Outbox.state, Outbox.repeats)).all()
    return Counter({(str(state), repeats): count for state, repeats, count in rows})


def settled(database) -> bool:
    """Whether nothing waits, and nothing uncertain is still to be said once more."""
    return not {
        ("waiting", 0),
        ("waiting", 1),
        ("sending", 0),
        ("sending", 1),
        ("uncertain", 0),
    } & {*books(database)}


def out(emulator: Emulator) -> Counter[str]:
    """What people see, and how often."""
    seen = (one for chat in emulator.world.chats.values() for one in chat.messages.values())
    return Counter(one["text"] for one in seen if one["from"]["is_bot"])


def unsure(database) -> set[str]:
    """What was said twice without our knowing whether it arrived."""
    with database.transaction() as session:
        query = select(Outbox.dedupe_key).where(Outbox.state == OutboxState.UNCERTAIN)
        return set(session.exec(query))


@pytest.mark.parametrize("library", COURIERS)
async def test_a_mix_of_faults(database_url, database_kind, library, publish, monkeypatch):
    """Resets, 429, 5xx, time-outs: lost 0, doubled in silence 0, uncertain as often as it struck."""
    monkeypatch.setattr(outcomes, "SOON", timedelta(seconds=1))  # so that a test need not wait
    database = open_database(database_url)
    wanted = post(database)
    hooks = Hooks(lambda *_: None, lambda *_: None, lambda _kind: Policy.REPEAT)
    async with (
        bad_line() as (emulator, address),
        COURIERS[library](address, LONG_ENOUGH) as courier,
    ):
        clock = lambda: datetime.now(UTC)  # noqa: E731 - the shortest clock there is
        sender = Sender(NAME, "me", database, clock, courier, again, hooks, FREELY, 0.3)
        async with running(sender):
            await until(lambda: settled(database), SIZES.patience)
        found, struck = books(database), emulator.world.faults.struck
        accounts = Accounts(attempted=len(wanted), acknowledged=len(wanted))
        accounts.close(wanted, out(emulator), unsure(database))
    database.close()
    twice = found["uncertain", 1]
    accounts.uncertain = sum(count for (_, repeats), count in found.items() if repeats) + twice
    publish(f"faults, {library}, {database_kind}", f"{accounts}, struck {dict(struck)}")
    accounts.check()
    assert sum(found.values()) == len(wanted) == found["sent", 0] + found["sent", 1] + twice
    assert accounts.uncertain == sum(struck[kind] for kind in AFTER_IT_LEFT) > 0
    assert struck["429"] > 0
