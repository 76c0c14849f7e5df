"""Where each conversation stands, and answers given so far."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from storage.columns import mapped, moment, telegram_id


class Conversation(SQLModel, table=True):
    """What a bot expects next from one user in one chat."""

    __table_args__ = (sa.UniqueConstraint("bot", "chat_id", "user_id"),)

    id: int | None = Field(default=None, primary_key=True)
    bot: str = Field(max_length=20)
    chat_id: int = telegram_id()
    user_id: int = telegram_id()
    place: str = Field(default="", max_length=60)
    facts: dict[str, Any] = mapped()
    updated_at: datetime = moment()


class Draft(SQLModel, table=True):
    """A form being filled in: every answer is here as soon as it is given."""

    __table_args__ = (sa.UniqueConstraint("user_id", "bot", "form", "subject"),)

    id: int | None = Field(default=None, primary_key=True)
    user_id: int = telegram_id(index=True)
    bot: str = Field(max_length=20)
    form: str = Field(max_length=40)
    subject: int = 0
    answers: dict[str, Any] = mapped()
    started_at: datetime = moment()
    updated_at: datetime = moment()
