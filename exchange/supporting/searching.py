"""The catalogue: services that somebody can ask for, by kind, by words, or by what they look for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlmodel import col, select

from exchange.finding import hosts
from exchange.finding.meanings import know
from exchange.finding.reach import reachable
from exchange.people import blocks
from exchange.people.calls import of_this_call
from exchange.people.people import accepted_application
from exchange.rows import row_id
from exchange.supporting.kinds import kind_in, without_kind
from matching.places.countries import country_name
from matching.profiles import Profile
from matching.ranking.relevance import relevance
from matching.topics.vocabulary import find_topics
from matching.words.names import fold
from storage.tables import Application, ApplicationState, Organisation, Service

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exchange.work import Work
    from storage.tables import Person, ServiceKind

LIKELY = 0.3
"""From here on a text is likely enough what some words ask for to be shown to whoever typed them."""


@dataclass(frozen=True)
class Offered:
    """A service, and the organisation that offers it."""

    service: Service
    organisation: Organisation

    @property
    def text(self) -> str:
        """What it says of itself."""
        return f"{self.service.title}. {self.service.about}"


def offered_to(work: Work, person: Person, kind: ServiceKind | None = None) -> list[Offered]:
    """Every service of others that somebody can ask for, the newest first; of one kind, if that is given."""
    query = (
        select(Service, Organisation, Application)
        .join(Application, col(Application.id) == col(Service.application_id))
        .join(Organisation, col(Organisation.id) == col(Application.organisation_id))
        .where(
            col(Service.ended_at).is_(None),
            Application.state == ApplicationState.ACCEPTED,
            col(Application.person_id).in_(reachable()),
            Application.person_id != person.id,
            of_this_call(work, col(Application.partnership_id)),
        )
        .order_by(col(Service.id).desc())
    )
    if kind is not None:
        query = query.where(Service.kind == kind)
    found = work.session.exec(query).all()
    return [
        Offered(service, organisation)
        for service, organisation, of in found
        if not blocks.between(work, row_id(person), of.person_id)
    ]


def fitting(work: Work, person: Person, kind: ServiceKind | None = None) -> list[Offered]:
    """The same, what fits best what somebody looks for first. Raises Unanswered."""
    there = offered_to(work, person, kind)
    own = accepted_application(work, person)
    if own is None or not there:
        return there
    near = _nearness(work, own.seeks, there)
    order = sorted(range(len(there)), key=lambda at: -near[at])
    return [there[at] for at in order]


def search(work: Work, person: Person, typed: str) -> list[Offered]:
    """What words ask for: a kind, a country, a name, a topic or anything like it; the best first. Raises Unanswered."""
    kind = kind_in(typed)
    there, words = offered_to(work, person, kind), without_kind(typed)
    if not words or not there:
        return there
    near = _nearness(work, words, there)
    asked = set(find_topics(words))
    scores = [
        near[at]
        + len(asked & set(find_topics(one.text)))
        + sum(1 for word in words.split() if word in _named(one))
        for at, one in enumerate(there)
    ]
    order = sorted(range(len(there)), key=lambda at: -scores[at])
    return [there[at] for at in order if scores[at] >= LIKELY]


def _named(one: Offered) -> set[str]:
    """The words by which it, its provider and its place are called."""
    where = one.organisation
    told = f"{one.text} {where.name} {where.city} {country_name(where.country)}"
    return set(fold(told).replace(".", " ").replace(",", " ").split())


def _nearness(work: Work, asked: str, there: Sequence[Offered]) -> list[float]:
    kept, told = hosts.encoder_of(work), [one.text for one in there]
    know(work, kept, [Profile("", seeks=text) for text in (asked, *told)])
    return [float(one) for one in relevance([asked], told, encoder=kept)[0]]


def can_see(work: Work, person: Person, number: int) -> bool:
    """Whether a service is in the catalogue for somebody, or their own."""
    service = work.session.get(Service, number)
    if service is None:
        return False
    of = work.load(Application, service.application_id)
    if of.person_id == person.id:
        return True
    return any(row_id(one.service) == number for one in offered_to(work, person))
