"""An exchange online, under a call that has them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from exchange.scheme.call import load_scheme
from tests.screens.plays.visiting import REPORT, agreed, signed

if TYPE_CHECKING:
    from tests.screens.programme import Cast

CALL = load_scheme("clusterxchange").model_copy(update={"online": load_scheme("pilot").online})
HALF_DAYS = (
    "12 April 9-12, 13 April 9-12, 14 April 9-12, 19 April 9-12, 20 April 9-12, 21 April 14-17"
)
FIRST, LAST = date(2027, 4, 12), date(2027, 4, 21)


def met_online(cast: Cast) -> None:
    """Half days are agreed in one message; both are reminded of each, and say whether it was held."""
    agreed(cast)
    stage, vienna, helsinki, olga = cast.stage, cast.vienna, cast.helsinki, cast.olga
    vienna.taps("x:dates")
    vienna.types("Mon 12 Apr 9-12, Wed 14 Apr 14-17")
    vienna.types(f"{HALF_DAYS} https://meet.example.eu/mill")
    vienna.taps("x:online")
    vienna.taps_old("x:online:1")
    helsinki.types("/exchanges")
    helsinki.taps_old("x:agree:1")
    signed(cast, until="commitment")
    vienna.types("/exchanges")
    vienna.taps("x:sessions")
    vienna.taps("x:link")
    vienna.types("our usual room")
    vienna.taps("x:link")
    vienna.types("https://meet.example.eu/loom")
    vienna.taps_old("x:held:1:0")
    olga.types("/exchanges")
    olga.taps("e:show")
    stage.pass_time("The weeks before go by", days=(FIRST - stage.now.date()).days - 3)
    stage.pass_time("The last days before go by", days=2)
    stage.pass_time("The first session goes by", days=1)
    stage.pass_time("An evening and a night go by", days=1)
    vienna.taps("x:nothld:1:0")
    helsinki.taps("x:held:1:0")
    vienna.taps_old("x:nothld:1:1")
    vienna.taps_old("x:held:1:1")
    stage.pass_time("The other sessions go by", days=(LAST - stage.now.date()).days + 2)
    for number in range(2, 6):
        vienna.taps_old(f"x:held:1:{number}")
    vienna.types("/exchanges")
    vienna.taps_old("r:report:1")
    vienna.fills(REPORT)
    olga.types("/exchanges")
    olga.taps("e:show")
    olga.taps("e:valid")
    vienna.types("/exchanges")
    vienna.taps_old("x:link:1")
    helsinki.types("/exchanges")


PLAYS = (met_online,)
