"""The desk's morning: one case taken by an officer, the rest accepted by one tap after reading their names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.builders.bots.actors import VISITOR, apply, tap_data

if TYPE_CHECKING:
    from tests.builders.bots.town import Town


async def test_what_nothing_speaks_against_is_accepted_at_once(town: Town) -> None:
    """By name; what a colleague has taken is not among them."""
    desk = await town.officer(201, "EXCELIVING")
    colleague = await town.officer(202, "EXCELIVING")
    ana = await town.phone(101, "Ana")
    await apply(ana, VISITOR)
    max_ = await town.phone(102, "Max")
    other = {"organisation_name": "Zither Silk", "email": "max@zither.example", "vat": "=>"}
    await apply(max_, {**VISITOR, **other, "website": "www.zither.example", "person_name": "Max B"})
    await colleague.expect("Zither Silk")
    await colleague.say("/case 2")
    await tap_data(colleague, "a:take:2")
    await colleague.expect("Officer 202 sees to it.")
    for number in (1, 2):
        await tap_data(desk, f"a:member:{number}")
    await desk.say("/today")
    await tap_data(desk, "w:step:review")
    await tap_data(desk, "w:fine")
    await desk.expect("Nothing speaks against this one:")
    await tap_data(desk, "w:accept")
    await ana.expect("accepted your application")
    await desk.say("/today")
    await desk.expect("To review: 1")
