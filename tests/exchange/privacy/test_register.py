"""The register is complete: whatever may hold words of people is in it."""

from __future__ import annotations

from dataclasses import fields

import pytest
import sqlalchemy as sa
from sqlmodel import SQLModel

from exchange.privacy.belongings import Belongings
from exchange.privacy.copies import _of_exchanges
from exchange.privacy.nobodys import NOBODYS
from exchange.privacy.register import OF_APPLICATIONS, OF_EXCHANGES, RULES, WHOLE
from storage.tables import StoredFile

TELLING = (sa.String, sa.JSON, sa.LargeBinary, sa.BigInteger)
MODELS = {mapper.local_table: mapper.class_ for mapper in SQLModel._sa_registry.mappers}


def kept_as(column):
    """What the database keeps a column as, beneath our own types and SQLModel's."""
    kind = column.type
    return kind.impl if isinstance(kind, sa.types.TypeDecorator) else kind


COLUMNS = [
    (MODELS[table], column.name)
    for table in SQLModel.metadata.sorted_tables
    for column in table.columns
    if isinstance(kept_as(column), TELLING) and not isinstance(column.type, sa.Enum)
]


@pytest.mark.parametrize(("model", "column"), COLUMNS)
def test_erasure_knows_every_column_that_may_tell_of_somebody(model, column):
    """A new column of words, JSON, bytes or ids of Telegram is put into the register first."""
    changed = {
        name for rule in RULES if rule.table is model for name in (*rule.becomes, *rule.thinned)
    }
    assert model in WHOLE or column in changed | set(NOBODYS.get(model, {})), (
        f"exchange/privacy/register.py does not know {model.__name__}.{column}"
    )


def test_the_register_names_nothing_that_is_not_there():
    """Neither tables nor columns of before."""
    for rule in RULES:
        there = {column.name for column in sa.inspect(rule.table).columns}
        assert {*rule.becomes, *rule.thinned} <= there
    for model, columns in NOBODYS.items():
        assert set(columns) <= {column.name for column in sa.inspect(model).columns}


def of_somebody(table):
    """Whether rows of a table are somebody's: they name a person, or what is a person's, by a number."""
    named = {key.column.table.name for key in table.foreign_keys}
    return bool(named & {"person", "application", "exchange", "proposal", "groupguest", "project"})


NOTHING = {one.name: () for one in fields(Belongings)} | {"person": 0, "telegram": -1, "kept": {}}
ONE = (1,)


# What is about somebody and in no copy, and why.
NOT_HANDED_OUT = {
    "budget": "how much they may still ask for at once, for some minutes",
    "erasure": "that data was deleted: nobody is left to ask",
    "meaning": "figures that are made of words which are in the copy",
    "taking": "which officer has taken a case: an act of the desk's, and in the case's history",
}


def test_what_is_kept_of_somebody_is_in_their_copy():
    """A new table that names people is in the copy, or it is said here why not."""
    its = Belongings(**NOTHING | {"person": 1, "telegram": 2})
    handed = {rule.table for rule in RULES if rule.own} | {table for table, _ in _of_exchanges(its)}
    theirs = {table.name for table in SQLModel.metadata.sorted_tables if of_somebody(table)}
    left_out = theirs - {table.__tablename__ for table in handed}
    assert left_out == set(NOT_HANDED_OUT)


@pytest.mark.parametrize(
    ("tables", "some"),
    [
        (
            OF_APPLICATIONS,
            dict.fromkeys(("applications", "organisations", "theirs", "proposals"), ONE),
        ),
        (
            OF_EXCHANGES,
            dict.fromkeys(("exchanges", "visits", "commitments", "agreements"), ONE),
        ),
    ],
    ids=["applications", "exchanges"],
)
def test_what_hangs_on_an_application_or_an_exchange_goes_when_its_time_is_over(tables, some):
    """Also of somebody who stays: whatever erasure finds by it."""
    nothing, its = Belongings(**NOTHING), Belongings(**NOTHING | some)
    found = {
        rule.table
        for rule in RULES
        if rule.table is not StoredFile  # retention drops files itself
        and rule.of(its).compile().params != rule.of(nothing).compile().params
    }
    assert found <= tables
