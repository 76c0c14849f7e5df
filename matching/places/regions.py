"""Which NUTS 2 region a point lies in, and the region's EU development category for 2021-2027.

The point goes to the region of the nearest NUTS 3 centroid of the same country: good enough to
propose a category, and `certain` says when a person has to confirm it.
"""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path
from typing import NamedTuple

from matching.places.distance import distance_km

_DATA = Path(__file__).parent / "data"
_CLEARLY_NEARER = 0.6
_NUTS2_LENGTH = 4


class Region(NamedTuple):
    """A NUTS 2 region; `category` is None outside the EU, `certain` is about the category."""

    code: str
    name: str
    category: str | None
    certain: bool


UNKNOWN = Region("", "", None, certain=False)


def region_of(latitude: float, longitude: float, country: str) -> Region:
    """Return the region of a point of `country`, UNKNOWN where there are no NUTS regions.

    The category follows Regulation (EU) 2021/1060, Art. 108. It is certain unless the region is
    within 2.5 points of a threshold or a region of another category is about as near.
    """
    nearest = _nearest_by_region(latitude, longitude, country)
    if not nearest:
        return UNKNOWN
    found = region(min(nearest, key=lambda code: (nearest[code], code)))
    rivals = [km for code, km in nearest.items() if region(code).category != found.category]
    clear = nearest[found.code] <= _CLEARLY_NEARER * min(rivals, default=float("inf"))
    return found._replace(certain=found.certain and clear)


def region(code: str) -> Region:
    """Return the region of a NUTS 2 code, UNKNOWN for a code that is not on the list."""
    return _regions().get(code, UNKNOWN)


@cache
def regions_of(country: str) -> tuple[Region, ...]:
    """Return the regions of a country by their names; none where there are no NUTS regions."""
    found = (row for row in _read("regions.csv") if row["country"] == country)
    return tuple(sorted(map(_region, found), key=lambda one: one.name))


@cache
def categories_of(country: str) -> frozenset[str]:
    """Return the categories that the regions of a country are of; none outside the EU."""
    found = (row for row in _read("regions.csv") if row["country"] == country)
    return frozenset(row["category"] for row in found if row["category"])


def _nearest_by_region(latitude: float, longitude: float, country: str) -> dict[str, float]:
    nearest: dict[str, float] = {}
    for code, lat, lon in centroids().get(country, ()):
        km = distance_km(latitude, longitude, lat, lon)
        nearest[code] = min(km, nearest.get(code, km))
    return nearest


@cache
def _regions() -> dict[str, Region]:
    return {row["code"]: _region(row) for row in _read("regions.csv")}


def _region(row: dict[str, str]) -> Region:
    certain = bool(row["category"]) and row["status"] != "borderline"
    return Region(row["code"], row["name"], row["category"] or None, certain)


@cache
def centroids() -> dict[str, list[tuple[str, float, float]]]:
    """Return by country the NUTS 2 code and the centroid, in degrees, of each NUTS 3 region."""
    country_of = {row["code"]: row["country"] for row in _read("regions.csv")}
    districts: dict[str, list[tuple[str, float, float]]] = {}
    for row in _read("districts.csv"):
        code = row["code"][:_NUTS2_LENGTH]
        point = (code, float(row["latitude"]), float(row["longitude"]))
        districts.setdefault(country_of[code], []).append(point)
    return districts


def _read(name: str) -> list[dict[str, str]]:
    with (_DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
