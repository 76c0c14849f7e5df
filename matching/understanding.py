"""What a paragraph says about its writer: topics, ecosystems, place, languages, to be confirmed.

Nothing here is taken without asking: names of places and languages are read only where they stand
written out, as one wrong guess costs a person more than one more question.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from matching.names import fold
from matching.places.cities import city, city_names
from matching.places.countries import country_names
from matching.places.languages import language_names
from matching.terms import stopwords
from matching.topics import find_topics, topics

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matching.names import NameIndex

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_LONGEST_NAME = 4  # words
_SHORTEST_NAME = 4  # letters; codes and short names are words of some language
_SHARE = 0.4  # of the best ecosystem's weight, from which another one is proposed as well
_ECOSYSTEMS = 3
_TOPICS = 12
_LONGEST_TEXT = 5_000
_KNOWN_CITY = 100_000  # people; a smaller one is taken only beside its country


@dataclass(frozen=True, slots=True)
class Understood:
    """What a text seems to say about its writer; ids as everywhere, most telling first."""

    topics: tuple[str, ...] = ()
    ecosystems: tuple[str, ...] = ()
    country: str | None = None
    city: str | None = None
    languages: tuple[str, ...] = ()


def understand(text: str) -> Understood:
    """Return what `text`, in any language of the EU, says about its writer; empty if nothing."""
    text = text[:_LONGEST_TEXT]
    found = find_topics(text)[:_TOPICS]
    names = list(_names(text))
    countries = _spelled(names, country_names())
    place = _city(names, countries)
    country = countries[0] if countries else city(place).country if place else None
    # "Romania" is also how Finns call the language
    spoken = _spelled([one for one in names if not country_names().exact(one)], language_names())
    return Understood(found, ecosystems_of(found), country, place, spoken)


def ecosystems_of(found: tuple[str, ...]) -> tuple[str, ...]:
    """Return the ecosystems that topics speak for, three at most; a topic of many says little."""
    weights: dict[str, float] = defaultdict(float)
    for topic in found:
        ecosystems = topics()[topic].ecosystems
        for place, ecosystem in enumerate(ecosystems):
            weights[ecosystem] += 1 / (len(ecosystems) + place)  # a topic names its own one first
    best = max(weights.values(), default=0.0)
    telling = [(one, weight) for one, weight in weights.items() if weight >= _SHARE * best]
    telling.sort(key=lambda one: (-one[1], one[0]))
    return tuple(one for one, _ in telling)[:_ECOSYSTEMS]


def _names(text: str) -> Iterator[str]:
    """Yield the folded runs of words that begin with a capital, the longest at each place first."""
    words = [(one.group(), one.start(), one.end()) for one in _WORD.finditer(text)]
    for at, (word, start, _) in enumerate(words):
        if word[0].islower() and word[0].upper() != word[0]:
            continue
        for length in range(min(_LONGEST_NAME, len(words) - at), 0, -1):
            run = fold(text[start : words[at + length - 1][2]])
            if len(run) >= _SHORTEST_NAME and run not in stopwords():
                yield run


def _spelled(names: list[str], index: NameIndex) -> tuple[str, ...]:
    """Return the ids that are spelled out, in the order they come up; ambiguous ones are left."""
    exact = (index.exact(name) for name in names)
    return tuple(dict.fromkeys(ids[0] for ids in exact if len(ids) == 1))


def _city(names: list[str], countries: tuple[str, ...]) -> str | None:
    """Return the first city named: in one of the countries if any is, else a well-known one."""
    for name in names:
        ids = city_names().exact(name)
        here = [one for one in ids if city(one).country in countries]
        known = [one for one in ids if city(one).population >= _KNOWN_CITY]
        fitting = here if countries else known
        if fitting:
            return max(fitting, key=lambda one: city(one).population)
    return None
