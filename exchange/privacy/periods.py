"""What every look at what is kept has in common: how long ago, how many rows, and nobody whose data is frozen."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlmodel import col, select

from storage.tables import Application, Person

if TYPE_CHECKING:
    import sqlalchemy as sa

    from exchange.work import Work


def ago(work: Work, days: int) -> datetime:
    """So many days before now."""
    return work.now - timedelta(days=days)


def changed(work: Work, statement: Any) -> int:
    """How many rows a statement has changed."""
    done: Any = work.session.execute(statement, execution_options={"synchronize_session": False})
    return int(done.rowcount)


def not_frozen() -> sa.ColumnElement[bool]:
    """Applications of people whose data is not frozen."""
    frozen = select(Person.id).where(col(Person.frozen_at).is_not(None))
    return col(Application.person_id).not_in(frozen)
