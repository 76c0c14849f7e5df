"""Updates: stored before they are acknowledged, worked in order per chat, done once."""

from __future__ import annotations

import logging
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from storage.columns import UtcDateTime
from storage.engine.inserts import insert_new
from storage.engine.lookups import looked_up
from storage.engine.wakeups import wake
from storage.errors import without_tokens
from storage.tables import Chat, Inbox

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

logger = logging.getLogger(__name__)

PAUSES = tuple(timedelta(seconds=one) for one in (0.5, 1, 2, 4))  # before each next attempt
PATIENCE = len(PAUSES) + 1  # attempts before an update is set aside
MOST_OPEN, MOST_OPEN_IN_A_GROUP = 50, 500  # updates of a chat that wait to be worked on
UNREAD = {"message", "edited_message", "callback_query"}  # if there are more
NO_CHAT = 0
TOLD_AGAIN = timedelta(minutes=1)  # who floods a bot does not flood its log as well
_told: dict[str, datetime] = {}  # when each bot's log had a line on that


@dataclass(frozen=True)
class Arrived:
    """An update as it came: the chat it belongs to decides its order; 0 is no chat.

    `strange` when it is from somebody whom the bot does not know yet.
    """

    update_id: int
    chat_id: int
    body: dict[str, Any]
    strange: bool = False


def store(session: Session, bot: str, updates: Sequence[Arrived], now: datetime) -> int:
    """Keep updates; how many were new. A redelivered one is known already.

    What a chat sends while too much of it waits is not read, and nothing of it is kept.
    """
    unread = _beyond(session, bot, updates)
    if unread and not now - TOLD_AGAIN < _told.get(bot, now - 2 * TOLD_AGAIN) <= now:
        _told[bot] = now
        logger.warning("%s: %d updates unread: too many at once of a chat", bot, len(unread))
    rows = [
        {
            "bot": bot,
            "update_id": update.update_id,
            "chat_id": update.chat_id,
            "body": update.body,
            "received_at": now,
            "attempts": 0,
            "set_aside": False,
            "error": "",
        }
        for update in updates
        if update.update_id not in unread
    ]
    wake(session, f"{bot}:in")
    return insert_new(session, Inbox, rows, unique="bot update_id")


def _beyond(session: Session, bot: str, updates: Sequence[Arrived]) -> set[int]:
    """Those of the updates that a chat may not have waiting beside what waits already."""
    chats = {update.chat_id for update in updates} - {NO_CHAT}
    query = (
        select(Inbox.chat_id, sa.func.count())
        .where(Inbox.bot == bot, col(Inbox.chat_id).in_(chats), col(Inbox.done_at).is_(None))
        .group_by(col(Inbox.chat_id))
    )
    waiting = Counter(dict(session.exec(query).all()))
    beyond = set()
    for update in updates:
        waiting[update.chat_id] += 1
        most = MOST_OPEN if update.chat_id > 0 else MOST_OPEN_IN_A_GROUP
        read = update.chat_id == NO_CHAT or not UNREAD & update.body.keys()
        if waiting[update.chat_id] > most and not read:
            beyond.add(update.update_id)
    return beyond


def received_at(session: Session, bot: str, update_id: int) -> datetime | None:
    """When an update came."""
    return session.exec(
        select(Inbox.received_at).where(Inbox.bot == bot, Inbox.update_id == update_id)
    ).one_or_none()


def last_update_id(session: Session, bot: str) -> int | None:
    """The highest update number we hold, to go on after."""
    return session.exec(select(sa.func.max(Inbox.update_id)).where(Inbox.bot == bot)).one()


def _is_strange() -> sa.ColumnElement[bool]:
    """Whether this is from somebody whom the bot does not know: others go first."""
    opened = sa.select(sa.literal(1)).where(
        col(Chat.bot) == col(Inbox.bot), col(Chat.chat_id) == col(Inbox.chat_id)
    )
    return (col(Inbox.chat_id) > NO_CHAT) & ~looked_up(opened)


def _claimable() -> sa.Select[tuple[int, int, dict[str, Any], bool]]:
    """The first unfinished update of each chat that nobody works on."""
    earlier = aliased(Inbox)
    before = sa.select(sa.literal(1)).where(
        col(earlier.bot) == col(Inbox.bot),
        col(earlier.chat_id) == col(Inbox.chat_id),
        col(earlier.done_at).is_(None),
        col(earlier.update_id) < col(Inbox.update_id),
    )
    retry_at = col(Inbox.retry_at)
    return (
        sa.select(
            col(Inbox.update_id),
            col(Inbox.chat_id),
            col(Inbox.body),
            _is_strange().label("strange"),
        )
        .where(col(Inbox.bot) == sa.bindparam("of"))
        .where(col(Inbox.done_at).is_(None), col(Inbox.owner).is_(None), ~looked_up(before))
        .where(retry_at.is_(None) | (retry_at <= sa.bindparam("now", type_=UtcDateTime())))
        .where(col(Inbox.chat_id).not_in(sa.bindparam("but", expanding=True)))
        .order_by("strange", col(Inbox.update_id))
        .limit(sa.bindparam("most"))
        .with_for_update(skip_locked=True, of=Inbox)
    )


