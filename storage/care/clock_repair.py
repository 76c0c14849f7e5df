"""Set right what a clock that ran ahead has put off: nothing waits for a time that is no time.

Somebody sets a machine's clock forward by mistake, and back again. What was written meanwhile bears
a time that is yet to come and would wait for it: for years, if the mistake was that big.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlmodel import Session, col, select

from storage.engine.inserts import insert_new
from storage.tables import Due, Inbox, Outbox, Pace, Tick

if TYPE_CHECKING:
    from collections.abc import Sequence

LONGEST_REST = timedelta(hours=1)  # no pause of ours before a next attempt is longer
LONGEST_SILENCE = timedelta(hours=4)  # Telegram has asked for nearly three
AHEAD = timedelta(minutes=5)  # two machines' clocks may differ by less
SCHEDULER = "scheduler"
PLANNED, PUT_OFF = "planned", "put_off"  # facts of a due row: its first time, and when it lost it


def clock_went_back(session: Session, now: datetime) -> bool:
    """Whether the last tick, or the newest message, bears a time that `now` proves wrong.

    Notes this tick, so that the next one can tell. Looks at two rows, however many wait.
    """
    newest = select(Outbox.made_at).order_by(col(Outbox.id).desc()).limit(1)
    insert_new(session, Tick, [{"name": SCHEDULER, "at": now}], unique="name")
    tick = session.get_one(Tick, SCHEDULER, with_for_update=True)
    seen = max(tick.at, session.exec(newest).first() or now)
    tick.at = now
    session.add(tick)
    return seen > now + AHEAD


def set_right(session: Session, now: datetime) -> int:
    """How many rows had a time that `now` proves wrong, and have another."""
    changes = (*_messages(now), _updates(now), _reminders(now), _silence(now))
    rows = sum(session.connection().execute(change).rowcount for change in changes)
    return rows + sum(_plan_again(row, now) for row in _put_off(session))


def _messages(now: datetime) -> Sequence[sa.Update]:
    open_ = col(Outbox.ended_at).is_(None)
    unborn = (col(Outbox.made_at) > now + AHEAD) & (col(Outbox.due_at) <= col(Outbox.made_at))
    postponed = (col(Outbox.attempts) > 0) & (col(Outbox.due_at) > now + LONGEST_SILENCE)
    return (
        sa.update(Outbox).where(open_, unborn).values(made_at=now, due_at=now),
        sa.update(Outbox).where(open_, postponed).values(due_at=now),
    )


def _updates(now: datetime) -> sa.Update:
    resting = col(Inbox.done_at).is_(None) & (col(Inbox.retry_at) > now + LONGEST_REST)
    return sa.update(Inbox).where(resting).values(retry_at=now)


def _reminders(now: datetime) -> sa.Update:
    failed = (col(Due.attempts) > 0) & (col(Due.due_at) > now + LONGEST_REST)
    return sa.update(Due).where(col(Due.done_at).is_(None), failed).values(due_at=now)


def _silence(now: datetime) -> sa.Update:
    too_long = col(Pace.paused_until) > (now + LONGEST_SILENCE).timestamp()
    return sa.update(Pace).where(too_long).values(paused_until=0.0)


def _put_off(session: Session) -> Sequence[Due]:
    noted = sa.cast(col(Due.facts), sa.Text).contains(f'"{PUT_OFF}"')
    return session.exec(select(Due).where(col(Due.done_at).is_(None), noted)).all()


def _plan_again(due: Due, now: datetime) -> bool:
    """Whether a row was put off at a time that has not come, and is back at its own."""
    if datetime.fromisoformat(due.facts[PUT_OFF]) <= now + AHEAD:
        return False
    due.due_at = datetime.fromisoformat(due.facts[PLANNED])
    return True
