"""Who asks the same one again on the same day does not disturb them at once again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from sqlmodel import col, select

from exchange.rows import row_id
from storage.tables import Proposal

if TYPE_CHECKING:
    from exchange.work import Work

A_DAY = timedelta(days=1)
GATHERING = timedelta(hours=2)
"""Within which what one writes to another again becomes one message."""


def gathered_at(now: datetime) -> datetime:
    """When what is gathered now is said."""
    length = GATHERING.total_seconds()
    return datetime.fromtimestamp((now.timestamp() // length + 1) * length, UTC)


def comes_again(work: Work, proposal: Proposal) -> bool:
    """Whether the same one has asked the same one before on that day."""
    query = select(Proposal.id).where(
        Proposal.visitor_id == proposal.visitor_id,
        Proposal.host_id == proposal.host_id,
        Proposal.made_by == proposal.made_by,
        col(Proposal.officer_id).is_(None),
        col(Proposal.id) < row_id(proposal),
        Proposal.made_at > proposal.made_at - A_DAY,
    )
    own = proposal.officer_id is None
    return own and work.session.exec(query.limit(1)).first() is not None


def unheard(work: Work, proposal: Proposal) -> bool:
    """Whether whoever is asked has not been told of it yet."""
    return comes_again(work, proposal) and work.now < gathered_at(proposal.made_at)
