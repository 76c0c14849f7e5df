"""Places of more than 15,000 people in the countries of the scheme, found as people type them.

The list is an extract of GeoNames (CC BY 4.0); README.md beside this file tells how it was made.
"""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from matching.errors import UnknownPlaceError
from matching.words.names import Certainty, NameIndex, Resolution, fold, resolve

if TYPE_CHECKING:
    from collections.abc import Iterator

_FILE = Path(__file__).parent / "data" / "cities.csv"
_POSTCODE = re.compile(
    r"\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\b"
    r"|\b(?:[A-Z]{1,2}-)?\d(?:[\s-]?\d){2,}\s*(?:[A-Z]{2}\b)?"
    r"|\b(?i:cedex)\b.*"
)
# "am Main", "(Saale)", "upon Tyne": what tells towns of one name apart and is rarely typed.
_ADDITION = re.compile(
    r"\s*\(.*|[\s-](?:am|an|auf|bei|im|in|ob|nad|pod|sur|upon|on|di|del|della|do|de la)[\s-].*"
)
# How umlauts are typed without the keyboard for them.
_DIGRAPHS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"}
)
# Names that the extract lacks.
_ALSO = {"756135": ("Warszawa",)}
_TOLD_APART_BY = 10
"""Of several places of one name, one this many times larger than all others is meant."""


class City(NamedTuple):
    """A place, with its point in degrees and its NUTS 2 region ("" outside the NUTS area)."""

    id: str
    name: str
    country: str
    latitude: float
    longitude: float
    nuts2: str
    population: int


def find_city(typed: str, country: str | None = None, *, limit: int = 4) -> Resolution:
    """Return the id of the city that `typed` names within a country, or within all of them.

    A postcode before the name and what follows a comma are left out of the comparison.
    """
    # Shorter numbers may be those of a district: "Marseille 03".
    bare = _POSTCODE.sub(" ", typed.split(",", maxsplit=1)[0]).strip() or typed
    found = resolve(bare, city_names(country), limit=5 * limit)
    if found.certainty is Certainty.UNSURE:
        found = _dwarfing(found, fold(bare))
    return Resolution(found.certainty, found.best, found.candidates[:limit])


def city(city_id: str) -> City:
    """Return the city of an id; raise UnknownPlaceError when there is none."""
    try:
        return _cities()[city_id]
    except KeyError:
        raise UnknownPlaceError(city_id) from None


def cities_of(country: str) -> tuple[City, ...]:
    """Return the cities of a country, the largest first."""
    return tuple(_cities()[found] for found in _spellings()[0].get(country, {}))


def spellings_of_large(least: int) -> Iterator[str]:
    """Yield the spellings of cities with so many people or more, as they are written."""
    for spelt in _spellings():
        for found, names in _of_all(spelt).items():
            if city(found).population >= least:
                yield from names


@cache
def city_names(country: str | None = None) -> NameIndex:
    """Return the spellings of the cities of a country, or of all, read once."""
    usual, rare = _spellings()
    if country:
        return NameIndex(usual.get(country, {}), rare.get(country, {}), _sizes())
    return NameIndex(_of_all(usual), _of_all(rare), _sizes())


def _dwarfing(found: Resolution, folded: str) -> Resolution:
    """Take the first place where it begins as typed and dwarfs the rest."""
    first, *others = map(city, found.candidates)
    begun = fold(first.name).startswith(folded)
    if begun and first.population >= _TOLD_APART_BY * sum(one.population for one in others):
        return Resolution(Certainty.SURE, first.id, (first.id,))
    return found


@cache
def _rows() -> list[dict[str, str]]:
    with _FILE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def _cities() -> dict[str, City]:
    return {
        row["id"]: City(
            row["id"],
            row["name"],
            row["country"],
            float(row["latitude"]),
            float(row["longitude"]),
            row["nuts2"],
            int(row["population"]),
        )
        for row in _rows()
    }


@cache
def _sizes() -> dict[str, float]:
    return {found: one.population for found, one in _cities().items()}


_Spellings = dict[str, dict[str, list[str]]]


@cache
def _spellings() -> tuple[_Spellings, _Spellings]:
    """Return by country and id how each place is usually spelled, and how rarely."""
    usual: _Spellings = {}
    rare: _Spellings = {}
    for row in _rows():
        name = row["name"]
        names = [name, _ADDITION.sub("", name), *_ALSO.get(row["id"], ())]
        others = [*filter(None, row["other_names"].split("|"))]
        for spellings, spelt in ((usual, names), (rare, others)):
            listed = [*spelt, *(n.translate(_DIGRAPHS) for n in spelt)]
            spellings.setdefault(row["country"], {})[row["id"]] = listed
    return usual, rare


def _of_all(spellings: _Spellings) -> dict[str, list[str]]:
    return {found: names for places in spellings.values() for found, names in places.items()}
