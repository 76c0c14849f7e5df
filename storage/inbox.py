"""Updates: stored before they are acknowledged, worked in order per chat, done once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from storage.bells import ring
from storage.inserts import insert_new
from storage.tables import Inbox

if TYPE_CHECKING:
    from collections.abc import Sequence

PAUSES = tuple(timedelta(seconds=one) for one in (0.5, 1, 2, 4))  # before each next attempt
PATIENCE = len(PAUSES) + 1  # attempts before an update is set aside


@dataclass(frozen=True)
class Arrived:
    """An update as it came: the chat it belongs to decides its order; 0 is no chat."""

    update_id: int
    chat_id: int
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
            "set_aside": False,
            "error": "",
        }
        for one in updates
    ]
    ring(session, f"{bot}:in")
    return insert_new(session, Inbox, rows, unique="bot update_id")


def last_update_id(session: Session, bot: str) -> int | None:
    """The highest update number we hold, to go on after."""
    return session.exec(select(sa.func.max(Inbox.update_id)).where(Inbox.bot == bot)).one()


def claim(
    session: Session, bot: str, owner: str, now: datetime, *, limit: int = 50
) -> list[Arrived]:
    """The first unfinished update of each chat that nobody works on, now `owner`'s, oldest first.

    One chat never waits for another. The second update of a chat can be claimed when the first is
    done, so two processes never work for one chat at the same time.
    """
    earlier = aliased(Inbox)
    before = (
        sa.select(sa.literal(1))
        .where(
            col(earlier.bot) == col(Inbox.bot),
            col(earlier.chat_id) == col(Inbox.chat_id),
            col(earlier.done_at).is_(None),
            col(earlier.update_id) < col(Inbox.update_id),
        )
        .exists()
    )
    query = (
        select(Inbox.update_id, Inbox.chat_id, Inbox.body)
        .where(Inbox.bot == bot, col(Inbox.done_at).is_(None), col(Inbox.owner).is_(None), ~before)
        .where(sa.or_(col(Inbox.retry_at).is_(None), col(Inbox.retry_at) <= now))
        .order_by(col(Inbox.update_id))
        .limit(limit)
        .with_for_update(skip_locked=True, of=Inbox)
    )
    found = [Arrived(number, chat, dict(body)) for number, chat, body in session.exec(query)]
    if found:
        numbers = [one.update_id for one in found]
        session.execute(
            sa.update(Inbox)
            .where(col(Inbox.bot) == bot, col(Inbox.update_id).in_(numbers))
            .values(owner=owner),
            execution_options={"synchronize_session": False},
        )
    return found


def release(session: Session, owners: Sequence[str]) -> int:
    """How many updates these instances had in hand; whoever is free may work on them now."""
    held = col(Inbox.owner).in_(owners) & col(Inbox.done_at).is_(None)
    bots = session.exec(select(Inbox.bot).where(held).distinct()).all()
    for bot in bots:
        ring(session, f"{bot}:in")
    freed = session.connection().execute(sa.update(Inbox).where(held).values(owner=None))
    return freed.rowcount


def finish(session: Session, bot: str, update_id: int, now: datetime) -> bool:
    """Mark an update as done, in the transaction of what it changes; False if it was done before.

    Said first in that transaction it also locks the update: whoever else works on it waits, and
    then learns that it is done.
    """
    done = session.connection().execute(
        sa.update(Inbox)
        .where(
            col(Inbox.bot) == bot, col(Inbox.update_id) == update_id, col(Inbox.done_at).is_(None)
        )
        .values(done_at=now, owner=None)
    )
    return done.rowcount > 0


def fail(session: Session, bot: str, update_id: int, now: datetime, error: str) -> bool:
    """Count a failed attempt; True when patience is over and the update is set aside."""
    row = session.get(Inbox, (bot, update_id), with_for_update=True)
    if row is None or row.done_at is not None:
        return False
    row.attempts += 1
    row.error, row.owner = error[:2000], None
    if row.attempts >= PATIENCE:
        row.done_at, row.set_aside = now, True
    else:
        row.retry_at = now + PAUSES[row.attempts - 1]
    session.add(row)
    return row.set_aside


def try_again(session: Session, bot: str, update_id: int) -> bool:
    """Whether an update that was set aside is worked on once more."""
    back = {"done_at": None, "set_aside": False, "attempts": 0, "retry_at": None, "owner": None}
    ring(session, f"{bot}:in")
    result = session.connection().execute(
        sa.update(Inbox)
        .where(col(Inbox.bot) == bot, col(Inbox.update_id) == update_id, col(Inbox.set_aside))
        .values(**back)
    )
    return result.rowcount > 0


def give_back(session: Session, bot: str, update_id: int) -> None:
    """Let whoever is free work on an update that we could not begin."""
    session.execute(
        sa.update(Inbox)
        .where(col(Inbox.bot) == bot, col(Inbox.update_id) == update_id)
        .values(owner=None)
    )
    ring(session, f"{bot}:in")
