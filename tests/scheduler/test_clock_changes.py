"""Reminders over the days on which clocks are changed: once each, in the reader's hours."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
from sqlmodel import col, select

from exchange.timing.families import KINDS
from exchange.timing.nudges import NUDGES
from exchange.work import Work
from scheduler.ticks import work_off_due
from storage.tables import Due, Outbox
from tests.builders.records.reminders import PLANS, SAID, SILENT, Plan
from tests.builders.records.rows import PLACES
from tests.builders.records.works import new_database, scheme
from tests.sizes import SHARE

CHANGES = [date(2027, 3, 28), date(2027, 10, 31)]  # of the European Union, at one o'clock UTC
COUNTRIES = ["BE", "PT", "GR"]  # Brussels, Lisbon, Athens
DAY = timedelta(days=1)


def ticks(change: date, seed: int) -> list[datetime]:
    """Irregular moments from three days before to three days after, thick around the change."""
    dice = random.Random(seed)  # noqa: S311 - repeatable on purpose
    middle = datetime.combine(change, time(1), UTC)
    around = [middle + timedelta(minutes=minutes) for minutes in range(-150, 150, 15)]
    stray = [middle + dice.uniform(-3, 3) * DAY for _ in range(20)]
    hourly = [middle + timedelta(hours=hours) for hours in range(-72, 80)]
    return sorted([*around, *stray, *dice.sample(hourly, 24), hourly[-1]])


def planned(kind: str, change: date, country: str):
    """A database in which one reminder of that kind falls on the change."""
    database = new_database()
    with database.transaction() as session:
        PLANS[kind](Plan(Work(session, datetime.now(UTC), scheme()), change, country))
        far = col(Due.due_at) >= _after(change)
        session.execute(sa.delete(Due).where((Due.kind != kind) | far))
        session.execute(sa.delete(Outbox))
    return database


def test_every_kind_is_either_said_or_silent():
    """A new kind must be planned for here."""
    assert (set(PLANS), set(SAID)) == (set(KINDS) - SILENT, set(KINDS) - SILENT)


def cases() -> list[tuple[str, str, date]]:
    """Each kind at each change, in the countries by turns; in all of them before a release."""
    several = len(COUNTRIES) if SHARE >= 1 else 1
    return [
        (kind, COUNTRIES[(number + turn + more) % len(COUNTRIES)], change)
        for number, kind in enumerate(PLANS)
        for turn, change in enumerate(CHANGES)
        for more in range(several)
    ]


def _waits(change: date) -> sa.ColumnElement[bool]:
    """What should be done by now; some go on each week, or plan what comes months later."""
    due = col(Due.done_at).is_(None) & (col(Due.due_at) < _after(change))
    return due & col(Due.kind).not_in(NUDGES)


def _after(change: date) -> datetime:
    return datetime.combine(change + 3 * DAY, time(0), UTC)


@pytest.mark.proofs  # a long series
@pytest.mark.parametrize(("kind", "country", "change"), cases(), ids=str)
def test_a_reminder_over_the_change_of_clocks(kind, country, change):
    """However often we look: one message to each reader, on a working day between nine and six."""
    database, (words, readers) = planned(kind, change, country), SAID[kind]
    for tick in ticks(change, seed=readers):
        work_off_due(database, scheme(), tick)
    with database.transaction() as session:
        said = session.exec(select(Outbox).where(Outbox.kind == words)).all()
        left = session.exec(select(Due.key).where(_waits(change))).all()
    database.close()
    assert (len(said), len({one.chat_id for one in said}), left) == (readers, readers, [])
    for one in said:
        local = one.made_at.astimezone(ZoneInfo(PLACES[country][0]))
        assert (9 <= local.hour < 18, local.weekday() < 5) == (True, True), local
