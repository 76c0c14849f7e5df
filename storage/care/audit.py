"""Audit what is stored: whether everything adds up, and what waits too long or is in no hand."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlmodel import Session, col, select

from storage.queues import outbox
from storage.queues.pace import EVERYONE
from storage.tables import Due, Inbox, Instance, Outbox, OutboxState, Pace

if TYPE_CHECKING:
    from datetime import datetime

_ended, _owner = col(Outbox.ended_at), col(Outbox.owner)


@dataclass(frozen=True)
class AuditFigures:
    """What the audit found at one moment.

    `attempted` is how many messages there are, `states` how many of them are in each state.
    `late_*` have been due since before the moment asked for; `astray_*` are in the hands of
    instances that there are no more. `silent_until` says until when Telegram wants silence from a
    bot, in seconds since 1970.
    """

    attempted: int
    states: dict[str, int]
    late_updates: int
    late_messages: int
    late_reminders: int
    astray_updates: int
    astray_messages: int
    silent_until: dict[str, float] = field(default_factory=dict)

    @property
    def adds_up(self) -> bool:
        """Whether every message that was attempted is in one of the states that there are."""
        known = {state.value for state in OutboxState}
        return sum(n for state, n in self.states.items() if state in known) == self.attempted


def audit(session: Session, now: datetime, late: datetime) -> AuditFigures:
    """The figures of this moment; what has been due since before `late` is late."""
    waits = col(Inbox.done_at).is_(None)
    return AuditFigures(
        attempted=_count(session, Outbox),
        states=outbox.counts(session),
        late_updates=_count(session, Inbox, waits, col(Inbox.received_at) < late),
        late_messages=_count(
            session, Outbox, _ended.is_(None), col(Outbox.due_at) < late, _owner.is_(None)
        ),
        late_reminders=_count(session, Due, col(Due.done_at).is_(None), col(Due.due_at) < late),
        astray_updates=_count(session, Inbox, waits, _nobodys(col(Inbox.owner))),
        astray_messages=_count(session, Outbox, _ended.is_(None), _nobodys(_owner)),
        silent_until=_silence(session, now.timestamp()),
    )


def _nobodys(owner: sa.orm.Mapped[str | None]) -> sa.ColumnElement[bool]:
    """Whether an owner is named that does not live."""
    return owner.is_not(None) & owner.not_in(select(Instance.id))


def _silence(session: Session, now: float) -> dict[str, float]:
    query = select(Pace.bot, Pace.paused_until).where(
        Pace.chat_id == EVERYONE, col(Pace.paused_until) > now
    )
    return dict(session.exec(query).all())


def _count(
    session: Session, table: type[Inbox | Outbox | Due], *where: sa.ColumnElement[bool]
) -> int:
    return session.exec(select(sa.func.count()).select_from(table).where(*where)).one()
