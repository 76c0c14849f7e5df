"""Close the books: whether everything adds up, and nothing is in a state it cannot be in."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlmodel import Session, col, select

from storage.queues import outbox
from storage.queues.pace import EVERYONE
from storage.tables import Due, Inbox, Instance, Outbox, OutboxState, Pace

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

OPEN = (OutboxState.WAITING, OutboxState.SENDING)
_ended, _owner = col(Outbox.ended_at), col(Outbox.owner)
_open = col(Outbox.state).in_(OPEN)
_done = col(Inbox.done_at)
# What no way of ours leads to; each by the name under which `doctor` tells it.
IMPOSSIBLE: Mapping[str, sa.ColumnElement[bool]] = {
    "messages that are open and have ended": _open & _ended.is_not(None),
    "messages that are closed and have not ended": ~_open & _ended.is_(None),
    "messages on their way without a sender": (col(Outbox.state) == OutboxState.SENDING)
    & _owner.is_(None),
    "messages with a sender that are not on their way": (col(Outbox.state) != OutboxState.SENDING)
    & _owner.is_not(None),
    "updates that are done and still in hand": _done.is_not(None) & col(Inbox.owner).is_not(None),
    "updates that are set aside and open": col(Inbox.set_aside) & _done.is_(None),
}


@dataclass(frozen=True)
class Accounts:
    """The books at one moment.

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
    impossible: dict[str, int] = field(default_factory=dict)
    silent_until: dict[str, float] = field(default_factory=dict)

    @property
    def adds_up(self) -> bool:
        """Whether every message that was attempted is in one of the states that there are."""
        known = {state.value for state in OutboxState}
        return sum(n for state, n in self.states.items() if state in known) == self.attempted


def close_books(session: Session, now: datetime, late: datetime) -> Accounts:
    """The books of this moment; what has been due since before `late` is late."""
    waits = col(Inbox.done_at).is_(None)
    return Accounts(
        attempted=_count(session, Outbox),
        states=outbox.counts(session),
        late_updates=_count(session, Inbox, waits, col(Inbox.received_at) < late),
        late_messages=_count(
            session, Outbox, _ended.is_(None), col(Outbox.due_at) < late, _owner.is_(None)
        ),
        late_reminders=_count(session, Due, col(Due.done_at).is_(None), col(Due.due_at) < late),
        astray_updates=_count(session, Inbox, waits, _nobodys(col(Inbox.owner))),
        astray_messages=_count(session, Outbox, _ended.is_(None), _nobodys(_owner)),
        impossible=_impossible(session),
        silent_until=_silence(session, now.timestamp()),
    )


def _nobodys(owner: sa.orm.Mapped[str | None]) -> sa.ColumnElement[bool]:
    """Whether an owner is named that does not live."""
    return owner.is_not(None) & owner.not_in(select(Instance.id))


def _impossible(session: Session) -> dict[str, int]:
    tables = {name: Inbox if name.startswith("updates") else Outbox for name in IMPOSSIBLE}
    counted = {name: _count(session, tables[name], where) for name, where in IMPOSSIBLE.items()}
    return {name: count for name, count in counted.items() if count}


def _silence(session: Session, now: float) -> dict[str, float]:
    query = select(Pace.bot, Pace.paused_until).where(
        Pace.chat_id == EVERYONE, col(Pace.paused_until) > now
    )
    return dict(session.exec(query).all())


def _count(
    session: Session, table: type[Inbox | Outbox | Due], *where: sa.ColumnElement[bool]
) -> int:
    return session.exec(select(sa.func.count()).select_from(table).where(*where)).one()
