"""What a Partnership promised of its target, kind by kind of visitor, beside what is done of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlmodel import col, select

from exchange.reporting.splits import Split, named
from exchange.words import N_
from storage.tables import (
    Application,
    Cluster,
    Course,
    Enquiry,
    GroupGuest,
    Lesson,
    Partnership,
    Service,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import datetime

    from exchange.reporting.visits import Visit
    from exchange.scheme.call import Scheme
    from exchange.words import Say
    from exchange.work import Work


@dataclass(frozen=True)
class Promise:
    """A type of organisation, or a kind of body, or something else, with what is done of it and the least promised.

    Of a type of which a kind was promised by itself, it is the `others`.
    """

    kind: str
    done: int
    promised: int
    others: bool


def promises(scheme: Scheme, partnership: str, done: Iterable[Visit]) -> tuple[Promise, ...]:
    """The promises of a Partnership in its own order; none where it gave a number alone.

    As RECiPE4Mobility: companies, cluster managers, technology centres, other bodies (scheme.md §7).
    """
    entry = scheme.partnership(partnership)
    promised = entry.promised if entry else {}
    visitors = (one.visitor for one in done)
    counted = Counter(one.body if one.body in promised else one.type for one in visitors)
    apart = {one.id: {*one.bodies} & {*promised} for one in scheme.organisation_types}
    return tuple(
        Promise(kind, counted[kind], least, bool(apart.get(kind)))
        for kind, least in promised.items()
    )


def measured(
    work: Work, partnership_id: int | None, until: datetime | None = None
) -> tuple[Promise, ...]:
    """What a Partnership promised besides exchanges, with what is done of it by a moment, or by now.

    As RECiPE4Mobility: managers trained, sessions, labels, consultations (scheme.md §7). A label is one that a cluster
    of its holds; a consultation is a request for a service of its people that was answered.
    """
    if partnership_id is None:
        return ()
    entry = work.scheme.partnership(work.load(Partnership, partnership_id).name)
    promised = entry.also_promised if entry else {}
    end = until or work.now
    return tuple(
        Promise(kind, MEASURES[kind][1](work, partnership_id, end), least, others=False)
        for kind, least in promised.items()
    )


def _lessons(work: Work, partnership_id: int, until: datetime) -> list[tuple[int, int | None]]:
    """Course and person of everybody who was in a course of the Partnership."""
    query = (
        select(Course.id, GroupGuest.person_id)
        .join(GroupGuest, col(GroupGuest.course_id) == col(Course.id))
        .join(Lesson, col(Lesson.guest_id) == col(GroupGuest.id))
        .where(Course.partnership_id == partnership_id, col(Lesson.confirmed_at) < until)
    )
    return [(course or 0, person) for course, person in work.session.exec(query)]


def _trained(work: Work, partnership_id: int, until: datetime) -> int:
    return len({person for _, person in _lessons(work, partnership_id, until)})


def _held(work: Work, partnership_id: int, until: datetime) -> int:
    return len({course for course, _ in _lessons(work, partnership_id, until)})


def _labels(work: Work, partnership_id: int, until: datetime) -> int:
    del until  # since when a cluster has its label is not known
    query = select(Cluster).where(
        Cluster.partnership_id == partnership_id, col(Cluster.label).is_not(None)
    )
    return len(work.session.exec(query).all())


def _consultations(work: Work, partnership_id: int, until: datetime) -> int:
    query = (
        select(Enquiry)
        .join(Service, col(Service.id) == col(Enquiry.service_id))
        .join(Application, col(Application.id) == col(Service.application_id))
        .where(Application.partnership_id == partnership_id, col(Enquiry.answered_at) < until)
    )
    return len(work.session.exec(query).all())


MEASURES: Mapping[str, tuple[str, Callable[[Work, int, datetime], int]]] = {
    "managers_trained": (N_("Cluster managers trained"), _trained),
    "courses_held": (N_("Courses held"), _held),
    "labels": (N_("Clusters with a label"), _labels),
    "consultations": (N_("Requests for services answered"), _consultations),
}
"""How each is called, and counted."""


def promised_kind(say: Say, scheme: Scheme, promise: Promise) -> str:
    """Of what it was promised, in words."""
    if promise.kind in MEASURES:
        return str(say(MEASURES[promise.kind][0]))
    name = named(say, scheme, Split.TYPE, (promise.kind,), "")
    return str(say(N_("{kind}, all others"), kind=name)) if promise.others else name
