"""Exchanges online, partly online and in parts, under calls that have them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from exchange.scheme.call import load_scheme
from exchange.scheme.visit_rules import Slots
from tests.builders.records.pairs import PAPER
from tests.screens.plays.groups import VIENNA, signed_by_all
from tests.screens.plays.visiting import PROOFS, REPORT, agreed, signed

if TYPE_CHECKING:
    from tests.screens.programme import Cast

PILOT = load_scheme("pilot")
CALL = load_scheme("clusterxchange").model_copy(update={"online": PILOT.online})
PARTLY = CALL.model_copy(update={"hybrid": PILOT.hybrid})
IN_SLOTS = load_scheme("clusterxchange").model_copy(
    update={"slots": Slots(least_days=5, months=12)}
)
HALF_DAYS = (
    "12 April 9-12, 13 April 9-12, 14 April 9-12, 19 April 9-12, 20 April 9-12, 21 April 14-17"
)
FIRST, LAST = date(2027, 4, 12), date(2027, 4, 21)


def _agreed_in_words(cast: Cast, *said: str, twice: bool = False) -> None:
    """The guest tells the days, and other days until they will do, and the host agrees; `twice`: a tap too many."""
    agreed(cast)
    cast.vienna.taps("x:dates")
    for words in said:
        cast.vienna.types(words)
    cast.vienna.taps("x:online")
    if twice:
        cast.vienna.taps_old("x:online:1")
    cast.helsinki.types("/exchanges")
    cast.helsinki.taps_old("x:agree:1")


def met_online(cast: Cast) -> None:
    """Half days are agreed in one message; both are reminded of each, and say whether it was held."""
    stage, vienna, helsinki, olga = cast.stage, cast.vienna, cast.helsinki, cast.olga
    _agreed_in_words(
        cast,
        "a few half days in april, online",
        "Mon 12 Apr 9-12, Wed 14 Apr 14-17",
        f"{HALF_DAYS} https://meet.example.eu/mill",
        twice=True,
    )
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


def met_partly_online(cast: Cast) -> None:
    """Days on the spot and half days online are agreed in one message, reminded of, held and paid for."""
    stage, vienna, olga = cast.stage, cast.vienna, cast.olga
    _agreed_in_words(
        cast,
        "12–14 April, Tue 13 April 9-12",
        "12–13 April, Tue 20 April 9-12, Thu 22 April 9-12",
        "12–14 April, Tue 20 April 9-12, Thu 22 April 9-12 https://meet.example.eu/mill",
    )
    signed(cast)
    vienna.types("/exchanges")
    olga.types("/exchanges")
    olga.taps("e:show")
    stage.pass_time("The weeks before go by", days=(FIRST - stage.now.date()).days - 2)
    stage.pass_time("The days on the spot go by", days=7)
    stage.pass_time("The first session goes by", days=4)
    vienna.taps("x:held:1:0")
    stage.pass_time("The second session goes by", days=3)
    vienna.taps_old("x:sessions:1")
    vienna.taps_old("x:held:1:1")
    vienna.taps_old("r:report:1")
    vienna.fills({**REPORT, **PROOFS})
    olga.types("/exchanges")
    olga.taps("e:show")
    olga.taps("e:valid")
    vienna.types("/exchanges")


def met_partly_online_unpaid(cast: Cast) -> None:
    """With one day on the spot an exchange counts, and nothing is paid."""
    stage, vienna, olga = cast.stage, cast.vienna, cast.olga
    _agreed_in_words(
        cast, "12–12 April, 19 April 9-12, 20 April 9-12, 21 April 9-12, 22 April 9-12"
    )
    signed(cast, until="commitment")
    stage.pass_time("The weeks before go by", days=(FIRST - stage.now.date()).days + 2)
    stage.pass_time("All of it goes by", days=12)
    for number in range(4):
        vienna.taps_old(f"x:held:1:{number}")
    vienna.taps_old("r:report:1")
    vienna.fills(REPORT)
    olga.types("/exchanges")
    olga.taps("e:show")
    olga.taps("e:valid")


ONLINE_GROUP = (
    "“Loom mornings”, online, Mon 12, Tue 13, Wed 14, Mon 19, Tue 20 and Wed 21 April 2027 9-12, 5 seats for textiles. "
    "Our mill on screen, the dye house, three suppliers."
)


def group_met_online(cast: Cast) -> None:
    """A host publishes half days online in a paragraph; visitors join, and who was there is ticked off session by session."""
    stage, porto, vienna, olga = cast.stage, cast.porto, cast.vienna, cast.olga
    porto.types("/group")
    porto.taps("g:new")
    porto.types(ONLINE_GROUP)
    porto.taps("f:grp", ":link:>:")
    porto.taps("f:grp", ":*:send:")
    vienna.types("/group")
    vienna.taps("g:show")
    vienna.taps("g:join")
    porto.taps("g:own")
    porto.taps("g:link")
    porto.types("our usual room")
    porto.fills({"link": "https://meet.example.eu/loom"})
    vienna.taps("c:write")
    vienna.fills({name: text for name, text in PAPER.items() if name != "agenda"}, until="agenda")
    vienna.types("/cancel")
    stage.tell("Vienna has signed", lambda work: signed_by_all(work, VIENNA))
    vienna.types("/group")
    vienna.taps("g:show")
    porto.types("/group")
    porto.taps("g:own")
    porto.taps("g:change")
    porto.types("days: Mon 19 April 9-12")
    porto.types("/cancel")
    porto.taps_old("g:talks:1")
    porto.taps_old("g:asktalks:1")
    olga.types("/groups")
    olga.taps("v:show")
    stage.pass_time("The weeks before go by", days=(FIRST - stage.now.date()).days - 3)
    stage.pass_time("The last days before go by", days=2)
    stage.pass_time("The first session goes by", days=1)
    stage.pass_time("A night goes by", days=1)
    porto.types("/group")
    porto.taps("g:own")
    porto.taps("g:who")
    porto.taps("g:sess")
    porto.taps("g:on")
    porto.taps("g:off")
    porto.taps_old("g:sess:1:5")


def group_met_partly_online(cast: Cast) -> None:
    """Days on the spot and half days online are one group visit; it is told field by field, and moved."""
    porto, vienna = cast.porto, cast.vienna
    porto.types("/group")
    porto.taps("g:new")
    porto.taps("f:grp", ":about:>:")
    porto.fills({"title": "Looms here and there"}, until="days")
    porto.types("online, in April")
    porto.types("12–13 April, Tue 20 April 9-12, Thu 22 April 9-12")
    porto.types("our usual room")
    porto.types("https://meet.example.eu/loom")
    porto.fills({"seats": "=8", "programme": "The mill, then two mornings on screen."})
    porto.taps("f:grp", ":*:send:")
    vienna.types("/group")
    vienna.taps("g:show")
    vienna.taps("g:join")
    porto.taps_old("g:change:1")
    porto.types("days: 19–20 April, Tue 27 April 9-12, Thu 29 April 9-12")
    porto.taps("f:grpc", ":*:send:")


def stayed_in_slots(cast: Cast) -> None:
    """A stay in two parts, where a call has slots: agreed in one message, each part reminded of."""
    stage, vienna, olga = cast.stage, cast.vienna, cast.olga
    _agreed_in_words(cast, "12–16 April, 14–21 May", "12–16 April, 10–14 May", twice=True)
    signed(cast)
    vienna.types("/exchanges")
    olga.types("/exchanges")
    olga.taps("e:show")
    stage.pass_time("The weeks before go by", days=(FIRST - stage.now.date()).days - 1)
    stage.pass_time("The first part goes by", days=24)
    stage.pass_time("The weeks to the second go by", days=4)


CALLS = {
    met_online: CALL,
    group_met_online: PARTLY,
    group_met_partly_online: PARTLY,
    met_partly_online: PARTLY,
    met_partly_online_unpaid: PARTLY,
    stayed_in_slots: IN_SLOTS,
}
"""Under which call a chapter is played."""
PLAYS = tuple(CALLS)
