"""What somebody offers to others or looks for ends: because they say so, or with the application that it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlmodel import col, select

from exchange.rows import row_id
from storage.tables import PartnerSearch, Service

if TYPE_CHECKING:
    from exchange.work import Work
    from storage.tables import Application


def end_all(work: Work, application: Application, actor: str) -> None:
    """Nothing is offered or looked for any more by whoever leaves; what was asked already can be told."""
    for one in work.session.exec(_open(Service, application)).all():
        end_service(work, one, actor)
    for search in work.session.exec(_open(PartnerSearch, application)).all():
        end_search(work, search, actor)


def _open(table: type[Service | PartnerSearch], application: Application) -> Any:
    query = select(table).where(
        table.application_id == application.id, col(table.ended_at).is_(None)
    )
    return query.order_by(col(table.id))


def end_service(work: Work, service: Service, actor: str) -> None:
    """Nobody finds a service any more that was offered until now."""
    _end(work, service, "service", actor)


def end_search(work: Work, search: PartnerSearch, actor: str) -> None:
    """Nobody is found by a search any more; introductions go on."""
    _end(work, search, "search", actor)


def _end(work: Work, one: Service | PartnerSearch, name: str, actor: str) -> None:
    held = work.hold(type(one), row_id(one))
    if held.ended_at is None:
        held.ended_at = work.now
        work.record(actor, f"{name}:end", f"{name}:{held.id}")
    work.add(held)
