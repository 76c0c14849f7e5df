"""Whether an applicant is a member of the cluster that it names: who was asked, and what they said."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from storage.columns import choice, moment, words


class MembershipState(StrEnum):
    """Where a membership stands; what may follow what is in `exchange.life.moves`."""

    NAMED = "named"  # by the applicant; nobody of the cluster is known who could be asked
    ASKED = "asked"  # the cluster's people are asked
    UNSURE = "unsure"  # they do not know the applicant: its desk finds out
    SILENT = "silent"  # they did not answer in time: its desk finds out
    CONFIRMED = "confirmed"
    DENIED = "denied"  # not ours
    EXCEPTED = "excepted"  # takes part by an exception that is on record


class MembershipException(StrEnum):
    """Why somebody takes part who is no direct member of a cluster."""

    INDIRECT = "indirect"  # a member of a member
    HOST = "host"  # no member at all: hosts only, as the agency has approved beforehand


class Membership(SQLModel, table=True):
    """The membership that an application needs: one row while one is needed, of the cluster it names.

    Who said last how it stands is an officer (`decided_by`) or one of the cluster's own people
    (`answered_by`). An exception has its reason, and `approval` is what the agency's approval is known by.
    """

    __table_args__ = (
        sa.CheckConstraint(
            "(state IN ('confirmed', 'denied', 'excepted')) = (decided_at IS NOT NULL)",
            name="decided_with_time",
        ),
        sa.CheckConstraint(
            "decided_at IS NULL OR (decided_by IS NULL) <> (answered_by IS NULL)",
            name="decided_by_one",
        ),
        sa.CheckConstraint(
            "(state = 'excepted') = (exception IS NOT NULL)", name="excepted_by_what"
        ),
        sa.CheckConstraint(
            "exception IS NULL OR (reason <> '' AND decided_by IS NOT NULL)",
            name="excepted_for_a_reason",
        ),
        sa.CheckConstraint(
            "exception IS NULL OR exception <> 'host' OR approval <> ''",
            name="host_with_approval",
        ),
        sa.CheckConstraint("state <> 'asked' OR asked_at IS NOT NULL", name="asked_with_time"),
    )

    id: int | None = Field(default=None, primary_key=True)
    application_id: int = Field(foreign_key="application.id", ondelete="CASCADE", unique=True)
    cluster_id: int | None = Field(default=None, foreign_key="cluster.id", index=True)
    state: MembershipState = choice(MembershipState, "membership_state", index=True)
    asked_at: datetime | None = moment(nullable=True)
    decided_at: datetime | None = moment(nullable=True)
    decided_by: int | None = Field(default=None, foreign_key="officer.id")
    answered_by: int | None = Field(default=None, foreign_key="person.id")
    exception: MembershipException | None = choice(
        MembershipException, "membership_exception", nullable=True
    )
    approval: str = Field(default="", max_length=120)
    reason: str = words()
