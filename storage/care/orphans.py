"""Files that nothing points to any more are not kept."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlmodel import SQLModel, col, select

from storage.queues.outbox import LOST
from storage.tables import Draft, Outbox, StoredFile

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from sqlmodel import Session

SENT_OR_MADE = timedelta(days=1)  # an upload that was replaced, a spreadsheet for one reader
DRAWN = timedelta(days=30)  # it may be asked for again, and would have to be drawn again
TRIED_AGAIN = timedelta(days=30)  # an officer may still have a message that was given up sent
MOST = 500  # in one go


def sweep(session: Session, now: datetime, owner_id: int | None = None) -> int:
    """How many files were forgotten, as nothing has pointed to them for long enough.

    Of one owner it is all that nothing points to now. Whatever column has a foreign key to a file
    counts, and so do answers of drafts and enclosures of messages that may still leave.
    """
    wanted = _aged(now) if owner_id is None else _of_owner(owner_id)
    aged = set(session.execute(wanted).scalars())
    orphans = sorted(aged - set(_pointed_to(session, now)) if aged else aged)[:MOST]
    if orphans:
        session.execute(sa.delete(StoredFile).where(col(StoredFile.id).in_(orphans)))
    return len(orphans)


def _aged(now: datetime) -> sa.Select[tuple[int]]:
    drawn = select(StoredFile.id).where(col(StoredFile.drawn_from).is_not(None))
    long_ago = col(StoredFile.kept_at) < now - DRAWN
    a_while_ago = col(StoredFile.kept_at) < now - SENT_OR_MADE
    return sa.select(col(StoredFile.id)).where(
        long_ago | (a_while_ago & col(StoredFile.id).not_in(drawn))
    )


def _of_owner(owner_id: int) -> sa.Select[tuple[int]]:
    return sa.select(col(StoredFile.id)).where(col(StoredFile.owner_id) == owner_id)


def _pointed_to(session: Session, now: datetime) -> Iterator[int]:
    for table in SQLModel.metadata.tables.values():
        for key in table.foreign_keys:
            if key.column.table.name == StoredFile.__tablename__:
                column = key.parent
                yield from session.execute(sa.select(column).where(column.is_not(None))).scalars()
    for answers in session.exec(select(Draft.answers)):
        yield from (value for value in answers.values() if isinstance(value, int))
    given_up = col(Outbox.state).in_(LOST) & (col(Outbox.ended_at) > now - TRIED_AGAIN)
    may_leave = col(Outbox.ended_at).is_(None) | given_up
    for body in session.exec(select(Outbox.body).where(may_leave)):
        if isinstance(body.get("file"), int):
            yield body["file"]
