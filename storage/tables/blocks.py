"""Who wants to hear nothing more of whom, and what they told the desk about it."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from storage.columns import moment, words


class Block(SQLModel, table=True):
    """One person keeps another away, since a proposal between them or a request; reported ones have a reason."""

    __table_args__ = (
        sa.UniqueConstraint("by_id", "about_id"),
        sa.CheckConstraint("by_id <> about_id", name="two_people"),
        sa.CheckConstraint("(reported_at IS NULL) = (reason IS NULL)", name="reported_with_reason"),
    )

    id: int | None = Field(default=None, primary_key=True)
    by_id: int = Field(foreign_key="person.id")
    about_id: int = Field(foreign_key="person.id", index=True)
    proposal_id: int | None = Field(default=None, foreign_key="proposal.id")
    made_at: datetime = moment()
    reported_at: datetime | None = moment(nullable=True)
    reason: str | None = words(nullable=True)
