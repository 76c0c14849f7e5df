"""Cities that take part in a programme themselves."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from storage.columns import moment


class ProgrammeCity(SQLModel, table=True):
    """A city that a desk has named as taking part: by its number on our map, with its name as it was then."""

    __table_args__ = (sa.UniqueConstraint("partnership_id", "place_id"),)

    id: int | None = Field(default=None, primary_key=True)
    partnership_id: int = Field(foreign_key="partnership.id", index=True)
    place_id: str = Field(max_length=12)
    name: str = Field(max_length=120)
    country: str = Field(max_length=2)
    named_at: datetime = moment()
