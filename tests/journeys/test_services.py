"""Services: a technology centre publishes one from a paragraph, a company finds it, asks, and is answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import select

from storage.tables import Application, Organisation, Role
from tests.builders.bots.actors import fill_in, tap_data
from tests.builders.bots.story import two_accepted

if TYPE_CHECKING:
    from tests.builders.bots.town import Town

LAB = "Open lab. A fab lab for small companies: lasers, 3D printers, two free days a month."


def make_centre(town: Town) -> None:
    """The host is a technology centre."""
    with town.house.database.transaction() as session:
        query = select(Organisation).join(Application).where(Application.role == Role.HOST)
        found = session.exec(query).one()
        found.type = "scaling_up_support"
        session.add(found)


async def test_a_service_is_published_found_asked_for_and_answered(town: Town) -> None:
    """In one conversation each; the desk of the provider counts."""
    ana, max_, _ = await two_accepted(town)
    await ana.say("/services")
    await ana.expect("Nobody offers this yet")
    make_centre(town)
    await max_.say("/services")
    await tap_data(max_, "v:own")
    await tap_data(max_, "v:new")
    await fill_in(max_, "service", {"about": LAB})
    await max_.expect("Veröffentlicht")
    await ana.say("fab lab")
    await ana.expect("Open lab")
    await tap_data(ana, "v:show:")
    await tap_data(ana, "v:ask:")
    await fill_in(ana, "request", {"text": "May two of us come in May?"})
    await ana.expect("The answer comes here")
    await max_.expect("fragt nach Ihrem Angebot")
    await tap_data(max_, "i:reply:")
    await fill_in(max_, "reply", {"text": "Any Tuesday."})
    await ana.expect("Any Tuesday.")
    desk = await town.officer(204, "Photonics4Industry")
    await desk.say("/services")
    await desk.expect("1 services, 1 requests, 1 answered")
