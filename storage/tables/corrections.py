"""Corrections of a stay by the desk: what it was before and after, by whom, and why."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from storage.columns import moment, money, words


class Correction(SQLModel, table=True):
    """One correction of a stay's days or of its lump sum; both states and the reason stand here.

    `by_hand` says that the amount is not the rule's.
    """

    __table_args__ = (
        sa.CheckConstraint(
            "first_day_before <> first_day_after OR last_day_before <> last_day_after"
            " OR sum_before IS NULL OR sum_after IS NULL OR sum_before <> sum_after",
            name="something_changed",
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    exchange_id: int = Field(foreign_key="exchange.id", index=True)
    officer_id: int = Field(foreign_key="officer.id")
    made_at: datetime = moment()
    first_day_before: date
    first_day_after: date
    last_day_before: date
    last_day_after: date
    days_before: int
    days_after: int
    sum_before: Decimal | None = money(nullable=True)
    sum_after: Decimal | None = money(nullable=True)
    by_hand: bool = False
    reason: str = words()
