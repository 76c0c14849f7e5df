"""The register is complete: whatever may hold words of people is in it."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from sqlmodel import SQLModel

from exchange.privacy.nobodys import NOBODYS
from exchange.privacy.register import RULES, WHOLE

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
