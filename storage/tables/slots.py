"""Stays in pieces: the days on the spot of an exchange that is not one stay alone."""

from __future__ import annotations

from datetime import date

import sqlalchemy as sa
from sqlmodel import Field, SQLModel


class StaySlot(SQLModel, table=True):
    """Days on the spot, of a stay in several slots or of an exchange that is online as well.

    A visit in one piece has none: its days are those of its exchange.
    """

    __table_args__ = (
        sa.UniqueConstraint("exchange_id", "starts_on"),
        sa.CheckConstraint("starts_on <= ends_on", name="slot_in_order"),
    )

    id: int | None = Field(default=None, primary_key=True)
    exchange_id: int = Field(foreign_key="exchange.id", index=True)
    starts_on: date
    ends_on: date
