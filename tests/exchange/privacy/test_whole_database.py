"""Everybody is erased, and the word that stood in everything of theirs is in no table any more."""

from __future__ import annotations

import sqlalchemy as sa
from sqlmodel import SQLModel, select

from exchange.privacy import erasure
from exchange.privacy.nobodys import NOBODYS
from exchange.privacy.register import RULES
from storage.tables import Person
from tests.builders.records.foreign import MARK, foreign

MODELS = {mapper.local_table: mapper.class_ for mapper in SQLModel._sa_registry.mappers}


def written_everywhere(work):
    """One of everything that can be named, with the word in each column that erasure empties."""
    foreign(work)
    for rule in RULES:
        columns = sa.inspect(rule.table).columns
        for name in rule.becomes:
            text = getattr(columns[name].type, "python_type", None) is str
            if text and not isinstance(columns[name].type, sa.Enum):
                written = f"{MARK} {name}"[: columns[name].type.length or 99]
                filled = columns[name].is_not(None)
                work.session.execute(sa.update(rule.table).where(filled).values({name: written}))
    work.session.expire_all()


def found(work):
    """The columns with the word, and how often; what tells of nobody is left out."""
    told = {}
    for table in SQLModel.metadata.sorted_tables:
        for row in work.session.execute(sa.select(table)).mappings():
            for name, value in row.items():
                if MARK in str(value) and name not in NOBODYS.get(MODELS[table], {}):
                    told[f"{table.name}.{name}"] = told.get(f"{table.name}.{name}", 0) + 1
    return told


def test_nothing_of_anybody_is_left_in_any_table(work):
    """Of every table that a person may have a row in, by whichever way it is theirs."""
    written_everywhere(work)
    assert len(found(work)) > 30
    for person in work.session.exec(select(Person).where(Person.erased_at == None)).all():  # noqa: E711
        erasure.erase(work, person)
    assert found(work) == {}
