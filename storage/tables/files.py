"""Files kept as bytes: a Telegram file id is good for one bot only."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from storage.columns import moment


class StoredFile(SQLModel, table=True):
    """A paper made by us or sent to us.

    `person_id` is whose it is, `exchange_id` of which exchange; what was made for one reader, such
    as a chart, has neither, and goes soon. An exchange points to its certificate, so it is no foreign
    key here: tables do not point in a circle. `drawn_from` is the digest of the facts that a paper of
    ours shows: it is drawn once.
    """

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(max_length=120)
    mime: str = Field(max_length=80)
    size: int = Field(ge=0)
    sha256: str = Field(max_length=64, index=True)
    content: bytes = Field(sa_type=sa.LargeBinary)
    kept_at: datetime = moment()
    person_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    exchange_id: int | None = Field(default=None, index=True)
    drawn_from: str | None = Field(default=None, max_length=64, unique=True)
