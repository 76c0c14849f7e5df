"""After a time away, or with a clock that jumps, everybody hears of everything once or not at all."""

from __future__ import annotations

import threading
from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
from sqlmodel import col, select

from exchange.nudging import plan_nudges
from exchange.opportunities.weekly import plan_opportunities
from exchange.timing.cooperation import INTRODUCED_OUTCOMES, PROJECT_QUIET
from exchange.timing.families import speaking_for
from exchange.timing.invitations import PROPOSAL_EXPIRE
from exchange.timing.memberships import MEMBERSHIP_EXPIRE
from exchange.timing.next_steps import CLOSING_OVERDUE
from exchange.timing.nudges import NUDGE_IDLE, NUDGES
from exchange.timing.outcomes import OUTCOMES_OPEN
from exchange.timing.reports import REPORT_OPEN, REPORT_OVERDUE
from exchange.timing.surveys import SURVEY_OPEN
from exchange.timing.twinning import TWINNING_EXPIRE, TWINNING_QUIET, TWINNING_YEAR
from exchange.twinning import keeping
from exchange.work import Work
from scheduler.ticks import work_off_due
from storage.engine.database import open_database
from storage.queues import claiming, outbox
from storage.queues.claiming import Claimant
from storage.queues.pace import Allowance
from storage.tables import Due, Outbox, Person
from tests.builders.records.reminders import PLANS, SAID, Plan
from tests.builders.records.works import new_database, scheme

pytestmark = pytest.mark.proofs

WEDNESDAY = date(2027, 6, 16)
STOPPED = datetime.combine(WEDNESDAY - timedelta(days=1), time(21), UTC)
STARTED = STOPPED + timedelta(hours=36)  # Thursday morning, nine in Brussels is over
SECOND, MINUTE, HOUR, DAY = (timedelta(seconds=one) for one in (1, 60, 3600, 86400))


def populate(database, *kinds: str) -> None:
    """Reminders of these kinds that fall on the Wednesday, in three countries."""
    with database.transaction() as session:
        for country in ("BE", "PT", "GR"):
            for kind in kinds:
                PLANS[kind](Plan(Work(session, STOPPED, scheme()), WEDNESDAY, country))
        for plan in (plan_nudges, plan_opportunities, keeping.plan_all):  # as once a day
            plan(Work(session, STOPPED, scheme()))
        out = (col(Due.due_at) < STOPPED) | (col(Due.due_at) >= STARTED + DAY)
        out &= col(Due.kind).not_in((*NUDGES, TWINNING_QUIET, TWINNING_YEAR))
        session.execute(sa.delete(Due).where(out))
        session.execute(sa.update(Outbox).values(state="sent", ended_at=STOPPED))


@pytest.fixture
def database():
    """A town in which every kind of reminder falls on one Wednesday."""
    found = new_database()
    populate(found, *PLANS)
    yield found
    found.close()


def said(database) -> list[Outbox]:
    """What was said since the stop."""
    words = [words for words, _ in SAID.values()]
    with database.transaction() as session:
        query = select(Outbox).where(col(Outbox.kind).in_(words), Outbox.made_at >= STOPPED)
        return list(session.exec(query.order_by(col(Outbox.id))))


def posted(database) -> int:
    """How much was put into the outbox since; after a year people are asked too whether they go on."""
    with database.transaction() as session:
        found = session.exec(select(sa.func.count()).where(col(Outbox.made_at) >= STOPPED)).one()
    assert found >= len(said(database))
    return found


def matters(database) -> Counter:
    """How often each reader heard of each matter."""
    kinds = {words: kind for kind, (words, _) in SAID.items()}

    def matter(row: Outbox) -> tuple:
        kind = kinds[row.kind]
        subject = sorted((name, n) for name, n in row.body.items() if name in ABOUT)
        subject += [("soon", 1)] if _is_soon(row) else []
        return row.chat_id, min(speaking_for(kind) or {kind}), *subject

    return Counter(matter(row) for row in said(database))


def _is_soon(row: Outbox) -> bool:
    """Whether it is the last word before a session, an hour ahead of it: in the evening, where that is when they meet."""
    return (row.dedupe_key or "").endswith(":near:0")


ABOUT = ("application", "proposal", "exchange", "twinning", "course")


def open_rows(database, now: datetime) -> list[str]:
    """What is due and not done."""
    with database.transaction() as session:
        query = select(Due.key).where(col(Due.done_at).is_(None), Due.due_at <= now)
        return list(session.exec(query))


def closed(database) -> Counter:
    """What came of due rows."""
    with database.transaction() as session:
        done = select(Due.kind, Due.outcome).where(col(Due.done_at).is_not(None))
        return Counter(session.exec(done).all())


BOTS = ("participants", "desk")


def send_all(database, begin: datetime) -> dict[str, list[float]]:
    """When each bot's messages leave, in seconds after `begin`, as fast as it may speak."""
    left, step = {bot: [] for bot in BOTS}, 0.0
    while step < 600:
        with database.transaction() as session:
            now = begin + step * SECOND
            for bot in BOTS:
                for row in claiming.claim(session, Claimant(bot, "me"), now, limit=50):
                    outbox.finish(session, [(row.id, 1)], now)
                    left[bot].append(step)
            if not outbox.anything_due(session, now):
                break
        step += 0.1
    return left


