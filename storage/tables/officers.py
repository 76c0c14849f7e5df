"""Officers of Partnerships: who may use the desk."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

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
    revoked_at: datetime | None = moment(nullable=True)


class OfficerInvitation(SQLModel, table=True):
    """A one-time link; only the SHA-256 of its secret is kept."""

    id: int | None = Field(default=None, primary_key=True)
    secret_digest: str = Field(max_length=64, unique=True)
    partnership_id: int = Field(foreign_key="partnership.id")
    role: OfficerRole = choice(OfficerRole, "invited_role")
    made_at: datetime = moment()
    expires_at: datetime = moment()
    used_at: datetime | None = moment(nullable=True)


class StaffGroup(SQLModel, table=True):
    """A Telegram group in which a Partnership's desk works."""

    id: int | None = Field(default=None, primary_key=True)
    chat_id: int = telegram_id(unique=True)
    partnership_id: int = Field(foreign_key="partnership.id", index=True)
    bound_by: int = Field(foreign_key="officer.id")
    bound_at: datetime = moment()
