"""Who was told that a host is full, and wants to hear when there is room again."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from storage.columns import moment


class WaitingVisitor(SQLModel, table=True):
    """A visitor on a host's short list; the row goes when there is room and they are told."""

    __table_args__ = (sa.UniqueConstraint("visitor_id", "host_id"),)

    id: int | None = Field(default=None, primary_key=True)
    visitor_id: int = Field(foreign_key="application.id", index=True)
    host_id: int = Field(foreign_key="application.id", index=True)
    since: datetime = moment()
