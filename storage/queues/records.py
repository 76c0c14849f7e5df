"""Write what is due and what was done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from storage.engine.inserts import insert_new
from storage.tables import Audit, Due

if TYPE_CHECKING:
    from datetime import datetime


def record(
    session: Session, at: datetime, actor: str, act: str, subject: str, facts: dict[str, Any]
) -> None:
    """Add an audit row."""
    session.add(Audit(at=at, actor=actor, act=act, subject=subject, facts=facts))


def schedule(
    session: Session, kind: str, subject: int, due_at: datetime, key: str, facts: dict[str, Any]
) -> None:
    """Add something due; a key known already is left as it is."""
    row = {"kind": kind, "subject": subject, "due_at": due_at, "key": key, "facts": facts}
    insert_new(session, Due, [{**row, "attempts": 0, "outcome": ""}], unique="key")


def unschedule(session: Session, kind: str, subject: int, now: datetime) -> None:
    """Close what is open of that kind for that subject, without doing it."""
    session.execute(
        sa.update(Due)
        .where(col(Due.kind) == kind, col(Due.subject) == subject, col(Due.done_at).is_(None))
        .values(done_at=now, outcome="not_needed")
    )


def next_due(session: Session, now: datetime, *, after: int = 0, limit: int = 100) -> list[Due]:
    """What is due now and not done, oldest first; locked against other schedulers."""
    query = (
        select(Due)
        .where(col(Due.done_at).is_(None), col(Due.due_at) <= now, col(Due.id) > after)
        .order_by(col(Due.due_at), col(Due.id))
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    return list(session.exec(query))
