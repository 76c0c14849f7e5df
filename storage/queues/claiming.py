"""Take messages from the outbox that may leave now: which, how many, in which order."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from storage.columns import UtcDateTime
from storage.engine.lookups import looked_up
from storage.queues import pace
from storage.queues.pace import Allowance
from storage.tables import Chat, Outbox, OutboxState, Pace, Urgency

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy.orm import Mapped


@dataclass(frozen=True)
class Claimant:
    """Who takes messages, of which bot, and how fast they may leave."""

    bot: str
    owner: str
    allowance: Allowance = field(default_factory=Allowance)


@dataclass(frozen=True, slots=True)
class Held:
    """A message in the hands of its sender; `blocked` when its person wants none from us."""

    id: int
    bot: str
    chat_id: int
    kind: str
    body: dict[str, Any]
    urgency: int
    made_at: datetime
    attempts: int
    repeats: int
    taken_at: datetime
    blocked: bool = False
    call: str = ""


def claim(session: Session, who: Claimant, now: datetime, *, limit: int) -> list[Held]:
    """Messages that may leave now, one of each chat, marked as being sent by their claimant.

    In a chat replies go before notices, and each kind in its order. Where the pace is used up,
    replies leave all the same: a person who taps is not made to wait for our caution, but for who
    taps without end: replies have a generous pace of their own in a chat.
    """
    seconds = now.timestamp()
    whole = pace.whole(session, who.bot)
    if whole.paused_until > seconds:
        return []
    room = who.allowance.everyone.room(whole.free_at, seconds)
    given = {
        "of": who.bot,
        "now": now,
        "seconds": seconds,
        "astray": seconds + pace.ASTRAY,
        "answered": seconds + (who.allowance.answers.burst - 1) / who.allowance.answers.a_second,
        "most": limit,
    }
    session.flush()  # what is asked below passes the session by
    found = session.connection().execute(CLAIMABLE if room else REPLIES_ONLY, given).all()
    replies = [row for row in found if row.urgency == Urgency.REPLY]
    rows = found[: max(room, len(replies))]  # in the order of their urgency
    if rows:
        _mark(session, who, [(row.id, row.attempts + 1) for row in rows])
        known = {row.chat_id: row.free_at for row in rows if row.free_at is not None}
        known[pace.EVERYONE] = whole.free_at
        pace.spend(session, who.bot, [row.chat_id for row in rows], who.allowance, seconds, known)
        _count_answers(session, who, rows, seconds)
    return [_held(row, now) for row in rows]


def _count_answers(
    session: Session, who: Claimant, rows: Sequence[sa.Row[Any]], seconds: float
) -> None:
    """Replies count on their own; a burst of them may run ahead of its moment."""
    each = 1 / who.allowance.answers.a_second
    free = {
        row.chat_id: _not_astray(row.answers_free_at or 0.0, seconds) + each
        for row in rows
        if row.urgency == Urgency.REPLY
    }
    pace.answered(session, who.bot, free)


def _not_astray(free_at: float, now: float) -> float:
    return free_at if now < free_at < now + pace.ASTRAY else now


_BOT, _NOW = sa.bindparam("of", type_=sa.String), sa.bindparam("now", type_=UtcDateTime())
_ONE = sa.literal(1)
_OF_CHAT = (col(Pace.bot) == _BOT, col(Pace.chat_id) == col(Outbox.chat_id))


def _claimable() -> sa.Select[Any]:
    """What may leave `now`."""
    free_at = sa.select(col(Pace.free_at)).where(*_OF_CHAT).scalar_subquery()
    answers_free_at = sa.select(col(Pace.answers_free_at)).where(*_OF_CHAT).scalar_subquery()
    is_reply = col(Outbox.urgency) == Urgency.REPLY
    tired, answered = (
        looked_up(_still_breathing(col(Pace.free_at), "seconds")),
        looked_up(_still_breathing(col(Pace.answers_free_at), "answered")),
    )
    return (
        sa.select(
            *(col(getattr(Outbox, name)) for name in COLUMNS),
            looked_up(_blocked()).label("blocked"),
            free_at.label("free_at"),
            answers_free_at.label("answers_free_at"),
        )
        .where(col(Outbox.bot) == _BOT, col(Outbox.ended_at).is_(None))
        .where(col(Outbox.state) == OutboxState.WAITING, col(Outbox.due_at) <= _NOW)
        .where(is_reply | ~tired, ~is_reply | ~answered)
        .where(~looked_up(_of_silent()), ~looked_up(_behind_others()))
        .order_by(col(Outbox.urgency), col(Outbox.due_at), col(Outbox.id))
        .limit(sa.bindparam("most"))
        .with_for_update(skip_locked=True, of=Outbox)
    )


def _behind_others() -> sa.Select[Any]:
    """What the same chat has to read first, or is being sent."""
    earlier = aliased(Outbox)
    goes_first = (col(earlier.urgency) < col(Outbox.urgency)) | (
        (col(earlier.urgency) == col(Outbox.urgency)) & (col(earlier.id) < col(Outbox.id))
    )
    # A message that was postponed holds its chat, or what was said first would be read last.
    reached = (col(earlier.due_at) <= _NOW) | (col(earlier.attempts) > 0)
    return sa.select(_ONE).where(
        col(earlier.bot) == _BOT,
        col(earlier.chat_id) == col(Outbox.chat_id),
        col(earlier.ended_at).is_(None),
        (col(earlier.state) == OutboxState.SENDING) | (goes_first & reached),
    )


def _still_breathing(free_at: Mapped[float], until: str) -> sa.Select[Any]:
    """A chat that has had its share; a time that lies far ahead is a clock gone astray."""
    soon = (free_at > sa.bindparam(until), free_at < sa.bindparam("astray"))
    return sa.select(_ONE).where(*_OF_CHAT, *soon)


def _of_silent() -> sa.Select[Any]:
    """A chat that Telegram wants left alone for now."""
    return sa.select(_ONE).where(*_OF_CHAT, col(Pace.paused_until) > sa.bindparam("seconds"))


def _blocked() -> sa.Select[Any]:
    """A chat whose person has blocked the bot."""
    return sa.select(_ONE).where(
        col(Chat.bot) == _BOT,
        col(Chat.chat_id) == col(Outbox.chat_id),
        col(Chat.blocked_at).is_not(None),
    )


COLUMNS = "id bot chat_id kind body urgency made_at attempts repeats call".split()
# Composed once: composing a statement costs more than asking it.
TAKEN = (
    sa.update(Outbox)
    .where(col(Outbox.id) == sa.bindparam("row"))
    .values(state=OutboxState.SENDING, owner=sa.bindparam("by"), attempts=sa.bindparam("tries"))
)
CLAIMABLE = _claimable()
REPLIES_ONLY = CLAIMABLE.where(col(Outbox.urgency) == Urgency.REPLY)


def _mark(session: Session, who: Claimant, rows: Sequence[tuple[int, int]]) -> None:
    """Note who sends these rows, and which attempt it is."""
    marks = [{"row": row, "by": who.owner, "tries": tries} for row, tries in rows]
    session.connection().execute(TAKEN, marks)


def _held(row: sa.Row[Any], now: datetime) -> Held:
    facts = dict(row._mapping)  # noqa: SLF001 - the public way to a row's names
    del facts["free_at"], facts["answers_free_at"]
    counted = {"attempts": row.attempts + 1, "blocked": bool(row.blocked)}
    return Held(**{**facts, **counted, "taken_at": now})
