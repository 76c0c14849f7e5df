"""How fast one bot may speak, shared by all processes of its token.

A generic cell rate: every message moves the moment at which the next one is free, and a burst may
run ahead of it. About a message a second in a chat, 30 a second in all, 20 a minute in a group
(core.telegram.org/bots/faq).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import sqlalchemy as sa
from sqlmodel import col

from storage.engine.inserts import insert_new
from storage.tables import Pace

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlmodel import Session

EVERYONE = 0  # in the place of a chat: the bot as a whole
DEBT = 1  # message; who gets many answers at once does not wait long for a notice after them
AT_REST = {"answers_free_at": 0.0, "paused_until": 0.0}
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

    everyone: Rate = Rate(3, 29.5)
    chat: Rate = Rate(3, 1)
    group: Rate = Rate(5, 15 / 60)
    answers: Rate = Rate(20, 1)  # in one chat: whoever taps is not made to wait for our caution

    def of(self, chat_id: int) -> Rate:
        """The rate of one chat."""
        return self.group if chat_id < 0 else self.chat


AT_ONCE = Allowance(answers=Rate(1000, 1000))
"""Where people are programs, who tap faster than anybody can: the demo, tests."""

# Composed once: composing a statement costs more than asking it.
WHOLE = (
    sa.select(col(Pace.free_at), col(Pace.paused_until))
    .where(col(Pace.bot) == sa.bindparam("of"), col(Pace.chat_id) == EVERYONE)
    .with_for_update()
)
FREE = sa.select(col(Pace.chat_id), col(Pace.free_at)).where(
    col(Pace.bot) == sa.bindparam("of"),
    col(Pace.chat_id).in_(sa.bindparam("chats", expanding=True)),
)
SPENT = (
    sa.update(Pace)
    .where(col(Pace.bot) == sa.bindparam("of"), col(Pace.chat_id) == sa.bindparam("chat"))
    .values(free_at=sa.bindparam("at"))
)
ANSWERED = (
    sa.update(Pace)
    .where(col(Pace.bot) == sa.bindparam("of"), col(Pace.chat_id) == sa.bindparam("chat"))
    .values(answers_free_at=sa.bindparam("at"))
)


class Whole(NamedTuple):
    """When the bot as a whole may speak: again, and at all, in seconds since 1970."""

    free_at: float
    paused_until: float


def whole(session: Session, bot: str) -> Whole:
    """The bot's own pace, held for this transaction."""
    row = session.connection().execute(WHOLE, {"of": bot}).one_or_none()
    if row is None:
        fresh = {"bot": bot, "chat_id": EVERYONE, "free_at": 0.0, **AT_REST}
        insert_new(session, Pace, [fresh], unique="bot chat_id")
        row = session.connection().execute(WHOLE, {"of": bot}).one()
    return Whole(*row)


def room(session: Session, bot: str, allowance: Allowance, now: float) -> int | None:
    """How many messages may leave now, held for this transaction; None: Telegram wants silence."""
    free_at, paused_until = whole(session, bot)
    return None if paused_until > now else allowance.everyone.room(free_at, now)


def spend(
    session: Session,
    bot: str,
    chat_ids: Sequence[int],
    allowance: Allowance,
    now: float,
    known: Mapping[int, float] | None = None,
) -> None:
    """Count a message to each of these chats; `known` is when each was free, if it was looked up."""
    wanted = [EVERYONE, *chat_ids]
    ask = session.connection().execute
    if known is None:
        known = dict(ask(FREE, {"of": bot, "chats": wanted}).all())
    free = {EVERYONE: allowance.everyone.after(known.get(EVERYONE, 0.0), now, len(chat_ids))}
    for chat_id in chat_ids:
        rate = allowance.of(chat_id)
        free[chat_id] = min(rate.after(known.get(chat_id, 0.0), now), now + DEBT / rate.a_second)
    ask(SPENT, [{"of": bot, "chat": chat, "at": at} for chat, at in free.items() if chat in known])
    fresh = [
        {"bot": bot, "chat_id": chat, "free_at": at, **AT_REST}
        for chat, at in free.items()
        if chat not in known
    ]
    insert_new(session, Pace, fresh, unique="bot chat_id")


def answered(session: Session, bot: str, free: Mapping[int, float]) -> None:
    """Count answers: when the next one is free in each of these chats, whose pace is known."""
    if free:
        given = [{"of": bot, "chat": chat, "at": at} for chat, at in free.items()]
        session.connection().execute(ANSWERED, given)


def refused(session: Session, bot: str, chat_id: int, until: float, now: float) -> None:
    """Telegram asked for silence until then, when we spoke to that chat: there we are silent.

    A chat that was spoken to fast is itself the reason. One that was not may be it as well; when
    another such chat is silenced at the same time, it is the bot as a whole that is too fast.
    """
    fresh = {"bot": bot, "chat_id": chat_id, "free_at": 0.0, **AT_REST}
    insert_new(session, Pace, [fresh], unique="bot chat_id")
    quiet = (col(Pace.bot) == bot, col(Pace.chat_id) != EVERYONE, col(Pace.free_at) <= now)
    silenced = sa.select(col(Pace.chat_id)).where(*quiet, col(Pace.paused_until) > now)
    pause(session, bot, until, chat_id)
    quietly_silenced = set(session.connection().execute(silenced).scalars())
    if chat_id in quietly_silenced and len(quietly_silenced) > 1:
        pause(session, bot, until)


def pause(session: Session, bot: str, until: float, chat_id: int = EVERYONE) -> None:
    """Be silent until then, in a chat or at all; a shorter silence does not end a longer one."""
    session.execute(
        sa.update(Pace)
        .where(col(Pace.bot) == bot, col(Pace.chat_id) == chat_id, col(Pace.paused_until) < until)
        .values(paused_until=until)
    )


def forget(session: Session, bot: str, now: float) -> None:
    """Drop chats that have been at rest for long."""
    session.execute(
        sa.delete(Pace).where(
            col(Pace.bot) == bot,
            col(Pace.chat_id) != EVERYONE,
            col(Pace.free_at) < now - 3600,
            col(Pace.paused_until) < now,
        )
    )
