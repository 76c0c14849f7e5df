"""Places of more than 15,000 people in the countries of the scheme, found as people type them.

The list is an extract of GeoNames (CC BY 4.0); README.md beside this file tells how it was made.
"""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

from matching.errors import UnknownPlaceError
from matching.names import NameIndex, Outcome, Resolution, fold, resolve

_FILE = Path(__file__).parent / "data" / "cities.csv"
_POSTCODE = re.compile(
    r"\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\b|\b(?:[A-Z]{1,2}-)?\d[\d\s-]*(?:[A-Z]{2}\b)?"
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
    bare = _POSTCODE.sub(" ", typed.split(",", maxsplit=1)[0]).strip() or typed
    found = resolve(bare, city_names(country), limit=5 * limit)
    if found.outcome is Outcome.UNSURE:
        found = _by_size(found, fold(bare))
    return Resolution(found.outcome, found.best, found.candidates[:limit])


def city(city_id: str) -> City:
    """Return the city of an id; raise UnknownPlaceError when there is none."""
    try:
        return _cities()[city_id]
    except KeyError:
        raise UnknownPlaceError(city_id) from None


def cities_of(country: str) -> tuple[City, ...]:
    """Return the cities of a country, the largest first."""
    return tuple(_cities()[found] for found in _spellings().get(country, {}))


@cache
def city_names(country: str | None = None) -> NameIndex:
    """Return the spellings of the cities of a country, or of all, read once."""
    return NameIndex(_spellings().get(country, {}) if country else _all_spellings())


def _by_size(found: Resolution, folded: str) -> Resolution:
    """Put places that begin as typed in order of size and take one that dwarfs the rest."""
    begun = [c for c in found.candidates if fold(city(c).name).startswith(folded)]
    begun.sort(key=lambda c: -city(c).population)
    others = tuple(c for c in found.candidates if c not in begun)
    ids = (*begun, *others)
    sizes = [city(c).population for c in ids]
    if begun and sizes[0] >= _TOLD_APART_BY * sum(sizes[1:]):
        return Resolution(Outcome.SURE, ids[0], ids[:1])
    return Resolution(Outcome.UNSURE, ids[0], ids)


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
def _spellings() -> dict[str, dict[str, list[str]]]:
    spellings: dict[str, dict[str, list[str]]] = {}
    for row in _rows():
        name = row["name"]
        others = (*filter(None, row["other_names"].split("|")), *_ALSO.get(row["id"], ()))
        names = [name, _ADDITION.sub("", name), *others]
        names += [n.translate(_DIGRAPHS) for n in names]
        spellings.setdefault(row["country"], {})[row["id"]] = names
    return spellings


def _all_spellings() -> dict[str, list[str]]:
    return {found: names for places in _spellings().values() for found, names in places.items()}
