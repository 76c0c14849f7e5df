"""Links by which people are won, on posters and in mails; and who came by which."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Field, SQLModel

from storage.columns import choice, moment
from storage.tables.answers import Role


class JoiningLink(SQLModel, table=True):
    """A link to the participants' bot for a cluster, an event or a campaign: anybody may use it, until it is stopped.

    Its `code` means nothing by itself: Partnership, cluster and role are looked up here, and are
    proposed to whoever comes by it.
    """

    id: int | None = Field(default=None, primary_key=True)
    code: str = Field(max_length=24, unique=True)
    partnership_id: int = Field(foreign_key="partnership.id", index=True)
    cluster_id: int | None = Field(default=None, foreign_key="cluster.id")
    role: Role | None = choice(Role, "joining_role", nullable=True)
    name: str = Field(max_length=80)
    made_by: int = Field(foreign_key="officer.id")
    made_at: datetime = moment()
    stopped_at: datetime | None = moment(nullable=True)


class Arrival(SQLModel, table=True):
    """That somebody came by a link: the last one that they opened before they applied."""

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", ondelete="CASCADE", unique=True)
    link_id: int = Field(foreign_key="joininglink.id", index=True)
    came_at: datetime = moment()
