"""Half a year after the stay both sides are asked what came of it; who told is not asked again, the desk reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.builders.bots.actors import fill_in, tap_data
from tests.builders.bots.signed import all_signed

if TYPE_CHECKING:
    from tests.builders.bots.town import Town


@pytest.mark.proofs  # nine months go by, day by day
async def test_both_sides_tell_what_came_of_it(town: Town) -> None:
    """By a tap and in words; the next round asks whoever is there again, and the figures count both."""
    ana, max_, desk = await all_signed(town)
    await town.pass_time(days=270)
    await ana.expect("What has come of it?")
    await tap_data(ana, "r:later:1")
    await fill_in(ana, "out", {"came": "=deal", "words": "Twelve parts a month.", "story": "=yes"})
    await ana.expect("This is what the programme is for")
    await desk.expect("tells what came of HX-0001: A deal or an order.")
    await tap_data(max_, "r:later:1")
    await max_.expect("Was ist seither daraus geworden?")
    await max_.say("ein gemeinsames Projekt")
    await max_.say("fertig")
    await max_.expect("Ein Satz genügt")
    await max_.say("überspringen")
    await max_.expect("Darf Ihre Partnerschaft davon erzählen")
    await max_.say("lieber nicht")
    await max_.expect("Genau dafür gibt es das Programm")
    await tap_data(max_, "r:later:1")
    await max_.expect("Das haben Sie schon erzählt")
    await desk.say("/survey")
    told = await desk.expect("Answers of visitors: 1, of hosts: 1; exchanges asked: 1")
    assert "A joint project: 1" in told.text
    assert "Twelve parts" not in told.text  # words stand in the report, where the teller permits it
