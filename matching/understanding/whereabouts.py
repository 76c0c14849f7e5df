"""Where somebody is, and where they wish to go: countries and places among the words of a text."""

from __future__ import annotations

import math
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from babel.languages import get_official_languages

from matching.places.babel_names import territory
from matching.places.cities import around_words, places_called
from matching.places.countries import COUNTRIES, also_called, country_called
from matching.places.gazetteer import gazetteer
from matching.places.languages import language_forms
from matching.words.names import fold
from matching.words.terms import stopwords
from matching.words.word_forms import WordForms

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from matching.places.gazetteer import City
    from matching.understanding.clauses import Sentence, Word

_LONGEST_NAME = 4  # words
_SHORTEST_NAME = 4  # letters; codes and short names are words of some language
_FORMED = 2_500  # people of the places whose names are known in all their forms
_KNOWN = 100_000  # people of a place that is believed without anything else that speaks for it
_ENOUGH = 3.5
_POSTPOSITIONS = frozenset(
    ("mellett", "kozeleben", "varosban", "lahella", "lahistolla", "lahedal", "tuvuma")
)
_ARTICLES = frozenset(
    (
        "the",
        "of",
        "just",
        "area",
        "la",
        "der",
        "greater",
        "le",
        "a",
        "o",
        "dem",
        "den",
        "raum",
        "τη",
        "την",
        "το",
        "τον",
    )
)
"""Words around a place that stand before all other words, too."""
_NOUNS_IN_CAPITALS = frozenset(("de",))
_LOCATIVE = frozenset(("et", "fi", "hu", "lt", "lv"))
_BESIDE = 1  # words between a country and another
DECLINING = frozenset(
    {"cs", "el", "et", "fi", "ga", "hr", "hu", "lt", "lv", "pl", "sk", "sl", "uk", "sr"}
)
"""Languages in which a place has other endings where one is from, or in it."""
_LATVIAN_IN = "āēīū"
"""Languages in which a place's own ending says "in" or "from"."""
_LATIN_AND_WORDS = frozenset(
    fold(word)
    for word in "island turkey polen malta jordan georgia chad mali norge niger cuba oman".split()
)


class Mention(NamedTuple):
    """A country that is named, where it stands in the text's sentences, and how it is told."""

    code: str
    said: str
    sentence: int
    at: int
    wished: bool
    denied: bool
    theirs: bool


class Place(NamedTuple):
    """A place that somebody may be in, its words, and how much speaks for it."""

    city: City
    said: str
    sentence: int
    worth: float


def countries_named(sentences: list[Sentence]) -> list[Mention]:
    """Return the countries named in any form, in their order; languages and codes are none."""
    return [
        mention
        for number, sentence in enumerate(sentences)
        for mention in _countries_in(sentence, number)
    ]


def _countries_in(sentence: Sentence, number: int) -> Iterator[Mention]:
    words, at, last = sentence.words, 0, -_LONGEST_NAME
    while at < len(words):
        if words[at].speaking and language_forms(words[at].folded, sentence.spoken):
            at += 1  # "soome keelt" is Finnish
            continue
        near = _led(words, at, sentence.spoken) or at - last <= _BESIDE
        code, length = _country_at(words, at, sentence.spoken, near=near)
        if code:
            last = at + length
            said = " ".join(word.written for word in words[at : at + length])
            first = words[at]
            yield Mention(code, said, number, at, first.wished, first.denied, first.theirs)
        at += length


def _country_at(
    words: tuple[Word, ...], at: int, spoken: frozenset[str], *, near: bool
) -> tuple[str | None, int]:
    """Return the country that is named there, and in how many words; `near` is after a preposition."""
    for length in range(min(_LONGEST_NAME, len(words) - at), 0, -1):
        run = " ".join(word.folded for word in words[at : at + length])
        code = country_called(run)
        if code and (length > 1 or _is_country_here(words[at], code, spoken)):
            return code, length
    word = words[at]
    if len(word.folded) >= _SHORTEST_NAME and word.folded not in stopwords():
        for language in sorted(spoken):
            if language not in DECLINING and language_forms(word.folded, spoken):
                continue
            like = [one for one in _countries_of(language).of(word.folded) if one.sound or near]
            code = _names_of_countries(language).get(like[0].word) if like else None
            if code and not _is_other_word(words, at):
                return code, 1
    return None, 1


