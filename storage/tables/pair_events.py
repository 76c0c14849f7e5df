"""What became of pairs that the matcher put together, with the parts of their scores."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from storage.columns import choice, mapped, moment


class PairEventKind(StrEnum):
    """What happened to a pair, from the list of hosts to the survey."""

    SHOWN = "shown"
    INVITED = "invited"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    COMPLETED = "completed"
    INTERRUPTED = "interrupted"
    RATED_BY_VISITOR = "rated_by_visitor"
    RATED_BY_HOST = "rated_by_host"


class PairEvent(SQLModel, table=True):
    """One thing that happened to a pair, kept the first time it did.

    `parts` are what the pair was worth then, before the answer: as shown, or as invited. Names
    nobody: ids of applications, figures, and the id of a reason from the scheme's list. Goes with
    either application, and after the days that the call keeps it. `place` is the place in a list,
    from 1, none on a card; `mark` is in [0, 1].
    """

    __table_args__ = (
        sa.UniqueConstraint("visitor_id", "host_id", "kind"),
        sa.CheckConstraint("mark >= 0 AND mark <= 1", name="mark_in_range"),
    )

    id: int | None = Field(default=None, primary_key=True)
    visitor_id: int = Field(foreign_key="application.id", ondelete="CASCADE")
    host_id: int = Field(foreign_key="application.id", ondelete="CASCADE", index=True)
    kind: PairEventKind = choice(PairEventKind, "pair_event_kind", index=True)
    parts: dict[str, float] = mapped()
    prearranged: bool = False
    place: int | None = None
    reason: str = Field(default="", max_length=20)
    mark: float | None = None
    happened_at: datetime = moment(index=True)
