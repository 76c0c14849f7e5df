"""Every button can be typed, also where no question is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.builders.bots.story import two_accepted

if TYPE_CHECKING:
    from tests.builders.bots.town import Town


async def test_a_label_in_sight_is_typed_instead_of_tapped(town: Town) -> None:
    """Whole, or as it begins; of a notice, and of a screen; words of no button are told so."""
    ana, _, _ = await two_accepted(town)
    await ana.say("Show me the hosts")
    card = await ana.expect("Lichtwerk Stuttgart")
    await ana.say("Show me the moon")
    await ana.expect("I am not sure")
    assert card.labels()[0] == "1. Lichtwerk Stuttgart"
    await ana.say("/hosts")
    await ana.expect("Lichtwerk Stuttgart")
    await ana.say("lichtwerk")
    await ana.expect("You would see")
    await ana.say("invite")
    await ana.expect("Your message")


async def test_words_that_mean_a_button_are_asked_about_first(town: Town) -> None:
    """“Yes” means the first below the newest message, a word of a label its button, a place one of several."""
    ana, _, _ = await two_accepted(town)
    await ana.say("yes")
    asked = await ana.expect("is that what you mean?")
    assert asked.labels() == ["Show me the hosts"]
    await ana.say("no")
    await ana.expect("nothing is changed")
    await ana.say("I want the hosts please")
    await ana.expect("is that what you mean?")
    await ana.say("👍")
    await ana.expect("Lichtwerk Stuttgart")
    await ana.say("/hosts")
    await ana.expect("Lichtwerk Stuttgart")
