"""Places that a text names in another case of its language: Rzeszowa, v Žiline, u Zadru."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from babel.languages import get_official_languages
from rapidfuzz.distance import Prefix

from matching.places.cities import places_called
from matching.places.countries import COUNTRIES
from matching.places.gazetteer import gazetteer
from matching.understanding.organising import kinds_called
from matching.understanding.trades import trade_called
from matching.words.terms import stopwords
from matching.words.word_forms import WordForms, unmutated

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from matching.places.gazetteer import City
    from matching.understanding.clauses import Word

_SHORTEST_NAME = 4  # letters
_FORMED = 2_500  # people of the places whose names are known in all their forms
_FORMED_OF_FEW, _FEW_TOWNS = 500, 1_000
"""The same in countries with fewer such names."""
_OF_ITS_PEOPLE = {
    "fi": ("lainen", "laisen", "laista", "laiset", "läinen", "läisen"),
    "hu": ("i",),
    "de": ("er",),
}
"""How a language calls what is of a place: Kuopiolainen, pécsi, Grazer."""
_FIRMS = tuple(
    "gyar uzem ceg muhely szovetkezet klaszter vallalat intezet vallalkozas bolt kft zrt".split()
)
_AHEAD = 2  # words after that of a town, in which the firm comes
DECLINED = 2
"""Words of a name that may be in another case."""
_BEGUN = 3  # letters that no case changes
_LONGEST_CASE = 4  # letters of an ending: Novem mestu, Banskej
_FLEETING = frozenset(("cs", "hr", "pl", "sk", "sl", "sr"))
_STEMS_OF = {
    "fi": {
        "niemi": "nieme",
        "lahti": "lahde",
        "joki": "joe",
        "saari": "saare",
        "koski": "koske",
        "jarvi": "jarve",
        "salmi": "salme",
        "maki": "mae",
        "lampi": "lamme",
        "ranta": "ranna",
        "vesi": "vede",
        "kangas": "kankaa",
        "lehto": "lehdo",
        "pelto": "pello",
        "silta": "silla",
        "kyla": "kyla",
    },
}
"""What Finnish names of places end with, and how that goes on before an ending: Rovaniemellä."""
_SOFTENING = frozenset({"hr", "sr"})
"""Languages in which a k becomes c before the ending: u Rijeci."""
_BOTH_PARTS = {"pl": {"bialy": ("bialego", "bialym"), "krasny": ("krasnego", "krasnym")}}
"""First parts of names that a case changes, too: Białystok, w Białymstoku."""
_SHORTENED = re.compile(r"^(\w+[^aeiouy])[ae]([^aeiouy])$")
"""What is left of a name in languages that drop the vowel of its end before an ending."""


@cache
def countries_speaking(spoken: frozenset[str]) -> frozenset[str]:
    """Return where one of the languages is official; nothing where they tell nothing."""
    if len(spoken) > 3 or spoken <= {"en"}:  # noqa: PLR2004 - nothing is told by so many, nor by English
        return frozenset()
    return frozenset(code for code in COUNTRIES if spoken & {*get_official_languages(code)})


def formed_places(word: str, spoken: frozenset[str], *, sound: bool) -> Iterator[tuple[City, bool]]:
    """Yield the places that a word names in another case of a language: Rzeszowa, v Žiline."""
    if len(spoken) > 3:  # noqa: PLR2004 - nothing is told by so many
        return
    if " " in word:
        yield from _formed_of_two(word, spoken)
        return
    for language in sorted(spoken - {"en"}):
        forms, whole = _forms_of_places(language)
        near = [one for one in forms.of(word) if one.sound or not sound]
        of_its_people = _OF_ITS_PEOPLE.get(language, ("-",))
        yield from (
            found
            for ending in of_its_people
            if word.endswith(ending)
            for found in places_called(word.removesuffix(ending))
        )
        for one in near[:2]:
            at_home = countries_speaking(frozenset({language}))
            named = places_called(whole.get(one.word, one.word))
            yield from (found for found in named if found[0].country in at_home)


def says_of_which_town(words: Sequence[Word], at: int, spoken: frozenset[str]) -> bool:
    """Return whether a word before a firm says of which town it is: "pécsi cég", "Rosenheimer Firma"."""
    ahead = words[at + 1 : at + 1 + _AHEAD]
    if "fi" in spoken and words[at].folded.endswith(_OF_ITS_PEOPLE["fi"]):
        return True
    return any(
        words[at].folded.endswith(_OF_ITS_PEOPLE[one]) for one in spoken & {"de", "hu"}
    ) and (
        any(
            kinds_called(one.folded)
            or bool(trade_called(one.folded, spoken))
            or one.folded.endswith(_FIRMS)
            for one in ahead
        )
    )


def unmutated_places(words: str, spoken: frozenset[str]) -> list[tuple[City, bool]]:
    """Return the places of several words whose first letter Irish has changed: "i mBaile Átha Cliath"."""
    if "ga" not in spoken or " " not in words:
        return []
    return [place for one in unmutated(words) for place in places_called(one)]


def _formed_of_two(words: str, spoken: frozenset[str]) -> Iterator[tuple[City, bool]]:
    """Yield the places of two words that a case changes both of: v Banskej Bystrici."""
    first, second = words.split()
    for language in sorted(spoken & _FLEETING):
        for name in _pairs_of_places(language).get((first[:_BEGUN], second[:_BEGUN]), ()):
            if all(map(_ends_differ, name.split(), (first, second))):
                at_home = countries_speaking(frozenset({language}))
                yield from (found for found in places_called(name) if found[0].country in at_home)


def _ends_differ(name: str, word: str) -> bool:
    """Return whether a word is a name but for some letters of its end."""
    shared = Prefix.similarity(name, word)
    return shared >= len(name) - 2 and len(word) - shared <= _LONGEST_CASE


@cache
def _pairs_of_places(language: str) -> dict[tuple[str, str], tuple[str, ...]]:
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    names = gazetteer().names
    for country in sorted(countries_speaking(frozenset({language}))):
        for at in gazetteer().spelt(country, _FORMED).tolist():
            words = names[at].split()
            if len(words) == DECLINED and all(len(word) >= _SHORTEST_NAME for word in words):
                key = (words[0][:_BEGUN], words[1][:_BEGUN])
                found[key] = (*found.get(key, ()), names[at])
    return found


@cache
def _forms_of_places(language: str) -> tuple[WordForms, dict[str, str]]:
    """Return the names of the places where a language is spoken, in all their forms.

    Beside them those that lose a vowel before an ending, with their whole names: u Zadru, Zadar.
    """
    found, whole = WordForms(), dict[str, str]()
    names = gazetteer().names
    for country in sorted(countries_speaking(frozenset({language}))):
        for at in gazetteer().spelt(country, _least(country)).tolist():
            name = names[at]
            if len(name) >= _SHORTEST_NAME and " " not in name and name not in stopwords():
                found.add(name, language)
                for stem in _inside(name, language):
                    found.add(stem, language)
                    whole[stem] = name
                for short in _SHORTENED.findall(name) if language in _FLEETING else ():
                    found.add("".join(short), language)
                    whole["".join(short)] = name
    return found, whole


def _least(country: str) -> int:
    """Return how many people the places have whose forms are known: few in small countries, so that theirs are many."""
    few = len(gazetteer().spelt(country, _FORMED)) < _FEW_TOWNS
    return _FORMED_OF_FEW if few else _FORMED


def _inside(name: str, language: str) -> Iterator[str]:
    """Yield a name as it is within before an ending: rovanieme, bialymstok."""
    for end, stem in _STEMS_OF.get(language, {}).items():
        if name.endswith(end) and name != end:
            yield name.removesuffix(end) + stem
    if language in _SOFTENING and name.endswith("ka"):
        yield name.removesuffix("ka") + "c"
    for first, others in _BOTH_PARTS.get(language, {}).items():
        if name.startswith(first):
            yield from (one + name.removeprefix(first) for one in others)
