"""The database's schema: brought up to date, or checked to be so."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa

import storage.tables  # noqa: F401 - fills the metadata
from storage.errors import SchemaMissing, SchemaOutOfDate, SchemaTooNew

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from alembic.config import Config

    from storage.engine.database import Database

UPGRADE = 20270113  # the number of our lock, for all processes of a database
MIGRATIONS = Path(__file__).parents[1] / "migrations"


def config() -> Config:
    """Where the migrations are."""
    from alembic.config import Config  # noqa: PLC0415 - only who changes the schema waits for it

    found = Config()
    found.set_main_option("script_location", str(MIGRATIONS))
    return found


def upgrade(database: Database, revision: str = "head") -> None:
    """Bring the schema up to a revision. Raises SchemaTooNew."""
    if revision == "head" and _revision(database) == revisions()[-1]:
        return  # nearly every start: nobody waits for what changes schemas
    from alembic import command  # noqa: PLC0415 - as above

    _run(database, lambda settings: command.upgrade(settings, revision))


def downgrade(database: Database, revision: str) -> None:
    """Take the schema back to a revision."""
    from alembic import command  # noqa: PLC0415 - as above

    _run(database, lambda settings: command.downgrade(settings, revision))


def _run(database: Database, act: Any) -> None:
    from alembic.util import CommandError  # noqa: PLC0415 - as above

    settings = config()
    with database.engine.connect() as connection, _loosened(connection), connection.begin():
        if connection.dialect.name == "postgresql":  # several processes may start at once
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(UPGRADE)))
        settings.attributes["connection"] = connection
        try:
            act(settings)
        except CommandError as error:  # a revision that only a later program knows
            raise SchemaTooNew from error


@contextmanager
def _loosened(connection: sa.Connection) -> Iterator[None]:
    """SQLite changes a table by making it anew, and dropping the old one deletes what hangs on it.

    So nothing hangs on anything meanwhile. That is no part of a transaction, hence before it.
    """
    driver: Any = connection.connection.driver_connection
    if connection.dialect.name != "sqlite":
        yield
        return
    driver.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        driver.execute("PRAGMA foreign_keys=ON")


def revisions() -> list[str]:
    """Every revision, oldest first: each file of a migration begins with its number."""
    return sorted(file.name.partition("_")[0] for file in (MIGRATIONS / "versions").glob("0*.py"))


def check_current(database: Database) -> None:
    """Nothing, if the schema is of this program's version.

    Raises SchemaMissing, SchemaOutOfDate, SchemaTooNew.
    """
    found = _revision(database)
    if found is None:
        raise SchemaMissing
    if found not in revisions():
        raise SchemaTooNew
    if found != revisions()[-1]:
        raise SchemaOutOfDate


def _revision(database: Database) -> str | None:
    """The revision that a database is at, as alembic keeps it; None before the first."""
    kept = sa.table("alembic_version", sa.column("version_num", sa.String))
    with database.engine.connect() as connection:
        if not sa.inspect(connection).has_table(kept.name):
            return None
        return connection.execute(sa.select(kept.c.version_num)).scalar()
