"""Somebody is silent for half a year: asked, then in no list, and back with one tap."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from tests.builders.bots.actors import tap_data
from tests.builders.bots.story import two_accepted

if TYPE_CHECKING:
    from tests.builders.bots.town import Town


async def go_by(town: Town, days: int) -> None:
    """Days on which nobody does anything, at one stroke."""
    town.clock.ahead += timedelta(days=days)
    await town.pass_time(hours=1)


async def test_who_is_silent_rests_and_is_back_with_one_tap(town: Town) -> None:
    """Whoever answers stays; whoever does not is found by nobody until they tap."""
    ana, max_, _ = await two_accepted(town)
    await go_by(town, 183)
    await ana.expect("Would you still like to take part in an exchange?")
    await tap_data(ana, "q:here")
    await ana.expect("Good to have you")
    await go_by(town, 34)
    await max_.expect("Ihr Profil ruht jetzt")
    await ana.say("/search laser Germany")
    await ana.expect("Nothing found")
    await tap_data(max_, "q:here")
    await max_.expect("Schön, dass Sie dabei sind")
    await ana.say("/search laser Germany")
    await ana.expect("Lichtwerk Stuttgart")
