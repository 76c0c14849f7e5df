"""Agreements for Financial Support: what a visitor is paid, for which stay, in which parts."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from storage.columns import listed, mapped, moment, money


class Agreement(SQLModel, table=True):
    """One version of the agreement between a visitor and the Partnership that pays.

    It is `binding` when both have signed it. A version that `follows_id` another follows from that
    one's own terms, as for days that were not stayed, and binds with its signatures. What a call
    says is kept with it: `instalments` are shares of a hundred, `terms` texts whose
    places `facts` fill.
    """

    __table_args__ = (
        sa.UniqueConstraint("exchange_id", "version"),
        sa.UniqueConstraint("id", "exchange_id", "binding"),  # payments point to all three
        sa.CheckConstraint("lump_sum > 0", name="something_is_paid"),
        sa.CheckConstraint("starts_on <= last_day", name="dates_in_order"),
        sa.CheckConstraint("follows_id IS NULL OR binding", name="what_follows_binds"),
        sa.CheckConstraint("follows_id < id", name="follows_an_earlier"),
    )

    id: int | None = Field(default=None, primary_key=True)
    exchange_id: int = Field(foreign_key="exchange.id", index=True)
    version: int = 1
    starts_on: date
    last_day: date
    working_days: int
    distance_km: float | None = None
    lump_sum: Decimal = money()
    full_sum: Decimal = money()
    currency: str = Field(max_length=3)
    halved_for: list[str] = listed()
    instalments: list[int] = listed()
    terms: list[str] = listed()
    facts: dict[str, Any] = mapped()
    digest: str = Field(max_length=64)
    drawn_up_at: datetime = moment()
    follows_id: int | None = Field(default=None, foreign_key="agreement.id")
    binding: bool = False
