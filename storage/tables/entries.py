"""Applications that a desk has entered for people who are not in the chat yet."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from storage.columns import choice, moment


class EnteredBy(StrEnum):
    """How an entry came to the desk."""

    TELEPHONE = "telephone"
    TABLE = "table"


class Entry(SQLModel, table=True):
    """That a desk has entered an application, and the one-time link by which its person takes it over.

    Only the SHA-256 of the link's secret is kept, and none before it is shown. Until it is `claimed_at`
    some time, the application's person is a row with no chat behind it. `table_id` is the table in which
    it stood.
    """

    __table_args__ = (
        sa.CheckConstraint(
            "(secret_digest IS NULL) = (link_until IS NULL)", name="link_with_its_end"
        ),
        sa.CheckConstraint("claimed_at IS NULL OR secret_digest IS NULL", name="claimed_once"),
    )

    id: int | None = Field(default=None, primary_key=True)
    application_id: int = Field(foreign_key="application.id", unique=True)
    way: EnteredBy = choice(EnteredBy, "entered_by")
    table_id: int | None = Field(default=None, foreign_key="senttable.id", index=True)
    telephone: str = Field(default="", max_length=40)
    made_by: int | None = Field(default=None, foreign_key="officer.id")
    made_at: datetime = moment()
    secret_digest: str | None = Field(default=None, max_length=64, unique=True)
    link_until: datetime | None = moment(nullable=True)
    claimed_at: datetime | None = moment(nullable=True)
