"""Winning people: a poster is made in chat, somebody comes by its code, and the desk sees from where."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.builders.bots.actors import VISITOR, accept, fill_in, tap_data
from tests.builders.bots.town import PUBLIC

if TYPE_CHECKING:
    from tests.builders.bots.town import Town

LINK = re.compile(rf"https://t\.me/{PUBLIC.username}\?start=(via_[\w-]{{12}})")


async def test_who_comes_by_a_poster_has_less_to_tell(town: Town) -> None:
    """Role, country and cluster are proposed; the link is on the desk's figures, and stopped by one tap."""
    desk = await town.officer(201, "EXCELIVING")
    await desk.say("/links")
    await tap_data(desk, "j:new")
    told = {
        "name": "Fair in Cluj",
        "cluster": "Transylvanian Furniture Cluster",
        "role": "=visitor",
    }
    await fill_in(desk, "link", told)
    payload = LINK.search((await desk.expect("Fair in Cluj")).text)[1]
    await tap_data(desk, ":de")  # the poster in German, as PDF or PNG
    await desk.expect("The poster, one page A4")
    await tap_data(desk, "j:qr:")
    await desk.expect("The QR code")

    ana = await town.phone(101, "Ana Pop")
    await ana.start(payload)
    await ana.expect("You come by: Fair in Cluj")
    await tap_data(ana, "w:yes")
    await ana.expect("I understood: I want to visit")
    await fill_in(ana, "app", VISITOR)
    await ana.expect("Your application is with EXCELIVING")
    await accept(desk)
    await ana.expect("accepted your application")
    await desk.say("/links")
    await desk.expect("Fair in Cluj: 1 applied, 1 accepted")
    await tap_data(desk, "j:from")
    await desk.expect("by themselves: 0 applied, 0 accepted")
    await tap_data(desk, "j:stop:")
    await desk.expect("is stopped")
