"""Where a Partnership, or the whole programme, has done something: by town and by region, and between which kinds of regions."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from exchange.papers.flows import Flow, FlowFigures
from exchange.papers.map import MapFigures, Mark
from exchange.people.calls import ours
from exchange.people.officers import scope
from exchange.places.cities import named_by
from exchange.places.doings import LABELS, Kind, doings
from exchange.places.towns import Town, town_called, town_of
from exchange.scheme.levels import REGIONS
from exchange.words import N_
from matching.places.shown import city_shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date

    from exchange.places.doings import Doing, Side
    from exchange.work import Work
    from storage.tables import Officer

MAP_TITLE = N_("Where things were done")
FLOWS_TITLE = N_("Visits between kinds of regions")
UNKNOWN_REGION = N_("not known")
MOST_WAYS = 150  # drawn on a map: with more of them nobody sees any


@dataclass
class Tally:
    """How many things of each kind were done somewhere, and how many visits began there."""

    done: Counter[Kind] = field(default_factory=Counter)
    came: int = 0

    @property
    def count(self) -> int:
        """All that was done there."""
        return self.done.total()


@dataclass(frozen=True)
class Whereabouts:
    """What was done where: kinds counted once each; towns and regions, most first; flows between kinds of regions.

    What several take part in counts in the town of each. `elsewhere` are things in no town that is on our
    map; `ways` lead from one town to another; `named` are towns that take part themselves.
    """

    kinds: Counter[Kind]
    towns: Sequence[tuple[Town, Tally]]
    regions: Sequence[tuple[str, Tally]]
    flows: Counter[tuple[str, str]]
    ways: Counter[tuple[Town, Town]]
    elsewhere: int
    named: frozenset[Town]


def whereabouts(work: Work, officer: Officer, *, whole: bool = False) -> Whereabouts:
    """What counts for the officer's Partnership, or in the `whole` programme of its call. Raises RoleMayNot."""
    number = scope(officer, whole=whole)
    counting = set(ours(work)) if number is None else {number}
    own = [one for one in doings(work) if one.partnership_id in counting]
    return counted(own, _named(work, number))


def whereabouts_in(work: Work, officer: Officer, within: Callable[[date], bool]) -> Whereabouts:
    """What counts for the officer's Partnership and was done `within` a time. Raises RoleMayNot."""
    number = scope(officer, whole=False)
    own = [one for one in doings(work) if one.partnership_id == number and within(one.on)]
    return counted(own, _named(work, number))


def _named(work: Work, partnership_id: int | None) -> frozenset[Town]:
    return frozenset(town_called(one.place_id) for one in named_by(work, partnership_id))


def counted(found: Iterable[Doing], named: frozenset[Town] = frozenset()) -> Whereabouts:
    """These things by where they were done."""
    towns: dict[Town, Tally] = {one: Tally() for one in named}
    regions: dict[str, Tally] = {}
    result = Whereabouts(Counter(), (), (), Counter(), Counter(), 0, named)
    elsewhere = 0
    for one in found:
        result.kinds[one.kind] += 1
        at, came = _towns(one.at), _towns(one.came)
        elsewhere += not at
        for town in at:
            towns.setdefault(town, Tally()).done[one.kind] += 1
        for town in came:
            towns.setdefault(town, Tally()).came += 1
        for region in _regions(one.at):
            regions.setdefault(region, Tally()).done[one.kind] += 1
        for region in _regions(one.came):
            regions.setdefault(region, Tally()).came += 1
        result.ways.update((start, end) for start in came for end in at if start != end)
        result.flows.update(_flows(one))
    return Whereabouts(
        kinds=result.kinds,
        towns=sorted(towns.items(), key=lambda entry: _order(entry[1], entry[0].name)),
        regions=sorted(regions.items(), key=lambda entry: _order(entry[1], entry[0])),
        flows=result.flows,
        ways=result.ways,
        elsewhere=elsewhere,
        named=named,
    )


def _order(tally: Tally, name: str) -> tuple[int, int, str]:
    return -tally.count, -tally.came, name


def _towns(sides: Iterable[Side]) -> list[Town]:
    """Each town once, in the order of the sides."""
    return list(dict.fromkeys(town for town in map(town_of, sides) if town))


def _regions(sides: Iterable[Side]) -> list[str]:
    """Each region once."""
    known = (one.region or (town.region if (town := town_of(one)) else "") for one in sides)
    return list(dict.fromkeys(one for one in known if one))


def _flows(one: Doing) -> list[tuple[str, str]]:
    """From the kind of region of who came to that of who received them."""
    return [(start.category or "", end.category or "") for start in one.came for end in one.at]


def map_figures(found: Whereabouts, language: str) -> MapFigures:
    """What the map shows of it, towns as they are called in a language."""
    numbers = {town: at for at, (town, _) in enumerate(found.towns)}
    return MapFigures(
        title=MAP_TITLE,
        marks=tuple(
            Mark(
                name=city_shown(town.name, town.country, language),
                country=town.country,
                latitude=town.latitude,
                longitude=town.longitude,
                done=tuple((LABELS[kind], tally.done[kind]) for kind in Kind if tally.done[kind]),
                came=tally.came,
                named=town in found.named,
            )
            for town, tally in found.towns
        ),
        ways=tuple(
            (numbers[start], numbers[end]) for (start, end), _ in found.ways.most_common(MOST_WAYS)
        ),
        regions=tuple((code, tally.count) for code, tally in found.regions if tally.count),
        elsewhere=found.elsewhere,
    )


def flow_figures(found: Whereabouts) -> FlowFigures:
    """What the chart of flows shows: the three kinds of regions, and what is not known only where it is met."""
    keys = list(REGIONS)
    if any("" in ends for ends in found.flows):
        keys.append("")
    place = {key: at for at, key in enumerate(keys)}
    return FlowFigures(
        title=FLOWS_TITLE,
        kinds=tuple(REGIONS.get(key, UNKNOWN_REGION) for key in keys),
        flows=tuple(
            Flow(place[start], place[end], count)
            for (start, end), count in sorted(found.flows.items())
        ),
    )
