"""Proposals: one side invites, the other accepts or not."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from storage.columns import choice, listed, mapped, moment, words
from storage.tables.exchanges import Side


class ProposalState(StrEnum):
    """Where a proposal stands; what may follow what is in `exchange.life.moves`."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


class Proposal(SQLModel, table=True):
    """An invitation between an accepted visitor and an accepted host.

    With `officer_id` the desk brought the pair together: the visitor is asked first (as if the host
    had invited), and then, `made_by` the visitor, the host.
    """

    __table_args__ = (
        sa.Index(
            "uq_proposal_one_open",
            "visitor_id",
            "host_id",
            unique=True,
            sqlite_where=sa.text("state IN ('proposed', 'accepted')"),
            postgresql_where=sa.text("state IN ('proposed', 'accepted')"),
        ),
        sa.CheckConstraint("visitor_id <> host_id", name="two_parties"),
    )

    id: int | None = Field(default=None, primary_key=True)
    visitor_id: int = Field(foreign_key="application.id", index=True)
    host_id: int = Field(foreign_key="application.id", index=True)
    made_by: Side = choice(Side, "made_by")
    prearranged: bool = False
    officer_id: int | None = Field(default=None, foreign_key="officer.id")
    state: ProposalState = choice(ProposalState, "proposal_state", index=True)
    message: str = words()
    months: list[str] = listed()
    score: float | None = None
    parts: dict[str, float] = mapped()
    made_at: datetime = moment()
    expires_at: datetime = moment()
    decided_at: datetime | None = moment(nullable=True)
    reason: str = words()
