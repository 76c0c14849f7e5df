"""Funding: a desk keeps a list in chat, its people find what fits them, and are told once a week."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.builders.bots.actors import fill_in, silence, tap_data
from tests.builders.bots.story import two_accepted

if TYPE_CHECKING:
    from tests.builders.bots.town import Town

VOUCHERS = {
    "title": "Additive Vouchers",
    "about": "Trials of additive manufacturing in small companies",
    "link": "https://vouchers.example.org",
    "deadline": "31 December 2027",
    "level": "=national",
    "countries": "=*",
    "kinds": "=sme",
}
TABLE = (
    b"level;title;about;link;deadline\n"
    b"EU;Laser Pilots;Laser cutting of textiles;lasers.example.org;2027-11-30\n"
    b"EU;Old Pilots;Laser cutting of textiles;lasers.example.org;2021-11-30\n"
    b"EU;Everybody;For everybody;all.example.org;2027-10-31\n"
)


async def test_a_programme_reaches_whom_it_fits(town: Town) -> None:
    """Entered in chat and by a table; found, saved, dismissed; one a week comes by itself; the desk sees what came of it."""
    ana, max_, desk = await two_accepted(town)
    await ana.say("funding?")
    await ana.expect("No open funding programme fits you now")
    await desk.say("/opportunities")
    await tap_data(desk, "z:new")
    await fill_in(desk, "funding", VOUCHERS)
    await desk.expect("On the list")
    await desk.send_document("calls.csv", TABLE, "text/csv")
    told = await desk.expect("its deadline is past: 2021-11-30")
    assert "can be entered: 2" in told.text
    await tap_data(desk, "i:enter:1")
    await desk.expect("2 programmes are on the list")

    await ana.say("/opportunities")
    await ana.expect("3 programmes fit you")
    await tap_data(ana, "u:show:")
    card = await ana.expect("About what you look for or offer")
    assert "Open to you: Small or medium-sized company" in card.text
    await tap_data(ana, "u:save:")
    await ana.expect("your Partnership sees that you are interested")
    await desk.say("/opportunities")
    await desk.expect("saved 1")

    await town.pass_time(days=1)
    await town.quiet()
    await town.pass_time(days=9)
    await silence(town, max_)  # another desk's list


async def test_one_a_week_comes_until_it_is_stopped(town: Town) -> None:
    """With its reasons; what was dismissed does not come again."""
    ana, _, desk = await two_accepted(town)
    await desk.send_document("calls.csv", TABLE, "text/csv")
    await tap_data(desk, "i:enter:1")
    await desk.expect("2 programmes are on the list")
    await town.pass_time(days=1)
    await town.quiet()
    await town.pass_time(days=9)
    await ana.expect("Funding that may fit you: Laser Pilots")
    await tap_data(ana, "u:no:")
    await ana.expect("does not come again")
    await town.pass_time(days=8)
    await ana.expect("Funding that may fit you: Everybody")
    await tap_data(ana, "m:hush:nudge.opportunity")
    await ana.expect("I nudge you no more")
    await ana.say("/opportunities")
    await ana.expect("1 programme fits you")
