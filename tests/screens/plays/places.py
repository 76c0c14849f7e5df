"""What was done where: the map and its lists, one city, and flows between kinds of regions."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.screens.players import Player
    from tests.screens.programme import Cast


def map_of_nothing(cast: Cast) -> None:
    """Nothing is done yet: the map is there all the same; a city is named, and taken off; names that nobody knows."""
    olga, rita = cast.olga, cast.desk("Rita Viewer")
    olga.types("/map")
    olga.taps("y:towns")
    olga.taps("y:map")
    olga.taps("y:regions")
    olga.taps("y:map")
    olga.taps("y:flows")
    olga.types("/map Porto")
    olga.taps("y:name")
    olga.taps("y:map")
    olga.taps("y:towns")
    olga.taps("y:city")
    olga.taps("y:drop")
    olga.types("/map Santa Maria")
    olga.types("/map xyzzyq")
    olga.taps_old("y:name:999999999")
    olga.taps_old("y:drop:1")
    rita.types("/map Vienna")
    rita.types("/map")


def map_of_a_visit(olga: Player) -> None:
    """A stay in Helsinki is over: its city, its region, from where to where; the whole programme."""
    olga.types("/stats")
    olga.taps("z:partners")
    olga.types("/stats")
    olga.taps("y:map")
    olga.taps("y:towns")
    olga.taps("y:city")
    olga.taps("y:map")
    olga.taps("y:regions")
    olga.taps("y:map")
    olga.taps("y:flows")
    olga.taps("y:map")
    olga.taps("y:map:all")
    olga.taps("y:flows:all")


PLAYS = (map_of_nothing,)
