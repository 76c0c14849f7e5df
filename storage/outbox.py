"""Put messages into the outbox, and work it off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from storage.inserts import insert_new
from storage.tables import Outbox, OutboxState, Urgency


@dataclass(frozen=True)
class Letter:
    """A message to be, before it has a place in the outbox.

    `dedupe_key` says which fact it tells (`exchange:42:departure:7d`); None for a plain reply.
    """

    bot: str
    chat_id: int
    kind: str
    body: dict[str, Any] = field(default_factory=dict)
    dedupe_key: str | None = None
    urgency: Urgency = Urgency.NOTICE
    due_at: datetime | None = None


def post(session: Session, letters: Sequence[Letter], now: datetime) -> None:
    """Add messages; one whose fact was told before is dropped in silence."""
    insert_new(session, Outbox, [_row(letter, now) for letter in letters], unique="dedupe_key")


def _row(letter: Letter, now: datetime) -> dict[str, Any]:
    return {
        "bot": letter.bot,
        "chat_id": letter.chat_id,
        "kind": letter.kind,
        "body": letter.body,
        "dedupe_key": letter.dedupe_key,
        "urgency": int(letter.urgency),
        "made_at": now,
        "due_at": letter.due_at or now,
        "state": OutboxState.WAITING,
        "attempts": 0,
        "error": "",
    }


def claim(
    session: Session,
    bot: str,
    owner: str,
    now: datetime,
    *,
    until: datetime,
    limit: int,
    skip_chats: Sequence[int] = (),
) -> list[Outbox]:
    """Messages that may leave now, oldest of each chat only, marked as being sent by `owner`.

    Order within a chat is held by taking a chat's first unfinished message only.
    """
    unfinished = (
        sa.select(sa.func.min(Outbox.id))
        .where(  # type: ignore[arg-type]
            Outbox.bot == bot,
            Outbox.due_at <= now,
            Outbox.state.in_([OutboxState.WAITING, OutboxState.SENDING]),
        )
        .group_by(Outbox.chat_id)
    )
    firsts = (
        sa.select(Outbox.id)
        .where(Outbox.id.in_(unfinished), Outbox.state == OutboxState.WAITING)
        .where(Outbox.chat_id.not_in(skip_chats))
        .order_by(Outbox.urgency, Outbox.due_at, Outbox.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    rows = session.scalars(
        sa.update(Outbox)
        .where(Outbox.id.in_(firsts))
        .values(
            state=OutboxState.SENDING, owner=owner, lease_until=until, attempts=Outbox.attempts + 1
        )
        .returning(Outbox)
    ).all()
    return sorted(rows, key=lambda row: (row.urgency, row.due_at, row.id or 0))
