"""A database of the very first version, with a hundred thousand rows, brought up to date: none is lost, and how long it takes."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa

from bot.app.settings import Settings
from bot.app.starting import prepared
from storage.engine import schema
from tests.builders.databases import KINDS, without_tables
from tests.builders.records.first_years import keep_first_years

if TYPE_CHECKING:
    from storage.engine.database import Database

pytestmark = [pytest.mark.proofs, pytest.mark.long]
PEOPLE = 4_200


@pytest.fixture(params=KINDS)
def old(request, tmp_path):
    """A database of each kind as the first version left it, and how many rows each table has."""
    server = request.getfixturevalue("server") if request.param == "postgresql" else None
    with without_tables(tmp_path, server) as found:
        schema.upgrade(found, "0001")
        with found.engine.begin() as line:
            kept = keep_first_years(line, PEOPLE)
        yield found, kept


def counted(database: Database, names: list[str]) -> dict[str, int]:
    """How many rows each of these tables has."""
    with database.engine.connect() as line:
        return {
            name: line.execute(sa.select(sa.func.count()).select_from(sa.table(name))).scalar_one()
            for name in names
        }


def hanging(database: Database) -> list[tuple]:
    """Rows that hang on nothing; PostgreSQL lets none be."""
    if database.url.get_backend_name() != "sqlite":
        return []
    with database.engine.connect() as line:
        return [tuple(one) for one in line.exec_driver_sql("PRAGMA foreign_key_check")]


def test_a_hundred_thousand_rows_go_through_every_version(old, tmp_path):
    """As many rows as before in each table; the program starts on them, and starts again."""
    database, kept = old
    assert kept.total() >= 100_000
    begun = time.monotonic()
    schema.upgrade(database)
    upgraded = time.monotonic() - begun
    assert counted(database, list(kept)) == dict(kept)
    assert hanging(database) == []
    assert schema.check_current(database) is None
    address = database.url.render_as_string(hide_password=False)
    settings = Settings(_env_file=None, database_url=address, erased_list=tmp_path / "erased")
    begun = time.monotonic()
    with prepared(settings):
        started = time.monotonic() - begun
    begun = time.monotonic()
    with prepared(settings):
        again = time.monotonic() - begun
    kind = database.url.get_backend_name()
    print(  # noqa: T201 - what docs/operating.md tells
        f"{kind}: {kept.total()} rows upgraded in {upgraded:.1f} s,"
        f" first start {started:.1f} s, second {again:.1f} s"
    )
