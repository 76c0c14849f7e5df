"""Which processes are at work."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Field, SQLModel

from storage.columns import moment, words


class Instance(SQLModel, table=True):
    """A running process: while it beats, what it claimed is its own."""

    id: str = Field(primary_key=True, max_length=60)
    host: str = Field(max_length=120)
    pid: int
    roles: str = words()
    started_at: datetime = moment()
    seen_at: datetime = moment(index=True)


class Lease(SQLModel, table=True):
    """Something that only one process may do at a time, such as polling with one token."""

    name: str = Field(primary_key=True, max_length=60)
    instance: str = Field(max_length=60)
    since: datetime = moment()
    until: datetime = moment()
