"""Whoever is accepted and idle is nudged once, and stops it by one tap."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.builders.bots.actors import silence, tap_data
from tests.builders.bots.story import two_accepted

if TYPE_CHECKING:
    from tests.builders.bots.town import Town


async def test_the_idle_are_nudged_until_they_stop_it(town: Town) -> None:
    """The clock looks by itself; the host is nudged to nothing."""
    ana, _, _ = await two_accepted(town)
    await town.pass_time(days=1)
    await town.quiet()
    await town.pass_time(days=15)
    await ana.expect("no host is invited yet")
    await tap_data(ana, "m:hush:nudge.idle")
    await ana.expect("I nudge you no more")
    await town.pass_time(days=25)
    await silence(town, ana)
