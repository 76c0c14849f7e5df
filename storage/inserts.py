"""Insert rows whose key may be there already."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy.dialects import postgresql, sqlite

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlmodel import Session, SQLModel


def insert_new(
    session: Session, table: type[SQLModel], rows: Sequence[dict[str, Any]], *, unique: str
) -> int:
    """How many of the rows were new; those whose `unique` columns are known are left alone.

    `unique` names the columns of one unique constraint, separated by spaces.
    """
    if not rows:
        return 0
    dialect = session.get_bind().dialect.name
    insert = (postgresql if dialect == "postgresql" else sqlite).insert
    statement = (
        insert(table).values(list(rows)).on_conflict_do_nothing(index_elements=unique.split())
    )
    counted = {"preserve_rowcount": True}  # psycopg's answer is dropped otherwise
    return session.connection().execute(statement, execution_options=counted).rowcount
