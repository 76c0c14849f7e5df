"""Pairs of organisations that may be one, and what an officer said to it."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from storage.columns import choice, listed, moment


class Sameness(StrEnum):
    """What is known of a pair; only an officer's word ends the doubt."""

    UNKNOWN = "unknown"
    SAME = "same"
    DIFFERENT = "different"


class Resemblance(SQLModel, table=True):
    """Two organisations that look like one, each pair once, the smaller number first.

    `probability` and `clues` are those of `matching.organisations.sameness` when it was last asked.
    """

    __table_args__ = (
        sa.UniqueConstraint("one_id", "other_id"),
        sa.CheckConstraint("one_id < other_id", name="smaller_first"),
    )

    id: int | None = Field(default=None, primary_key=True)
    one_id: int = Field(foreign_key="organisation.id")
    other_id: int = Field(foreign_key="organisation.id", index=True)
    probability: float
    clues: list[str] = listed()
    answer: Sameness = choice(Sameness, "sameness")
    noticed_at: datetime = moment()
    answered_at: datetime | None = moment(nullable=True)
    answered_by: int | None = Field(default=None, foreign_key="officer.id")
