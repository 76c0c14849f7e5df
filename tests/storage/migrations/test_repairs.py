"""An upgrade that adds rules puts right what breaks them, and loses no row."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
import sqlalchemy as sa

from storage.engine import schema
from tests.storage.engine.test_schema import bare

__all__ = ["bare"]

MADE, LATER = datetime(2027, 3, 1, 12, tzinfo=UTC), datetime(2027, 3, 8, 9, tzinfo=UTC)
FIRST, LAST = date(2027, 4, 12), date(2027, 4, 16)
DATES = {"starts_on": FIRST, "ends_on": LAST, "working_days": 5, "lump_sum": 100_000}
MESSAGE = {"bot": "desk", "state": "waiting", "due_at": LATER}


def blank(kind: sa.types.TypeEngine) -> object:
    """What stands in a column that must not be empty."""
    for kinds, value in (
        (sa.Boolean, False),
        ((sa.Integer, sa.Float), 0),
        (sa.DateTime, MADE),
        (sa.JSON, {}),
    ):
        if isinstance(kind, kinds):
            return value
    return ""


def put(line: sa.Connection, name: str, /, **values: object) -> None:
    """A row as an earlier version might have left it; whatever is not given is blank."""
    table = sa.Table(name, sa.MetaData(), autoload_with=line)
    needed = {one.name: blank(one.type) for one in table.columns if not one.nullable}
    line.execute(sa.insert(table).values({**needed, **values}))


def read(line: sa.Connection, name: str, *columns: str) -> list[tuple]:
    """Those columns of every row, in the order of their numbers."""
    table = sa.Table(name, sa.MetaData(), autoload_with=line)
    order = table.primary_key.columns.values()
    return [
        tuple(row)
        for row in line.execute(sa.select(*(table.c[c] for c in columns)).order_by(*order))
    ]


def people(line: sa.Connection) -> None:
    """Two applications with an event between them, a desk, and its officer."""
    put(line, "partnership", id=1, name="Loom Ring")
    for number in (1, 2, 3):
        put(line, "person", id=number, telegram_id=number)
        put(line, "organisation", id=number, latitude=48.2 if number < 3 else None, longitude=16.4)
    put(line, "officer", id=1, person_id=3, partnership_id=1, role="officer")
    for number, (state, decided) in enumerate(
        [("submitted", (MADE, 1)), ("accepted", (MADE, None)), ("accepted", (MADE, 1))], 1
    ):
        at, by = decided
        own = {"person_id": number, "organisation_id": number, "partnership_id": 1}
        put(
            line,
            "application",
            id=number,
            role="both",
            state=state,
            decided_at=at,
            decided_by=by,
            **own,
        )
    put(line, "pairevent", id=1, visitor_id=1, host_id=2, kind="shown")


@pytest.fixture
def before(bare):
    """A database of the version before, with people in it."""
    schema.upgrade(bare, "0014")
    with bare.engine.begin() as line:
        people(line)
    return bare


@pytest.fixture
def upgraded(before):
    """What stands in a table once rows were put in before the upgrade."""

    def after(name: str, rows: list[dict], *columns: str) -> list[tuple]:
        with before.engine.begin() as line:
            for number, row in enumerate(rows, 1):
                put(line, name, **({} if name == "inbox" else {"id": number}), **row)
        schema.upgrade(before)
        with before.engine.begin() as line:
            return read(line, name, *columns)

    return after


def utc(rows: list[tuple]) -> list[tuple]:
    """Rows with their times in UTC, as SQLite forgets the zone."""
    return [
        tuple(
            one.replace(tzinfo=UTC) if isinstance(one, datetime) and not one.tzinfo else one
            for one in row
        )
        for row in rows
    ]


def test_messages(upgraded):
    """A closed one has ended; an open one that ended is not sent; one without a sender is open."""
    rows = [
        {"state": "cancelled"},
        {"state": "waiting", "ended_at": LATER},
        {"state": "sending"},
        {"state": "sending", "owner": "me", "ended_at": LATER},
        {"state": "sent", "ended_at": LATER, "owner": "me"},
        {"state": "waiting"},
        {"state": "sending", "owner": "me"},
    ]
    found = upgraded("outbox", [MESSAGE | row for row in rows], "state", "owner", "ended_at")
    assert utc(found) == [
        ("cancelled", None, MADE),
        ("cancelled", None, LATER),
        ("uncertain", None, MADE),
        ("uncertain", None, LATER),
        ("sent", None, LATER),
        ("waiting", None, None),
        ("sending", "me", None),
    ]


def test_updates(upgraded):
    """What is done is in no hand; what is open is not set aside."""
    rows = [
        {"bot": "desk", "update_id": 1, "done_at": MADE, "owner": "me"},
        {"bot": "desk", "update_id": 2, "set_aside": True, "owner": "me"},
        {"bot": "desk", "update_id": 3, "set_aside": True, "done_at": MADE},
    ]
    found = upgraded("inbox", rows, "owner", "set_aside")
    assert found == [(None, False), ("me", False), (None, True)]


def test_what_is_due(upgraded):
    """Nothing is said twice: whatever says that something came of it is done."""
    rows = [
        {"outcome": ""},
        {"outcome": "done"},
        {"outcome": "", "done_at": MADE},
        {"outcome": "mislaid", "done_at": MADE},
        {"outcome": "failed", "done_at": MADE},
    ]
    named = [{"key": f"{n}", "due_at": LATER, **row} for n, row in enumerate(rows)]
    assert utc(upgraded("due", named, "outcome", "done_at")) == [
        (None, None),
        ("done", LATER),
        ("not_needed", MADE),
        ("not_needed", MADE),
        ("failed", MADE),
    ]


def test_proposals(upgraded):
    """A decided one was decided at some time, an open one at none."""
    pair = {"visitor_id": 1, "host_id": 2, "made_by": "visitor", "parts": {}}
    rows = [{"state": "proposed", "decided_at": LATER}, {"state": "declined"}]
    found = upgraded("proposal", [pair | row for row in rows], "state", "decided_at")
    assert utc(found) == [("proposed", None), ("declined", MADE)]


def test_enquiries(upgraded):
    """An answer has a time, and what was answered an answer."""
    row = {"application_id": 1, "asker_id": 1, "asked_id": 2}
    rows = [row | {"answer": "Yes"}, row | {"answered_at": LATER}, row]
    found = utc(upgraded("enquiry", rows, "answer", "answered_at"))
    assert found == [("Yes", MADE), ("", LATER), (None, None)]


def test_cohorts(upgraded):
    """An approved run was approved by who made it, if nobody else is known."""
    run = {"partnership_id": 1, "made_by": 1}
    rows = [run | {"state": "approved"}, run | {"state": "draft", "approved_at": LATER}]
    found = utc(upgraded("cohortrun", rows, "state", "approved_at", "approved_by"))
    assert found == [("approved", MADE, 1), ("draft", None, None)]


def test_resemblances(upgraded):
    """A word that nobody is known to have given is asked for again."""
    rows = [
        {"one_id": 1, "other_id": 2, "answer": "same"},
        {"one_id": 1, "other_id": 3, "answer": "same", "answered_at": MADE, "answered_by": 1},
    ]
    found = utc(upgraded("resemblance", rows, "answer", "answered_at", "answered_by"))
    assert found == [("unknown", None, None), ("same", MADE, 1)]


@pytest.fixture
def proposed(before):
    """A proposal for each of some exchanges."""
    with before.engine.begin() as line:
        for number in range(1, 5):
            pair = {"visitor_id": 1, "host_id": 2, "made_by": "visitor", "state": "withdrawn"}
            put(line, "proposal", id=number, decided_at=MADE, parts={}, **pair)


def exchange(number: int, state: str, **more: object) -> dict:
    """An exchange in a state."""
    sides = {"visitor_id": 1, "host_id": 2, "visitor_partnership_id": 1, "host_partnership_id": 1}
    return {"proposal_id": number, "state": state, **sides, **more}


@pytest.mark.usefixtures("proposed")
def test_exchanges(upgraded):
    """Dates come with all that was agreed, and a stay that was broken off with its last day."""
    rows = [
        exchange(1, "dates", starts_on=FIRST),
        exchange(2, "ready", ended_early_on=LAST, **DATES),
        exchange(3, "interrupted", **DATES),
        exchange(4, "cancelled", full_sum=1, **DATES),
    ]
    found = upgraded("exchange", rows, "starts_on", "full_sum", "ended_early_on")
    assert found == [
        (None, None, None),
        (FIRST, 100_000, None),
        (FIRST, 100_000, LAST),
        (FIRST, 1, None),
    ]


def test_people_and_what_hangs_on_them_stay(before):
    """Half a decision and half a place are none; nothing that refers to a changed table is lost."""
    schema.upgrade(before)
    with before.engine.begin() as line:
        assert [by for (by,) in read(line, "application", "decided_by")] == [None, None, 1]
        assert read(line, "organisation", "longitude") == [(16.4,), (16.4,), (None,)]
        assert read(line, "pairevent", "id") == [(1,)]
    schema.downgrade(before, "0014")
    with before.engine.begin() as line:
        assert read(line, "pairevent", "id") == [(1,)]


def test_what_was_open_is_open_again_after_a_downgrade(before):
    """The version before finds what it wrote."""
    with before.engine.begin() as line:
        put(line, "due", id=1, key="a", outcome="")
    schema.upgrade(before)
    schema.downgrade(before, "0014")
    with before.engine.begin() as line:
        assert read(line, "due", "outcome", "done_at") == [("", None)]
