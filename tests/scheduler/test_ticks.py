"""Due rows are worked off one by one, each in its own transaction."""

from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
from hypothesis import example, given, settings
from hypothesis import strategies as st
from sqlmodel import col, select

from exchange.people.partnerships import seed_partnerships
from exchange.scheme.working_days import is_working_day
from exchange.timing.drafts import plan_draft
from exchange.timing.families import KINDS, speaking_for
from exchange.timing.next_steps import CLOSING_OVERDUE, EXCHANGE_IDLE
from exchange.timing.reports import EXCHANGE_CLOSE, REPORT_OVERDUE
from exchange.timing.signatures import AGREEMENT_UNSIGNED, COMMITMENT_UNSIGNED
from exchange.timing.stays import DEPARTURE_NEAR, EXCHANGE_FINISH, EXCHANGE_START
from exchange.work import Work
from scheduler import ticks
from scheduler.ticks import PATIENCE, work_off_due
from storage.queues import outbox
from storage.tables import Due, Exchange, ExchangeState, Outbox, PairEvent, PairEventKind, Person
from tests.builders.records.applicants import invited
from tests.builders.records.pairs import ready_pair
from tests.builders.records.rows import PLACES, person
from tests.builders.records.works import NOON, new_database, scheme
from tests.sizes import examples

DEPARTURE = datetime(2027, 4, 12, tzinfo=UTC)  # a Monday
LAST = datetime(2027, 9, 8, 12, tzinfo=UTC)  # by then everything about the exchange has come due
MUCH_LATER = LAST + timedelta(
    days=300
)  # what was planned only then, and what came of it is asked for
UNSIGNED = {COMMITMENT_UNSIGNED, AGREEMENT_UNSIGNED, EXCHANGE_IDLE, CLOSING_OVERDUE}
"""Struck when all had signed."""
REMINDERS = frozenset().union(*map(speaking_for, KINDS))
moments = st.datetimes(NOON.replace(tzinfo=None), LAST.replace(tzinfo=None), timezones=st.just(UTC))


@pytest.fixture
def database(tmp_path):
    """An empty database in a file."""
    database = new_database(f"sqlite:///{tmp_path}/cxc.db")
    yield database
    database.close()


def read(database, table):
    """Every row of a table."""
    with database.transaction() as session:
        return list(session.exec(select(table).order_by(table.id)))


def poison(session, due_at, number=1):
    """A row about an exchange that does not exist."""
    session.add(Due(key=f"poison:{number}", kind=EXCHANGE_START, subject=404, due_at=due_at))


def test_a_tick_deletes_what_became_of_pairs_in_time(database):
    """After the days that the call keeps it; that the invitation ran out is news of this tick."""
    with database.transaction() as session:
        work = Work(session, NOON, scheme())
        seed_partnerships(work)
        invited(work)
    assert read(database, PairEvent)
    work_off_due(database, scheme(), NOON + timedelta(days=scheme().learning.keep_days + 1))
    assert [one.kind for one in read(database, PairEvent)] == [PairEventKind.EXPIRED]


def test_what_goes_once_a_day_goes_with_the_next_tick_when_the_database_was_held(
    database, monkeypatch
):
    """Else it would be kept a day longer than anybody was told."""
    looks = []

    def held(_work) -> int:
        looks.append("held")
        raise sa.exc.OperationalError("BEGIN IMMEDIATE", None, Exception("database is locked"))

    monkeypatch.setattr(ticks, "PERIODS", {"drafts": held})
    with pytest.raises(sa.exc.OperationalError):
        work_off_due(database, scheme(), NOON)
    monkeypatch.setattr(ticks, "PERIODS", {"drafts": lambda _work: looks.append("done") or 0})
    for _ in range(2):
        work_off_due(database, scheme(), NOON)
    assert looks == ["held", "done"]


def test_nothing_due_is_no_work(database):
    """A tick with nothing to do does nothing."""
    assert work_off_due(database, scheme(), NOON) == 0


def test_a_tick_begins_nothing_more_once_we_are_to_leave(database):
    """What is in hand is finished; the rest is there for whoever comes next."""
    with database.transaction() as session:
        ready_pair(Work(session, NOON, scheme()))
    wishes = iter([False, True])
    assert work_off_due(database, scheme(), LAST, lambda: next(wishes)) == 1
    assert work_off_due(database, scheme(), LAST, lambda: True) == 0


def test_a_whole_exchange_runs_by_its_rows(database):
    """Day by day: departure, start, finish, report and survey come by themselves, once each."""
    with database.transaction() as session:
        ready_pair(Work(session, NOON, scheme()))
    worked = [work_off_due(database, scheme(), NOON + timedelta(days=day)) for day in range(180)]
    done = [one for one in read(database, Due) if one.done_at and one.kind not in UNSIGNED]
    assert sum(worked) == len(done) == 20
    assert [row.kind for row in done if row.outcome != "done"] == [EXCHANGE_CLOSE]
    assert [one.state for one in read(database, Exchange)] == [ExchangeState.DONE]
    assert sorted(row.kind for row in read(database, Outbox) if row.made_at > NOON) == [
        *["departure.near"] * 4,
        *["desk.report.overdue"] * 2,
        *["report.due"] * 4,
        "report.open",
        *["survey.open"] * 2,
        *["survey.reminder"] * 4,
    ]


