"""Put messages into the outbox, and work it off."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from storage.inserts import insert_new
from storage.tables import Outbox, OutboxState, Urgency

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime


PATIENCE = 8  # attempts before a message is given up
RANKS = 10**12  # more than there will be messages: urgency first, then the order of posting


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


def claim(  # noqa: PLR0913 - the terms of a claim
    session: Session,
    bot: str,
    owner: str,
    now: datetime,
    *,
    until: datetime,
    limit: int,
    skip_chats: Sequence[int] = (),
    tired_chats: Sequence[int] = (),
) -> list[Outbox]:
    """Messages that may leave now, one of each chat, marked as being sent by `owner`.

    In a chat replies go before notices, and each kind in its order. Chats in
    `tired_chats` get replies only: a person who taps is not made to wait for our caution.
    """
    rank = col(Outbox.urgency) * RANKS + col(Outbox.id)
    is_open = col(Outbox.state) == OutboxState.WAITING
    # A message that was postponed holds its chat, or what was said first would be read last.
    reached = (col(Outbox.due_at) <= now) | (col(Outbox.attempts) > 0)
    heads = (
        sa.select(sa.func.min(rank))
        .where(col(Outbox.bot) == bot, is_open, reached)
        .group_by(col(Outbox.chat_id))
    )
    speaking = sa.select(col(Outbox.chat_id)).where(
        col(Outbox.bot) == bot, col(Outbox.state) == OutboxState.SENDING
    )
    firsts = (
        sa.select(col(Outbox.id))
        .where(col(Outbox.bot) == bot, is_open, col(Outbox.due_at) <= now, rank.in_(heads))
        .where(col(Outbox.chat_id).not_in(skip_chats), col(Outbox.chat_id).not_in(speaking))
        .where((col(Outbox.urgency) == Urgency.REPLY) | col(Outbox.chat_id).not_in(tired_chats))
        .order_by(col(Outbox.urgency), col(Outbox.due_at), col(Outbox.id))
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    taken = {"state": OutboxState.SENDING, "owner": owner, "lease_until": until}
    claiming = (
        sa.update(Outbox)
        .where(col(Outbox.id).in_(firsts))
        .values(**taken, attempts=col(Outbox.attempts) + 1)
        .returning(Outbox)
    )
    rows = session.scalars(claiming).all()
    return sorted(rows, key=lambda row: (row.urgency, row.due_at, row.id or 0))


def finish(session: Session, row_id: int, now: datetime, message_id: int | None) -> None:
    """Telegram has it."""
    _set(session, row_id, state=OutboxState.SENT, sent_at=now, message_id=message_id, error="")


def postpone(session: Session, row_id: int, until: datetime, error: str) -> None:
    """It certainly did not leave: try again later, or give up after too many attempts."""
    row = session.get_one(Outbox, row_id)
    given_up = row.attempts >= PATIENCE
    state = OutboxState.FAILED if given_up else OutboxState.WAITING
    _set(session, row_id, state=state, due_at=until, owner=None, lease_until=None, error=error)


def close(session: Session, row_id: int, state: OutboxState, error: str) -> None:
    """It ends without being sent, or without our knowing."""
    _set(session, row_id, state=state, error=error[:2000])


def redirect(session: Session, row_id: int, chat_id: int) -> None:
    """The chat has a new id: send it there."""
    _set(session, row_id, state=OutboxState.WAITING, chat_id=chat_id, owner=None, lease_until=None)


def send_anew(session: Session, row_id: int) -> None:
    """The message to edit is gone: send it as a new one."""
    row = session.get_one(Outbox, row_id)
    body = {**row.body, "edits": None}
    _set(session, row_id, state=OutboxState.WAITING, body=body, owner=None, lease_until=None)


def sweep(session: Session, bot: str, now: datetime) -> int:
    """How many messages were being sent when their sender died: whether they arrived is open."""
    result = session.connection().execute(
        sa.update(Outbox)
        .where(
            col(Outbox.bot) == bot,
            col(Outbox.state) == OutboxState.SENDING,
            col(Outbox.lease_until) < now,
        )
        .values(state=OutboxState.UNCERTAIN, error="the sender died while sending")
    )
    return result.rowcount


def counts(session: Session) -> dict[str, int]:
    """How many messages are in each state."""
    query = select(Outbox.state, sa.func.count()).group_by(col(Outbox.state))
    return {str(state): count for state, count in session.exec(query)}


def _set(session: Session, row_id: int, **values: Any) -> None:
    session.execute(sa.update(Outbox).where(col(Outbox.id) == row_id).values(**values))


def anything_due(session: Session, now: datetime) -> bool:
    """Whether a message that is due has not left yet."""
    open_states = (OutboxState.WAITING, OutboxState.SENDING)
    query = select(Outbox.id).where(col(Outbox.state).in_(open_states), col(Outbox.due_at) <= now)
    return session.exec(query.limit(1)).first() is not None
