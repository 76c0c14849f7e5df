"""People who talk to a bot, and what they agreed to."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from storage.columns import listed, moment, telegram_id


class Person(SQLModel, table=True):
    """Somebody with a Telegram account; both bots know them by the same number.

    Of somebody whose data was erased the row stays as a number that others point to: it is nobody's,
    and its `telegram_id` is below zero, which no user's is. So is that of somebody whom a desk has
    entered and who has no chat with us yet. `seen_on` is the last day they wrote.
    Who is `quiet` since some time gets nothing that is written to many at once. Who has been silent for
    long, and did not answer whether they stay, is `resting` until they write: shown to nobody.
    Who is `unsought` since some time is shown to nobody who searches for partners; hosts and visitors see them all the same.
    `no_nudges` are the kinds of nudges that they have stopped. Who has not applied yet is under the `call` that they
    have chosen, where a database has several.
    Whose data is frozen (GDPR art. 18) is shown to nobody, and nothing of theirs is deleted.
    """

    __table_args__ = (
        sa.CheckConstraint("erased_at IS NULL OR telegram_id < 0", name="erased_is_nobody"),
    )

    id: int | None = Field(default=None, primary_key=True)
    telegram_id: int = telegram_id(unique=True)
    language: str = Field(max_length=8)
    language_chosen: bool = False
    zone: str = Field(max_length=40)
    country: str | None = Field(default=None, max_length=2)
    first_seen_at: datetime = moment()
    seen_on: date | None = None
    erased_at: datetime | None = moment(nullable=True)
    frozen_at: datetime | None = moment(nullable=True)
    quiet_since: datetime | None = moment(nullable=True)
    resting_since: datetime | None = moment(nullable=True)
    unsought_since: datetime | None = moment(nullable=True)
    no_nudges: list[str] = listed()
    call: str = Field(default="", max_length=20)

    @property
    def in_chat(self) -> bool:
        """Whether there is a chat in which they can be told something."""
        return self.telegram_id > 0


class Consent(SQLModel, table=True):
    """Which text somebody agreed to, in which version and language, and when."""

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    text_key: str = Field(max_length=40)
    text_version: str = Field(max_length=20)
    language: str = Field(max_length=8)
    given_at: datetime = moment()
    withdrawn_at: datetime | None = moment(nullable=True)


class Erasure(SQLModel, table=True):
    """That somebody asked for their data to be deleted, when it was, and when no trace was left.

    `known_since` is when we first saw them: with their number it finds the same person again in a
    copy that was made before. It says nothing about anybody else.
    """

    __table_args__ = (
        sa.CheckConstraint("wiped_at IS NULL OR done_at IS NOT NULL", name="wiped_when_done"),
    )

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", unique=True)
    known_since: datetime = moment()
    asked_at: datetime = moment()
    done_at: datetime | None = moment(nullable=True)
    wiped_at: datetime | None = moment(nullable=True)
