"""Put messages into the outbox, and work it off."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from storage.columns import UtcDateTime
from storage.engine.inserts import insert_new
from storage.engine.wakeups import wake
from storage.errors import without_tokens
from storage.tables import Outbox, OutboxState, Urgency

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from storage.queues.claiming import Held

PATIENCE = 8  # attempts before a message is given up
MANY = 500
MOST_WAITING = 12  # replies in a chat; beyond it they are overtaken by newer ones
LEFT_WAITING = 4
UNSAID = (OutboxState.FAILED, OutboxState.BLOCKED, OutboxState.CANCELLED)
LOST = (OutboxState.FAILED, OutboxState.UNCERTAIN, OutboxState.BLOCKED)  # given up


@dataclass(frozen=True)
class Letter:
    """A message to be, before it has a place in the outbox.

    `dedupe_key` says which fact it tells (`exchange:42:departure:7d`); None for a plain reply. It is worded
    under its `call`.
    """

    bot: str
    chat_id: int
    kind: str
    body: dict[str, Any] = field(default_factory=dict)
    dedupe_key: str | None = None
    urgency: Urgency = Urgency.NOTICE
    due_at: datetime | None = None
    call: str = ""


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


def say_once(session: Session, letters: Sequence[Letter], now: datetime) -> int:
    """How many notices were struck that wait, as one of these came later, leaves no later, and says the same.

    A notice is worded when it leaves, from its facts as they are then: two with the same facts would
    say the same twice, as of a paper that was drawn up anew in the night.
    """
    told = [one for one in letters if one.dedupe_key and one.urgency is Urgency.NOTICE]
    if not told:
        return 0
    session.flush()  # what is asked below passes the session by
    asked = {"chats": [*{one.chat_id for one in told}], "kinds": [*{one.kind for one in told}]}
    rows = session.connection().execute(_NOTICES_WAITING, asked).all()
    keys = {one.dedupe_key for one in told}
    newer = [row for row in rows if row.dedupe_key in keys]
    said = [row for row in rows if any(_said_by(row, one) for one in newer)]
    for row in said:
        close(session, row.id, OutboxState.CANCELLED, "said by a newer one", now)
    return len(said)


def _said_by(row: sa.Row[Any], newer: sa.Row[Any]) -> bool:
    """Whether a message reads as a later one, which does not leave later."""
    same = all(getattr(row, one) == getattr(newer, one) for one in ("bot", *SAYS))
    return same and row.id < newer.id and newer.due_at <= row.due_at


SAYS = ("chat_id", "kind", "call", "body")
_NOTICES_WAITING = (
    sa.select(*(getattr(Outbox, one) for one in ("id", "due_at", "dedupe_key", "bot", *SAYS)))
    .where(col(Outbox.chat_id).in_(sa.bindparam("chats", expanding=True)))
    .where(col(Outbox.kind).in_(sa.bindparam("kinds", expanding=True)))
    .where(col(Outbox.ended_at).is_(None), col(Outbox.owner).is_(None))
    .where(col(Outbox.state) == OutboxState.WAITING, col(Outbox.urgency) == Urgency.NOTICE)
    .order_by(col(Outbox.id).desc())
    .limit(MANY)
)


def _row(letter: Letter, now: datetime) -> dict[str, Any]:
    return {
        "bot": letter.bot,
        "chat_id": letter.chat_id,
        "kind": letter.kind,
        "call": letter.call,
        "body": letter.body,
        "dedupe_key": letter.dedupe_key,
        "urgency": int(letter.urgency),
        "made_at": now,
        "due_at": letter.due_at or now,
        **_open(attempts=0, repeats=0, error=""),
    }


def _ended(state: OutboxState, at: Any, **more: Any) -> dict[str, Any]:
    """What a message that has ended bears: nothing but this writes that one has.

    A state that has ended, the time and no sender are one fact (a CHECK of the table holds them
    together): whatever has no time is taken for open, and holds its chat.
    """
    return {"state": state, "ended_at": at, "owner": None, **more}


def _open(**more: Any) -> dict[str, Any]:
    """What a message that waits bears, whatever it was before: nothing else sets it waiting."""
    return {"state": OutboxState.WAITING, "ended_at": None, "owner": None, **more}


# Composed once: composing a statement costs more than asking it.
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


def prepare(session: Session, row_id: int, owner: str, until: datetime) -> None:
    """Nothing of it has left: its owner makes first what it encloses, and has `until` then for it."""
    row = session.get_one(Outbox, row_id)
    attempts = max(1, row.attempts - 1)  # as in `postpone`
    _reopen(session, row, due_at=until, owner=owner, error="being made", attempts=attempts)


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


def strike_key(session: Session, key: str, why: str, now: datetime) -> int:
    """As `strike`, for the one message of that key, or what a desk is to tell in its place; how many."""
    own = col(Outbox.dedupe_key) == key
    for_others = col(Outbox.dedupe_key).startswith(f"desk:{key}:", autoescape=True)
    return _strike(session, why, now, own | for_others)


def _strike(session: Session, why: str, now: datetime, *of: sa.ColumnElement[bool]) -> int:
    session.flush()
    struck = session.connection().execute(
        sa.update(Outbox)
        .where(*of, col(Outbox.state) == OutboxState.WAITING)
        .values(_ended(OutboxState.CANCELLED, now, error=why))
    )
    return struck.rowcount


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

    An edit says nothing twice: it is simply sent again. What was being prepared has not left: somebody
    else makes it now.
    """
    sending = 0
    for row in session.exec(select(Outbox).where(col(Outbox.owner).in_(owners))).all():
        if row.state is OutboxState.WAITING:
            _reopen(session, row, due_at=now)
            continue
        sending += 1
        if row.body.get("edits"):
            _reopen(session, row)
        else:
            close(session, row.id or 0, OutboxState.UNCERTAIN, "its sender died", now)
    return sending


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
