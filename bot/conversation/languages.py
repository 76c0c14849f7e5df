"""Choose the language we speak."""

from __future__ import annotations

from typing import TYPE_CHECKING

from babel import Locale

from bot.conversation import filling
from bot.conversation.addresses import WORD, Family, StaleButton
from bot.conversation.screens import Button, Screen, grid
from bot.conversation.speech import Speech, languages
from exchange.people import people
from matching.places.languages import find_language

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.conversation.talk import Talk

SPEAK = Family("l", "", WORD)


def choose(talk: Talk) -> None:
    """Offer the languages; `/language deutsch` chooses at once."""
    typed = find_language(talk.event.text).best if talk.event.text else None
    if typed in languages():
        _change(talk, typed)
        return
    buttons = [Button(own_name(code), SPEAK(code)) for code in languages()]
    talk.send(Screen(talk.say("Which language shall I speak?"), grid(buttons)))


def own_name(code: str) -> str:
    """A language's name in itself."""
    return (Locale.parse(code).get_display_name(code) or code).capitalize()


def speak(talk: Talk, code: str) -> None:
    """A language was chosen. Raises StaleButton for one that we do not speak."""
    if code not in languages():
        raise StaleButton
    _change(talk, code)


def _change(talk: Talk, code: str) -> None:
    people.choose_language(talk.work, talk.person, code)
    talk.say = Speech(code, talk.person.zone)
    talk.settle(talk.say("✓ {language}", language=own_name(code)))
    talk.reply(
        talk.say(
            "From now on I speak {language}. /language changes it again.", language=own_name(code)
        )
    )
    filling.resume(talk)


TAPS: Mapping[Family, Callable[..., None]] = {
    SPEAK: speak,
}
