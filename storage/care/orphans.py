"""Files of a person that nothing points to any more make room for others."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlmodel import SQLModel, col, select

from storage.queues.outbox import LOST
from storage.tables import Draft, Outbox, StoredFile

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from sqlmodel import Session

TRIED_AGAIN = timedelta(days=30)  # an officer may still have a message that was given up sent


def sweep(session: Session, now: datetime, person_id: int) -> int:
    """How many files of a person were forgotten, as nothing points to them any more.

    Whatever column has a foreign key to a file counts, and so do answers of drafts and enclosures
    of messages that may still leave. Papers of ours that tell of them stay.
    """
    theirs = sa.select(col(StoredFile.id)).where(
        col(StoredFile.person_id) == person_id, col(StoredFile.drawn_from).is_(None)
    )
    kept = set(session.execute(theirs).scalars())
    orphans = sorted(kept - set(_pointed_to(session, now)) if kept else kept)
    if orphans:
        session.execute(sa.delete(StoredFile).where(col(StoredFile.id).in_(orphans)))
    return len(orphans)


def files_in(answers: Mapping[str, Any]) -> Iterator[int]:
    """Whatever number in a draft's answers may be a file's: alone, or one of several."""
    for value in answers.values():
        several = value if isinstance(value, list) else [value]
        yield from (one for one in several if isinstance(one, int))


def _pointed_to(session: Session, now: datetime) -> Iterator[int]:
    for table in SQLModel.metadata.tables.values():
        for key in table.foreign_keys:
            if key.column.table.name == StoredFile.__tablename__:
                column = key.parent
                yield from session.execute(sa.select(column).where(column.is_not(None))).scalars()
    for answers in session.exec(select(Draft.answers)):
        yield from files_in(answers)
    given_up = col(Outbox.state).in_(LOST) & (col(Outbox.ended_at) > now - TRIED_AGAIN)
    may_leave = col(Outbox.ended_at).is_(None) | given_up
    for body in session.exec(select(Outbox.body).where(may_leave)):
        if isinstance(body.get("file"), int):
            yield body["file"]
