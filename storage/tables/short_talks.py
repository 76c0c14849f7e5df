"""Short talks of a group visit: the hosts who take part, and who meets whom in which slot."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from storage.columns import choice, moment


class TalkHostState(StrEnum):
    """What a host says to short talks; what may follow what is in `exchange.life.guests`."""

    ASKED = "asked"
    COMING = "coming"
    DECLINED = "declined"


class TalkHost(SQLModel, table=True):
    """A host who was asked to the short talks of a group visit; the one who gives the visit is coming."""

    __table_args__ = (
        sa.UniqueConstraint("visit_id", "host_id"),
        sa.CheckConstraint("(state = 'asked') = (answered_at IS NULL)", name="answered_with_time"),
    )

    id: int | None = Field(default=None, primary_key=True)
    visit_id: int = Field(foreign_key="groupvisit.id", index=True)
    host_id: int = Field(foreign_key="application.id", index=True)
    state: TalkHostState = choice(TalkHostState, "talk_host_state")
    asked_at: datetime = moment()
    answered_at: datetime | None = moment(nullable=True)


class ShortTalk(SQLModel, table=True):
    """A guest meets a host in a slot, the first of which is 0: nobody is in two talks at once, and nobody meets twice."""

    __table_args__ = (
        sa.UniqueConstraint("guest_id", "slot"),
        sa.UniqueConstraint("talk_host_id", "slot"),
        sa.UniqueConstraint("guest_id", "talk_host_id"),
        sa.CheckConstraint("slot >= 0", name="slots_from_nought"),
    )

    id: int | None = Field(default=None, primary_key=True)
    guest_id: int = Field(foreign_key="groupguest.id")
    talk_host_id: int = Field(foreign_key="talkhost.id")
    slot: int
