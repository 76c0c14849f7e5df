"""The desk writes: to one person, who answers in the same thread; to many, in their languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.builders.bots.actors import VISITOR, fill_in, tap_data
from tests.builders.bots.story import accepted

if TYPE_CHECKING:
    from tests.builders.bots.town import Town

MAX = {
    **VISITOR,
    "organisation_name": "Oficina",
    "person_name": "Max Beispiel",
    "email": "max@example.eu",
    "vat": "=>",
    "ecosystems": "=textiles",
}


async def test_a_desk_writes_to_one_and_to_many(town: Town) -> None:
    """Answered and answered back; each reads their own language; who wants no more is left out."""
    desk = await town.officer(201, "EXCELIVING")
    ana = await accepted(town, 101, "en", VISITOR, desk)
    await desk.expect("Accepted")
    max_ = await accepted(town, 102, "de", MAX, desk)
    await max_.expect("angenommen")
    await desk.say("/write 1 Would you like to meet a host in Stuttgart?")
    await tap_data(desk, "f:write.1:*:send")
    await ana.expect("Would you like to meet a host in Stuttgart?")
    await tap_data(ana, "b:answer")
    await ana.expect("What do you answer?")
    await ana.say("Yes, in May.")
    await desk.expect("Yes, in May.")
    await tap_data(desk, "p:write:1")
    await desk.expect("they: “Yes, in May.”")
    await desk.say("I ask them.")
    await tap_data(desk, "f:write.1:*:send")
    await ana.expect("I ask them.")
    await desk.say("/write")
    await tap_data(desk, "p:new")
    words = {"text_en": "There is a fair in May.", "text_de": "Im Mai ist eine Messe."}
    await fill_in(desk, "mailing", {"audience": "=everybody", "ecosystem": "=>", **words})
    await desk.expect("German (1): “Im Mai ist eine Messe.”")
    await tap_data(desk, "p:send")
    await desk.expect("On its way to 2 people")
    await ana.expect("There is a fair in May.")
    await max_.expect("Im Mai ist eine Messe.")
    await tap_data(max_, "b:quiet")
    await max_.expect("keine Nachrichten an viele mehr")
    await town.quiet()
    await tap_data(desk, "p:show")
    await desk.expect("Delivered: 2")
