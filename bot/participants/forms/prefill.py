"""One paragraph about oneself, and what is proposed from it: nothing is taken without a tap."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from bot.conversation.forms import Question
from bot.conversation.kinds import options
from bot.conversation.kinds.base import Asked, Option
from bot.conversation.kinds.choices import SomeOf
from bot.conversation.kinds.places import city_name
from bot.conversation.kinds.texts import FreeText, whole_number
from exchange.words import N_
from matching.topics.vocabulary import related, topic_label
from matching.understanding.reading import understand

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from bot.conversation.talk import Talk
    from matching.understanding.reading import Understood

ABOUT = "about"
OFFERED_TOPICS = 14


@lru_cache(maxsize=4)  # a turn asks for it again and again; words are not kept for long
def read(text: str, today: date | None = None) -> Understood:
    """What a paragraph says."""
    return understand(text, today)


def understood(answers: Mapping[str, Any]) -> Understood:
    """What the paragraph says, nothing if it was skipped."""
    return read(str(answers.get(ABOUT) or ""))


class About(FreeText):
    """A paragraph, shown as what was read in it."""

    def shown(self, asked: Asked, value: Any) -> str:
        """What was understood; the words themselves when that is nothing."""
        found, say = understand(str(value)), asked.say
        place = [city_name(found.city)] if found.city else []
        words = [
            *(topic_label(one, say.language) for one in found.topics[:5]),
            *place,
            *([str(say.country(found.country))] if found.country else []),
            *(str(say.tongue(one)) for one in found.languages),
        ]
        return ", ".join(words) or str(value)


def about(talk: Talk) -> Question:
    """The question for the paragraph."""
    return Question(
        ABOUT,
        N_("In one paragraph"),
        N_(
            "Tell me about your organisation in a few sentences, in your language: what you do, where, what you look for. I read your answers out of it, and you only confirm them. Or skip this, and I ask one by one."
        ),
        About(20, talk.work.scheme.limits.text),
        optional=True,
        resets=("topics", "read"),
    )


def topics() -> Question:
    """The topics that were read, to be confirmed; asked only when there are any."""
    return Question(
        "topics",
        N_("Topics"),
        N_("Which topics describe your work? Hosts are found by them in every language."),
        SomeOf(_topics, most=10),
        optional=True,
        applies=lambda answers: bool(understood(answers).topics),
        propose=lambda asked: list(understood(asked.answers).topics[:10]),
    )


def _topics(asked: Asked) -> Sequence[Option]:
    """The topics read, then those near them."""
    found = understood(asked.answers).topics
    near = [other for one in found for other in related(one)]
    ids = list(dict.fromkeys((*found, *near)))[: max(OFFERED_TOPICS, len(found))]
    return [Option(one, topic_label(one, asked.say.language)) for one in ids]


def organisation(asked: Asked) -> str:
    """The name that was read; nothing if none was."""
    return understood(asked.answers).organisation or ""


def size(asked: Asked) -> str | None:
    """The class of size that was read."""
    return understood(asked.answers).size


def size_of(typed: str) -> str | None:
    """The class of size of a typed number of people: "60", "we are 60"."""
    number = whole_number(typed)
    return None if number is None else read(f"We are {number} people.").size


def country(asked: Asked) -> str | None:
    """The country that was read, if it takes part."""
    found = understood(asked.answers).country
    return found if found in options.any_country(asked.talk.work.scheme) else None


def city(asked: Asked) -> str | None:
    """The city that was read, if it lies in the country that was given."""
    found = understood(asked.answers)
    return found.city if found.country == asked.answers.get("country") else None


def ecosystems(asked: Asked) -> list[str]:
    """The ecosystems that the topics speak for."""
    return list(understood(asked.answers).ecosystems)


def languages(asked: Asked) -> list[str]:
    """The languages that were read, of those that can be chosen."""
    known = {one.id for one in options.languages(asked)}
    return [one for one in understood(asked.answers).languages if one in known]
