"""Tables that officers send to have people entered: read before anything is written, then all or nobody."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from storage.columns import choice, moment
from storage.tables.answers import Role


class TableOf(StrEnum):
    """What the rows of a table tell of."""

    PEOPLE = "people"
    OPPORTUNITIES = "opportunities"


class SentTable(SQLModel, table=True):
    """A table of people or of opportunities, as it was sent; what is in it goes once they are entered.

    Rows that do not say who visits and who hosts take the `role` that the officer says.
    """

    __table_args__ = (
        sa.CheckConstraint("(entered_at IS NULL) = (entered IS NULL)", name="entered_with_count"),
        sa.CheckConstraint(
            "entered_at IS NULL OR content IS NULL", name="nothing_kept_once_entered"
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    partnership_id: int = Field(foreign_key="partnership.id", index=True)
    sent_by: int | None = Field(default=None, foreign_key="officer.id")
    name: str = Field(max_length=160)
    rows_of: TableOf = choice(TableOf, "table_of", default=TableOf.PEOPLE)
    role: Role | None = choice(Role, "role_of_rows", nullable=True)
    content: bytes | None = Field(default=None, sa_type=sa.LargeBinary)
    sent_at: datetime = moment()
    entered_at: datetime | None = moment(nullable=True)
    entered: int | None = None
