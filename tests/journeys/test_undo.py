"""Decisions made by mistake are taken back at the desk, by tap and in words, and people are told again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.builders.bots.actors import HOST, accept, apply, tap_data
from tests.builders.bots.signed import all_signed
from tests.builders.bots.story import two_accepted

if TYPE_CHECKING:
    from tests.builders.bots.town import Town


async def test_an_officer_takes_an_acceptance_back_in_words(town: Town) -> None:
    """The applicant hears both, and the second acceptance as well."""
    desk = await town.officer(202, "Photonics4Industry")
    host = await town.phone(102, "Max", "en")
    await apply(host, HOST)
    await desk.expect("Lichtwerk Stuttgart")
    await accept(desk)
    await host.expect("has accepted your application")
    await desk.say("take back 1")
    await desk.expect("is that what you mean?")
    await desk.say("yes")
    await host.expect("Sorry for the back and forth")
    await desk.expect("Taken back: accepted")
    await tap_data(desk, "a:yes")
    await host.expect("has accepted your application")


async def test_a_pair_is_taken_back_and_the_visitor_hears_of_it(town: Town) -> None:
    """From the list of one's own decisions; once, and then nothing is left to take back."""
    ana, _, desk = await two_accepted(town)
    await desk.say("/pair 2 laser Germany")
    await tap_data(desk, "h:pair")
    await desk.expect("The visitor is asked first")
    await tap_data(desk, "h:propose")
    await ana.expect("has found a host for you")
    await desk.say("/undo")
    await desk.expect("pair proposed")
    await tap_data(desk, "a:undo")
    await ana.expect("has taken back its proposal")
    await desk.say("/undo 2")
    await desk.expect("Nothing to take back there")


async def test_a_cancellation_is_taken_back_on_both_telephones(town: Town) -> None:
    """Both read that it is cancelled, then that it goes on; the calendars of both follow twice."""
    ana, max_, desk = await all_signed(town)
    await desk.say("/exchange 1")
    await tap_data(desk, "e:stop:1")
    await desk.say("The wrong one.")
    await ana.expect("was cancelled")
    await max_.expect("wurde abgesagt")
    await desk.say("/undo HX-1")
    await tap_data(desk, "e:undo:1")
    for phone, words, calendar in (
        (ana, "It was cancelled by mistake", "your calendar"),
        (max_, "versehentlich", "Kalender"),
    ):
        await phone.expect(words)
        await phone.expect(calendar)
    await ana.say("/exchanges")
    await ana.expect("8–12 Mar 2027")
