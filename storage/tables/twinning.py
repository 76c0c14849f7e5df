"""Profiles of clusters, and what two of them agree on: standing partnerships."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from storage.columns import choice, moment, words


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


class TwinningState(StrEnum):
    """Where a twinning stands; what may follow what is in `exchange.life.moves`."""

    PROPOSED = "proposed"
    AGREED = "agreed"
    DECLINED = "declined"
    EXPIRED = "expired"  # nobody answered in time
    WITHDRAWN = "withdrawn"  # by who proposed it
    ENDED = "ended"  # by one side, after both had agreed


_OPEN = sa.text("state IN ('proposed', 'agreed')")


class Twinning(SQLModel, table=True):
    """A standing partnership of two clusters, proposed by one of them with words on what it is for.

    Two have one open at a time, whoever asked: `one_id` is the smaller number of the two. `ended_by` is
    the cluster that ended it.
    """

    __table_args__ = (
        sa.Index(
            "uq_twinning_one_open",
            "one_id",
            "other_id",
            unique=True,
            sqlite_where=_OPEN,
            postgresql_where=_OPEN,
        ),
        sa.CheckConstraint("one_id < other_id", name="two_in_order"),
        sa.CheckConstraint("asker_id IN (one_id, other_id)", name="asked_by_one_of_two"),
        sa.CheckConstraint(
            "(state IN ('agreed', 'ended')) = (agreed_at IS NOT NULL)", name="agreed_with_time"
        ),
        sa.CheckConstraint(
            "(state IN ('proposed', 'agreed')) = (ended_at IS NULL)", name="ended_with_time"
        ),
        sa.CheckConstraint(
            "ended_by IS NULL OR (state = 'ended' AND ended_by IN (one_id, other_id))",
            name="ended_by_one_of_two",
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    one_id: int = Field(foreign_key="cluster.id", index=True)
    other_id: int = Field(foreign_key="cluster.id", index=True)
    asker_id: int = Field(foreign_key="cluster.id")
    application_id: int = Field(foreign_key="application.id", index=True)
    aim: str = words()
    state: TwinningState = choice(TwinningState, "twinning_state", index=True)
    proposed_at: datetime = moment()
    expires_at: datetime = moment()
    agreed_at: datetime | None = moment(nullable=True)
    ended_at: datetime | None = moment(nullable=True)
    ended_by: int | None = Field(default=None, foreign_key="cluster.id")

    @property
    def asked_id(self) -> int:
        """The cluster that was asked."""
        return self.other_id if self.asker_id == self.one_id else self.one_id

    def beside(self, cluster_id: int | None) -> int:
        """The other one of the two."""
        return self.other_id if cluster_id == self.one_id else self.one_id


class TwinningActivity(SQLModel, table=True):
    """Something that both clusters do together on a day, entered by one of them; it may be called off.

    `until` is its last day, None where the first is the only one.
    """

    __table_args__ = (sa.CheckConstraint('until > "on"', name="ends_after_it_begins"),)

    id: int | None = Field(default=None, primary_key=True)
    twinning_id: int = Field(foreign_key="twinning.id", index=True, ondelete="CASCADE")
    application_id: int = Field(foreign_key="application.id", index=True)
    title: str = Field(max_length=80)
    on: date
    until: date | None = None
    entered_at: datetime = moment()
    called_off_at: datetime | None = moment(nullable=True)


class TwinningProject(SQLModel, table=True):
    """A project that one of the two has added to a twinning; those with somebody of both count without it."""

    __table_args__ = (sa.UniqueConstraint("twinning_id", "project_id"),)

    id: int | None = Field(default=None, primary_key=True)
    twinning_id: int = Field(foreign_key="twinning.id", index=True, ondelete="CASCADE")
    project_id: int = Field(foreign_key="project.id", index=True)
    added_at: datetime = moment()
