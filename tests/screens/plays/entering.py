"""People whom the desk enters, and who take that over by a link."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.screens.players import somebody

if TYPE_CHECKING:
    from tests.screens.players import Player
    from tests.screens.programme import Cast

TOLD = (
    "We are Braga Dyers, a small company of 12 people in Braga, Portugal. We offer natural dyes and "
    "fabric printing. We look for partners with 3D printing for textiles. We speak English and "
    "Portuguese."
)
SECRET = re.compile(r"own_[\w-]{43}")


def secret_of(desk: Player) -> str:
    """The secret of the newest link on an officer's screen."""
    return SECRET.search(desk.reads())[0]


def by_telephone(cast: Cast) -> None:
    """An officer enters somebody who is on the telephone; they take it over by a link."""
    olga, rita, vienna = cast.olga, cast.desk("Rita Viewer"), cast.vienna
    rita.types("/enter")
    olga.types("/enter")
    olga.types("/cancel")
    olga.types(f"/enter {TOLD}")
    answers = {
        "role": "=host",
        "read": "=suggested",
        "person_name": "Rui Melo, director, rui@dyers.example",
        "cluster": "CITEVE",
    }
    olga.fills(answers, send=False)
    olga.types("Telephone: +351 253 000 111")
    olga.taps("f:enter", ":*:send:")
    olga.taps("a:link")
    first = secret_of(olga)
    olga.taps("a:show")
    olga.taps("a:unlink")
    olga.taps("a:show")
    rui = somebody(cast.stage, "Rui Melo", 777)
    rui.opens(first)
    olga.types("/pair 1 natural dyes Portugal")
    olga.taps("h:pair:1:11")
    olga.taps("h:propose")
    vienna.taps("i:yes")
    olga.taps("a:link")
    rui.opens(secret_of(olga))
    rui.types("yes")
    rui.taps("w:mine")
    rui.fills(
        {
            "motivation": "To show our dye house to others, and to learn printing in three dimensions.",
            "host_programme": "The dye house, our garden of woad and three days of trials.",
        }
    )
    rui.types("/status")
    olga.taps("a:show")


def not_theirs(cast: Cast) -> None:
    """Whoever opens a link for somebody else, or wants no part in it, has it deleted by one tap."""
    olga, vienna = cast.olga, cast.vienna
    for name, number in (("Eva", 778), ("Ivo", 779)):
        olga.types(f"/enter {TOLD}")
        olga.fills(
            {
                "role": "=host",
                "read": "=suggested",
                "person_name": f"{name} Melo, {name.lower()}@dyers.example",
                "cluster": "CITEVE",
            }
        )
        olga.taps("a:link")
        secret = secret_of(olga)
        vienna.opens(secret)
        who = somebody(cast.stage, name, number)
        who.opens(secret)
        if name == "Eva":
            who.types("Who are you?")
            who.taps("w:no")
        else:
            who.taps("w:yes")
            who.types("/start")
            who.taps("w:other")
        who.opens(secret)
    olga.types(f"/enter {TOLD}")
    olga.fills(
        {
            "role": "=host",
            "read": "=suggested",
            "person_name": "Ana Pop, member501@example.org",
            "cluster": "CITEVE",
        },
        send=False,
    )
    olga.taps("f:enter", ":*:send:")
    olga.types("/cancel")


PLAYS = (by_telephone, not_theirs)