# Composed once: composing a statement costs more than asking it.
CLAIMABLE = _claimable()
TAKEN = (
    sa.update(Inbox)
    .where(col(Inbox.bot) == sa.bindparam("of"), col(Inbox.update_id) == sa.bindparam("number"))
    .values(owner=sa.bindparam("by"))
)
DONE = (
    sa.update(Inbox)
    .where(col(Inbox.bot) == sa.bindparam("of"), col(Inbox.update_id) == sa.bindparam("number"))
    .where(col(Inbox.done_at).is_(None))
    .values(done_at=sa.bindparam("now", type_=UtcDateTime()), owner=None)
)


def claim(
    session: Session,
    bot: str,
    owner: str,
    now: datetime,
    *,
    limit: int = 50,
    strangers: int | None = None,
    but: Collection[int] = (),
) -> list[Arrived]:
    """The first unfinished update of each chat that nobody works on, now `owner`'s, oldest first.

    People we know go first, and of others at most so many `strangers` are taken; of some chats (`but`) nothing is. One chat never waits for another. The second update of a chat can be claimed when the first is
    done, so two processes never work for one chat at the same time.
    """
    session.flush()  # what is asked below passes the session by
    ask = session.connection().execute
    rows = ask(CLAIMABLE, {"of": bot, "now": now, "most": limit, "but": list(but)}).all()
    if strangers is not None:
        known = sum(not row.strange for row in rows)
        rows = rows[: known + strangers]
    if rows:
        ask(TAKEN, [{"of": bot, "number": row.update_id, "by": owner} for row in rows])
    return [Arrived(row.update_id, row.chat_id, dict(row.body), bool(row.strange)) for row in rows]


def release(session: Session, owners: Sequence[str]) -> int:
    """How many updates these instances had in hand; whoever is free may work on them now."""
    held = col(Inbox.owner).in_(owners) & col(Inbox.done_at).is_(None)
    bots = session.exec(select(Inbox.bot).where(held).distinct()).all()
    for bot in bots:
        wake(session, f"{bot}:in")
    freed = session.connection().execute(sa.update(Inbox).where(held).values(owner=None))
    return freed.rowcount


def anything_open(session: Session, bot: str, chat_id: int) -> bool:
    """Whether something that was done in a chat still waits to be worked on."""
    query = select(Inbox.update_id).where(
        Inbox.bot == bot, Inbox.chat_id == chat_id, col(Inbox.done_at).is_(None)
    )
    return session.exec(query.limit(1)).first() is not None


def let_go(session: Session, bot: str, owner: str, held: Collection[int]) -> None:
    """Give back what is in our name and not in our hands: we never learned that we had it."""
    session.connection().execute(
        sa.update(Inbox)
        .where(col(Inbox.bot) == bot, col(Inbox.owner) == owner, col(Inbox.done_at).is_(None))
        .where(col(Inbox.update_id).not_in(held))
        .values(owner=None)
    )


def finish(session: Session, bot: str, update_id: int, now: datetime) -> bool:
    """Mark an update as done, in the transaction of what it changes; False if it was done before.

    Said first in that transaction it also locks the update: whoever else works on it waits, and
    then learns that it is done.
    """
    given = {"of": bot, "number": update_id, "now": now}
    done = session.connection().execute(DONE, given)
    return done.rowcount > 0


def fail(
    session: Session, bot: str, update_id: int, now: datetime, error: str, *, by: str | None = None
) -> bool:
    """Count a failed attempt; True when patience is over and the update is set aside.

    Late news, `by` somebody who was taken for dead while another took the update over, is nothing.
    """
    row = session.get(Inbox, (bot, update_id), with_for_update=True)
    if row is None or row.done_at is not None or by not in {None, row.owner}:
        return False
    row.attempts += 1
    row.error, row.owner = without_tokens(error)[:2000], None
    if row.attempts >= PATIENCE:
        row.done_at, row.set_aside = now, True
    else:
        row.retry_at = now + PAUSES[row.attempts - 1]
    session.add(row)
    return row.set_aside


def try_again(session: Session, bot: str, update_id: int) -> bool:
    """Whether an update that was set aside is worked on once more."""
    back = {"done_at": None, "set_aside": False, "attempts": 0, "retry_at": None, "owner": None}
    wake(session, f"{bot}:in")
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
    wake(session, f"{bot}:in")
