"""What is due, and what was done."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from storage.columns import choice, mapped, moment


class DueOutcome(StrEnum):
    """What came of something that was due."""

    DONE = "done"
    TOO_LATE = "too_late"
    NOT_NEEDED = "not_needed"
    FAILED = "failed"


class Due(SQLModel, table=True):
    """Something to do at a time: the clock only looks here, so a lost tick loses nothing.

    `outcome` tells what came of it, once it is done. It is done under its `call`: of several in one database,
    that of whom it is about; empty is the first.
    """

    __table_args__ = (
        sa.Index("ix_due_open", "done_at", "due_at"),
        sa.CheckConstraint("(done_at IS NULL) = (outcome IS NULL)", name="done_with_outcome"),
    )

    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(max_length=160, unique=True)
    kind: str = Field(max_length=60, index=True)
    subject: int = Field(index=True)
    facts: dict[str, Any] = mapped()
    due_at: datetime = moment()
    done_at: datetime | None = moment(nullable=True)
    outcome: DueOutcome | None = choice(DueOutcome, "due_outcome", nullable=True)
    attempts: int = 0
    call: str = Field(default="", max_length=20)


class Tick(SQLModel, table=True):
    """When something that ticks last did: a time before it means that a clock was set back."""

    name: str = Field(primary_key=True, max_length=20)
    at: datetime = moment()


class Audit(SQLModel, table=True):
    """Who did what to which thing; ids only, never names.

    `link` is its place in the chain and `digest` that of it and of the act before
    (`storage.care.chain`); what is linked stays as it is. Neither is there for a moment at first.
    """

    __table_args__ = (
        sa.Index("uq_audit_link", "link", unique=True),
        sa.Index(
            "ix_audit_waiting",
            "id",
            sqlite_where=sa.text("link IS NULL"),
            postgresql_where=sa.text("link IS NULL"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    at: datetime = moment(index=True)
    actor: str = Field(max_length=40)
    act: str = Field(max_length=60)
    subject: str = Field(max_length=40, index=True)
    facts: dict[str, Any] = mapped()
    link: int | None = None
    digest: str | None = Field(default=None, max_length=64)
