"""Applications and the questions asked about them."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from storage.columns import choice, listed, moment, words


class Role(StrEnum):
    """What an organisation wants to be."""

    VISITOR = "visitor"
    HOST = "host"
    BOTH = "both"


class ApplicationState(StrEnum):
    """Where an application stands; what may follow what is in `exchange.life.moves`."""

    SUBMITTED = "submitted"
    INFO_REQUESTED = "info_requested"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


class Application(SQLModel, table=True):
    """One organisation's request to visit, to host or both, with its profile and wishes.

    `party` people would come on the visit; as a host it has room for `capacity` people at once.
    """

    __table_args__ = (
        sa.Index(
            "uq_application_one_active",
            "person_id",
            unique=True,
            sqlite_where=sa.text("state IN ('submitted', 'info_requested', 'accepted')"),
            postgresql_where=sa.text("state IN ('submitted', 'info_requested', 'accepted')"),
        ),
        sa.CheckConstraint("capacity >= 0", name="capacity_not_negative"),
    )

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    organisation_id: int = Field(foreign_key="organisation.id", index=True)
    partnership_id: int = Field(foreign_key="partnership.id", index=True)
    role: Role = choice(Role, "role")
    state: ApplicationState = choice(ApplicationState, "application_state", index=True)
    form_version: int = 1
    person_name: str = Field(max_length=120)
    position: str = Field(default="", max_length=120)
    email: str = Field(max_length=254)
    languages: list[str] = listed()
    ecosystems: list[str] = listed()
    topics: list[str] = listed()
    offers: str = words()
    seeks: str = words()
    goals: list[str] = listed()
    activities: list[str] = listed()
    wished_countries: list[str] = listed()
    months: list[str] = listed()
    working_days: int | None = None
    party: int = 1
    partner_kinds: list[str] = listed()
    motivation: str = words()
    capacity: int = 0
    host_programme: str = words()
    cv_id: int | None = Field(default=None, foreign_key="storedfile.id")
    submitted_at: datetime = moment()
    decided_at: datetime | None = moment(nullable=True)
    decided_by: int | None = Field(default=None, foreign_key="officer.id")
    reason: str = words()


class Enquiry(SQLModel, table=True):
    """A question about an application or a proposal, and its answer.

    `asker_id` and `asked_id` are people; on an application the asker may be an officer.
    """

    id: int | None = Field(default=None, primary_key=True)
    application_id: int | None = Field(default=None, foreign_key="application.id", index=True)
    proposal_id: int | None = Field(default=None, foreign_key="proposal.id", index=True)
    asker_id: int = Field(foreign_key="person.id")
    asked_id: int = Field(foreign_key="person.id", index=True)
    question: str = words()
    answer: str | None = words(nullable=True)
    asked_at: datetime = moment()
    answered_at: datetime | None = moment(nullable=True)
