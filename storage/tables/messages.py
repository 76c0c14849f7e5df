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
    """Order in which a bot's messages leave: a reply never waits behind a broadcast.

    Nor behind the first words to people whom we do not know yet, however many come at once.
    """

    REPLY = 0
    WELCOME = 1
    NOTICE = 2
    BROADCAST = 3


def only(condition: str) -> dict[str, Any]:
    """Arguments that make an index hold those rows only, on both databases."""
    return {"sqlite_where": sa.text(condition), "postgresql_where": sa.text(condition)}


class Inbox(SQLModel, table=True):
    """An update, stored before Telegram hears that we have it.

    `owner` is the instance that works on it; `set_aside` means that patience with it is over.
    `chat_id` is 0 where an update belongs to no chat.
    """

    __table_args__ = (
        sa.PrimaryKeyConstraint("bot", "update_id"),
        sa.Index("ix_inbox_next", "bot", "update_id", **only("done_at IS NULL")),
        sa.Index("ix_inbox_open", "bot", "chat_id", "update_id", **only("done_at IS NULL")),
        sa.Index(
            "ix_inbox_aside",
            "bot",
            "done_at",
            sqlite_where=sa.text("set_aside = 1"),
            postgresql_where=sa.text("set_aside"),
        ),
        sa.CheckConstraint("done_at IS NULL OR owner IS NULL", name="done_in_no_hand"),
        sa.CheckConstraint("NOT set_aside OR done_at IS NOT NULL", name="aside_is_done"),
    )

    bot: str = Field(max_length=20)
    update_id: int = telegram_id()
    chat_id: int = telegram_id(default=0)
    body: dict[str, Any] = mapped()
    received_at: datetime = moment()
    owner: str | None = Field(default=None, max_length=60, index=True)
    attempts: int = 0
    retry_at: datetime | None = moment(nullable=True)
    done_at: datetime | None = moment(nullable=True)
    set_aside: bool = False
    error: str = words()


class Outbox(SQLModel, table=True):
    """A message to be sent once. `dedupe_key` is a fact of the business, not of the machine.

    `body` is either a rendered screen or, with `kind` naming a notice, the ids to render it from.
    `owner` is the instance that sends it, or, while it still waits, makes what it encloses. `ended_at` is set when it left or was given up;
    `repeats` counts how often it was said again, and said to be so, because we could not know. A notice is worded
    under its `call`, of several in one database; empty is the first.
    """

    __table_args__ = (
        sa.Index("ix_outbox_next", "bot", "urgency", "due_at", "id", **only("ended_at IS NULL")),
        sa.Index("ix_outbox_chat", "bot", "chat_id", "urgency", "id", **only("ended_at IS NULL")),
        sa.Index("ix_outbox_ended", "bot", "state", "ended_at"),
        sa.CheckConstraint(
            "(state IN ('waiting', 'sending')) = (ended_at IS NULL)", name="ended_with_time"
        ),
        sa.CheckConstraint("state <> 'sending' OR owner IS NOT NULL", name="sent_by_somebody"),
        sa.CheckConstraint("ended_at IS NULL OR owner IS NULL", name="ended_in_no_hand"),
    )

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
    owner: str | None = Field(default=None, max_length=60, index=True)
    attempts: int = 0
    repeats: int = 0
    message_id: int | None = telegram_id(default=None, nullable=True)
    ended_at: datetime | None = moment(nullable=True)
    error: str = words()
    call: str = Field(default="", max_length=20)


class Pace(SQLModel, table=True):
    """How fast a bot may speak, shared by every process of its token.

    Chat 0 is the bot as a whole. `free_at`, `answers_free_at` and `paused_until` are seconds since
    1970: arithmetic on them happens many times a second, and no person reads them.
    """

    __table_args__ = (sa.PrimaryKeyConstraint("bot", "chat_id"),)

    bot: str = Field(max_length=20)
    chat_id: int = telegram_id()
    free_at: float = 0.0
    answers_free_at: float = 0.0
    paused_until: float = 0.0


class Chat(SQLModel, table=True):
    """Whether a bot may write to a chat; a bot can never write first."""

    __table_args__ = (sa.PrimaryKeyConstraint("bot", "chat_id"),)

    bot: str = Field(max_length=20)
    chat_id: int = telegram_id()
    opened_at: datetime = moment()
    blocked_at: datetime | None = moment(nullable=True)