def test_poison_row_is_set_aside_and_blocks_nothing(database, caplog):
    """It is tried five times, ever later, and left; what stands behind it is done at once."""
    with database.transaction() as session:
        poison(session, NOON)
        plan_draft(work := Work(session, NOON, scheme()), person(work, "AT"))
    tick = NOON + timedelta(days=4)
    with caplog.at_level(logging.ERROR):
        assert work_off_due(database, scheme(), tick) == 1
        for _ in range(20):
            tick += timedelta(minutes=1)
            assert work_off_due(database, scheme(), tick) == 0
    failed = read(database, Due)[0]
    assert (failed.attempts, failed.outcome) == (PATIENCE, "failed")
    assert len(caplog.records) == PATIENCE
    assert "NotFound" in caplog.text


def test_log_of_a_failure_has_ids_only(database, caplog):
    """Row, kind, attempt and the error's class; nothing that somebody wrote."""
    with database.transaction() as session:
        poison(session, NOON)
    with caplog.at_level(logging.ERROR):
        work_off_due(database, scheme(), NOON)
    assert caplog.messages == ["due row 1 (exchange.start) failed, attempt 1: NotFound"]
    assert caplog.records[0].exc_info is None


def test_failed_work_leaves_no_trace(database):
    """What a failing row changed is undone with it."""
    with database.transaction() as session:
        pair = ready_pair(Work(session, NOON, scheme()))
        start = session.exec(select(Due).where(Due.kind == EXCHANGE_FINISH)).one()
        session.get(Person, pair.visitor.id).zone = "Mars/Olympus"
        start.due_at = NOON
        session.add(start)
    tick = datetime(2027, 4, 17, 8, tzinfo=UTC)
    work_off_due(database, scheme(), tick)
    assert read(database, Exchange)[0].state is ExchangeState.UNDER_WAY
    assert [row.kind for row in read(database, Due) if row.kind.startswith("report")] == []


def test_fifty_poison_rows_block_nothing(database):
    """However many fail, the tick ends and the good row is done."""
    with database.transaction() as session:
        for number in range(50):
            poison(session, NOON, number)
        plan_draft(work := Work(session, NOON, scheme()), person(work, "AT"))
    assert work_off_due(database, scheme(), NOON + timedelta(days=4)) == 1


def reminding_rows(database):
    """Planned reminders."""
    return [row for row in read(database, Due) if row.kind in REMINDERS]


def tick_and_send(database, now):
    """A tick, and all that it says leaves at once; what waits takes the time of a clock set back."""
    work_off_due(database, scheme(), now)
    waits = select(Outbox.id).where(col(Outbox.ended_at).is_(None))
    with database.transaction() as session:
        outbox.finish(session, [(number, None) for number in session.exec(waits)], now)


@settings(max_examples=examples(25), deadline=None)
@example(
    ticks=[
        datetime(2027, 4, 26, 9, 46, tzinfo=UTC),
        datetime(2027, 5, 24, 7, 55, tzinfo=UTC),
        datetime(2027, 3, 1, 12, 1, tzinfo=UTC),
    ],
    visitor="AT",
    host="PT",
)
@given(
    ticks=st.lists(moments, max_size=12),
    visitor=st.sampled_from(["AT", "SK", "FI"]),
    host=st.sampled_from(["PT", "AM"]),
)
def test_any_order_of_ticks_reminds_at_most_once(ticks, visitor, host):
    """However the clock jumps: no reminder twice, none after its time, nothing left open."""
    database = new_database()
    with database.transaction() as session:
        ready_pair(Work(session, NOON, scheme()), visitor=visitor, host=host)
    for tick in [*ticks, LAST, MUCH_LATER, MUCH_LATER]:
        tick_and_send(database, tick)
    told = [row for row in read(database, Outbox) if row.made_at > NOON]
    to_people = [row for row in told if row.bot == "participants"]
    at_once = {(row.chat_id, row.kind.split(".")[0], row.made_at) for row in to_people}
    assert len(at_once) == len(to_people)  # of one family, never two together
    assert len({row.dedupe_key for row in told}) == len(told)
    assert all(row.done_at for row in read(database, Due))
    assert [one.state for one in read(database, Exchange)] == [ExchangeState.DONE]
    left = DEPARTURE + timedelta(hours=4)
    assert all(row.made_at < left for row in told if row.kind == "departure.near")
    database.close()


@settings(max_examples=examples(25), deadline=None)
@given(
    ticks=st.lists(moments, max_size=4),
    visitor=st.sampled_from(["AT", "SK", "FI"]),
    host=st.sampled_from(["PT", "AM"]),
)
@example([DEPARTURE - timedelta(days=2)], "AT", "PT")
def test_reminders_are_planned_in_local_hours(ticks, visitor, host):
    """Whenever the rows are planned, they are due on a working day between nine and six."""
    database = new_database()
    with database.transaction() as session:
        ready_pair(Work(session, NOON, scheme()), visitor=visitor, host=host)
    for tick in [*sorted(ticks), LAST]:
        work_off_due(database, scheme(), tick)
    country = {"host": host, "visitor": visitor}
    for row in reminding_rows(database):
        reader = country.get(row.facts.get("side"), visitor)
        if row.kind not in {COMMITMENT_UNSIGNED, REPORT_OVERDUE, EXCHANGE_CLOSE}:
            local = row.due_at.astimezone(ZoneInfo(PLACES[reader][0]))
            assert 9 <= local.hour < 18
            assert is_working_day(local.date(), reader) or last_moment(row, local, reader)
    database.close()


def last_moment(row, local, reader) -> bool:
    """A word before a journey comes on any day, when no working day is left before it."""
    left = (DEPARTURE.date() - local.date()).days
    days = [local.date() + timedelta(days=day) for day in range(left)]
    return row.kind == DEPARTURE_NEAR and not any(is_working_day(day, reader) for day in days)
