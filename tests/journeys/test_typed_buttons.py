"""Every button can be typed, also where no question is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.builders.bots.actors import fill_in, tap_data
from tests.builders.bots.story import two_accepted

if TYPE_CHECKING:
    from bot.emulator.phones.client import Phone
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
    """Where a tap would change something: “yes” means the first below the newest message, “invite” its button."""
    ana, _, _ = await two_accepted(town)
    await ana.say("/hosts")
    await ana.expect("Lichtwerk Stuttgart")
    await ana.say("lichtwerk")
    await ana.expect("You would see")
    await ana.say("yes")
    asked = await ana.expect("is that what you mean?")
    assert asked.labels() == ["✉️ Invite them"]
    await ana.say("no")
    await ana.expect("nothing is changed")


async def test_words_that_only_look_are_answered_at_once(town: Town) -> None:
    """“Yes”, a word of a label, a command by its name: nothing is changed by it, so nothing is asked."""
    ana, max_, _ = await two_accepted(town)
    for words in ("yes", "show me hosts", "I want the hosts please", "Hosts"):
        await ana.say(words)
        await ana.expect("Lichtwerk Stuttgart")
    await ana.say("show me my invitations")
    await ana.expect("invitation")
    await max_.say("Zeig mir meine Einladungen")
    await max_.expect("Einladung")


async def test_a_label_is_typed_where_dates_are_waited_for(town: Town) -> None:
    """What a button says is its tap there too; the name of a month is still a time."""
    ana, max_ = await _begun(town)
    await ana.say("8-12 March 2027")
    await ana.expect("Shall I propose these dates")
    await ana.say("yes, propose them")
    await ana.expect("I asked")
    await max_.expect("8.–12. März 2027")
    await max_.say("andere termine")
    await max_.expect("erste Arbeitstag")
    await max_.say("April 2027")
    await max_.expect("Diese Tage passen")


async def _begun(town: Town) -> tuple[Phone, Phone]:
    """Visitor and host whose invitation was accepted a moment ago."""
    ana, max_, _ = await two_accepted(town)
    await ana.say("/hosts")
    await ana.expect("Lichtwerk Stuttgart")
    await ana.say("lichtwerk")
    await ana.expect("You would see")
    await ana.say("invite them")
    await fill_in(ana, "inv", {"words": "We would love to see your laser labs", "months": "=*"})
    await tap_data(max_, "i:yes:")
    await tap_data(ana, "x:dates:")
    await ana.expect("first working day")
    return ana, max_


async def test_yes_proposes_the_dates_and_agrees_to_them(town: Town) -> None:
    """Also where the other has the calendar open: their yes is one to the card that came in between."""
    ana, max_ = await _begun(town)
    await ana.say("yes")
    await ana.expect("could not read a date")
    await tap_data(max_, "x:dates:")
    await max_.expect("erste Arbeitstag")
    await ana.say("8-12 March 2027")
    await ana.expect("Shall I propose these dates")
    await ana.say("yes please")
    await ana.expect("I asked")
    await max_.expect("8.–12. März 2027")
    await max_.say("ja")
    assert (await max_.expect("Meinen Sie das?")).labels() == ["✅ Zustimmen"]
    await max_.say("ja")
    await ana.expect("are agreed")


async def test_a_yes_answers_the_newest_question_alone(town: Town) -> None:
    """Who was asked about one button, and then reads a card, says yes to the card."""
    ana, max_ = await _begun(town)
    await max_.say("ja")
    assert (await max_.expect("Meinen Sie das?")).labels() == ["📅 Termine vorschlagen"]
    await ana.say("8-12 March 2027")
    await ana.expect("Shall I propose these dates")
    await ana.say("yes")
    await max_.expect("8.–12. März 2027")
    await max_.say("ja")
    assert (await max_.expect("Meinen Sie das?")).labels() == ["✅ Zustimmen"]
    await max_.say("ja")
    await ana.expect("are agreed")
