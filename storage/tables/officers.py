"""Officers of Partnerships: who may use the desk."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from storage.columns import choice, moment, telegram_id


class OfficerRole(StrEnum):
    """What an officer may do; the table of rights is in `exchange.people.officers`."""

    COORDINATOR = "coordinator"
    OFFICER = "officer"
    AUDITOR = "auditor"


class Officer(SQLModel, table=True):
    """A Telegram user bound to a Partnership and a role by a one-time invitation."""

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", unique=True)
    partnership_id: int = Field(foreign_key="partnership.id", index=True)
    role: OfficerRole = choice(OfficerRole, "officer_role")
    name: str = Field(max_length=120)
    bound_at: datetime = moment()
    last_seen_at: datetime | None = moment(nullable=True)
    revoked_at: datetime | None = moment(nullable=True)


class OfficerInvitation(SQLModel, table=True):
    """A one-time link; only the SHA-256 of its secret is kept, and nothing before it is shown.

    `made_by` is the officer who asked for it; nobody, where it was made on the command line.
    """

    __table_args__ = (
        sa.CheckConstraint("used_at IS NULL OR taken_back_at IS NULL", name="used_or_taken_back"),
    )

    id: int | None = Field(default=None, primary_key=True)
    secret_digest: str | None = Field(default=None, max_length=64, unique=True)
    partnership_id: int = Field(foreign_key="partnership.id")
    role: OfficerRole = choice(OfficerRole, "invited_role")
    made_by: int | None = Field(default=None, foreign_key="officer.id")
    made_at: datetime = moment()
    expires_at: datetime = moment()
    used_at: datetime | None = moment(nullable=True)
    taken_back_at: datetime | None = moment(nullable=True)


class StaffGroup(SQLModel, table=True):
    """A Telegram group in which a Partnership's desk works, unless it is unbound again.

    `wanted_by` is an officer of another Partnership who has asked for it; whose it is decides.
    """

    __table_args__ = (
        sa.CheckConstraint("(wanted_by IS NULL) = (wanted_at IS NULL)", name="wanted_with_time"),
    )

    id: int | None = Field(default=None, primary_key=True)
    chat_id: int = telegram_id(unique=True)
    partnership_id: int = Field(foreign_key="partnership.id", index=True)
    title: str = Field(default="", max_length=120)
    bound_by: int = Field(foreign_key="officer.id")
    bound_at: datetime = moment()
    unbound_at: datetime | None = moment(nullable=True)
    wanted_by: int | None = Field(default=None, foreign_key="officer.id")
    wanted_at: datetime | None = moment(nullable=True)
