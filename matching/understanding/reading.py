"""What a paragraph says about its writer: topics, ecosystems, place, languages, to be confirmed.

Nothing here is taken without asking. Names of places are read only where they stand written out, or
in another case of a language that declines them, as one wrong guess costs a person more than one
more question; so are those of languages, but where somebody tells what they speak.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from rapidfuzz.distance import Prefix

from matching.places.cities import city, city_names, spellings_of_large
from matching.places.countries import COUNTRIES, country_name, country_names
from matching.places.languages import LANGUAGES, language_names, spellings_of
from matching.topics.vocabulary import find_topics, topics
from matching.words.language_guess import languages_of
from matching.words.names import fold
from matching.words.terms import stopwords
from matching.words.word_forms import WordForms

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matching.words.names import NameIndex

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
# The end of a sentence, not of "St." or of a letter.
_SENTENCES = re.compile(r"(?<=\w{3})[.!?;]+\s+|\n")
_FILE = Path(__file__).parent / "data" / "speaking.txt"
_SHORTEST_STEM, _LONGEST_ENDING = 4, 5  # letters of a form of a language's name
_LONGEST_NAME = 4  # words
_SHORTEST_NAME = 4  # letters; codes and short names are words of some language
_SHARE = 0.4  # of the best ecosystem's weight, from which another one is proposed as well
_ECOSYSTEMS = 3
_TOPICS = 12
_LONGEST_TEXT = 5_000
_KNOWN_CITY = 100_000  # people; a smaller one is taken only beside its country
_DECLINING = frozenset({"cs", "el", "et", "fi", "hr", "hu", "lt", "lv", "pl", "sk", "sl"})
"""Languages in which a place has other endings where one is from, or in it."""


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
    sentences = _SENTENCES.split(text)
    declining = sorted(languages_of(text) & _DECLINING)
    country, place = _place([[*_names(one), *_nominatives(one, declining)] for one in sentences])
    return Understood(found, ecosystems_of(found), country, place, _languages(sentences))


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


def _place(sentences: list[list[str]]) -> tuple[str | None, str | None]:
    """Return the country and the city of the first sentence with either, by the names of each.

    Who they are comes first, where they want to go later. A city of a country named alone may be
    told elsewhere.
    """
    for names in sentences:
        countries = _spelled(names, country_names())
        place = _city(names, countries)
        if place:
            return city(place).country, place
        if countries:
            return countries[0], _city([*chain.from_iterable(sentences)], countries[:1])
    return None, None


def _languages(sentences: list[str]) -> tuple[str, ...]:
    """Return the languages named: with a capital anywhere, in any form where speaking is told of."""
    found: dict[str, None] = {}
    for sentence in sentences:
        # "Romania" is also how Finns call the language
        names = [one for one in _names(sentence) if not country_names().exact(one)]
        found |= dict.fromkeys(_spelled(names, language_names()))
        words = fold(sentence).split()
        if any(word.startswith(_speaking()) for word in words):
            found |= dict.fromkeys(chain.from_iterable(map(_language, words)))
    return tuple(found)


@lru_cache(maxsize=8_192)
def _language(word: str) -> tuple[str, ...]:
    """Return the language that a word names in any of its forms (angličtina, anglicky), if one."""
    if len(word) < _SHORTEST_NAME or word in stopwords() or country_names().exact(word):
        return ()
    exact = language_names().exact(word)
    if exact:
        return exact if len(exact) == 1 else ()
    least = max(_SHORTEST_STEM, len(word) - _LONGEST_ENDING)
    begun = _language_spellings().get(word[:_SHORTEST_STEM], ())
    near = {one for name, one in begun if Prefix.similarity(name, word) >= least}
    return (*near,) if len(near) == 1 else ()


@cache
def _language_spellings() -> dict[str, list[tuple[str, str]]]:
    """Return every name of a language with its code, by the first letters."""
    found: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for code in LANGUAGES:
        for name in map(fold, spellings_of(code)):
            found[name[:_SHORTEST_STEM]].append((name, code))
    return dict(found)


@cache
def _speaking() -> tuple[str, ...]:
    lines = _FILE.read_text(encoding="utf-8").splitlines()
    told = (line.partition(":")[2].split() for line in lines if not line.startswith("#"))
    return tuple(dict.fromkeys(chain.from_iterable(told)))


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


def _nominatives(sentence: str, languages: list[str]) -> Iterator[str]:
    """Yield the countries and large cities that words name in other cases: Warszawie, Tampereella.

    Without the first word, which has a capital whatever it is.
    """
    for one in [*_WORD.finditer(sentence)][1:]:
        word = fold(one.group())
        if one.group()[0].isupper() and word not in stopwords():
            for language in languages:
                yield from [near.word for near in _places_in(language).of(word) if near.sound][:1]


@cache
def _places_in(language: str) -> WordForms:
    """Return the names of countries in a language, and those of large cities, in all their forms."""
    found = WordForms()
    countries = (country_name(code, language) for code in COUNTRIES)
    for name in map(fold, chain(countries, spellings_of_large(_KNOWN_CITY))):
        if len(name) >= _SHORTEST_NAME and " " not in name:
            found.add(name, language)
    return found


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
