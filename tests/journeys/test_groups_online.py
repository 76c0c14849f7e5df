"""A group visit online over HTTP: published from a paragraph, joined, ticked off session by session, with a certificate each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.demo.curtain import shown
from tests.builders.bots.actors import fill_in, tap_data
from tests.builders.bots.groups import a_host, visitors
from tests.builders.bots.story import PAPER, REPORT
from tests.builders.bots.town import open_town
from tests.builders.databases import fresh
from tests.builders.records.applicants import HOME
from tests.journeys.conftest import refused
from tests.journeys.test_online import PROOFS

if TYPE_CHECKING:
    from pathlib import Path

    from bot.emulator.phones.client import Phone
    from tests.builders.bots.town import Town

PARAGRAPH = (
    "“Loom mornings”, online, 8, 9, 10, 15, 16 and 17 March 2027 9-12, 10 seats. "
    "Our mill on screen, the dye house, three suppliers. https://meet.example.eu/mill"
)


async def signed(town: Town, host: Phone, desk: Phone, phone: Phone) -> None:
    """A guest's paper, written and signed by all."""
    await tap_data(phone, "c:write:")
    await fill_in(phone, "cq", PAPER)
    await tap_data(phone, "c:sign:")
    await tap_data(host, "c:sign:")
    await tap_data(desk, "e:sign:")
    await phone.expect("You meet online")


async def test_two_guests_of_a_group_online(tmp_path: Path) -> None:
    """Both join by a tap; the host is asked once a session, and who was there has an exchange that counts."""
    with fresh("sqlite", tmp_path, None) as url:
        async with open_town(url, shown("clusterxchange")) as town:
            desk = await town.officer(201, HOME)
            host = await a_host(town)
            await host.say("/group")
            await tap_data(host, "g:new")
            await host.expect("In one paragraph")
            await host.say(PARAGRAPH)
            await host.expect("https://meet.example.eu/mill")
            await tap_data(host, ":*:send:")
            await host.expect("Published")
            ana, ben = await visitors(town, 2)
            for phone in (ana, ben):
                await phone.say("/group")
                await tap_data(phone, "g:show:")
                assert "0 €" in (await phone.expect("Lump sum for you")).text
                await tap_data(phone, "g:join:")
                await phone.expect("You have your seat in Loom mornings")
            await signed(town, host, desk, ana)
            await town.pass_time(days=75)
            await host.expect("who was there?")
            for number in range(5):  # of the last the guest says it
                await host.say("/group")
                await tap_data(host, "g:own:")
                await tap_data(host, "g:who:")
                await tap_data(host, f"g:sess:1:{number}")
                await tap_data(host, f"g:on:1:{number}")
            await ana.say("/exchanges")
            await tap_data(ana, "x:sessions:")
            await tap_data(ana, "x:held:1:5")
            await tap_data(ana, "r:report:")
            await fill_in(ana, "rep", {n: REPORT[n] for n in REPORT if n not in PROOFS})
            await tap_data(desk, "e:valid:")
            await ana.expect("as you met online")
            await ana.expect("certificate")
            assert refused(town) == []
