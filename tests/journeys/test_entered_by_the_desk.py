"""Somebody without a chat: entered on the telephone, paired, told by the desk, and theirs by a link."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.builders.bots.actors import VISITOR, fill_in, tap_data
from tests.builders.bots.story import accepted
from tests.builders.bots.town import PUBLIC
from tests.journeys.test_staff import kept_with

if TYPE_CHECKING:
    from tests.builders.bots.town import Town

TOLD = (
    "We are Lichtwerk Stuttgart, a company of 60 people in Stuttgart, Germany. We offer additive "
    "manufacturing, 3D printing and laser cutting of textiles. We look for partners from textiles. "
    "We speak English and German."
)
LINK = re.compile(rf"https://t\.me/{PUBLIC.username}\?start=(own_[\w-]{{43}})")


async def test_who_is_entered_on_the_telephone_takes_it_over_by_a_link(town: Town) -> None:
    """Eight messages of an officer make a host; the host answers an invitation from before the chat."""
    desk = await town.officer(201, "EXCELIVING")
    await desk.say(f"/enter {TOLD}")
    await fill_in(
        desk,
        "enter",
        {
            "role": "=host",
            "read": "=suggested",
            "cluster": "Photonics BW",
            "person_name": "Max Beispiel, max@licht.example",
        },
    )
    await desk.expect("Max Beispiel is entered as A-0001")
    await desk.say("/case 1")
    await tap_data(
        desk, "a:member:1"
    )  # the cluster is another desk's: somebody has to say that it is true
    await desk.expect("Membership confirmed by")
    await tap_data(desk, "a:yes:1")
    await desk.expect("ccepted")
    ana = await accepted(town, 101, "en", VISITOR, desk)
    await ana.expect("accepted your application")
    await tap_data(ana, "m:best:0")
    await tap_data(ana, "m:host:")
    await tap_data(ana, "m:invite:")
    await fill_in(ana, "inv", {"words": "We would love to see your laser labs", "months": "=*"})
    await desk.expect("is in no chat yet")
    await tap_data(desk, "a:link:")
    payload = LINK.search((await desk.expect("it works once")).text)[1]
    assert kept_with(town, payload) == []

    max_ = await town.phone(102, "Max Beispiel", "de")
    await max_.start(payload)
    await max_.expect("EXCELIVING")
    await max_.say("ja")
    await max_.expect("Lichtwerk Stuttgart")
    await tap_data(max_, "w:mine")
    await fill_in(
        max_,
        "app",
        {
            "motivation": "Partner aus der Textilbranche finden und gemeinsam neue Stoffe drucken",
            "host_programme": "Unsere Laserlabore und die Werkstatt, mit drei Tagen Versuchen",
        },
    )
    await desk.expect("has taken over the entry")
    await tap_data(max_, "i:yes:")
    await ana.expect("accepted your invitation")

    eva = await town.phone(103, "Eva Late")
    await eva.start(payload)
    await eva.expect("This link is not good any more")
