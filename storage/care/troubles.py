"""What went wrong for good: messages that did not arrive or may not have, updates set aside."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlmodel import Session, col, select

from storage.tables import Inbox, Outbox, OutboxState

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

LOST = (OutboxState.FAILED, OutboxState.UNCERTAIN, OutboxState.BLOCKED)
LET_BE = "let be"  # the error of a message that somebody looked at and let be


def lost_messages(
    session: Session, bots: Sequence[str], since: datetime, *, limit: int
) -> list[Outbox]:
    """Messages that were given up since then, newest first."""
    query = (
        select(Outbox)
        .where(col(Outbox.bot).in_(bots), col(Outbox.state).in_(LOST))
        .where(col(Outbox.ended_at) >= since)
        .order_by(col(Outbox.ended_at).desc(), col(Outbox.id).desc())
        .limit(limit)
    )
    return list(session.exec(query))


def updates_set_aside(session: Session, bots: Sequence[str], *, limit: int) -> list[Inbox]:
    """Updates with which patience was over, newest first."""
    query = (
        select(Inbox)
        .where(col(Inbox.bot).in_(bots), col(Inbox.set_aside))
        .order_by(col(Inbox.done_at).desc(), col(Inbox.update_id).desc())
        .limit(limit)
    )
    return list(session.exec(query))


def let_message_be(session: Session, row_id: int) -> bool:
    """Whether a message that was given up is now closed for good."""
    done = session.connection().execute(
        sa.update(Outbox)
        .where(col(Outbox.id) == row_id, col(Outbox.state).in_(LOST))
        .values(state=OutboxState.CANCELLED, error=LET_BE)
    )
    return done.rowcount > 0


def let_update_be(session: Session, bot: str, update_id: int) -> bool:
    """Whether an update that was set aside is now closed for good."""
    done = session.connection().execute(
        sa.update(Inbox)
        .where(col(Inbox.bot) == bot, col(Inbox.update_id) == update_id, col(Inbox.set_aside))
        .values(set_aside=False)
    )
    return done.rowcount > 0
