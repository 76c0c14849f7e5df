"""How fast one bot may speak, shared by all processes of its token.

A generic cell rate: every message moves the moment at which the next one is free, and a burst may
run ahead of it. About a message a second in a chat, 30 a second in all, 20 a minute in a group
(core.telegram.org/bots/faq).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlmodel import Session, col, select

from storage.inserts import insert_new
from storage.tables import Pace

if TYPE_CHECKING:
    from collections.abc import Sequence

EVERYONE = 0  # in the place of a chat: the bot as a whole
DEBT = 1  # message; who gets many answers at once does not wait long for a notice after them
ASTRAY = 60.0  # seconds ahead that no burst explains: somebody moved the clock


@dataclass(frozen=True)
class Rate:
    """So many at once, then so many a second."""

    burst: float
    a_second: float

    def after(self, free_at: float, now: float, count: int = 1) -> float:
        """When the next message is free, after `count` more; all in seconds since 1970."""
        slack = (self.burst - 1) / self.a_second
        start = free_at if now - slack < free_at < now + ASTRAY else now - slack
        return start + count / self.a_second

    def room(self, free_at: float, now: float) -> int:
        """How many may leave now."""
        slack = (self.burst - 1) / self.a_second
        start = free_at if now - slack < free_at < now + ASTRAY else now - slack
        return max(0, int((now - start) * self.a_second + 1 + 1e-4)) if start <= now else 0


@dataclass(frozen=True)
class Allowance:
    """What Telegram allows one token; 20 a minute in a group are 5 at once and 15 that follow."""

    everyone: Rate = Rate(25, 29.7)
    chat: Rate = Rate(3, 1)
    group: Rate = Rate(5, 15 / 60)

    def of(self, chat_id: int) -> Rate:
        """The rate of one chat."""
        return self.group if chat_id < 0 else self.chat


def room(session: Session, bot: str, allowance: Allowance, now: float) -> int | None:
    """How many messages may leave now, held for this transaction; None: Telegram wants silence."""
    query = select(Pace).where(Pace.bot == bot, Pace.chat_id == EVERYONE).with_for_update()
    row = session.exec(query).one_or_none()
    if row is None:
        fresh = {"bot": bot, "chat_id": EVERYONE, "free_at": 0.0, "paused_until": 0.0}
        insert_new(session, Pace, [fresh], unique="bot chat_id")
        row = session.exec(query).one()
    if row.paused_until > now:
        return None
    return allowance.everyone.room(row.free_at, now)


def spend(
    session: Session, bot: str, chat_ids: Sequence[int], allowance: Allowance, now: float
) -> None:
    """Count a message to each of these chats."""
    wanted = [EVERYONE, *chat_ids]
    query = select(Pace).where(Pace.bot == bot, col(Pace.chat_id).in_(wanted))
    known = {row.chat_id: row for row in session.exec(query)}
    everyone = known.pop(EVERYONE)
    everyone.free_at = allowance.everyone.after(everyone.free_at, now, len(chat_ids))
    session.add(everyone)
    rows = []
    for chat_id in chat_ids:
        row = known.get(chat_id)
        rate = allowance.of(chat_id)
        free_at = min(rate.after(row.free_at if row else 0.0, now), now + DEBT / rate.a_second)
        if row:
            row.free_at = free_at
            session.add(row)
        else:
            rows.append({"bot": bot, "chat_id": chat_id, "free_at": free_at, "paused_until": 0.0})
    insert_new(session, Pace, rows, unique="bot chat_id")


def pause(session: Session, bot: str, until: float) -> None:
    """Telegram asked for silence until then; a shorter one does not end a longer one."""
    session.execute(
        sa.update(Pace)
        .where(col(Pace.bot) == bot, col(Pace.chat_id) == EVERYONE, col(Pace.paused_until) < until)
        .values(paused_until=until)
    )


def forget(session: Session, bot: str, now: float) -> None:
    """Drop chats that have been at rest for long."""
    session.execute(
        sa.delete(Pace).where(
            col(Pace.bot) == bot, col(Pace.chat_id) != EVERYONE, col(Pace.free_at) < now - 3600
        )
    )
