"""Write what is due and what was done."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from storage.engine.inserts import insert_new
from storage.tables import Audit, Due, DueOutcome, Tick

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime


_AT_ONCE = 500
"""Subjects that are named in one statement."""
_OPEN = col(Due.done_at).is_(None)
_STRUCK = {"done_at": sa.bindparam("now"), "outcome": DueOutcome.NOT_NEEDED}
# Told once: to build a statement takes ten times as long as to run it.
_STRIKE = (
    sa.update(Due.__table__)  # type: ignore[attr-defined]
    .where(col(Due.kind) == sa.bindparam("of"), col(Due.subject) == sa.bindparam("about"), _OPEN)
    .values(_STRUCK)
)
_STRIKE_OVERDUE = (
    sa.update(Due.__table__)  # type: ignore[attr-defined]
    .where(col(Due.due_at) <= sa.bindparam("now"), _OPEN)
    .values(_STRUCK)
)


def record(
    session: Session, at: datetime, actor: str, act: str, subject: str, facts: dict[str, Any]
) -> None:
    """Add an audit row."""
    session.add(Audit(at=at, actor=actor, act=act, subject=subject, facts=facts))


def schedule(
    session: Session,
    kind: str,
    subject: int,
    due_at: datetime,
    key: str,
    facts: dict[str, Any],
    call: str = "",
) -> None:
    """Add something due, to be done under a call; a key known already is left as it is."""
    row = {"kind": kind, "subject": subject, "due_at": due_at, "key": key, "facts": facts}
    row["call"] = call
    insert_new(session, Due, [{**row, "attempts": 0}], unique="key")


def unschedule(session: Session, kind: str, subject: int, now: datetime) -> None:
    """Close what is open of that kind for that subject, without doing it."""
    _strike(session, _STRIKE, {"of": kind, "about": subject, "now": now})


def unschedule_all(
    session: Session, kinds: Collection[str], subjects: Sequence[int], now: datetime
) -> None:
    """Close what is open of those kinds for thousands of subjects, without doing it."""
    for at in range(0, len(subjects), _AT_ONCE):
        about = subjects[at : at + _AT_ONCE]
        named = (col(Due.kind).in_([str(one) for one in kinds]), col(Due.subject).in_(about))
        statement = sa.update(Due).where(*named, _OPEN).values(_STRUCK)
        _strike(session, statement, {"now": now})


def reopen(session: Session, kinds: Collection[str], subject: int, struck_at: datetime) -> None:
    """Open what was struck of those kinds for that subject at that moment."""
    query = select(Due).where(
        col(Due.kind).in_([str(one) for one in kinds]),
        col(Due.subject) == subject,
        col(Due.outcome) == DueOutcome.NOT_NEEDED,
        col(Due.done_at) == struck_at,
    )
    for row in session.exec(query).all():
        row.outcome = row.done_at = None
        session.add(row)
    session.flush()


def strike_overdue(session: Session, now: datetime) -> None:
    """Close what is due by now, of every kind, without doing it."""
    _strike(session, _STRIKE_OVERDUE, {"now": now})


def _strike(session: Session, statement: sa.Update, facts: dict[str, Any]) -> None:
    session.flush()  # the statement passes the session by
    if session.connection().execute(statement, facts).rowcount:
        for one in list(session.identity_map.values()):
            if isinstance(one, Due):
                session.expire(one)


def settle(due: Due, outcome: DueOutcome, now: datetime) -> None:
    """Close what was due: what came of it, and when."""
    due.outcome, due.done_at = outcome, now


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


def a_day_later(session: Session, name: str, now: datetime) -> bool:
    """Whether a day has gone by since `note_day` for that name, in whichever process."""
    return not _lately(session.get(Tick, name), now)


def note_day(session: Session, name: str, now: datetime) -> None:
    """Note that what is done once a day is done: a process that is killed in it leaves it to be done."""
    insert_new(session, Tick, [{"name": name, "at": now}], unique="name")
    tick = session.get_one(Tick, name, with_for_update=True, populate_existing=True)
    tick.at = now
    session.add(tick)


def _lately(tick: Tick | None, now: datetime) -> bool:
    return tick is not None and timedelta(0) <= now - tick.at < timedelta(days=1)
