"""Every migration goes up and down, and together they make exactly our tables."""

from __future__ import annotations

from itertools import pairwise

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlmodel import SQLModel

from storage.engine import schema
from storage.errors import SchemaOutOfDate
from tests.builders.databases import without_tables


@pytest.fixture
def bare(database_kind, server, tmp_path):
    """A database of each kind without tables."""
    with without_tables(tmp_path, server if database_kind == "postgresql" else None) as found:
        yield found


def tables(database) -> set[str]:
    """The tables that are there."""
    return set(sa.inspect(database.engine).get_table_names()) - {"alembic_version"}


@pytest.mark.proofs_on_postgresql
def test_each_revision_goes_up_down_and_up(bare):
    """Going down undoes all that going up did."""
    for lower, upper in pairwise(["base", *schema.revisions()]):
        before = tables(bare)
        schema.upgrade(bare, upper)
        after = tables(bare)
        schema.downgrade(bare, lower)
        assert (upper, tables(bare)) == (upper, before)
        schema.upgrade(bare, upper)
        assert (upper, tables(bare)) == (upper, after)


def test_revisions_are_those_that_alembic_walks():
    """They are read off the files' names, as a start does not wait for alembic."""
    walked = ScriptDirectory.from_config(schema.config()).walk_revisions()
    assert schema.revisions() == [one.revision for one in reversed(list(walked))]


def test_migrations_make_our_tables(bare):
    """There is no difference between the migrated schema and the one in code."""
    schema.upgrade(bare)
    with bare.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert list(compare_metadata(context, SQLModel.metadata)) == []


def test_an_old_schema_is_noticed(bare):
    """The program says so instead of failing later; after the upgrade it goes on."""
    with pytest.raises(SchemaOutOfDate):
        schema.check_current(bare)
    schema.upgrade(bare)
    assert schema.check_current(bare) is None
