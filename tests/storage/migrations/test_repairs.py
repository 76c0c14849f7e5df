"""An upgrade that adds rules puts right what breaks them, and loses no row."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
import sqlalchemy as sa

from storage.engine import schema
from tests.builders.databases import KINDS, without_tables

pytestmark = pytest.mark.proofs_on_postgresql
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


def rows_of(line: sa.Connection, name: str) -> list[dict]:
    """Every row of a table, in the order of their numbers."""
    table = sa.Table(name, sa.MetaData(), autoload_with=line)
    rows = line.execute(sa.select(table).order_by(*table.primary_key.columns.values()))
    return [dict(row) for row in rows.mappings()]


def read(line: sa.Connection, name: str, *columns: str) -> list[tuple]:
    """Those columns of every row, in that order."""
    return [tuple(row[one] for one in columns) for row in rows_of(line, name)]


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


MESSAGES = (
    {"state": "cancelled"},
    {"state": "waiting", "ended_at": LATER},
    {"state": "sending"},
    {"state": "sending", "owner": "me", "ended_at": LATER},
    {"state": "sent", "ended_at": LATER, "owner": "me"},
    {"state": "waiting"},
    {"state": "sending", "owner": "me"},
)
UPDATES = (
    {"done_at": MADE, "owner": "me"},
    {"set_aside": True, "owner": "me"},
    {"set_aside": True, "done_at": MADE},
)
DUE = (
    {"outcome": ""},
    {"outcome": "done"},
    {"outcome": "", "done_at": MADE},
    {"outcome": "mislaid", "done_at": MADE},
    {"outcome": "failed", "done_at": MADE},
)
WITHDRAWN = {"state": "withdrawn", "decided_at": MADE}
PROPOSALS = (
    *(WITHDRAWN for _ in range(4)),  # of the exchanges
    {"state": "proposed", "decided_at": LATER},
    {"state": "declined"},
)
ENQUIRIES = ({"answer": "Yes"}, {"answered_at": LATER}, {})
RUNS = ({"state": "approved"}, {"state": "draft", "approved_at": LATER})
ANSWERED = {"answer": "same", "answered_at": MADE, "answered_by": 1}
RESEMBLANCES = ({"other_id": 2, "answer": "same"}, {"other_id": 3, **ANSWERED})
EXCHANGES = (
    {"state": "dates", "starts_on": FIRST},
    {"state": "ready", "ended_early_on": LAST, **DATES},
    {"state": "interrupted", **DATES},
    {"state": "cancelled", "full_sum": 1, **DATES},
)
PAIR = {"visitor_id": 1, "host_id": 2}
ASKED = {"application_id": 1, "asker_id": 1, "asked_id": 2}
PAID_BY = {"visitor_partnership_id": 1, "host_partnership_id": 1}
BEFORE = {
    "outbox": [MESSAGE | row for row in MESSAGES],
    "due": [{"key": f"{n}", "due_at": LATER, **row} for n, row in enumerate(DUE)],
    "proposal": [{**PAIR, "made_by": "visitor", "parts": {}, **row} for row in PROPOSALS],
    "enquiry": [ASKED | row for row in ENQUIRIES],
    "cohortrun": [{"partnership_id": 1, "made_by": 1, **row} for row in RUNS],
    "resemblance": [{"one_id": 1, **row} for row in RESEMBLANCES],
    "exchange": [
        {"proposal_id": number, **PAIR, **PAID_BY, **row} for number, row in enumerate(EXCHANGES, 1)
    ],
}


TABLES = (*BEFORE, "inbox", "application", "organisation", "pairevent")


@pytest.fixture(scope="module", params=KINDS)
def moved(request, tmp_path_factory):
    """What stood in the tables after the upgrade, and after the way back: one way for all tests."""
    server = request.getfixturevalue("server") if request.param == "postgresql" else None
    with without_tables(tmp_path_factory.mktemp("moved"), server) as found:
        schema.upgrade(found, "0014")
        with found.engine.begin() as line:
            people(line)
            for number, row in enumerate(UPDATES, 1):
                put(line, "inbox", bot="desk", update_id=number, **row)
            for name, rows in BEFORE.items():
                for number, row in enumerate(rows, 1):
                    put(line, name, id=number, **row)
        schema.upgrade(found)
        with found.engine.begin() as line:
            up = {name: rows_of(line, name) for name in TABLES}
        schema.downgrade(found, "0014")
        with found.engine.begin() as line:
            yield up, {name: rows_of(line, name) for name in TABLES}


@pytest.fixture
def upgraded(moved):
    """Those columns of every row of a table after the upgrade."""
    return lambda name, *columns: [tuple(row[one] for one in columns) for row in moved[0][name]]


@pytest.fixture
def back(moved):
    """The same after the way back to the version before."""
    return lambda name, *columns: [tuple(row[one] for one in columns) for row in moved[1][name]]


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
    assert utc(upgraded("outbox", "state", "owner", "ended_at")) == [
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
    assert upgraded("inbox", "owner", "set_aside") == [(None, False), ("me", False), (None, True)]


def test_what_is_due(upgraded):
    """Nothing is said twice: whatever says that something came of it is done."""
    assert utc(upgraded("due", "outcome", "done_at"))[: len(DUE)] == [
        (None, None),
        ("done", LATER),
        ("not_needed", MADE),
        ("not_needed", MADE),
        ("failed", MADE),
    ]


def test_proposals(upgraded):
    """A decided one was decided at some time, an open one at none."""
    assert utc(upgraded("proposal", "state", "decided_at"))[-2:] == [
        ("proposed", None),
        ("declined", MADE),
    ]


def test_enquiries(upgraded):
    """An answer has a time, and what was answered an answer."""
    found = utc(upgraded("enquiry", "answer", "answered_at"))
    assert found == [("Yes", MADE), ("", LATER), (None, None)]


def test_cohorts(upgraded):
    """An approved run was approved by who made it, if nobody else is known."""
    found = utc(upgraded("cohortrun", "state", "approved_at", "approved_by"))
    assert found == [("approved", MADE, 1), ("draft", None, None)]


def test_resemblances(upgraded):
    """A word that nobody is known to have given is asked for again."""
    found = utc(upgraded("resemblance", "answer", "answered_at", "answered_by"))
    assert found == [("unknown", None, None), ("same", MADE, 1)]


def test_exchanges(upgraded):
    """Dates come with all that was agreed, and a stay that was broken off with its last day."""
    assert upgraded("exchange", "starts_on", "full_sum", "ended_early_on") == [
        (None, None, None),
        (FIRST, 100_000, None),
        (FIRST, 100_000, LAST),
        (FIRST, 1, None),
    ]


def test_people_and_what_hangs_on_them_stay(upgraded, back):
    """Half a decision and half a place are none; nothing that refers to a changed table is lost."""
    assert [by for (by,) in upgraded("application", "decided_by")] == [None, None, 1]
    assert upgraded("organisation", "longitude") == [(16.4,), (16.4,), (None,)]
    assert upgraded("pairevent", "id") == [(1,)]
    assert back("pairevent", "id") == [(1,)]


def test_what_was_open_is_open_again_after_a_downgrade(back):
    """The version before finds what it wrote."""
    assert back("due", "outcome", "done_at")[0] == ("", None)
