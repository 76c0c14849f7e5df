"""Applications, and the questions that people and desks ask each other."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from storage.columns import choice, listed, moment, words
from storage.tables.answers import ApplicationAnswers


class ApplicationState(StrEnum):
    """Where an application stands; what may follow what is in `exchange.life.moves`."""

    SUBMITTED = "submitted"
    INFO_REQUESTED = "info_requested"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


class Application(ApplicationAnswers, table=True):
    """One organisation's request to visit, to host or both: its answers and what became of it.

    `taken_by` is the officer who sees to it, if one does.
    `declared` are ids of the call's declarations; a host that is `paused_at` a time is not found.
    Whoever said that the CV comes later has it `cv_owed` until it is here.
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
        sa.CheckConstraint(
            "(decided_at IS NULL) = (decided_by IS NULL)", name="decided_by_somebody"
        ),
        sa.CheckConstraint(
            "decided_at IS NULL OR state IN ('accepted', 'rejected', 'withdrawn')",
            name="undecided_without_time",
        ),
        sa.CheckConstraint("NOT (cv_owed AND cv_id IS NOT NULL)", name="cv_owed_or_here"),
    )

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    organisation_id: int = Field(foreign_key="organisation.id", index=True)
    partnership_id: int = Field(foreign_key="partnership.id", index=True)
    state: ApplicationState = choice(ApplicationState, "application_state", index=True)
    declared: list[str] = listed()
    cv_owed: bool = False
    paused_at: datetime | None = moment(nullable=True)
    submitted_at: datetime = moment()
    decided_at: datetime | None = moment(nullable=True)
    decided_by: int | None = Field(default=None, foreign_key="officer.id")
    taken_by: int | None = Field(default=None, foreign_key="officer.id")
    reason: str = words()


class Enquiry(SQLModel, table=True):
    """A question about an application, a proposal or a service, or to a Partnership, and its answer.

    About somebody's search for partners it asks to be introduced: it is `agreed` to or not, in no words.

    `asker_id` and `asked_id` are people; on an application the asker may be an officer. What is asked
    of a Partnership is asked of nobody in particular: any of its officers answers. An officer may take a
    question back before it is answered.
    """

    __table_args__ = (
        sa.CheckConstraint("(answer IS NULL) = (answered_at IS NULL)", name="answered_with_time"),
        sa.CheckConstraint(
            "(asked_id IS NULL) = (partnership_id IS NOT NULL)", name="asked_of_one"
        ),
        sa.CheckConstraint(
            "taken_back_at IS NULL OR (answered_at IS NULL AND application_id IS NOT NULL)",
            name="taken_back_unanswered",
        ),
        sa.CheckConstraint(
            "partnership_id IS NULL OR (application_id IS NULL AND proposal_id IS NULL)",
            name="about_one_thing",
        ),
        sa.CheckConstraint(
            "service_id IS NULL OR (application_id IS NULL AND proposal_id IS NULL AND partnership_id IS NULL)",
            name="service_alone",
        ),
        sa.CheckConstraint(
            "search_id IS NULL OR (application_id IS NULL AND proposal_id IS NULL AND partnership_id IS NULL AND service_id IS NULL)",
            name="search_alone",
        ),
        sa.CheckConstraint(
            "(agreed IS NOT NULL) = (search_id IS NOT NULL AND answered_at IS NOT NULL)",
            name="agreed_or_not",
        ),
        sa.UniqueConstraint("search_id", "asked_id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    application_id: int | None = Field(default=None, foreign_key="application.id", index=True)
    proposal_id: int | None = Field(default=None, foreign_key="proposal.id", index=True)
    partnership_id: int | None = Field(default=None, foreign_key="partnership.id", index=True)
    service_id: int | None = Field(default=None, foreign_key="service.id", index=True)
    search_id: int | None = Field(default=None, foreign_key="partnersearch.id", index=True)
    asker_id: int = Field(foreign_key="person.id")
    asked_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    question: str = words()
    answer: str | None = words(nullable=True)
    agreed: bool | None = None
    asked_at: datetime = moment()
    answered_at: datetime | None = moment(nullable=True)
    taken_back_at: datetime | None = moment(nullable=True)
