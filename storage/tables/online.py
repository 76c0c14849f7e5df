"""Exchanges on the line: their sessions, and which of them took place."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from storage.columns import choice, moment
from storage.tables.exchanges import Side


class OnlineSession(SQLModel, table=True):
    """A half day of an exchange on the line; `held` is whether it took place, None while neither side has said.

    `told_by` is who has said so last.
    """

    __table_args__ = (
        sa.UniqueConstraint("exchange_id", "starts_at"),
        sa.CheckConstraint("starts_at < ends_at", name="session_in_order"),
        sa.CheckConstraint(
            "(held IS NULL) = (told_by IS NULL) AND (held IS NULL) = (told_at IS NULL)",
            name="told_by_somebody",
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    exchange_id: int = Field(foreign_key="exchange.id", index=True)
    starts_at: datetime = moment()
    ends_at: datetime = moment()
    held: bool | None = None
    told_by: Side | None = choice(Side, "session_told_by", nullable=True)
    told_at: datetime | None = moment(nullable=True)
