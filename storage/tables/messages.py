"""Updates in, messages out: the durable edge to Telegram."""

from __future__ import annotations

from datetime import datetime
from enum import IntEnum, StrEnum
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from storage.columns import choice, mapped, moment, telegram_id, words


class OutboxState(StrEnum):
    """What became of a message."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    UNCERTAIN = "uncertain"
    FAILED = "failed"
    BLOCKED = "blocked"
    CANCELLED = "cancelled"


class Urgency(IntEnum):
    """Order in which a bot's messages leave: a reply never waits behind a broadcast."""

    REPLY = 0
    NOTICE = 1
    BROADCAST = 2


class Inbox(SQLModel, table=True):
    """An update, stored before Telegram hears that we have it."""

    __table_args__ = (
        sa.Index("ix_inbox_waiting", "bot", "done_at", "chat_id", "update_id"),
        sa.PrimaryKeyConstraint("bot", "update_id"),
    )

    bot: str = Field(max_length=20)
    update_id: int = telegram_id()
    chat_id: int | None = telegram_id(default=None, nullable=True)
    body: dict[str, Any] = mapped()
    received_at: datetime = moment()
    attempts: int = 0
    retry_at: datetime | None = moment(nullable=True)
    done_at: datetime | None = moment(nullable=True)
    error: str = words()


class Outbox(SQLModel, table=True):
    """A message to be sent once. `dedupe_key` is a fact of the business, not of the machine.

    `body` is either a rendered screen or, with `kind` naming a notice, the ids to render it from.
    """

    __table_args__ = (sa.Index("ix_outbox_waiting", "bot", "state", "due_at", "urgency", "id"),)

    id: int | None = Field(default=None, primary_key=True)
    dedupe_key: str | None = Field(default=None, max_length=160, unique=True)
    bot: str = Field(max_length=20)
    chat_id: int = telegram_id(index=True)
    kind: str = Field(max_length=60)
    body: dict[str, Any] = mapped()
    urgency: int = Urgency.NOTICE
    made_at: datetime = moment()
    due_at: datetime = moment()
    state: OutboxState = choice(OutboxState, "outbox_state", default=OutboxState.WAITING)
    owner: str | None = Field(default=None, max_length=60)
    lease_until: datetime | None = moment(nullable=True)
    attempts: int = 0
    message_id: int | None = telegram_id(default=None, nullable=True)
    sent_at: datetime | None = moment(nullable=True)
    error: str = words()


class Chat(SQLModel, table=True):
    """Whether a bot may write to a chat; a bot can never write first."""

    __table_args__ = (sa.PrimaryKeyConstraint("bot", "chat_id"),)

    bot: str = Field(max_length=20)
    chat_id: int = telegram_id()
    opened_at: datetime = moment()
    blocked_at: datetime | None = moment(nullable=True)