def _is_country_here(word: Word, code: str, spoken: frozenset[str]) -> bool:
    """Return whether the name is one in a language of the text, or stands as no other word would."""
    if not spoken:
        return word.capital or word.folded not in _LATIN_AND_WORDS
    own = {fold(territory(code, one) or "") for one in (*spoken, "en")}
    return word.folded in own or word.folded not in _LATIN_AND_WORDS


def _is_other_word(words: tuple[Word, ...], at: int) -> bool:
    """Return whether a form is that of a language: "po polsku"."""
    return at > 0 and words[at - 1].folded == "po"


@cache
def _names_of_countries(language: str) -> dict[str, str]:
    named = {fold(territory(code, language) or ""): code for code in COUNTRIES}
    also = {fold(name): code for code in COUNTRIES for name in also_called(code)}
    bare = {_bare(name): code for name, code in named.items()} if language == "ga" else {}
    return {name: code for name, code in (also | named | bare).items() if name}


def _bare(name: str) -> str:
    """Return an Irish name without its article and as it is without one: an Fhrainc, Frainc."""
    word = name.removeprefix("an ")
    return word[0] + word[2:] if word[1:2] == "h" else word


@cache
def _countries_of(language: str) -> WordForms:
    """Return the names of countries in a language in all their forms."""
    found = WordForms()
    for name in _names_of_countries(language):
        if len(name) >= _SHORTEST_NAME and " " not in name:
            found.add(name, language)
    return found


def place_told(sentences: list[Sentence], countries: Iterable[str], name: str = "") -> Place | None:
    """Return the place that most speaks for being theirs: with a preposition, a country named, early.

    What stands in the organisation's own `name` is none: Porto Looms may be in Braga.
    """
    told = frozenset(countries)
    named = f" {fold(name)} " if name else ""
    lower = not any(word.capital for one in sentences for word in one.words[1:])
    found = [
        place
        for number, sentence in enumerate(sentences)
        for place in _places_in(sentence, number, told, lower=lower)
        if not named or f" {fold(place.said)} " not in named
    ]
    best = max(found, key=lambda one: one.worth - one.sentence, default=None)
    return best if best and best.worth >= _ENOUGH else None


def _places_in(
    sentence: Sentence, number: int, told: frozenset[str], *, lower: bool
) -> Iterator[Place]:
    words, at = sentence.words, 0
    home = _countries_speaking(sentence.spoken)
    while at < len(words):
        length = 1
        for size in range(min(_LONGEST_NAME, len(words) - at), 0, -1):
            run = words[at : at + size]
            if (
                run[0].denied
                or run[0].theirs
                or not (run[0].capital or lower or _led(words, at, sentence.spoken))
            ):
                continue
            if country_called(" ".join(word.folded for word in run)):
                length = size
                break
            best = max(
                _weighed(words, at, size, sentence, home, told),
                key=lambda one: one[0],
                default=None,
            )
            if best and best[0] > 0:
                said = " ".join(word.written for word in run)
                yield Place(best[1], said, number, best[0])
                length = size
                break
        at += length


