"""Cities that take part in a programme themselves: a desk names them; what was done there, and by whom, is told of each."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlmodel import col, select

from exchange.errors import CxcError, NotFound
from exchange.people.calls import of_this_call
from exchange.people.officers import Right, actor_of, require, require_partnership
from exchange.places.doings import Kind, doings
from exchange.places.towns import Town, town_called, town_of
from matching.errors import UnknownPlaceError
from storage.tables import (
    Application,
    ApplicationState,
    Organisation,
    Partnership,
    ProgrammeCity,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exchange.places.doings import Doing, Side
    from exchange.work import Work
    from storage.tables import Officer

MOST = 60
"""Cities of one Partnership: on a map with more of them nobody finds any."""


class TooManyCities(CxcError):
    """Your Partnership has named very many cities. Please take one off that list first: /map."""


@dataclass(frozen=True)
class CityPage:
    """A city: how it is `named` by the Partnership, what was done in it, the latest first, and how many members are there.

    Of what was done, everything in which a member of the Partnership takes part, whoever pays for it.
    """

    town: Town
    named: ProgrammeCity | None
    done: Sequence[Doing]
    began: int
    members: int

    @property
    def kinds(self) -> Counter[Kind]:
        """How many things of each kind."""
        return Counter(one.kind for one in self.done)


def name_city(work: Work, officer: Officer, place_id: str) -> ProgrammeCity:
    """The city as one that takes part; named twice it is one. Raises RoleMayNot, NotFound, TooManyCities."""
    require(officer, Right.DECIDE)
    work.hold(Partnership, officer.partnership_id)  # two who name it at once name one
    town = _known(place_id)
    there = named_by(work, officer.partnership_id)
    known = next((one for one in there if one.place_id == town.place_id), None)
    if known:
        return known
    if len(there) >= MOST:
        raise TooManyCities
    made = work.add(
        ProgrammeCity(
            partnership_id=officer.partnership_id,
            place_id=town.place_id,
            name=town.name,
            country=town.country,
            named_at=work.now,
        )
    )
    work.record(actor_of(officer), "city:name", f"city:{made.id}")
    return made


def drop_city(work: Work, officer: Officer, number: int) -> str:
    """The id of the place that was a city of the programme until now. Raises RoleMayNot, NotFound."""
    require(officer, Right.DECIDE)
    found = work.hold(ProgrammeCity, number)
    require_partnership(officer, found.partnership_id)
    work.session.delete(found)
    work.record(actor_of(officer), "city:drop", f"city:{number}")
    return found.place_id


def named_by(work: Work, partnership_id: int | None) -> Sequence[ProgrammeCity]:
    """The cities that a Partnership has named, by their names; None: those of all of this call."""
    column = col(ProgrammeCity.partnership_id)
    whose = of_this_call(work, column) if partnership_id is None else column == partnership_id
    query = select(ProgrammeCity).where(whose)
    return work.session.exec(query.order_by(col(ProgrammeCity.name), col(ProgrammeCity.id))).all()


def city_page(work: Work, officer: Officer, place_id: str) -> CityPage:
    """All that is told of a city. Raises RoleMayNot, NotFound."""
    require(officer, Right.READ)
    town, number = _known(place_id), officer.partnership_id
    found = [one for one in doings(work) if one.concerns(number)]
    done = [one for one in found if _in(town, one.at)]
    named = (one for one in named_by(work, number) if one.place_id == town.place_id)
    return CityPage(
        town=town,
        named=next(named, None),
        done=sorted(done, key=lambda one: (one.on, one.kind, one.number), reverse=True),
        began=sum(_in(town, one.came) for one in found),
        members=_members(work, number, town),
    )


def _known(place_id: str) -> Town:
    """The town of an id. Raises NotFound for what anybody may have sent."""
    try:
        return town_called(place_id)
    except UnknownPlaceError as error:
        raise NotFound from error


def _in(town: Town, sides: Sequence[Side]) -> bool:
    return any(town_of(one) == town for one in sides)


def _members(work: Work, partnership_id: int, town: Town) -> int:
    """Organisations of the Partnership that take part and are there."""
    query = (
        select(Organisation)
        .join(Application)
        .where(
            Application.partnership_id == partnership_id,
            Application.state == ApplicationState.ACCEPTED,
            Organisation.country == town.country,
        )
    )
    there = work.session.exec(query)
    return len({one.id for one in there if town_of(one) == town})
