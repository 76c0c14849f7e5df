"""Cohorts: a whole Partnership's visitors assigned to hosts at once, as a draft to approve."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from storage.columns import choice, mapped, moment


class CohortState(StrEnum):
    """Where a run stands; what may follow what is in `exchange.life.moves`."""

    DRAFT = "draft"
    REPLACED = "replaced"
    APPROVED = "approved"


class Wish(StrEnum):
    """What an officer wants of a pair in every run to come."""

    LOCKED = "locked"
    FORBIDDEN = "forbidden"


class CohortRun(SQLModel, table=True):
    """One assignment as it was worked out: its figures, and a fingerprint of all that went in.

    `previous_id` is the run before, against which changes are told.
    """

    id: int | None = Field(default=None, primary_key=True)
    partnership_id: int = Field(foreign_key="partnership.id", index=True)
    previous_id: int | None = Field(default=None, foreign_key="cohortrun.id")
    made_by: int = Field(foreign_key="officer.id")
    made_at: datetime = moment()
    fingerprint: str = Field(max_length=64)
    state: CohortState = choice(CohortState, "cohort_state", default=CohortState.DRAFT)
    figures: dict[str, Any] = mapped()
    approved_by: int | None = Field(default=None, foreign_key="officer.id")
    approved_at: datetime | None = moment(nullable=True)


class CohortPair(SQLModel, table=True):
    """A visitor's host in a run; the proposal once the run is approved."""

    __table_args__ = (sa.UniqueConstraint("run_id", "visitor_id"),)

    id: int | None = Field(default=None, primary_key=True)
    run_id: int = Field(foreign_key="cohortrun.id", index=True)
    visitor_id: int = Field(foreign_key="application.id")
    host_id: int = Field(foreign_key="application.id")
    score: float
    locked: bool = False
    proposal_id: int | None = Field(default=None, foreign_key="proposal.id")


class CohortWish(SQLModel, table=True):
    """A pair that an officer locked or forbade."""

    __table_args__ = (sa.UniqueConstraint("partnership_id", "visitor_id", "host_id"),)

    id: int | None = Field(default=None, primary_key=True)
    partnership_id: int = Field(foreign_key="partnership.id", index=True)
    visitor_id: int = Field(foreign_key="application.id")
    host_id: int = Field(foreign_key="application.id")
    wish: Wish = choice(Wish, "cohort_wish")
    made_by: int = Field(foreign_key="officer.id")
    made_at: datetime = moment()


class CohortCompanion(SQLModel, table=True):
    """An application that travels together with the others of the same `number`: all to one host.

    Numbers count within a Partnership. Goes with the application.
    """

    __table_args__ = (
        sa.UniqueConstraint("application_id"),
        sa.CheckConstraint("number >= 1", name="number_from_one"),
    )

    id: int | None = Field(default=None, primary_key=True)
    partnership_id: int = Field(foreign_key="partnership.id", index=True)
    number: int
    application_id: int = Field(foreign_key="application.id", ondelete="CASCADE")
    made_by: int = Field(foreign_key="officer.id")
    made_at: datetime = moment()


class CohortQuota(SQLModel, table=True):
    """How many visits of a run may (`most`) or must (`least`) go to some hosts.

    Those of a country, of a Partnership (`hosts_of`), or of both; an empty country is any.
    """

    __table_args__ = (
        sa.CheckConstraint("least >= 0", name="least_not_negative"),
        sa.CheckConstraint("most >= least", name="most_not_below_least"),
    )

    id: int | None = Field(default=None, primary_key=True)
    partnership_id: int = Field(foreign_key="partnership.id", index=True)
    country: str = Field(default="", max_length=2)
    hosts_of: int | None = Field(default=None, foreign_key="partnership.id")
    least: int = 0
    most: int | None = None
    made_by: int = Field(foreign_key="officer.id")
    made_at: datetime = moment()
