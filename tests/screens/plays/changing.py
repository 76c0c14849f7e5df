"""What all have signed is changed, before the stay and during it, by either side and by the desk."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from tests.screens.plays.visiting import STARTS, agreed, signed

if TYPE_CHECKING:
    from tests.screens.programme import Cast

KEEPS = {"days": "=>", "person": "=>", "agenda": "=suggested"}
WHY = {"reason": "The fair was moved by a week."}


def amended(cast: Cast) -> None:
    """Other days before the stay: asked for, signed anew by all four; then another, which is refused."""
    agreed(cast)
    vienna, helsinki, olga, uwe = cast.vienna, cast.helsinki, cast.olga, cast.uwe
    signed(cast, until="paper")
    vienna.taps_old("c:amend:1")
    signed(cast)
    vienna.types("/exchanges")
    vienna.taps("c:amend")
    vienna.taps_old("f:amend.1:days:=:x")
    vienna.types("next week perhaps")
    vienna.types("19 April 2027")
    vienna.types("1-5 March 2026")
    vienna.fills({**KEEPS, "days": "19-21 April 2027", **WHY}, slips=True)
    vienna.taps_old("c:amend:1")
    helsinki.types("/exchanges")
    helsinki.taps("c:change")
    helsinki.taps_old("c:agree:1")
    vienna.taps("c:agree")
    vienna.taps_old("c:agree:1")
    cast.stage.pass_time("Days go by", days=4)
    helsinki.taps("c:agree")
    olga.types("/today")
    olga.types("/queue")
    olga.types("/exchange 1")
    olga.taps("e:anew")
    olga.taps_old("e:anew:1")
    uwe.taps("e:anew")
    vienna.types("/exchanges")
    olga.types("/exchange 1")
    olga.taps("e:read")
    helsinki.types("/exchanges")
    helsinki.taps("c:amend")
    helsinki.fills({**KEEPS, "person": "Aino Virtanen", "reason": "Our guide is ill."})
    vienna.taps("c:refuse")
    vienna.fills({"text": "We know only you."}, slips=True)
    vienna.taps_old("c:change:2")
    helsinki.taps_old("c:refuse:2")
    olga.types("/history HX-1")


def amended_by_the_desk(cast: Cast) -> None:
    """A desk asks for another agenda and takes it back, then is refused; nothing has changed."""
    agreed(cast)
    olga, uwe = cast.olga, cast.uwe
    olga.taps_old("e:amend:1")
    olga.types("/exchange 1")
    olga.taps("e:take")
    pavel = cast.desk("Pavel Desk")
    pavel.types("I take HX-1")
    pavel.taps_old("e:take:1")
    pavel.types("/today")
    pavel.taps("w:step:dates")
    pavel.types("/exchange 1")
    pavel.taps("e:leave")
    signed(cast)
    olga.types("/exchange 1")
    olga.taps("e:amend")
    olga.fills(
        {**KEEPS, "agenda": "Day 1: the mill. Day 2 to 5: the laboratory.", **WHY}, slips=True
    )
    olga.types("/exchange 1")
    olga.taps("e:refuse")
    olga.taps_old("e:refuse:1")
    olga.types("/exchange 1")
    olga.taps("e:amend")
    olga.fills({**KEEPS, "days": "13-16 April 2027", **WHY})
    uwe.types("/exchange 1")
    uwe.taps("e:refuse")
    uwe.fills({"text": "The host is away on Monday, not on Friday."}, slips=True)
    cast.vienna.types("/exchanges")
    cast.vienna.taps("c:amend")
    cast.vienna.fills(KEEPS)


def amended_on_the_way(cast: Cast) -> None:
    """During the stay a day is put to it, and the sum is worked out again; who is late is told."""
    agreed(cast)
    signed(cast, ends=date(2027, 4, 15))
    stage, vienna, helsinki = cast.stage, cast.vienna, cast.helsinki
    stage.pass_time("The stay begins", days=(STARTS - stage.now.date()).days + 1)
    vienna.types("/exchanges")
    vienna.taps("c:amend")
    vienna.types("12 April 2027")
    vienna.fills({**KEEPS, "days": "16 April", "reason": "One more talk on Friday."})
    vienna.taps("c:agree")
    helsinki.taps("c:agree")
    cast.olga.taps("e:anew")
    cast.uwe.taps("e:anew")
    vienna.types("/exchanges")
    helsinki.types("/exchanges")
    helsinki.taps("c:amend")
    helsinki.fills({**KEEPS, "agenda": "Day 5: talks with suppliers only.", **WHY})
    helsinki.taps("c:refuse")
    helsinki.types("/exchanges")
    helsinki.taps("c:amend")
    helsinki.fills({**KEEPS, "agenda": "Day 5: talks with suppliers only.", **WHY})
    stage.pass_time("The stay is over", days=5)
    vienna.taps_old("c:amend:1")


PLAYS = (amended, amended_by_the_desk, amended_on_the_way)
