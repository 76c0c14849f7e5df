"""Which chats a bot may write to."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col, select

from storage.engine.inserts import insert_new
from storage.engine.wakeups import wake
from storage.queues import outbox
from storage.tables import Chat, Outbox

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy.sql.dml import Insert


def open_chat(session: Session, bot: str, chat_id: int, now: datetime) -> None:
    """Note that a person wrote or unblocked: the bot may write to them (again), from now on."""
    row = {"bot": bot, "chat_id": chat_id, "opened_at": now}
    session.connection().execute(_let_in(session.get_bind().dialect.name), row)


@cache
def _let_in(dialect: str) -> Insert:
    """A new row, or one that is blocked opened again; one that is open stays as it is."""
    insert = (postgresql if dialect == "postgresql" else sqlite).insert(Chat)
    statement: Insert = insert.on_conflict_do_update(
        index_elements=["bot", "chat_id"],
        set_={"blocked_at": None, "opened_at": insert.excluded.opened_at},
        where=col(Chat.blocked_at).is_not(None),
    )
    return statement


def block_chat(session: Session, bot: str, chat_id: int, now: datetime) -> bool:
    """Note that a person blocked the bot and cancel what waits for them; True if this is news."""
    insert_new(
        session, Chat, [{"bot": bot, "chat_id": chat_id, "opened_at": now}], unique="bot chat_id"
    )
    news = session.connection().execute(
        sa.update(Chat)
        .where(col(Chat.bot) == bot, col(Chat.chat_id) == chat_id, col(Chat.blocked_at).is_(None))
        .values(blocked_at=now)
    )
    outbox.strike_chat(session, bot, chat_id, "blocked", now)
    return bool(news.rowcount)


def opened_since(session: Session, bot: str, chat_id: int, moment: datetime) -> bool:
    """Whether a person let the bot in after that moment: what was refused before says nothing."""
    query = select(Chat.opened_at).where(
        Chat.bot == bot, Chat.chat_id == chat_id, col(Chat.blocked_at).is_(None)
    )
    opened_at = session.exec(query).one_or_none()
    return opened_at is not None and opened_at > moment


def move_chat(session: Session, bot: str, old: int, new: int) -> None:
    """A group has another id: what is open for the old one is for the new one, in its order.

    A message on its way keeps its sender, and holds the others back until its fate is known.
    """
    session.execute(
        sa.update(Outbox)
        .where(col(Outbox.bot) == bot, col(Outbox.chat_id) == old, col(Outbox.ended_at).is_(None))
        .values(chat_id=new)
    )
    wake(session, f"{bot}:out")


def blocked_among(session: Session, bot: str, chat_ids: Sequence[int]) -> set[int]:
    """Those of the chats whose person has blocked the bot."""
    if not chat_ids:
        return set()
    query = select(Chat.chat_id).where(
        Chat.bot == bot, col(Chat.chat_id).in_(chat_ids), col(Chat.blocked_at).is_not(None)
    )
    return set(session.exec(query))
