"""A city, typed; and a cluster of the country, tapped or typed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.conversation.kinds.base import (
    GIVE,
    Again,
    Asked,
    Given,
    Heard,
    Unsure,
    expected_words,
    no_buttons,
)
from bot.conversation.kinds.choices import affirmed
from bot.conversation.screens import Rows, grid
from bot.conversation.small_words import meaning
from bot.conversation.tidying import one_line
from matching.errors import UnknownPlaceError
from matching.places.cities import city, find_city, known_elsewhere, told_apart
from matching.understanding.reading import understand
from matching.words.names import Certainty

if TYPE_CHECKING:
    from bot.conversation.events import Event

LONGEST_CITY = 80
AS_TYPED = "as-typed"


@dataclass(frozen=True)
class CityName:
    """A city of the country named before. Its answer is `id` of a known city or the typed name.

    A place we do not know is kept as typed once they say that it is right: the distance is then
    asked from the officer.
    """

    def hint(self, asked: Asked) -> str:
        """What to type; nothing where it is asked what was meant."""
        if asked.candidates:
            return ""
        return asked.say("Please type the city or town.")

    def rows(self, asked: Asked) -> Rows:
        """The cities we ask back about, and the words as typed."""
        known = told_apart(one for one in asked.candidates if one != AS_TYPED)
        buttons = [asked.button(label, GIVE, one) for one, label in known.items()]
        typed = asked.talk.conversation.facts.get("typed", "")
        extra = [asked.button(f"„{typed}“", GIVE, AS_TYPED)] if AS_TYPED in asked.candidates else []
        return grid([*buttons, *extra], 1)

    def hear(self, asked: Asked, event: Event) -> Heard:
        """The city meant; the typed name if there is nothing like it on our map."""
        typed = one_line(event.text)
        if not typed:
            return expected_words(asked)
        typed = affirmed(typed)
        if len(typed) > LONGEST_CITY or not any(map(str.isalpha, typed)):
            return Again(asked.say("That does not look like a city. Please type its name only."))
        found = find_city(typed, asked.answers.get("country"))
        told = None if found.certainty is Certainty.SURE else _told_in_a_sentence(typed)
        if told and city(told).country == asked.answers.get("country"):
            return Given(told, interpreted=True)
        if found.certainty is Certainty.SURE and found.best:
            return Given(found.best, interpreted=True)
        return self._asked_back(asked, typed, found.candidates)

    def _asked_back(self, asked: Asked, typed: str, near: tuple[str, ...]) -> Heard:
        """Which of those near to it is meant, or whether it is written so; nobody lives in “no”."""
        if meaning(typed):
            return Again(asked.say("Please type the city or town."))
        if near:
            return Unsure((*near, AS_TYPED), typed)
        return Again(self._unknown(asked, typed), (AS_TYPED,), typed)

    def _unknown(self, asked: Asked, typed: str) -> str:
        """Why a place is not taken at once: it is in another country, or on no map of ours."""
        say = asked.say
        abroad = known_elsewhere(typed, asked.answers.get("country"))
        if abroad:
            country = say.country(abroad)
            return say(
                "I know {city} in {country}. Please type the city of your own organisation, or tap the button if it is there.",
                city=typed,
                country=country,
            )
        return say(
            "I do not have “{city}” on my map. Is it written like that? Then tap it; else please type it again.",
            city=typed,
        )

    def tapped(self, asked: Asked, verb: str, value: str) -> Heard:
        """One of the cities we asked back about."""
        typed = asked.talk.conversation.facts.get("typed")
        if verb == GIVE and value == AS_TYPED and typed:
            return Given(f"={typed}")
        if verb == GIVE and is_city(value):
            return Given(value)
        return no_buttons(asked)

    def shown(self, asked: Asked, value: Any) -> str:
        """The city's name."""
        country = None if str(value).startswith("=") else city(str(value)).country
        return asked.say.city(city_name(str(value)), country)


def is_city(value: str) -> bool:
    """Whether that is the id of a city on our map."""
    try:
        city(value)
    except UnknownPlaceError:
        return False
    return True


def city_name(answer: str) -> str:
    """The name in an answer of `CityName`."""
    return answer[1:] if answer.startswith("=") else city(answer).name


def _told_in_a_sentence(typed: str) -> str | None:
    """The town of “we are in Porto”; a name alone is none, as others may have it as well."""
    told = understand(typed).city
    return told if told and len(typed.split()) > len(city(told).name.split()) else None
