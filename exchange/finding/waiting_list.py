"""Who was told that a host is full, and hears when there is room again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import col, select

from exchange.errors import CxcError
from exchange.finding.places import room_at
from exchange.notices import Notice
from exchange.rows import row_id
from storage.tables import Application, ApplicationState, Person, WaitingVisitor

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exchange.work import Work

LONGEST = 5  # hosts that one visitor waits for


class WaitsForEnough(CxcError):
    """You wait for {most} hosts already: I tell you as soon as one of them has room. /hosts shows others."""


def waits_for(work: Work, visitor: Application) -> Sequence[WaitingVisitor]:
    """The hosts that a visitor waits for, longest first."""
    query = select(WaitingVisitor).where(WaitingVisitor.visitor_id == visitor.id)
    return work.session.exec(query.order_by(col(WaitingVisitor.id))).all()


def wait_for(work: Work, visitor: Application, host_id: int) -> WaitingVisitor:
    """The visitor on a host's list; once, and for a few hosts only. Raises NotFound, WaitsForEnough."""
    host, waiting = work.load(Application, host_id), waits_for(work, visitor)
    known = next((one for one in waiting if one.host_id == host.id), None)
    if known:
        return known
    if len(waiting) >= LONGEST:
        raise WaitsForEnough(most=LONGEST)
    row = WaitingVisitor(visitor_id=row_id(visitor), host_id=row_id(host), since=work.now)
    return work.add(row)


def tell_waiting(work: Work, host: Application) -> None:
    """Tell those who wait for a host that it has room, longest first, and no more than find a place."""
    left = room_at(work, host)[1] if host.state is ApplicationState.ACCEPTED else 0
    query = select(WaitingVisitor).where(WaitingVisitor.host_id == host.id)
    for row in work.session.exec(query.order_by(col(WaitingVisitor.id))).all():
        visitor = work.load(Application, row.visitor_id)
        if visitor.state is ApplicationState.ACCEPTED:
            if visitor.party > left:
                continue
            left -= visitor.party
            reader = work.load(Person, visitor.person_id)
            key = f"waiting:{row.id}:{work.now.isoformat()}"
            work.tell(reader, Notice.HOST_FREE, key=key, application=host.id)
        work.session.delete(row)
    work.session.flush()
