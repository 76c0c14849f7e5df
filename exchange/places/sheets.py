"""Where things were done, as lines of a spreadsheet: a town each, and a region each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchange.places.doings import LABELS, Kind
from exchange.places.whereabouts import UNKNOWN_REGION, whereabouts
from exchange.scheme.levels import REGIONS
from exchange.visiting.kept_files import language_of
from exchange.words import N_
from matching.places.countries import country_name
from matching.places.regions import region
from matching.places.shown import city_shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from exchange.papers.workbook import Cell
    from exchange.places.whereabouts import Tally, Whereabouts
    from exchange.words import Say
    from exchange.work import Work
    from storage.tables import Officer

COUNTED = (*LABELS.values(), N_("Visits from here"))
TOWNS = (
    N_("City"),
    N_("Country"),
    N_("Region"),
    N_("Takes part itself"),
    *COUNTED,
)
LANDS = (N_("Region"), N_("Development"), *COUNTED)
FLOWS = (N_("From"), N_("To"), N_("Visits"))


def town_rows(found: Whereabouts, say: Say) -> Iterator[Sequence[Cell]]:
    """Each town with its region and all that was done in it, most first."""
    language = language_of(say)
    for town, tally in found.towns:
        yield (
            city_shown(town.name, town.country, language),
            country_name(town.country, language),
            region(town.region).name,
            say(N_("yes")) if town in found.named else "",
            *_counted(tally),
        )


def region_rows(found: Whereabouts, say: Say) -> Iterator[Sequence[Cell]]:
    """Each region with its category, as the map knows it, and all that was done in it, most first."""
    for code, tally in found.regions:
        there = region(code)
        category = REGIONS.get(there.category or "", UNKNOWN_REGION)
        known = there.certain and there.category
        yield there.name, say(category) if known else say(UNKNOWN_REGION), *_counted(tally)


def flow_rows(found: Whereabouts, say: Say) -> Iterator[Sequence[Cell]]:
    """From which kind of regions visits went to which, most first."""
    for (start, end), count in found.flows.most_common():
        ends = (say(REGIONS.get(one, UNKNOWN_REGION)) for one in (start, end))
        yield *ends, count


def _counted(tally: Tally) -> Iterator[int]:
    """In the order of the columns."""
    yield from (tally.done[kind] for kind in Kind)
    yield tally.came


def sheets_at(
    work: Work, officer: Officer, say: Say
) -> list[tuple[str, Sequence[str], Iterator[Sequence[Cell]]]]:
    """Title, columns and rows of each sheet of the officer's Partnership. Raises RoleMayNot."""
    return sheets_of(whereabouts(work, officer), say)


def sheets_of(
    found: Whereabouts, say: Say
) -> list[tuple[str, Sequence[str], Iterator[Sequence[Cell]]]]:
    """Title, columns and rows of each sheet."""
    return [
        (say(N_("Cities")), TOWNS, town_rows(found, say)),
        (say(N_("Regions")), LANDS, region_rows(found, say)),
        (say(N_("Between regions")), FLOWS, flow_rows(found, say)),
    ]
