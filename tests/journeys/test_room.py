"""Visitor and host write to each other through the bot; a reply to a message goes back; one is reported."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.builders.bots.actors import tap_data
from tests.builders.bots.photos import PHOTO
from tests.builders.bots.signed import all_signed

if TYPE_CHECKING:
    from tests.builders.bots.town import Town


async def test_an_answer_is_simply_written_below_what_the_other_wrote(town: Town) -> None:
    """It is asked first whether it is one; what was for us is answered by us, and nothing goes to anybody."""
    ana, max_, _ = await all_signed(town)
    await ana.say("/exchanges")
    await tap_data(ana, "x:write:1")
    await ana.say("Hi! May I bring yarn, please?")
    await max_.expect("Hi! May I bring yarn, please?")
    await max_.say("Ja, bis 20 kg.")
    await max_.expect("als Ihre Antwort")
    await max_.say("Und Schuhe.")
    await max_.expect("Und Schuhe.")
    await max_.say("ja")
    await ana.expect("Ja, bis 20 kg.\nUnd Schuhe.")
    await ana.say("How much would I get for Portugal?")
    await ana.expect("Shall I send this as your answer?")
    await ana.say("/exchanges")
    await ana.expect("HX-0001")
    await ana.say("yes")  # to what stands there now
    await ana.expect("Commitment to Quality")
    await ana.say("no")
    await ana.expect("Is it one of these?")
    await ana.send_photo(PHOTO, "image/jpeg")
    told = await ana.expect("I asked for no file just now")
    assert "💬 To Lichtwerk Stuttgart" in told.labels()


async def test_a_pair_writes_and_sends_photos_until_one_reports_the_other(town: Town) -> None:
    """Each reads the other's words under their name; the desk reads what is reported, and no more."""
    ana, max_, desk = await all_signed(town)
    await ana.say("/exchanges")
    await tap_data(ana, "x:write:1")
    await ana.expect("What shall I pass on?")
    await ana.say("Hello! Is there a tram to you? Thanks")
    await max_.expect("Hello! Is there a tram to you? Thanks")
    await tap_data(max_, "x:write:1")
    await max_.expect("Was soll ich")
    await max_.send_photo(PHOTO, "image/jpeg", caption="Die Linie 4.")
    shown = await ana.expect("Lichtwerk Stuttgart writes")
    assert "Die Linie 4." in shown.text
    await tap_data(ana, "i:away:")
    await tap_data(ana, "i:report:")
    await ana.expect("What happened?")
    await ana.say("That was no map.")
    await desk.expect("That was no map.")
    await tap_data(max_, "x:write:1")
    await max_.expect("nichts weitergeleitet")
