"""What a desk puts on hold rests for everybody, and goes on by a tap."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.builders.bots.actors import tap_data
from tests.builders.bots.story import two_accepted

if TYPE_CHECKING:
    from tests.builders.bots.town import Town


async def test_an_officer_puts_an_application_on_hold_and_takes_it_off(town: Town) -> None:
    """The visitor reads until when, in the chat and under /status; the desk why."""
    ana, _, desk = await two_accepted(town)
    await desk.say("put on hold 2")
    await desk.expect("is that what you mean?")
    await desk.say("yes")
    await desk.expect("Until which day?")
    await tap_data(desk, "f:hold.2:until:=:")
    await desk.expect("Why?")
    await desk.say("They move house.")
    await desk.expect("Is everything right?")
    await tap_data(desk, "f:hold.2:*:send")
    await ana.expect("on hold until")
    await ana.say("/status")
    await ana.expect("nothing is due from you")
    await desk.say("/case 2")
    await desk.expect("They move house.")
    await tap_data(desk, "a:go")
    await ana.expect("goes on")
