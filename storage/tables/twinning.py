"""Profiles of clusters, and what two of them agree on: standing partnerships."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from storage.columns import moment, words


class ClusterProfile(SQLModel, table=True):
    """What a cluster's own people tell of it, by the application of whoever told it last.

    `brings` and `seeks` are their own words; `members` is how many they say it has, None where nobody has said.
    """

    __table_args__ = (sa.CheckConstraint("members > 0", name="members_positive"),)

    id: int | None = Field(default=None, primary_key=True)
    cluster_id: int = Field(foreign_key="cluster.id", unique=True)
    application_id: int = Field(foreign_key="application.id", index=True)
    brings: str = words()
    seeks: str = words()
    members: int | None = None
    told_at: datetime = moment()
