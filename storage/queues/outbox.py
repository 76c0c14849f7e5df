"""Put messages into the outbox, and work it off."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from storage.columns import UtcDateTime
from storage.engine.inserts import insert_new
from storage.engine.lookups import looked_up
from storage.engine.wakeups import wake
from storage.errors import without_tokens
from storage.queues import pace
from storage.queues.pace import Allowance
from storage.tables import Chat, Outbox, OutboxState, Pace, Urgency

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

PATIENCE = 8  # attempts before a message is given up
MANY = 500
MOST_WAITING = 12  # replies in a chat; beyond it they are overtaken by newer ones
LEFT_WAITING = 4
UNSAID = (OutboxState.FAILED, OutboxState.BLOCKED, OutboxState.CANCELLED)
LOST = (OutboxState.FAILED, OutboxState.UNCERTAIN, OutboxState.BLOCKED)  # given up


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
    for bot in {letter.bot for letter in letters}:
        wake(session, f"{bot}:out")


def coalesce(session: Session, bot: str, chat_id: int, now: datetime) -> bool:
    """Whether a chat had so many replies waiting that but the last few were struck.

    Each has overtaken the one before. What encloses a file is not struck.
    """
    session.flush()  # what is asked below passes the session by
    rows = session.connection().execute(_REPLIES_WAITING, {"of": bot, "chat": chat_id}).all()
    if len(rows) <= MOST_WAITING:
        return False
    for row in rows[LEFT_WAITING:]:
        if not row.body.get("file"):
            close(session, row.id, OutboxState.CANCELLED, "overtaken", now)
    return True


_REPLIES_WAITING = (  # told once: it is asked at every answer
    sa.select(col(Outbox.id), col(Outbox.body))
    .where(col(Outbox.bot) == sa.bindparam("of"), col(Outbox.chat_id) == sa.bindparam("chat"))
    .where(col(Outbox.ended_at).is_(None))
    .where(col(Outbox.state) == OutboxState.WAITING, col(Outbox.urgency) == Urgency.REPLY)
    .order_by(col(Outbox.id).desc())
    .limit(MOST_WAITING + 1)
)


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
        **_open(attempts=0, repeats=0, error=""),
    }


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


def _claimable() -> sa.Select[Any]:
    """What may leave `now`."""
    bot, now = (
        sa.bindparam("of", type_=sa.String),
        sa.bindparam("now", type_=UtcDateTime()),
    )
    earlier = aliased(Outbox)
    goes_first = (col(earlier.urgency) < col(Outbox.urgency)) | (
        (col(earlier.urgency) == col(Outbox.urgency)) & (col(earlier.id) < col(Outbox.id))
    )
    # A message that was postponed holds its chat, or what was said first would be read last.
    reached = (col(earlier.due_at) <= now) | (col(earlier.attempts) > 0)
    held = sa.select(sa.literal(1)).where(
        col(earlier.bot) == bot,
        col(earlier.chat_id) == col(Outbox.chat_id),
        col(earlier.ended_at).is_(None),
        (col(earlier.state) == OutboxState.SENDING) | (goes_first & reached),
    )
    of_chat = (col(Pace.bot) == bot, col(Pace.chat_id) == col(Outbox.chat_id))
    tired = sa.select(sa.literal(1)).where(
        *of_chat,
        col(Pace.free_at) > sa.bindparam("seconds"),
        col(Pace.free_at) < sa.bindparam("astray"),
    )
    of_silent = sa.select(sa.literal(1)).where(
        *of_chat, col(Pace.paused_until) > sa.bindparam("seconds")
    )
    answered = sa.select(sa.literal(1)).where(
        *of_chat,
        col(Pace.answers_free_at) > sa.bindparam("answered"),
        col(Pace.answers_free_at) < sa.bindparam("astray"),
    )
    blocked = sa.select(sa.literal(1)).where(
        col(Chat.bot) == bot,
        col(Chat.chat_id) == col(Outbox.chat_id),
        col(Chat.blocked_at).is_not(None),
    )
    free_at = sa.select(col(Pace.free_at)).where(*of_chat).scalar_subquery()
    answers_free_at = sa.select(col(Pace.answers_free_at)).where(*of_chat).scalar_subquery()
    is_reply = col(Outbox.urgency) == Urgency.REPLY
    return (
        sa.select(
            *(col(getattr(Outbox, name)) for name in COLUMNS),
            looked_up(blocked).label("blocked"),
            free_at.label("free_at"),
            answers_free_at.label("answers_free_at"),
        )
        .where(col(Outbox.bot) == bot, col(Outbox.ended_at).is_(None))
        .where(col(Outbox.state) == OutboxState.WAITING, col(Outbox.due_at) <= now)
        .where(is_reply | ~looked_up(tired), ~is_reply | ~looked_up(answered))
        .where(~looked_up(of_silent), ~looked_up(held))
        .order_by(col(Outbox.urgency), col(Outbox.due_at), col(Outbox.id))
        .limit(sa.bindparam("most"))
        .with_for_update(skip_locked=True, of=Outbox)
    )


def _ended(state: OutboxState, at: Any, **more: Any) -> dict[str, Any]:
    """What a message that has ended bears: nothing but this writes that one has.

    A state that has ended, the time and no sender are one fact (a CHECK of the table holds them
    together): whatever has no time is taken for open, and holds its chat.
    """
    return {"state": state, "ended_at": at, "owner": None, **more}


def _open(**more: Any) -> dict[str, Any]:
    """What a message that waits bears, whatever it was before: nothing else sets it waiting."""
    return {"state": OutboxState.WAITING, "ended_at": None, "owner": None, **more}


COLUMNS = "id bot chat_id kind body urgency made_at attempts repeats".split()
# Composed once: composing a statement costs more than asking it.
TAKEN = (
    sa.update(Outbox)
    .where(col(Outbox.id) == sa.bindparam("row"))
    .values(state=OutboxState.SENDING, owner=sa.bindparam("by"), attempts=sa.bindparam("tries"))
)
FINISHED = (
    sa.update(Outbox)
    .where(col(Outbox.id) == sa.bindparam("row"))
    .values(
        _ended(
            OutboxState.SENT,
            sa.bindparam("now", type_=UtcDateTime()),
            message_id=sa.bindparam("message"),
            error="",
        )
    )
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


def finish(session: Session, sent: Sequence[tuple[int, int | None]], now: datetime) -> None:
    """Telegram has these: row and message number, where there is one."""
    if sent:
        given = [{"row": row, "now": now, "message": message} for row, message in sent]
        session.connection().execute(FINISHED, given)


def postpone(
    session: Session, row_id: int, until: datetime, error: str, *, counts: bool = True
) -> None:
    """It certainly did not leave: try again later, or give up after too many attempts.

    An attempt that `counts` not, as when Telegram asks for patience, is forgotten.
    """
    row = session.get_one(Outbox, row_id)
    if counts and row.attempts >= PATIENCE:
        close(session, row_id, OutboxState.FAILED, error, until)
        return
    # at least one attempt stays: it holds the chat's later messages back
    attempts = row.attempts if counts else max(1, row.attempts - 1)
    _reopen(session, row, due_at=until, error=_told(error), attempts=attempts)


def _told(error: str) -> str:
    """Why, as it is kept: what a library says of an address must not keep the token in it."""
    return without_tokens(error)[:2000]


def take_up(session: Session, row_id: int, now: datetime) -> None:
    """What a message waited for is there: it may leave now, if it still waits."""
    row = session.get_one(Outbox, row_id)
    if row.state is OutboxState.WAITING:
        _reopen(session, row, due_at=now)


def close(session: Session, row_id: int, state: OutboxState, error: str, now: datetime) -> None:
    """It ends without being sent, or without our knowing."""
    _set(session, row_id, _ended(state, now, error=_told(error)))


def strike(session: Session, why: str, now: datetime) -> None:
    """Everything that waits ends unsent; what is on its way keeps its sender."""
    _strike(session, why, now)


def strike_chat(session: Session, bot: str, chat_id: int, why: str, now: datetime) -> None:
    """As `strike`, for one chat."""
    _strike(session, why, now, col(Outbox.bot) == bot, col(Outbox.chat_id) == chat_id)


def _strike(session: Session, why: str, now: datetime, *of: sa.ColumnElement[bool]) -> None:
    session.flush()
    session.execute(
        sa.update(Outbox)
        .where(*of, col(Outbox.state) == OutboxState.WAITING)
        .values(_ended(OutboxState.CANCELLED, now, error=why))
    )


def let_be(session: Session, row_id: int, why: str) -> bool:
    """Whether a message that was given up is now closed for good; it ended when it did."""
    done = session.connection().execute(
        sa.update(Outbox)
        .where(col(Outbox.id) == row_id, col(Outbox.state).in_(LOST))
        .values(_ended(OutboxState.CANCELLED, col(Outbox.ended_at), error=why))
    )
    return done.rowcount > 0


def overtaken(session: Session, held: Held) -> bool:
    """Whether somebody else has sent it, or has taken it again, since it was taken by its holder."""
    query = select(Outbox.state, Outbox.attempts, Outbox.repeats).where(Outbox.id == held.id)
    state, attempts, repeats = session.exec(query).one()
    taken_again = (repeats, attempts) > (held.repeats, held.attempts)
    return taken_again or state == OutboxState.SENT


def send_anew(session: Session, row_id: int) -> None:
    """The message to edit is gone: send it as a new one."""
    row = session.get_one(Outbox, row_id)
    _reopen(session, row, body={**row.body, "edits": None})


def repeat(session: Session, row: Outbox, now: datetime) -> None:
    """Say it again, and say that it is said again: nobody knows whether it arrived."""
    _reopen(session, row, repeats=row.repeats + 1, attempts=0, due_at=now)


def try_again(session: Session, row_id: int, now: datetime) -> bool:
    """Whether a message that was given up is on its way again."""
    row = session.get(Outbox, row_id)
    if row is None or row.state not in LOST:
        return False
    again = int(row.state is OutboxState.UNCERTAIN)
    _reopen(session, row, repeats=row.repeats + again, attempts=0, due_at=now)
    return True


def _reopen(session: Session, row: Outbox, **values: Any) -> None:
    wake(session, f"{row.bot}:out")
    _set(session, row.id or 0, _open(**values))


def let_go(session: Session, bot: str, owner: str, held: Collection[int]) -> None:
    """Give back what is in our name and not in our hands: we never learned that we had it."""
    session.connection().execute(
        sa.update(Outbox)
        .where(col(Outbox.bot) == bot, col(Outbox.owner) == owner)
        .where(col(Outbox.state) == OutboxState.SENDING, col(Outbox.id).not_in(held))
        .values(_open())
    )


def orphan(session: Session, owners: Collection[str], now: datetime) -> int:
    """How many messages these instances were sending when they died: whether they arrived is open.

    An edit says nothing twice: it is simply sent again.
    """
    rows = session.exec(
        select(Outbox).where(
            col(Outbox.owner).in_(owners), col(Outbox.state) == OutboxState.SENDING
        )
    ).all()
    for row in rows:
        if row.body.get("edits"):
            _reopen(session, row)
        else:
            close(session, row.id or 0, OutboxState.UNCERTAIN, "its sender died", now)
    return len(rows)


def uncertain(session: Session, bot: str, since: datetime, before: datetime) -> list[Outbox]:
    """Messages said once that may have arrived, of which we lost sight between these times."""
    query = (
        select(Outbox)
        .where(Outbox.bot == bot, Outbox.state == OutboxState.UNCERTAIN, Outbox.repeats == 0)
        .where(col(Outbox.ended_at) >= since, col(Outbox.ended_at) <= before)
        .order_by(col(Outbox.id))
        .limit(MANY)
        .with_for_update(skip_locked=True)
    )
    return list(session.exec(query))


def replied_since(session: Session, row: Outbox) -> bool:
    """Whether something later was replied to in the same chat, be it still on its way.

    A notice is no reply, it answers nothing; nor is the rest of the same reply.
    """
    query = select(Outbox.id).where(
        Outbox.bot == row.bot,
        Outbox.chat_id == row.chat_id,
        col(Outbox.urgency) <= Urgency.WELCOME,
        col(Outbox.id) > row.id,
        col(Outbox.made_at) > row.made_at,
        col(Outbox.state).not_in(UNSAID),
    )
    return session.exec(query.limit(1)).first() is not None


def counts(session: Session) -> dict[str, int]:
    """How many messages are in each state."""
    query = select(Outbox.state, sa.func.count()).group_by(col(Outbox.state))
    return {str(state): count for state, count in session.exec(query)}


def _set(session: Session, row_id: int, values: dict[str, Any]) -> None:
    session.execute(sa.update(Outbox).where(col(Outbox.id) == row_id).values(values))


def anything_due(session: Session, now: datetime) -> bool:
    """Whether a message that is due has not left yet."""
    query = select(Outbox.id).where(col(Outbox.ended_at).is_(None), col(Outbox.due_at) <= now)
    return session.exec(query.limit(1)).first() is not None
