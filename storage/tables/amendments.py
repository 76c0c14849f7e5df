"""Changes of what all have signed: who asked for them, why, and what became of them."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from storage.columns import choice, moment, words
from storage.tables.exchanges import Side


class AmendmentState(StrEnum):
    """Where a change stands; what may follow what is in `exchange.life.moves`."""

    OPEN = "open"  # it is being signed
    IN_FORCE = "in_force"  # all have signed
    REFUSED = "refused"
    TAKEN_BACK = "taken_back"
    OVERTAKEN = "overtaken"  # the stay went on, or ended, before all had signed


class Amendment(SQLModel, table=True):
    """A new version of a signed Commitment to Quality: it counts when all have signed it.

    Until then, and where it comes to nothing, the version before it holds. Asked for by a side, or by
    an officer where there is no side; `ended_for` is why somebody refused it.
    """

    __table_args__ = (
        sa.CheckConstraint("(side IS NULL) = (officer_id IS NOT NULL)", name="asked_by_one"),
        sa.CheckConstraint("(state = 'open') = (ended_at IS NULL)", name="ended_with_time"),
        sa.Index(
            "uq_amendment_one_open",
            "exchange_id",
            unique=True,
            sqlite_where=sa.text("state = 'open'"),
            postgresql_where=sa.text("state = 'open'"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    exchange_id: int = Field(foreign_key="exchange.id", index=True)
    commitment_id: int = Field(foreign_key="commitment.id", unique=True)
    state: AmendmentState = choice(AmendmentState, "amendment_state")
    side: Side | None = choice(Side, "amendment_side", nullable=True)
    officer_id: int | None = Field(default=None, foreign_key="officer.id")
    reason: str = words()
    asked_at: datetime = moment()
    ended_at: datetime | None = moment(nullable=True)
    ended_for: str = words()
