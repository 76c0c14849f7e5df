"""Count what waits, what went wrong and what is late: the figures a monitor asks for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlmodel import Session, col, select

from storage.queues import outbox
from storage.tables import Application, Chat, Due, DueOutcome, Exchange, Inbox, Outbox

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True)
class Figures:
    """How much of everything there is at one moment; `oldest_due` is in seconds."""

    updates_waiting: int
    updates_set_aside: int
    messages: dict[str, int]
    reminders_overdue: int
    reminders_too_late: int
    oldest_due: float
    chats_blocked: int
    applications: dict[str, int]
    exchanges: dict[str, int]


def figures_at(session: Session, now: datetime) -> Figures:
    """The figures of this moment."""
    late = select(Outbox.due_at).where(col(Outbox.ended_at).is_(None), col(Outbox.due_at) <= now)
    due = select(Due.due_at).where(col(Due.done_at).is_(None), col(Due.due_at) <= now)
    moments = [
        *session.exec(late.order_by(col(Outbox.due_at)).limit(1)),
        *session.exec(due.order_by(col(Due.due_at)).limit(1)),
    ]
    return Figures(
        updates_waiting=_count(session, Inbox, col(Inbox.done_at).is_(None)),
        updates_set_aside=_count(session, Inbox, col(Inbox.set_aside)),
        messages=outbox.counts(session),
        reminders_overdue=_count(session, Due, col(Due.done_at).is_(None), col(Due.due_at) <= now),
        reminders_too_late=_count(session, Due, col(Due.outcome) == DueOutcome.TOO_LATE),
        oldest_due=max(((now - moment).total_seconds() for moment in moments), default=0.0),
        chats_blocked=_count(session, Chat, col(Chat.blocked_at).is_not(None)),
        applications=_by_state(session, Application),
        exchanges=_by_state(session, Exchange),
    )


def _by_state(session: Session, table: type[Application | Exchange]) -> dict[str, int]:
    query = select(table.state, sa.func.count()).group_by(col(table.state))
    return {str(state): count for state, count in session.exec(query)}


def _count(
    session: Session,
    table: type[Inbox | Due | Chat],
    *where: sa.ColumnElement[bool] | sa.orm.Mapped[bool],
) -> int:
    return session.exec(select(sa.func.count()).select_from(table).where(*where)).one()
