"""What a desk writes to its people and what they answer, and what a pair write to each other."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from storage.columns import choice, mapped, moment, words


class Audience(StrEnum):
    """Where people stand to whom a desk writes all at once."""

    EVERYBODY = "everybody"
    WAITING = "waiting"  # for the review of their application
    UNINVITED = "uninvited"  # accepted, and has never invited a host
    HOSTS = "hosts"  # with a place left
    TRAVELLING = "travelling"  # has an exchange that is not over


class Mailing(SQLModel, table=True):
    """Words of a desk to all who stand somewhere: one text for each language.

    A draft until it is sent. `ecosystem` and `month` narrow the audience down; `quiet` is how many
    stood there and want no such messages.
    """

    __table_args__ = (
        sa.CheckConstraint("(sent_at IS NULL) = (sent_by IS NULL)", name="sent_by_somebody"),
    )

    id: int | None = Field(default=None, primary_key=True)
    partnership_id: int = Field(foreign_key="partnership.id", index=True)
    audience: Audience = choice(Audience, "audience")
    ecosystem: str | None = Field(default=None, max_length=40)
    month: str | None = Field(default=None, max_length=7)
    texts: dict[str, Any] = mapped()
    written_at: datetime = moment()
    sent_at: datetime | None = moment(nullable=True)
    sent_by: int | None = Field(default=None, foreign_key="officer.id")
    quiet: int = Field(default=0, ge=0)


class Note(SQLModel, table=True):
    """One message between a desk and a person; all of them are their thread.

    Of an officer, or of the person where there is none. One of a mailing has its words there.
    """

    __table_args__ = (
        sa.Index(
            "uq_note_of_mailing",
            "mailing_id",
            "person_id",
            unique=True,
            sqlite_where=sa.text("officer_id IS NOT NULL"),
            postgresql_where=sa.text("officer_id IS NOT NULL"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    partnership_id: int = Field(foreign_key="partnership.id", index=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    officer_id: int | None = Field(default=None, foreign_key="officer.id")
    mailing_id: int | None = Field(default=None, foreign_key="mailing.id")
    text: str = words()
    written_at: datetime = moment()


class PairMessage(SQLModel, table=True):
    """What one of a pair writes or sends to the other; all between the two of an exchange are their thread."""

    __table_args__ = (
        sa.CheckConstraint("text <> '' OR file_id IS NOT NULL", name="says_something"),
    )

    id: int | None = Field(default=None, primary_key=True)
    exchange_id: int = Field(foreign_key="exchange.id", index=True)
    writer_id: int = Field(foreign_key="person.id", index=True)
    text: str = words()
    file_id: int | None = Field(default=None, foreign_key="storedfile.id")
    written_at: datetime = moment()
