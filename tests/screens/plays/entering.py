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


GOOD = (
    "Färberei Šípek;sme;Czechia;Brno;CLUTEX;Eva Malá;eva@sipek.example;;Natural dyes;3D printing;small",
    "Gent Weavers;sme;Belgium;Gent;Ring of Weavers;Bo Claes;;+32 9 1234567;Linen;Dyes;micro",
)
BAD = (
    "Nowhere Mill;sme;Atlantis;Porto;CLUTEX;Ana;ana@mill.example;;Wool;Dyes;small",
    ";sme;Spain;Vigo;CLUTEX;Ana;ana@vigo.example;;Wool;Dyes;small",
    "No Contact;shop;Spain;Vigo;CLUTEX;Ana;;;Wool;Dyes;small",
    "No Mail;sme;Spain;Vigo;CLUTEX;Ana;at home;;;;small",
    "No Cluster;sme;Spain;Vigo;;Ana;ana@nocluster.example;;Wool;Dyes;",
    "Twice;sme;Spain;Vigo;CLUTEX;Ana;EVA@sipek.example;;Wool;Dyes;small",
    "More;sme;Spain;Vigo;CLUTEX;Ana;ana@more.example;;Wool;Dyes;small;one more",
    "Tecelagem do Porto;sme;Portugal;Porto;CLUTEX;Ana;ana@porto.example;;Wool;Dyes;small",
    f"{'Long ' * 40};sme;Spain;Vigo;CLUTEX;Ana;ana@long.example;;Wool;Dyes;small",
)
HEADING = "Name;Type;Country;Town;Cluster;Contact;E-mail;Phone;Offers;Seeks;Size"


def csv_of(*rows: str, heading: str = HEADING, letters: str = "utf-8") -> bytes:
    """A table as an office writes it."""
    return "\n".join((heading, *rows)).encode(letters)


def from_tables(cast: Cast) -> None:
    """An officer sends tables of people: looked through, corrected, entered once."""
    olga, rita = cast.olga, cast.desk("Rita Viewer")
    rita.types("/import")
    rita.sends(csv_of(*GOOD), "members.csv")
    olga.types("/import")
    olga.sends(b"hello", "members.csv")
    olga.sends(None, "members.xlsx", 80_000_000)
    olga.sends(b"%PDF-1.4", "paper.pdf")
    olga.sends(csv_of(*BAD[:2], heading=f"{HEADING};Role"), "members.csv")
    letters = "Müller & Söhne;sme;Austria;Graz;CLUTEX;Jo;jo@mueller.example;;Wool;Dyes;small;x;Gast"
    olga.sends(csv_of(letters, heading=f"{HEADING};Fax;Role", letters="cp1252"), "members.csv")
    olga.taps("i:drop")
    olga.taps_old("i:enter:2")
    olga.sends(csv_of(*GOOD, *BAD), "members.csv")
    olga.taps("i:as", "host")
    olga.taps("i:faults")
    olga.taps("i:faults", "1")
    olga.taps("i:show")
    olga.taps("i:enter")
    olga.taps("i:links")
    olga.types("/undo")
    olga.taps("i:askback")
    olga.taps("i:back")
    olga.taps_old("i:back:3")
    olga.sends(csv_of(*GOOD), "members.csv")
    olga.taps("i:as", "host")
    olga.taps("i:enter")
    olga.types("/queue")
    olga.taps_old("i:enter:3")
    olga.taps_old("i:drop:3")
    olga.sends(csv_of(*GOOD), "members.csv")
    olga.taps("i:as", "host")
    olga.taps_old("i:enter:5")
    olga.types("/case 13")
    olga.types("/history 13")
    olga.types("/import")
    cast.desk("Rita Viewer").types("/undo")


PLAYS = (by_telephone, not_theirs, from_tables)
