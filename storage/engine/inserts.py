"""Insert rows whose key may be there already."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

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