def _weighed(
    words: tuple[Word, ...],
    at: int,
    size: int,
    sentence: Sentence,
    home: frozenset[str],
    told: frozenset[str],
) -> Iterator[tuple[float, City]]:
    """Yield the places that a run of words may name, with how much speaks for each."""
    run = " ".join(word.folded for word in words[at : at + size])
    if len(run) < _SHORTEST_NAME - 1 or run in stopwords() or (size == 1 and run in around_words()):
        return
    led = _led(words, at, sentence.spoken, size)
    capital = words[at].capital and at > 0 and not sentence.spoken & _NOUNS_IN_CAPITALS
    apart = _stands_apart(sentence, words[at], words[at + size - 1])
    named = places_called(run)
    formed = not named and size == 1
    found = named or ([*_formed(run, sentence.spoken, sound=not led)] if formed else [])
    led = led or (formed and bool(sentence.spoken & _LOCATIVE))
    led = led or ("lv" in sentence.spoken and words[at].written[-1] in _LATVIAN_IN)
    abroad = (gazetteer().far_away(run) or ("", 0))[1]
    alone = len({place.id for place, _ in found}) == 1
    for place, usual in found:
        if told and place.country not in told and place.country not in home:
            continue
        worth = math.log10(max(place.population, 300)) - 3.0 - (0.5 if formed else 0.0)
        worth += 2.0 * led + 1.0 * capital + 2.0 * (place.country in told)
        worth += 1.5 * (place.country in home) + 0.5 * usual + 0.7 * (size - 1)
        worth += 0.7 * (alone and led) - 2.0 * (abroad > place.population and not told)
        worth -= 5.0 * words[at].wished + 0.8 * bool(place.part_of)
        if not led and not capital and place.population < _KNOWN:
            worth -= 2.0
        at_home = capital and place.country in home  # "Oleme Tartu ettevõte"
        if not (led or apart or formed or at_home or place.country in told):
            worth -= 3.0  # "Nancy Tools", "the Split air conditioner"
        yield worth, place


def _stands_apart(sentence: Sentence, first: Word, last: Word) -> bool:
    """Return whether nothing else stands with a name between commas, or in its line."""
    before, after = sentence.text[: first.start].rstrip(), sentence.text[last.end :].lstrip()
    return (not before or before[-1] in ",(:/–-") and (not after or after[0] in ",.;)/–-")


def _led(words: tuple[Word, ...], at: int, spoken: frozenset[str], size: int = 1) -> bool:
    """Return whether a word that stands before a place, or after one, does so here.

    Articles do not by themselves: "the name", "la calidad"; "of" does after "town".
    """
    before = words[at - 1].folded if at > 0 else ""
    leading = around_words(spoken)
    if before in leading and before not in _ARTICLES:
        return True
    if before in _ARTICLES and at > 1 and words[at - 2].folded in leading - _ARTICLES:
        return True
    return at + size < len(words) and words[at + size].folded in _POSTPOSITIONS


@cache
def _countries_speaking(spoken: frozenset[str]) -> frozenset[str]:
    if len(spoken) > 3 or spoken <= {"en"}:  # noqa: PLR2004 - nothing is told by so many, nor by English
        return frozenset()
    return frozenset(code for code in COUNTRIES if spoken & {*get_official_languages(code)})


def _formed(word: str, spoken: frozenset[str], *, sound: bool) -> Iterator[tuple[City, bool]]:
    """Yield the places that a word names in another case of a language: Rzeszowa, v Žiline."""
    if len(spoken) > 3:  # noqa: PLR2004 - nothing is told by so many
        return
    for language in sorted(spoken - {"en"}):
        near = [one for one in _forms_of_places(language).of(word) if one.sound or not sound]
        for one in near[:2]:
            at_home = _countries_speaking(frozenset({language}))
            yield from (found for found in places_called(one.word) if found[0].country in at_home)


@cache
def _forms_of_places(language: str) -> WordForms:
    """Return the names of the places where a language is spoken, in all their forms."""
    found = WordForms()
    names = gazetteer().names
    for country in sorted(_countries_speaking(frozenset({language}))):
        for at in gazetteer().spelt(country, _FORMED).tolist():
            name = names[at]
            if len(name) >= _SHORTEST_NAME and " " not in name and name not in stopwords():
                found.add(name, language)
    return found
