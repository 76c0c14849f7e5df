"""Winning people: a link with its poster, somebody who comes by it, and where people came from."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.screens.players import VISITOR, somebody

if TYPE_CHECKING:
    from tests.screens.players import Player
    from tests.screens.programme import Cast

LINK = re.compile(r"start=(via_[\w-]{12})")


def payload_of(desk: Player) -> str:
    """What the newest link on an officer's screen opens the bot with."""
    return LINK.search(desk.reads())[1]


def a_poster(cast: Cast) -> None:
    """An officer makes a link, prints it, and stops it; who comes by it is asked less."""
    olga, rita = cast.olga, cast.desk("Rita Viewer")
    rita.types("/links")
    olga.types("/links")
    olga.taps("j:new")
    olga.fills(
        {"name": "Members' day in Porto", "cluster": "CITEVE", "role": "=visitor"}, slips=True
    )
    code = payload_of(olga)
    olga.taps("j:pdf")
    olga.taps("j:png")
    olga.taps("j:qr")
    ana = somebody(cast.stage, "Ana Pop", 101)
    ana.opens(code)
    ana.taps("w:yes")
    ana.taps("f:app:role:=:visitor")
    answers = {**VISITOR, "country": "=PT"}
    ana.fills(answers)
    olga.types("/links")
    olga.taps("j:show")
    olga.taps("j:stop")
    olga.taps_old("j:pdf:1:tlh")
    olga.taps("j:from")
    olga.types("/links")
    olga.taps("j:show")
    max_ = somebody(cast.stage, "Max Beispiel", 102)
    max_.opens(code)
    olga.types("/stats")
    olga.taps("j:from")
    olga.taps("j:new")
    olga.fills({"name": "Fair in Milan", "cluster": "=all", "role": "=any"})
    eva = somebody(cast.stage, "Eva Nova", 103)
    eva.opens(payload_of(olga))


PLAYS = (a_poster,)
