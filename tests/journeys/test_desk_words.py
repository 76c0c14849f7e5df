"""An officer who types what others tap: who waits, accept, show."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.builders.bots.actors import HOST, apply

if TYPE_CHECKING:
    from tests.builders.bots.town import Town

WORDS = {
    "en": ("who waits?", "accept Lichtwerk", "Yes!", "show Lichtwerk"),
    "de": ("wer wartet?", "Lichtwerk annehmen", "Ja, bitte", "zeige Lichtwerk"),
}


@pytest.mark.parametrize("language", WORDS)
async def test_an_officer_accepts_in_words(town: Town, language: str) -> None:
    """Nothing is tapped at the desk, and the host hears of it."""
    desk = await town.officer(202, "Photonics4Industry", language)
    host = await town.phone(102, "Max", "de")
    await apply(host, HOST)
    await desk.expect("Lichtwerk Stuttgart")
    waits, accept, yes, show = WORDS[language]
    await desk.say(waits)
    await desk.expect("Lichtwerk Stuttgart")
    await desk.say(accept)
    asked = await desk.expect("A-0001")
    assert any(label.startswith("✅") for label in asked.labels())
    await desk.say(yes)
    await host.expect("angenommen")
    await desk.say(show)
    await desk.expect("Photonics BW")
    assert desk.tapped == 0
