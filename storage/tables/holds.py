"""Applications and exchanges that rest for a time, because a desk says so."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from storage.columns import choice, moment, words


class HoldState(StrEnum):
    """What became of a hold; what may follow what is in `exchange.life.moves`."""

    ON = "on"
    TAKEN_OFF = "taken_off"  # by an officer
    OVER = "over"  # its day came


class Hold(SQLModel, table=True):
    """That an application, or an exchange, is on hold: since when, until which day, by whom and why.

    It ends on the morning of `until`, or when an officer ends it. One thing has one hold at a time.
    """

    __table_args__ = (
        sa.CheckConstraint(
            "(application_id IS NULL) <> (exchange_id IS NULL)", name="of_one_thing"
        ),
        sa.CheckConstraint("(state = 'on') = (ended_at IS NULL)", name="ended_with_state"),
        sa.CheckConstraint(
            "(state = 'taken_off') = (ended_by IS NOT NULL)", name="taken_off_by_somebody"
        ),
        sa.Index(
            "uq_hold_one_of_an_application",
            "application_id",
            unique=True,
            sqlite_where=sa.text("state = 'on'"),
            postgresql_where=sa.text("state = 'on'"),
        ),
        sa.Index(
            "uq_hold_one_of_an_exchange",
            "exchange_id",
            unique=True,
            sqlite_where=sa.text("state = 'on'"),
            postgresql_where=sa.text("state = 'on'"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    application_id: int | None = Field(default=None, foreign_key="application.id", index=True)
    exchange_id: int | None = Field(default=None, foreign_key="exchange.id", index=True)
    state: HoldState = choice(HoldState, "hold_state")
    officer_id: int = Field(foreign_key="officer.id")
    since: datetime = moment()
    until: date
    reason: str = words()
    ended_at: datetime | None = moment(nullable=True)
    ended_by: int | None = Field(default=None, foreign_key="officer.id")
