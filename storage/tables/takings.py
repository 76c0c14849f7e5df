"""Who has taken an exchange, at a desk."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from storage.columns import moment


class Taking(SQLModel, table=True):
    """An officer sees to an exchange at its present step: one at each of its desks.

    The row goes with the step; who took what, and when, stays in the record.
    """

    __table_args__ = (sa.UniqueConstraint("exchange_id", "partnership_id"),)

    id: int | None = Field(default=None, primary_key=True)
    exchange_id: int = Field(foreign_key="exchange.id")
    partnership_id: int = Field(foreign_key="partnership.id", index=True)
    officer_id: int = Field(foreign_key="officer.id")
    taken_at: datetime = moment()
