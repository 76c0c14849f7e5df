"""Columns refuse what a database would silently bend."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import SQLModel

from storage.columns import Cents, NaiveDatetime, UtcDateTime, listed, mapped
from storage.tables import Due

SQLITE = sa.create_engine("sqlite://").dialect
EAST = timezone(timedelta(hours=2))
NOON = datetime(2027, 3, 8, 12, 0, tzinfo=UTC)


def due(at: datetime, key: str = "one") -> Due:
    """Something due at a time."""
    return Due(key=key, kind="test", subject=1, due_at=at)


def test_a_naive_time_is_refused(session):
    """A time without its zone never reaches the database."""
    session.add(due(datetime(2027, 3, 8, 12, 0)))  # noqa: DTZ001 - the case itself
    with pytest.raises(sa.exc.StatementError) as caught:
        session.flush()
    assert isinstance(caught.value.orig, NaiveDatetime)
    session.rollback()


def test_an_aware_time_comes_back_in_utc(database):
    """The same instant is read as was written, whatever zone it was written in."""
    with database.transaction() as session:
        session.add(due(NOON.astimezone(EAST)))
    with database.transaction() as session:
        found = session.get_one(Due, 1).due_at
    assert (found, found.tzinfo) == (NOON, UTC)


@given(st.datetimes(timezones=st.timezones()).filter(lambda at: 1 < at.year < 9999))
def test_every_instant_survives_the_round_trip(at):
    """In and out of the column no instant moves."""
    kind = UtcDateTime()
    kept = kind.process_bind_param(at, SQLITE)
    assert kind.process_result_value(kept, SQLITE) == at.astimezone(UTC)


@given(st.decimals(min_value=0, max_value=1_000_000, places=2))
def test_money_survives_as_cents(amount):
    """An amount with two decimals comes back exactly."""
    kind = Cents()
    kept = kind.process_bind_param(amount, SQLITE)
    assert (type(kept), kind.process_result_value(kept, SQLITE)) == (int, amount)


@pytest.mark.parametrize("amount", ["0.001", "780.005", "-1.999"])
def test_fractions_of_a_cent_are_refused(amount):
    """Rounding money is a decision, never a side effect of storing it."""
    with pytest.raises(ValueError, match="fractions of a cent"):
        Cents().process_bind_param(Decimal(amount), SQLITE)


def test_an_unknown_state_is_refused_by_the_database_itself(session):
    """Even plain SQL cannot write a state that does not exist."""
    statement = sa.text(
        "INSERT INTO outbox (bot, chat_id, kind, body, urgency, made_at, due_at, ended_at, state,"
        " attempts, repeats, error) VALUES ('desk', 1, 'k', '{}', 0, '2027-01-01', '2027-01-01',"
        " '2027-01-01', :state, 0, 0, '')"
    )
    session.execute(statement, {"state": "sent"})
    with pytest.raises(sa.exc.IntegrityError, match="outbox_state"):
        session.execute(statement, {"state": "nonsense"})
    session.rollback()


def test_foreign_keys_hold(session):
    """A consent of nobody cannot be kept."""
    statement = sa.text(
        "INSERT INTO consent (person_id, text_key, text_version, language, given_at)"
        " VALUES (4711, 'privacy', '1', 'en', '2027-01-01')"
    )
    with pytest.raises(sa.exc.IntegrityError, match=r"(?i)foreign key"):
        session.execute(statement)
    session.rollback()


class Kept(SQLModel):
    """A row with what is kept as JSON."""

    names: list[str] = listed()
    facts: dict[str, str] = mapped()


def test_each_row_has_a_list_and_a_mapping_of_its_own():
    """What one row is given is not in the next."""
    one = Kept()
    one.names.append("Porto")
    one.facts["city"] = "Porto"
    other = Kept()
    assert (other.names, other.facts) == ([], {})
