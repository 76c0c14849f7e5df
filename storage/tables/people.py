"""People who talk to a bot, and what they agreed to."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Field, SQLModel

from storage.columns import moment, telegram_id


class Person(SQLModel, table=True):
    """Somebody with a Telegram account; both bots know them by the same number."""

    id: int | None = Field(default=None, primary_key=True)
    telegram_id: int = telegram_id(unique=True)
    language: str = Field(max_length=8)
    language_chosen: bool = False
    zone: str = Field(max_length=40)
    country: str | None = Field(default=None, max_length=2)
    first_seen_at: datetime = moment()


class Consent(SQLModel, table=True):
    """Which text somebody agreed to, in which version and language, and when."""

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    text_key: str = Field(max_length=40)
    text_version: str = Field(max_length=20)
    language: str = Field(max_length=8)
    given_at: datetime = moment()
    withdrawn_at: datetime | None = moment(nullable=True)
