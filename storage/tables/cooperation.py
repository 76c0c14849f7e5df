"""Searches for partners without travel, and projects that come of them."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from storage.columns import choice, listed, moment, words


class PartnerSearch(SQLModel, table=True):
    """What somebody looks for in a value chain, until it is `ended_at` a time; an introduction is an enquiry about it.

    `brings` and `seeks` are their own words; `role` and `wanted` are roles in a chain as the matcher names them,
    `countries` those that are wished for.
    """

    __table_args__ = (
        sa.Index(
            "uq_partnersearch_one_open",
            "application_id",
            unique=True,
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    application_id: int = Field(foreign_key="application.id", index=True)
    brings: str = words()
    seeks: str = words()
    role: str = Field(max_length=20)
    wanted: list[str] = listed()
    countries: list[str] = listed()
    opened_at: datetime = moment()
    ended_at: datetime | None = moment(nullable=True)


class ProjectState(StrEnum):
    """Where a cooperation project stands; what may follow what is in `exchange.life.moves`."""

    IDEA = "idea"
    PREPARED = "prepared"
    SUBMITTED = "submitted"
    FUNDED = "funded"
    REFUSED = "refused"
    ENDED = "ended"


class Project(SQLModel, table=True):
    """Something that partners plan or do together: its aim, and the call that it is submitted to, in words."""

    id: int | None = Field(default=None, primary_key=True)
    lead_id: int = Field(foreign_key="application.id", index=True)
    title: str = Field(max_length=80)
    aim: str = words()
    call: str = Field(max_length=120)
    state: ProjectState = choice(ProjectState, "project_state")
    begun_at: datetime = moment()
    moved_at: datetime = moment()


class ProjectPartner(SQLModel, table=True):
    """Somebody who takes part in a project besides its lead, until they have left it."""

    __table_args__ = (sa.UniqueConstraint("project_id", "application_id"),)

    id: int | None = Field(default=None, primary_key=True)
    project_id: int = Field(foreign_key="project.id", index=True)
    application_id: int = Field(foreign_key="application.id", index=True)
    joined_at: datetime = moment()
    left_at: datetime | None = moment(nullable=True)
