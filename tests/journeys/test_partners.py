"""Partners without travel: a company searches, is introduced to who completes its chain, and begins a project."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import select

from storage.tables import Application, Role
from tests.builders.bots.actors import fill_in, tap_data
from tests.builders.bots.story import two_accepted

if TYPE_CHECKING:
    from tests.builders.bots.town import Town

SEARCH = "We weave fabrics in Cluj. We look for a supplier of natural dyes."
PROJECT = {
    "title": "Curtains from plants",
    "aim": "Dyes from plants that stand the sun.",
    "call": "=>",
}


def supply_dyes(town: Town) -> None:
    """The host completes the chain."""
    with town.house.database.transaction() as session:
        found = session.exec(select(Application).where(Application.role == Role.HOST)).one()
        found.offers, found.seeks = "We supply natural dyes.", "Weavers of fabrics."
        session.add(found)


async def test_two_are_introduced_and_begin_a_project(town: Town) -> None:
    """Contacts are seen when both have said yes; the desk counts; the project is moved on by the other."""
    ana, max_, desk = await two_accepted(town)
    supply_dyes(town)
    await ana.say("/partners")
    await fill_in(ana, "chain", {"text": SEARCH})
    await ana.expect("who supplies")
    await ana.say("only in Germany")
    await ana.expect("Germany")
    await ana.say("not in Germany")
    await tap_data(ana, "j:list")
    await tap_data(ana, "j:show:")
    await tap_data(ana, "j:ask:")
    await fill_in(ana, "meet", {"text": "Shall we talk about dyes?"})
    await ana.expect("has your request")
    await max_.expect("möchte Sie kennenlernen")
    await tap_data(max_, "t:yes:")
    await max_.expect("Ana.Pop@example.eu")
    await ana.expect("said yes!")
    await tap_data(ana, "e:new:")
    await fill_in(ana, "joint", PROJECT)
    await max_.expect("Curtains from plants")
    await tap_data(max_, "e:show:")
    await tap_data(max_, "e:move:")
    await ana.expect("Being prepared")
    await desk.say("/partners")
    await desk.expect("Introductions asked for")
