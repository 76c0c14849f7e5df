"""Months in which a host has another number of places than usual."""

from __future__ import annotations

import sqlalchemy as sa
from sqlmodel import Field, SQLModel


class HostMonth(SQLModel, table=True):
    """A month (`2027-04`) and how many people a host receives at once in it; none at 0."""

    __table_args__ = (
        sa.UniqueConstraint("application_id", "month"),
        sa.CheckConstraint("places >= 0", name="places_not_negative"),
    )

    id: int | None = Field(default=None, primary_key=True)
    application_id: int = Field(foreign_key="application.id", index=True)
    month: str = Field(max_length=7)
    places: int
