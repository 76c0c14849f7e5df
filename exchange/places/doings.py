"""Whatever a programme does somewhere, in one shape: what it is, where, who came from where.

Another kind of thing is a member of `Kind`, its words in `LABELS` and its rows in `GATHER`; map, lists,
report and spreadsheet read these.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, partial
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from sqlmodel import col, select

from exchange.people.partnerships import clock_of, day_by
from exchange.people.valid_stays import is_valid
from exchange.rows import row_id
from exchange.states import DONE, last_day
from exchange.words import N_
from storage.tables import (
    Application,
    Course,
    Enquiry,
    Exchange,
    GroupVisit,
    GroupVisitState,
    Organisation,
    PartnerSearch,
    Project,
    ProjectPartner,
    ProjectState,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import date, datetime

    from exchange.work import Work

    Gatherer = Callable[[Work, "Sides"], Iterator["Doing"]]


class Kind(StrEnum):
    """What may be done somewhere."""

    VISIT = "visit"
    GROUP_VISIT = "group_visit"
    INTRODUCTION = "introduction"
    PROJECT = "project"
    COURSE = "course"


LABELS: Mapping[Kind, str] = {
    Kind.VISIT: N_("Visits"),
    Kind.GROUP_VISIT: N_("Group visits"),
    Kind.INTRODUCTION: N_("Introductions"),
    Kind.PROJECT: N_("Projects"),
    Kind.COURSE: N_("Courses"),
}


@dataclass(frozen=True)
class Side:
    """An organisation that takes part in something, with its place; `partnership_id` is whose member it is."""

    application_id: int
    organisation_id: int
    partnership_id: int
    name: str
    city: str
    country: str
    latitude: float | None
    longitude: float | None
    region: str | None
    category: str | None


@dataclass(frozen=True)
class Doing:
    """One thing: done at the place of each who is `at`, where those who `came` went.

    It counts once, for the Partnership that answers for it.
    """

    kind: Kind
    number: int
    on: date
    partnership_id: int
    at: tuple[Side, ...]
    came: tuple[Side, ...] = ()

    def concerns(self, partnership_id: int) -> bool:
        """Whether it counts for a Partnership, or a member of it takes part."""
        sides = (*self.at, *self.came)
        return partnership_id in {self.partnership_id, *(one.partnership_id for one in sides)}


class Sides:
    """Who takes part, by the number of the application; read at once, as a map asks for all of them."""

    def __init__(self, work: Work) -> None:
        self._clock_of = cache(partial(clock_of, work))
        rows = work.session.exec(
            select(
                Application.id,
                Application.partnership_id,
                Application.person_id,
                Organisation,
            ).join(Organisation, col(Organisation.id) == col(Application.organisation_id))
        )
        self._by_application: dict[int, Side] = {}
        self._latest: dict[int, int] = {}
        for application, partnership, person, organisation in rows:
            self._by_application[application or 0] = _side(
                application or 0, partnership, organisation
            )
            self._latest[person] = max(application or 0, self._latest.get(person, 0))

    def of(self, application_id: int) -> Side:
        """The side that an application stands for."""
        return self._by_application[application_id]

    def day_at(self, partnership_id: int, moment: datetime) -> date:
        """The date of a moment by the clock of a Partnership."""
        return day_by(self._clock_of(partnership_id), moment)

    def of_person(self, person_id: int | None) -> Side | None:
        """The side that somebody's latest application stands for; None for who has none."""
        latest = self._latest.get(person_id or 0)
        return self._by_application[latest] if latest else None


def _side(application_id: int, partnership_id: int, organisation: Organisation) -> Side:
    return Side(
        application_id=application_id,
        organisation_id=row_id(organisation),
        partnership_id=partnership_id,
        name=organisation.name,
        city=organisation.city,
        country=organisation.country,
        latitude=organisation.latitude,
        longitude=organisation.longitude,
        region=organisation.region,
        category=organisation.region_category,
    )


