"""Which open programmes fit somebody, and why: by country and kind, by topics, and by what texts mean.

A finished exchange tells what the other side has brought, an application what is looked for and
offered: a programme about either fits. Topics are the reasons; how near the texts are by the matcher's own
measure orders the list, and finds what no topic names.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlmodel import col, select

from exchange.finding import hosts
from exchange.finding.meanings import know_kept, texts_of
from exchange.opportunities.keeping import open_at
from exchange.rows import row_id
from exchange.states import AFTER_STAY
from matching.profiles import Profile
from matching.ranking.relevance import relevance
from matching.topics.vocabulary import find_topics, related
from storage.tables import Application, Exchange, Organisation

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from exchange.work import Work
    from storage.tables import Opportunity

LIKELY = 0.5
"""From here on it is likelier than not that a text is about what another one is: it fits without a topic."""
IN_PART = 0.5
"""What a kindred topic counts."""


@dataclass(frozen=True)
class Source:
    """What somebody is interested in, by an `exchange` of theirs that is over, or by their application (None).

    `of` are the applications whose texts they are.
    """

    texts: tuple[str, ...]
    of: tuple[Application, ...]
    exchange: int | None = None

    @property
    def topics(self) -> set[str]:
        """What its texts speak of."""
        return {topic for text in self.texts for topic in find_topics(text)}


@dataclass(frozen=True)
class Fit:
    """A programme that fits: how well, and why.

    `topics` are those that it shares with an `exchange` of theirs, or with their application (None).
    """

    opportunity: Opportunity
    score: float
    topics: tuple[str, ...] = ()
    exchange: int | None = None


def sources(work: Work, application: Application) -> list[Source]:
    """What an applicant is interested in, finished exchanges first, the latest of them before all."""
    sides = (Exchange.visitor_id == application.id) | (Exchange.host_id == application.id)
    query = select(Exchange).where(sides, col(Exchange.state).in_(AFTER_STAY))
    over = work.session.exec(query.order_by(col(Exchange.ends_on).desc(), col(Exchange.id).desc()))
    met = (_met(work, application, one) for one in over)
    return [*met, Source(texts_of(application), (application,))]


def _met(work: Work, application: Application, exchange: Exchange) -> Source:
    """What the other side of an exchange has brought: what the host offered, or the visitor sought."""
    visited = exchange.visitor_id == application.id
    other = work.load(Application, exchange.host_id if visited else exchange.visitor_id)
    offered, sought = texts_of(other)
    return Source((offered if visited else sought,), (other,), row_id(exchange))


def may_apply(opportunity: Opportunity, organisation: Organisation) -> bool:
    """Whether a programme is open to that country and kind of organisation."""
    in_country = not opportunity.countries or organisation.country in opportunity.countries
    return in_country and (not opportunity.kinds or organisation.type in opportunity.kinds)


def fitting(work: Work, application: Application) -> list[Fit]:
    """The open programmes of the applicant's Partnership that fit, the best first. Raises Unanswered."""
    organisation = work.load(Organisation, application.organisation_id)
    there = open_at(work, application.partnership_id)
    possible = [one for one in there if may_apply(one, organisation)]
    if not possible:
        return []
    known = sources(work, application)
    near = _nearness(work, known, possible)
    found = [_fit(one, known, near[at]) for at, one in enumerate(possible)]
    return sorted(filter(None, found), key=lambda one: (-one.score, one.opportunity.deadline))


def fit(work: Work, application: Application, opportunity: Opportunity) -> Fit:
    """Why one programme was chosen, by its topics alone."""
    return _best(opportunity, sources(work, application)) or Fit(opportunity, 0.0)


def text_of(opportunity: Opportunity) -> str:
    """What a programme says of itself."""
    return f"{opportunity.title}. {opportunity.about}"


def _nearness(work: Work, known: Sequence[Source], possible: Sequence[Opportunity]) -> list[float]:
    """How likely each programme is about something that they are interested in."""
    kept, told = hosts.encoder_of(work), [text_of(one) for one in possible]
    asked = [text for one in known for text in one.texts]
    of = list({row_id(own): own for one in known for own in one.of}.values())
    know_kept(work, kept, of, [Profile("", seeks=text) for text in (*asked, *told)])
    return [float(one) for one in relevance(asked, told, encoder=kept).max(axis=0)]


def _fit(opportunity: Opportunity, known: Sequence[Source], near: float) -> Fit | None:
    """One that says of no topic what it is about is for all who may apply."""
    best = _best(opportunity, known)
    if best:
        return Fit(opportunity, best.score + near, best.topics, best.exchange)
    if near >= LIKELY or not find_topics(text_of(opportunity)):
        return Fit(opportunity, near)
    return None


def _best(opportunity: Opportunity, known: Sequence[Source]) -> Fit | None:
    """The fit with what they are interested in that shares most topics with it; the first of equals."""
    return max(_fits(opportunity, known), key=lambda one: one.score, default=None)


def _fits(opportunity: Opportunity, known: Sequence[Source]) -> Iterator[Fit]:
    spoken = find_topics(text_of(opportunity))
    for one in known:
        own = one.topics
        shared = tuple(topic for topic in spoken if topic in own)
        kindred = sum(1 for topic in spoken if topic not in own and own & set(related(topic)))
        if shared:
            yield Fit(
                opportunity,
                (len(shared) + IN_PART * kindred) / len(spoken),
                shared,
                one.exchange,
            )
