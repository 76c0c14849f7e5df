"""Updates: stored before they are acknowledged, worked in order per chat, done once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from storage.inserts import insert_new
from storage.tables import Inbox

if TYPE_CHECKING:
    from collections.abc import Sequence

PATIENCE = 5  # attempts before an update is set aside
PAUSE = timedelta(seconds=2)


@dataclass(frozen=True)
class Arrived:
    """An update as it came: the chat it belongs to decides its order."""

    update_id: int
    chat_id: int | None
    body: dict[str, Any]


def store(session: Session, bot: str, updates: Sequence[Arrived], now: datetime) -> int:
    """Keep updates; how many were new. A redelivered one is known already."""
    rows = [
        {
            "bot": bot,
            "update_id": one.update_id,
            "chat_id": one.chat_id,
            "body": one.body,
            "received_at": now,
            "attempts": 0,
            "error": "",
        }
        for one in updates
    ]
    return insert_new(session, Inbox, rows, unique="bot update_id")


def last_update_id(session: Session, bot: str) -> int | None:
    """The highest update number we hold, to go on after."""
    return session.exec(select(sa.func.max(Inbox.update_id)).where(Inbox.bot == bot)).one()


def waiting(session: Session, bot: str, now: datetime, *, limit: int = 50) -> list[Inbox]:
    """The first unfinished update of each chat, oldest first: one chat never waits for another."""
    earlier = aliased(Inbox)
    before = (
        select(earlier.update_id)
        .where(
            earlier.bot == Inbox.bot,
            col(earlier.chat_id).is_not_distinct_from(Inbox.chat_id),
            col(earlier.done_at).is_(None),
            col(earlier.update_id) < col(Inbox.update_id),
        )
        .exists()
    )
    query = (
        select(Inbox)
        .where(Inbox.bot == bot, col(Inbox.done_at).is_(None), ~before)
        .where(sa.or_(col(Inbox.retry_at).is_(None), col(Inbox.retry_at) <= now))
        .order_by(col(Inbox.update_id))
        .limit(limit)
    )
    return list(session.exec(query))


def begin(session: Session, bot: str, update_id: int) -> bool:
    """Lock an update for this transaction; False when it is done already."""
    row = session.get(Inbox, (bot, update_id), with_for_update=True)
    return row is not None and row.done_at is None


def finish(session: Session, bot: str, update_id: int, now: datetime) -> None:
    """Mark an update as done, in the transaction of what it changed."""
    session.execute(
        sa.update(Inbox)
        .where(
            col(Inbox.bot) == bot, col(Inbox.update_id) == update_id, col(Inbox.done_at).is_(None)
        )
        .values(done_at=now)
    )


def fail(session: Session, bot: str, update_id: int, now: datetime, error: str) -> bool:
    """Count a failed attempt; True when patience is over and the update is set aside."""
    row = session.get(Inbox, (bot, update_id), with_for_update=True)
    if row is None or row.done_at is not None:
        return False
    row.attempts += 1
    row.error = error[:2000]
    row.retry_at = now + PAUSE * row.attempts
    if row.attempts >= PATIENCE:
        row.done_at = now
    session.add(row)
    return row.done_at is not None
