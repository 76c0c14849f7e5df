"""Two programmes at one bot: whoever comes chooses one, and is told its rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchange.timing.calls import open_call
from tests.screens.players import somebody

if TYPE_CHECKING:
    from tests.screens.programme import Cast


def two_programmes(cast: Cast) -> None:
    """At the door both are shown; the one that was chosen is explained, and its application begins."""
    zoe = somebody(cast.stage, "Zoe Mihai", 101)
    zoe.types("/start")
    zoe.taps("w:call")
    zoe.taps("w:yes")
    zoe.taps_old("w:call:0")
    zoe.types("/help")


CALLS = {two_programmes: open_call("second_generation,pilot")}
"""Under which calls a chapter is played."""
PLAYS = tuple(CALLS)