def most_within(times: list[float], seconds: float) -> int:
    """How many of these lie within any so many seconds, at most."""
    times = sorted(times)
    return max((sum(one <= at < one + seconds for at in times) for one in times), default=0)


def test_36_hours_away(database):
    """Each overdue reminder is said once or closed as too late, and none in a flood."""
    before = len(open_rows(database, STARTED))
    work_off_due(database, scheme(), STARTED)
    outcomes = Counter(outcome for _, outcome in closed(database).elements())
    assert open_rows(database, STARTED) == []
    assert outcomes["done"] + outcomes["too_late"] == before
    assert matters(database).total() == len(matters(database)) > 40
    left = send_all(database, STARTED)
    rate = Allowance().everyone
    for times in left.values():
        for seconds in (1, 5, 20):
            assert most_within(times, seconds) <= rate.burst + rate.a_second * seconds
    assert sum(map(len, left.values())) == posted(database) > rate.burst


@pytest.mark.parametrize("hours", range(0, 36, 9))
def test_started_at_any_hour_it_writes_to_nobody_at_night(database, hours):
    """What was missed waits for the reader's morning; only a journey is spoken of on a weekend."""
    begin = STARTED + hours * HOUR
    for step in range(4 * 24):
        work_off_due(database, scheme(), begin + step * HOUR)
    with database.transaction() as session:
        zones = dict(session.exec(select(Person.telegram_id, Person.zone)).all())
    to_people = [row for row in said(database) if row.bot == "participants" and not _is_soon(row)]
    assert {_hour(row, zones[row.chat_id]) for row in to_people} <= set(range(9, 18))
    assert matters(database).total() == len(matters(database))


def _hour(row: Outbox, zone: str) -> int:
    return row.made_at.astimezone(ZoneInfo(zone)).hour


def test_a_month_away_leaves_out_what_is_too_late(database):
    """A reminder past its days is closed as too late, what must happen happens."""
    work_off_due(database, scheme(), STARTED + 28 * DAY)
    outcomes = closed(database)
    kept, dropped = (
        {kind for kind, outcome in outcomes if outcome == wanted} for wanted in ("done", "too_late")
    )
    assert kept == {
        PROPOSAL_EXPIRE,
        MEMBERSHIP_EXPIRE,
        TWINNING_EXPIRE,
        TWINNING_QUIET,  # planned anew each day
        TWINNING_YEAR,
        REPORT_OPEN,
        REPORT_OVERDUE,
        CLOSING_OVERDUE,
        SURVEY_OPEN,
        OUTCOMES_OPEN,
        INTRODUCED_OUTCOMES,
        PROJECT_QUIET,
        NUDGE_IDLE,  # of those who were looked at again meanwhile
    }
    assert dropped | kept == set(PLANS)


JUMPS = [
    ("an hour on and back", [HOUR, timedelta(0)]),
    ("three days on and back", [3 * DAY, timedelta(0)]),
    ("three days on, and back in the night", [3 * DAY, -12 * HOUR]),
    ("a year on, for a moment", [timedelta(minutes=1), 365 * DAY, timedelta(0)]),
    ("a day back", [-DAY, timedelta(0)]),
    ("back and forth", [DAY, -DAY, DAY, -DAY, 2 * DAY]),
]


@pytest.mark.parametrize("jumps", [jumps for _, jumps in JUMPS], ids=[name for name, _ in JUMPS])
def test_a_clock_that_jumps(database, jumps):
    """Nothing is said twice and nothing is stuck: ten days on, all that was due is done."""
    for jump in jumps:
        work_off_due(database, scheme(), STARTED + jump)
    for hour in range(24 * 10):
        work_off_due(database, scheme(), STARTED + hour * HOUR)
    end = STARTED + 10 * DAY
    assert open_rows(database, end) == []
    with database.transaction() as session:  # a year on, people were asked what comes due after it
        undone = select(Due).where(col(Due.done_at).is_(None), col(Due.due_at) <= end)
        assert session.exec(undone).all() == []
    assert matters(database).total() == len(matters(database))
    assert sum(map(len, send_all(database, end).values())) == posted(database)


def test_two_schedulers_at_once(database_url):
    """On both databases: each reminder once, whoever comes to it first."""
    databases = [open_database(database_url) for _ in range(2)]
    populate(databases[0], *PLANS)
    due = len(open_rows(databases[0], STARTED))
    ready, worked = threading.Barrier(2), []

    def tick(database) -> None:
        ready.wait()
        # a row that the other holds is not seen: look again
        worked.extend(work_off_due(database, scheme(), STARTED + n * SECOND) for n in range(40))

    threads = [threading.Thread(target=tick, args=(one,)) for one in databases]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (sum(worked), open_rows(databases[0], STARTED)) == (due, [])
    assert matters(databases[0]).total() == len(matters(databases[0])) > 40
    for one in databases:
        one.close()
