"""What did not arrive is on the desk, and arrives when an officer tries again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.builders.bots.actors import VISITOR, accept, apply, tap_data

if TYPE_CHECKING:
    from tests.builders.bots.town import Town

ANA = 101


async def test_an_officer_finds_what_may_not_have_arrived_and_sends_it_again(town: Town) -> None:
    """The queue points to it, the list says whose it is and why, a tap sends it."""
    desk = await town.officer(201, "EXCELIVING", "de")
    ana = await town.phone(ANA, "Ana Pop")
    await apply(ana, VISITOR)
    await ana.expect("Your application is with EXCELIVING")
    town.emulator.world.faults.add(
        {"kind": "500", "method": "sendMessage", "chat_id": ANA, "bot": "public_bot"}
    )
    await accept(desk)
    await desk.expect("Angenommen")
    await town.quiet()
    await desk.say("/queue")
    await desk.expect("1 Sache ging nicht durch: /troubles")
    await desk.say("/troubles")
    listed = await desk.expect("die Verbindung brach beim Senden ab")
    assert "A-0001" in listed.text
    assert "zur Bewerbung" in listed.text
    await tap_data(desk, "t:again:M-")
    told = await ana.expect("accepted your application")
    assert told.text.startswith("Once more, in case it did not reach you")
    await desk.say("/troubles")
    await desk.expect("Alles ist angekommen")
