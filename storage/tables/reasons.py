"""Why something was done to an application or an exchange, each time that it was done."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from storage.columns import moment, words


class ActReason(SQLModel, table=True):
    """The reason of one act in the record, beside it: a record cannot be changed, and words may have to go.

    What is decided anew, or taken back, takes the reason of before from nobody.
    """

    __table_args__ = (
        sa.CheckConstraint(
            "(application_id IS NULL) <> (exchange_id IS NULL)", name="of_one_thing"
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    application_id: int | None = Field(default=None, foreign_key="application.id", index=True)
    exchange_id: int | None = Field(default=None, foreign_key="exchange.id", index=True)
    act: str = Field(max_length=64)
    said_at: datetime = moment()
    said: str = words()
