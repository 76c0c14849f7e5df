"""Half a year after a stay and later: what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.screens.plays.places import map_of_a_visit
from tests.screens.plays.visiting import ENDS, agreed, signed

if TYPE_CHECKING:
    from tests.screens.programme import Cast


def came_of_it(cast: Cast) -> None:
    """Both sides are asked what came of it, tell, and are asked once more a year after."""
    agreed(cast)
    signed(cast)
    stage, vienna, helsinki, olga = cast.stage, cast.vienna, cast.helsinki, cast.olga
    stage.pass_time("The stay goes by", days=(ENDS - stage.now.date()).days + 1)
    vienna.taps_old("r:later:1")
    olga.types("/survey")
    map_of_a_visit(olga)
    stage.pass_time("Half a year goes by", days=191)
    vienna.taps("r:later")
    told = "Twelve parts are ordered each month, and we make a new one together."
    vienna.fills({"came": "=deal,project", "words": told, "story": "=yes"}, slips=True)
    vienna.taps("r:later")
    helsinki.taps("r:later")
    helsinki.fills({"came": "=nothing", "words": "=>", "story": "=no"})
    olga.taps("d:survey")
    olga.types("/report 2027-07 2027-12")
    stage.pass_time("Half a year goes by", days=182)
    helsinki.types("/status")


PLAYS = (came_of_it,)