def doings(work: Work) -> list[Doing]:
    """All that was done in the programme, kind by kind, the oldest of each first."""
    sides = Sides(work)
    return [one for gather in GATHER.values() for one in gather(work, sides)]


def _visits(work: Work, sides: Sides) -> Iterator[Doing]:
    """Stays that are over and were long enough: for the Partnership that pays the visitor, as in all figures."""
    query = select(Exchange).where(col(Exchange.state).in_(DONE)).order_by(col(Exchange.id))
    for one in work.session.exec(query):
        ended = last_day(one)
        if ended and is_valid(work, one):
            host, visitor = sides.of(one.host_id), sides.of(one.visitor_id)
            whose = one.visitor_partnership_id
            yield Doing(Kind.VISIT, row_id(one), ended, whose, (host,), (visitor,))


def _group_visits(work: Work, sides: Sides) -> Iterator[Doing]:
    """Those that have begun; each guest's stay is a visit beside it."""
    query = select(GroupVisit).where(GroupVisit.state == GroupVisitState.OPEN)
    for one in work.session.exec(query.order_by(col(GroupVisit.id))):
        host = sides.of(one.host_id)
        if one.starts_on <= sides.day_at(host.partnership_id, work.now):
            yield Doing(Kind.GROUP_VISIT, row_id(one), one.starts_on, host.partnership_id, (host,))


def _introductions(work: Work, sides: Sides) -> Iterator[Doing]:
    """Those that both agreed to, at both their places: for the Partnership of who searched."""
    query = (
        select(Enquiry, PartnerSearch.application_id)
        .join(PartnerSearch, col(PartnerSearch.id) == col(Enquiry.search_id))
        .where(col(Enquiry.agreed).is_(True))
        .order_by(col(Enquiry.id))
    )
    for one, application_id in work.session.exec(query):
        searched, asked = sides.of(application_id), sides.of_person(one.asked_id)
        if asked and one.answered_at:
            whose, both = searched.partnership_id, (searched, asked)
            on = sides.day_at(whose, one.answered_at)
            yield Doing(Kind.INTRODUCTION, row_id(one), on, whose, both)


def _projects(work: Work, sides: Sides) -> Iterator[Doing]:
    """Those that were not refused, at the places of all who are in them: for the Partnership of the lead."""
    joined: dict[int, list[int]] = defaultdict(list)
    others = select(ProjectPartner).where(col(ProjectPartner.left_at).is_(None))
    for partner in work.session.exec(others.order_by(col(ProjectPartner.id))):
        joined[partner.project_id].append(partner.application_id)
    query = select(Project).where(Project.state != ProjectState.REFUSED)
    for one in work.session.exec(query.order_by(col(Project.id))):
        members = tuple(sides.of(each) for each in (one.lead_id, *joined[row_id(one)]))
        whose = members[0].partnership_id
        on = sides.day_at(whose, one.begun_at)
        yield Doing(Kind.PROJECT, row_id(one), on, whose, members)


def _courses(work: Work, sides: Sides) -> Iterator[Doing]:
    """Those that have begun, at the place of who gives them; a desk's own have no place of theirs."""
    query = select(Course).where(
        Course.state == GroupVisitState.OPEN, col(Course.starts_at) <= work.now
    )
    for one in work.session.exec(query.order_by(col(Course.id))):
        at = (sides.of(one.giver_id),) if one.giver_id else ()
        on = day_by(ZoneInfo(one.zone), one.starts_at)
        yield Doing(Kind.COURSE, row_id(one), on, one.partnership_id, at)


GATHER: Mapping[Kind, Gatherer] = {
    Kind.VISIT: _visits,
    Kind.GROUP_VISIT: _group_visits,
    Kind.INTRODUCTION: _introductions,
    Kind.PROJECT: _projects,
    Kind.COURSE: _courses,
}
"""The one place where another kind of thing is added."""
