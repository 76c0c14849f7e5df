"""Who asks the same one again on the same day does not disturb them at once again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from sqlmodel import col, select

from exchange.rows import row_id
from storage.tables import Outbox, Proposal

if TYPE_CHECKING:
    from exchange.notices import Notice, Reminding
    from exchange.work import Work
    from storage.tables import Person

A_DAY = timedelta(days=1)
GATHERING = timedelta(hours=2)
"""Within which what one writes to another again becomes one message."""


def gathered_at(now: datetime) -> datetime:
    """When what is gathered now is said."""
    length = GATHERING.total_seconds()
    return datetime.fromtimestamp((now.timestamp() // length + 1) * length, UTC)


def tell_changes(
    work: Work, person: Person, notice: Notice | Reminding, key: str, **facts: object
) -> None:
    """Tell somebody of what another may change over and over: once at once, then once for all that follows within two hours.

    The words are those of the moment at which it is read, so the last change is in them.
    """
    until = gathered_at(work.now)
    first = f"{key}:{until:%Y-%m-%dT%H}"
    told = select(Outbox.id).where(Outbox.dedupe_key == first)
    if work.session.exec(told).first() is None:
        work.tell(person, notice, key=first, **facts)
    else:
        work.tell_at(until, person, notice, f"{first}:more", facts)


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
