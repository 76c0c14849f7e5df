"""The database's schema: brought up to date, or checked to be so."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlmodel import SQLModel

import storage.tables  # noqa: F401 - fills the metadata
from storage.errors import SchemaOutOfDate, SchemaTooNew

if TYPE_CHECKING:
    from typing import Any

    from storage.engine.database import Database

UPGRADE = 20270113  # the number of our lock, for all processes of a database
MIGRATIONS = Path(__file__).parents[1] / "migrations"


def config() -> Config:
    """Where the migrations are."""
    found = Config()
    found.set_main_option("script_location", str(MIGRATIONS))
    return found


def upgrade(database: Database, revision: str = "head") -> None:
    """Bring the schema up to a revision. Raises SchemaTooNew."""
    _run(database, lambda settings: command.upgrade(settings, revision))


def downgrade(database: Database, revision: str) -> None:
    """Take the schema back to a revision."""
    _run(database, lambda settings: command.downgrade(settings, revision))


def _run(database: Database, act: Any) -> None:
    settings = config()
    with database.engine.begin() as connection:
        if connection.dialect.name == "postgresql":  # several processes may start at once
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(UPGRADE)))
        settings.attributes["connection"] = connection
        try:
            act(settings)
        except CommandError as error:  # a revision that only a later program knows
            raise SchemaTooNew from error


def revisions() -> list[str]:
    """Every revision, oldest first."""
    script = ScriptDirectory.from_config(config())
    return [one.revision for one in reversed(list(script.walk_revisions()))]


def check_current(database: Database) -> None:
    """Nothing, if the schema is of this program's version. Raises SchemaOutOfDate, SchemaTooNew."""
    with database.engine.connect() as connection:
        found = MigrationContext.configure(connection).get_current_revision()
    if found is not None and found not in revisions():
        raise SchemaTooNew
    if found != revisions()[-1]:
        raise SchemaOutOfDate


def differences(connection: sa.Connection) -> list[Any]:
    """What a database lacks of our tables, or has too much."""
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    return list(compare_metadata(context, SQLModel.metadata))
