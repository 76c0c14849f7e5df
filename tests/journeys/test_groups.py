"""Group visits over HTTP: published from a paragraph, filled with ten, and cancelled with people on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.builders.bots.actors import find, tap_data
from tests.builders.bots.groups import a_host, visitors
from tests.builders.records.applicants import HOME

if TYPE_CHECKING:
    from bot.emulator.phones.client import Phone
    from tests.builders.bots.town import Town

PARAGRAPH = (
    "“Loom days in Porto”, 8-10 March 2027, 10 seats. Monday our mill and the dye house. "
    "Tuesday the laboratory for laser cutting. Wednesday talks with three suppliers."
)


async def published(host: Phone, told: str = PARAGRAPH) -> None:
    """One paragraph, one tap."""
    await host.say("/group")
    await tap_data(host, "g:new")
    await host.expect("In one paragraph")
    await host.say(told)
    await host.expect("Loom days in Porto")
    await tap_data(host, ":*:send:")
    await host.expect("Published")


@pytest.mark.proofs  # a minute on a busy machine
async def test_a_group_visit_is_filled_with_ten(town: Town) -> None:
    """Found beside the hosts and joined by a tap; the eleventh waits, and moves up when one leaves."""
    await town.officer(201, HOME)
    host = await a_host(town)
    await published(host)
    *ten, eva = await visitors(town, 11)
    for number, phone in enumerate(ten, 1):
        await phone.say("/hosts")
        await tap_data(phone, "g:show:")
        await tap_data(phone, "g:join:")
        await phone.expect("You have your seat in Loom days in Porto")
        await host.expect(f"{number} of 10 seats are taken")
    await eva.say("/group")
    await tap_data(eva, "g:show:")
    await tap_data(eva, "g:join:")
    await eva.expect("number 1 on the waiting list")
    await eva.say("/group")
    await eva.expect("You are on the waiting list")

    ana = ten[0]
    await tap_data(ana, "c:write:")
    await ana.expect("Goals")
    await ana.say("/exchanges")
    await tap_data(ana, "x:stop:")
    await ana.say("illness")
    await ana.expect("The exchange is cancelled")
    await host.expect("was cancelled")
    await town.pass_time(minutes=1)
    await eva.expect("A seat is free for you")
    await tap_data(eva, "g:take:")
    await eva.expect("You have your seat")
    await host.expect("10 of 10 seats are taken")


async def test_a_group_visit_is_cancelled_with_people_on_it(town: Town) -> None:
    """Days are moved, then all is called off: whoever joined or waits hears both; the desk as well."""
    desk = await town.officer(201, HOME)
    host = await a_host(town)
    await published(host, PARAGRAPH.replace("10 seats", "3 seats"))
    phones = await visitors(town, 4)
    for phone in phones:
        await phone.say("/group")
        await tap_data(phone, "g:show:")
        await tap_data(phone, "g:join:")
        await phone.hear()
    await host.say("/group")
    await tap_data(host, "g:own:")
    await tap_data(host, "g:change:")
    await host.say("Days: 15-17 March 2027")
    await host.expect("15–17 Mar 2027")
    await tap_data(host, ":*:send:")
    for phone in phones:
        await phone.expect("Loom days in Porto has changed")
    await tap_data(host, "g:cancel:")
    await host.say("illness")
    await host.expect("4 guests are told")
    for phone in phones[:3]:
        await phone.expect("was cancelled")
    await phones[3].expect("had to cancel the group visit")
    await desk.expect("An exchange was cancelled")


async def test_who_joins_twice_is_answered_kindly(town: Town) -> None:
    """Two taps, one seat."""
    await town.officer(201, HOME)
    host = await a_host(town)
    await published(host)
    (ana,) = await visitors(town, 1)
    await ana.say("/group")
    await tap_data(ana, "g:show:")
    card = await ana.expect("Lump sum for you")
    button = find(card, "g:join:")
    await ana.tap_on(card, button)
    await ana.expect("You have your seat in Loom days")
    await ana.tap_on(card, button, stale=True)
    await ana.expect("You have your seat in this group visit already")
    await host.expect("1 of 10 seats are taken")
