"""Insert rows whose key may be there already."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.sql.dml import Insert
    from sqlmodel import Session, SQLModel


def insert_new(
    session: Session, table: type[SQLModel], rows: Sequence[dict[str, Any]], *, unique: str
) -> int:
    """How many of the rows were new; those whose `unique` columns are known are left alone.

    `unique` names the columns of one unique constraint, separated by spaces.
    """
    if not rows:
        return 0
    statement = _insert(session.get_bind().dialect.name, table, unique)
    counted = {"preserve_rowcount": True}  # psycopg's answer is dropped otherwise
    done = session.connection().execute(statement, list(rows), execution_options=counted)
    return done.rowcount


@cache
def _insert(dialect: str, table: type[SQLModel], unique: str) -> Insert:
    insert = (postgresql if dialect == "postgresql" else sqlite).insert
    statement: Insert = insert(table).on_conflict_do_nothing(index_elements=unique.split())
    return statement


def insert_many(
    session: Session, table: type[SQLModel], rows: Sequence[dict[str, Any]]
) -> list[int]:
    """The numbers of many new rows, in their order: thousands by one statement, in a blink."""
    numbers = _next_numbers(session, table, len(rows))
    if rows:
        numbered = [{**row, "id": number} for row, number in zip(rows, numbers, strict=True)]
        session.execute(sa.insert(table), numbered, execution_options=PLAIN)
    return numbers


PLAIN = {"render_nulls": True}
"""Of an insert: rows that lack something and rows that do not go in one statement."""


def _next_numbers(session: Session, table: type[SQLModel], count: int) -> list[int]:
    """On PostgreSQL from the sequence, which others draw from too; on SQLite only one writes at a time."""
    name = str(table.__tablename__)
    if session.get_bind().dialect.name == "postgresql":
        drawn = sa.text(
            "SELECT nextval(pg_get_serial_sequence(:name, 'id')) FROM generate_series(1, :count)"
        )
        return list(session.execute(drawn, {"name": name, "count": count}).scalars())
    most = session.execute(sa.text(f"SELECT coalesce(max(id), 0) FROM {name}")).scalar_one()
    return list(range(most + 1, most + 1 + count))
