"""A cluster organisation or scaling-up body publishes what it offers to companies, changes it and ends it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import col, select

from exchange.errors import CxcError, NotAllowed, NotFound
from exchange.life.offered import end_service
from exchange.rows import row_id
from matching.topics.subjects import CENTRE_KIND, CLUSTER
from matching.words.names import fold
from storage.tables import Application, ApplicationState, Organisation, Service, ServiceKind

if TYPE_CHECKING:
    from exchange.work import Work
    from storage.tables import Person

PROVIDERS = frozenset({CLUSTER, CENTRE_KIND})
"""The kinds of organisations that offer services to companies."""
LONGEST_TITLE, LONGEST_TEXT = 80, 600
IN_SHORT = 40
"""Of a title that is read out of a paragraph: one line of a list."""
MOST = 12
"""Services of one provider: more of them nobody reads."""


class NotProvider(NotAllowed):
    """Services are published by cluster organisations and scaling-up bodies that take part. /services shows you theirs."""


class TooManyServices(CxcError):
    """You have very many services in the catalogue. Please end one that is over first: /services."""


class ServiceEnded(CxcError):
    """This service is not offered any more. /services shows what is."""


def provider(work: Work, person: Person) -> Application | None:
    """The accepted application by which somebody may publish services; None for all others."""
    query = (
        select(Application)
        .join(Organisation)
        .where(
            Application.person_id == person.id,
            Application.state == ApplicationState.ACCEPTED,
            col(Organisation.type).in_(PROVIDERS),
        )
    )
    return work.session.exec(query).one_or_none()


def own_services(work: Work, person: Person) -> list[Service]:
    """What somebody offers now, the newest first."""
    query = (
        select(Service)
        .join(Application)
        .where(Application.person_id == person.id, col(Service.ended_at).is_(None))
    )
    return list(work.session.exec(query.order_by(col(Service.id).desc())))


def publish(work: Work, person: Person, kind: ServiceKind, title: str, about: str) -> Service:
    """A service in the catalogue; the same one published twice is one.

    Raises NotProvider, TooManyServices.
    """
    found = provider(work, person)
    if found is None:
        raise NotProvider
    work.hold(Application, found.id)
    there = own_services(work, person)
    same = next((one for one in there if fold(one.title) == fold(title)), None)
    if same is None and len(there) >= MOST:
        raise TooManyServices
    service = same or Service(
        application_id=row_id(found), kind=kind, title=title, about=about, published_at=work.now
    )
    service.kind, service.about = kind, about
    work.add(service)
    work.record(f"person:{person.id}", "service:publish", f"service:{service.id}")
    return service


def change(
    work: Work, person: Person, number: int, kind: ServiceKind, title: str, about: str
) -> Service:
    """The service as it is told now. Raises NotFound, ServiceEnded."""
    service = _own(work, person, number)
    if service.ended_at is not None:
        raise ServiceEnded
    service.kind, service.title, service.about = kind, title, about
    work.record(f"person:{person.id}", "service:change", f"service:{number}")
    return work.add(service)


def end(work: Work, person: Person, number: int) -> Service:
    """The service, which nobody finds any more; what was requested can still be answered. Raises NotFound."""
    service = _own(work, person, number)
    end_service(work, service, f"person:{person.id}")
    return service


def is_own(work: Work, person: Person, service: Service) -> bool:
    """Whether somebody offers it themselves."""
    return work.load(Application, service.application_id).person_id == person.id


def _own(work: Work, person: Person, number: int) -> Service:
    service = work.hold(Service, number)
    if not is_own(work, person, service):
        raise NotFound
    return service


def title_in(text: str) -> str:
    """What a paragraph begins with, as a title: its first sentence, or the first words of that."""
    first = text.strip().partition("\n")[0].partition(". ")[0].strip(" .")
    if len(first) <= IN_SHORT:
        return first
    return first[: IN_SHORT - 1].rpartition(" ")[0] + "…"
