"""Which chats a bot may write to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlmodel import Session, col, select

from storage.engine.inserts import insert_new
from storage.engine.wakeups import ring
from storage.tables import Chat, Outbox, OutboxState

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime


def open_chat(session: Session, bot: str, chat_id: int, now: datetime) -> None:
    """Note that a person wrote or unblocked: the bot may write to them (again)."""
    row = {"bot": bot, "chat_id": chat_id, "opened_at": now}
    if insert_new(session, Chat, [row], unique="bot chat_id"):
        return
    session.execute(
        sa.update(Chat)
        .where(
            col(Chat.bot) == bot, col(Chat.chat_id) == chat_id, col(Chat.blocked_at).is_not(None)
        )
        .values(blocked_at=None)
    )


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
    session.execute(
        sa.update(Outbox)
        .where(
            col(Outbox.bot) == bot,
            col(Outbox.chat_id) == chat_id,
            col(Outbox.state) == OutboxState.WAITING,
        )
        .values(state=OutboxState.CANCELLED, error="blocked", ended_at=now)
    )
    return bool(news.rowcount)


def move_chat(session: Session, bot: str, old: int, new: int) -> None:
    """A group has another id: what is open for the old one is for the new one, in its order.

    A message on its way keeps its sender, and holds the others back until its fate is known.
    """
    session.execute(
        sa.update(Outbox)
        .where(col(Outbox.bot) == bot, col(Outbox.chat_id) == old, col(Outbox.ended_at).is_(None))
        .values(chat_id=new)
    )
    ring(session, f"{bot}:out")


def blocked_among(session: Session, bot: str, chat_ids: Sequence[int]) -> set[int]:
    """Those of the chats whose person has blocked the bot."""
    if not chat_ids:
        return set()
    query = select(Chat.chat_id).where(
        Chat.bot == bot, col(Chat.chat_id).in_(chat_ids), col(Chat.blocked_at).is_not(None)
    )
    return set(session.exec(query))


def is_reachable(session: Session, bot: str, chat_id: int) -> bool:
    """Whether the chat was opened and is not blocked."""
    chat = session.get(Chat, (bot, chat_id))
    return chat is not None and chat.blocked_at is None
