"""What is planned for later is said now, because an officer wants it so."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlmodel import col, select

from exchange.timing.reminder import reader_of
from storage.tables import Due, DueOutcome

if TYPE_CHECKING:
    from exchange.work import Work

A_DAY = timedelta(days=1)


def bring_forward(work: Work, kind: str, subject: int) -> bool:
    """Whether each reader's next reminder of that kind about that subject is due now.

    Nothing is added to what is planned: it is not if nothing is, or if one was said within a day.
    """
    query = select(Due).where(Due.kind == str(kind), Due.subject == subject)
    rows = work.session.exec(query.order_by(col(Due.due_at), col(Due.id))).all()
    if any(
        row.outcome is DueOutcome.DONE and (row.done_at or row.due_at) > work.now - A_DAY
        for row in rows
    ):
        return False
    following: dict[object, Due] = {}
    for row in rows:
        if row.done_at is None:
            following.setdefault(reader_of(row), row)
    for row in following.values():
        row.due_at = min(row.due_at, work.now)
        work.session.add(row)
    return bool(following)
