"""The town, and the region, in which somebody is: one town however its name is written, districts with their city."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from matching.places.cities import city, find_city, places_called
from matching.places.distance import distance_km
from matching.places.regions import region_of
from matching.words.names import Certainty, fold

if TYPE_CHECKING:
    from exchange.places.doings import Side
    from matching.places.gazetteer import City
    from storage.tables import Organisation

_SAME_PLACE = 30.0  # km from the point that is kept of somebody to that of a place called so
_KEPT = 4096


class Town(NamedTuple):
    """A town with its point and its NUTS 2 region; `place_id` is empty for one that is on no list of ours."""

    place_id: str
    name: str
    country: str
    latitude: float
    longitude: float
    region: str


def town_of(side: Side | Organisation) -> Town | None:
    """The town of an organisation; None for one that is not on our map, or that was forgotten."""
    return _town(side.city, side.country, side.latitude, side.longitude)


def town_called(place_id: str) -> Town:
    """The town of a place's id, of a district its city. Raises UnknownPlaceError."""
    return _as_town(city(place_id))


@lru_cache(maxsize=_KEPT)
def _town(name: str, country: str, latitude: float | None, longitude: float | None) -> Town | None:
    if latitude is None or longitude is None:
        found = find_city(name, country)
        sure = found.certainty is Certainty.SURE and found.best
        return _as_town(city(found.best or "")) if sure else None
    point = latitude, longitude
    near = [
        (distance_km(*point, one.latitude, one.longitude), one)
        for one, _ in places_called(fold(name))
        if one.country == country
    ]
    away, nearest = min(near, default=(_SAME_PLACE, None))
    if nearest is None or away > _SAME_PLACE:
        return Town("", name, country, *point, region_of(*point, country).code)
    return _as_town(nearest)


def _as_town(one: City) -> Town:
    whole = city(one.part_of) if one.part_of else one
    return Town(whole.id, whole.name, whole.country, whole.latitude, whole.longitude, whole.nuts2)
