"""An officer finds a host by words and brings the two together, without a cohort."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.builders.bots.actors import tap_data
from tests.builders.bots.story import two_accepted

if TYPE_CHECKING:
    from tests.builders.bots.town import Town


async def test_an_officer_proposes_a_pair_by_hand(town: Town) -> None:
    """The visitor is asked first, then the host of another Partnership; then they have an exchange."""
    ana, max_, desk = await two_accepted(town)
    await desk.say("/pair 2 laser Germany")
    await desk.expect("by “laser Germany”")
    await tap_data(desk, "h:pair")
    await desk.expect("The visitor is asked first")
    await tap_data(desk, "h:propose")
    await desk.expect("Proposed: Lichtwerk Stuttgart")
    await ana.expect("has found a host for you")
    await tap_data(ana, "i:yes:")
    await tap_data(max_, "i:yes:")
    await ana.expect("accepted your invitation")
    await desk.expect("A pair has agreed on an exchange")
