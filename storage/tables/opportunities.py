"""Funding programmes with deadlines, and to whom each was shown."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from storage.columns import choice, listed, moment, words


class FundingLevel(StrEnum):
    """Who gives the money."""

    REGIONAL = "regional"
    NATIONAL = "national"
    EU = "eu"


class Opportunity(SQLModel, table=True):
    """A funding programme that a Partnership tells its people of, until its `deadline` or until an officer ends it.

    An empty list of `countries` or of `kinds` (types of organisation) means that any may apply. Without an
    officer (`ended_by`) it has ended by itself.
    """

    __table_args__ = (
        sa.UniqueConstraint("partnership_id", "title", "deadline"),
        sa.CheckConstraint("ended_by IS NULL OR ended_at IS NOT NULL", name="ended_with_time"),
    )

    id: int | None = Field(default=None, primary_key=True)
    partnership_id: int = Field(foreign_key="partnership.id", index=True)
    level: FundingLevel = choice(FundingLevel, "funding_level")
    title: str = Field(max_length=120)
    about: str = words()
    link: str = Field(max_length=200)
    deadline: date
    countries: list[str] = listed()
    kinds: list[str] = listed()
    entered_by: int | None = Field(default=None, foreign_key="officer.id")
    entered_at: datetime = moment()
    ended_at: datetime | None = moment(nullable=True)
    ended_by: int | None = Field(default=None, foreign_key="officer.id")


class Interest(StrEnum):
    """What somebody said to an opportunity."""

    SAVED = "saved"
    DISMISSED = "dismissed"


class Recommendation(SQLModel, table=True):
    """That an opportunity was shown to somebody: since when, and what they said to it.

    What was `sent_at` a time came by itself; what was not, they have asked for.
    """

    __table_args__ = (
        sa.UniqueConstraint("opportunity_id", "person_id"),
        sa.CheckConstraint("(interest IS NULL) = (said_at IS NULL)", name="said_with_time"),
    )

    id: int | None = Field(default=None, primary_key=True)
    opportunity_id: int = Field(foreign_key="opportunity.id", ondelete="CASCADE")
    person_id: int = Field(foreign_key="person.id", ondelete="CASCADE", index=True)
    shown_at: datetime = moment()
    sent_at: datetime | None = moment(nullable=True)
    interest: Interest | None = choice(Interest, "interest_said", nullable=True)
    said_at: datetime | None = moment(nullable=True)
