"""How much of what costs much one person may still ask for."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from storage.columns import choice, moment


class Budgeted(StrEnum):
    """What costs the machine, or officers, much."""

    UPLOAD = "upload"  # a file is looked at, cleaned and kept
    DRAWING = "drawing"  # a paper, a picture or a spreadsheet is made
    QUESTION = "question"  # officers are asked something


class Budget(SQLModel, table=True):
    """When one person's next upload, drawing or question would be free, had they asked evenly."""

    __table_args__ = (sa.PrimaryKeyConstraint("person_id", "thing"),)

    person_id: int = Field(foreign_key="person.id", ondelete="CASCADE")
    thing: Budgeted = choice(Budgeted, "budgeted")
    free_at: datetime = moment()
