"""Where somebody is: the place among the words of a text that most speaks for being theirs."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from matching.places.cities import around_words, places_called
from matching.places.countries import country_called
from matching.places.gazetteer import gazetteer
from matching.times.words import month_of
from matching.understanding.addresses import after_postcode, names_a_street
from matching.understanding.leading import led, says_from
from matching.understanding.place_forms import (
    DECLINED,
    countries_speaking,
    formed_places,
    says_of_which_town,
    unmutated_places,
)
from matching.words.language_guess import is_small_in
from matching.words.names import fold
from matching.words.terms import stopwords

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from matching.places.gazetteer import City
    from matching.understanding.clauses import Sentence, Word

_LONGEST_NAME = 4  # words
_SHORTEST_NAME = 3  # letters
_A_TOWN = 30_000  # people of a place that a text may begin with where its language is spoken
_KNOWN = 100_000  # people of a place that is believed without anything else that speaks for it
_OF_A_NAME = 5_000  # people of a town that a firm is rather called after
_SOME = 4  # words of a sentence in which none has a capital
_ENOUGH = 3.5
_BESIDE_ITS_NAME = 1.5
"""How much speaks for a place right after what they are called: "Copperleaf Ltd (Kilmarnock)"."""
_ONCE = 4.0
"""How much speaks for another place, where it is told of one only that they began there."""
_FIRST_OF = {"ro": "RO", "hr": "HR"}
"""Where most of those live who speak a language of several countries, of which some are not of the EU."""
_SPEAKING_ENGLISH = frozenset(("GB", "IE", "MT"))
_NOUNS_IN_CAPITALS = frozenset(("de",))
_LOCATIVE = frozenset(("et", "fi", "hu", "lt", "lv"))
_LATVIAN_IN = "āēīū"
_BOUND_IN = ("f'", "f’")  # Maltese, bound to the name: "f'Birkirkara"
"""Languages in which a place's own ending says "in" or "from"."""


class Place(NamedTuple):
    """A place that somebody may be in, its words, and how much speaks for it."""

    city: City
    said: str
    sentence: int
    at: int
    worth: float
    once: bool = False
    """Whether it is only told that they began there."""


def place_told(
    sentences: Sequence[Sentence], countries: Iterable[str], name: str = ""
) -> Place | None:
    """Return the place that most speaks for being theirs: with a preposition, a country named, early.

    What stands in the organisation's own `name` is none: Porto Looms may be in Braga.
    """
    told, words = frozenset(countries), fold(name).split()
    own = _of_the_name(sentences, words)
    named = "" if own else f" {' '.join(words)} "  # written in another way
    lower = not any(word.capital for one in sentences for word in one.words[1:])
    found = [
        place
        for number, sentence in enumerate(sentences)
        for place in _places_in(sentence, number, told, lower=lower or _in_small(sentence))
        if (place.sentence, place.at) not in own and f" {fold(place.said)} " not in named
    ]
    found = [
        one._replace(worth=one.worth + _BESIDE_ITS_NAME * ((one.sentence, one.at - 1) in own))
        for one in found
    ]
    best = _best(found) or (next(_named_for(sentences, own), None) if len(words) > 1 else None)
    return _before_brackets(best, found, sentences[best.sentence]) if best else None


def _best(found: list[Place]) -> Place | None:
    """Return the place that most speaks for being theirs, if enough does."""
    best = max(found, key=lambda one: one.worth - one.sentence - _ONCE * one.once, default=None)
    return best if best and best.worth >= _ENOUGH else None


def _named_for(sentences: Sequence[Sentence], own: frozenset[tuple[int, int]]) -> Iterator[Place]:
    """Yield the towns in their own name where the language is spoken: Skellefteå Träteknik AB tells no other."""
    for number, at in sorted(own):
        sentence = sentences[number]
        word = sentence.words[at]
        home = countries_speaking(sentence.spoken)
        named = places_called(word.folded) or formed_places(
            word.folded, sentence.spoken, sound=True
        )
        for place, _ in named if word.capital else ():
            if place.country in home and place.population >= _OF_A_NAME:
                yield Place(place, word.written, number, at, _ENOUGH)


def _before_brackets(best: Place, found: list[Place], sentence: Sentence) -> Place:
    """Return the place before one in brackets, which says where that is: "Murano (Venezia)"."""
    before = [one for one in found if one.sentence == best.sentence and one.at < best.at]
    start = sentence.words[best.at].start
    if not before or sentence.text[:start].rstrip()[-1:] != "(":
        return best
    last = max(before, key=lambda one: one.at)
    beside = sentence.text[sentence.words[last.at].start : start].rstrip(" (")
    return last if beside == last.said and last.city.country == best.city.country else best


def _in_small(sentence: Sentence) -> bool:
    """Return whether a sentence of some words is written without any capital."""
    return len(sentence.words) >= _SOME and not any(word.capital for word in sentence.words)


def _of_the_name(sentences: Sequence[Sentence], name: list[str]) -> frozenset[tuple[int, int]]:
    """Return the words that the name consists of, wherever it stands: their sentences and places."""
    return frozenset(
        (number, at + ahead)
        for number, sentence in enumerate(sentences)
        for at in range(len(sentence.words) - len(name) + 1)
        if [word.folded for word in sentence.words[at : at + len(name)]] == name
        for ahead in range(len(name))
    )


def _places_in(
    sentence: Sentence, number: int, told: frozenset[str], *, lower: bool
) -> Iterator[Place]:
    words, at = sentence.words, 0
    home = countries_speaking(sentence.spoken)
    while at < len(words):
        length = 1
        for size in range(min(_LONGEST_NAME, len(words) - at), 0, -1):
            run = words[at : at + size]
            if (
                run[0].denied
                or (run[0].theirs and not says_from(words, at))
                or not (
                    run[0].capital
                    or lower
                    or led(words, at, sentence.spoken)
                    or says_of_which_town(words, at, sentence.spoken)
                )
            ):
                continue
            if _is_label(sentence, run) or _is_a_month(run, sentence.spoken):
                continue
            if country_called(" ".join(word.folded for word in run)):
                length = size
                break
            best = max(
                _weighed(words, at, size, sentence, home, told, lower=lower),
                key=lambda one: one[0],
                default=None,
            )
            if best and best[0] > 0:
                said = " ".join(word.written for word in run)
                yield Place(best[1], said, number, at, best[0], run[0].once)
                length = size
                break
        at += length


def _is_label(sentence: Sentence, run: tuple[Word, ...]) -> bool:
    """Return whether words begin a line and a colon follows them: "Name: …" is not Namur."""
    return run[0].start == 0 and sentence.text[run[-1].end :].lstrip()[:1] == ":"


def _is_a_month(run: tuple[Word, ...], spoken: frozenset[str]) -> bool:
    """Return whether a word is a month in the language of the text: "v září" is not Żary."""
    return len(run) == 1 and bool(spoken) and bool(month_of(run[0].folded, spoken))


class _Seen(NamedTuple):
    """How a run of words stands in its sentence: what speaks for its being the name of a place."""

    led: bool
    capital: bool
    apart: bool
    formed: bool
    ends: bool
    begins: bool
    lower: bool
    wished: bool
    coded: bool
    alone: bool
    street: bool


def _weighed(
    words: tuple[Word, ...],
    at: int,
    size: int,
    sentence: Sentence,
    home: frozenset[str],
    told: frozenset[str],
    *,
    lower: bool,
) -> Iterator[tuple[float, City]]:
    """Yield the places that a run of words may name, with how much speaks for each."""
    run = " ".join(word.folded for word in words[at : at + size])
    if len(run) < _SHORTEST_NAME or run in stopwords() or (size == 1 and run in around_words()):
        return
    if not words[at].capital and is_small_in(run, sentence.spoken):
        return  # "την" is no Tinos
    leading = led(words, at, sentence.spoken, size) or (
        size == 1 and says_of_which_town(words, at, sentence.spoken)
    )
    named = places_called(run) or unmutated_places(run, sentence.spoken)
    formed = not named and run.count(" ") < DECLINED
    abroad_alone = not any(place.country in home for place, _ in named)
    cases = (
        [*formed_places(run, sentence.spoken, sound=not leading)]
        if abroad_alone and run.count(" ") < DECLINED
        else []
    )
    found = [*named, *(one for one in cases if not named or one[0].country in home)]
    seen = _seen(sentence, at, size, leading=leading, formed=formed, lower=lower)
    abroad = (gazetteer().far_away(run) or ("", 0))[1]
    alone = len({place.id for place, _ in found}) == 1
    for place, usual in found:
        if told and place.country not in told and place.country not in home:
            continue
        at_home = place.country in home
        here = _in_its_case(seen) if at_home and not usual and sentence.spoken & _LOCATIVE else seen
        worth = _worth(place, here, at_home=at_home, told=place.country in told)
        worth += 0.5 * usual + 0.7 * (size - 1) + 0.7 * (alone and here.led)
        worth += 0.7 * (
            len(home) > 1 and place.country == _FIRST_OF.get(next(iter(sentence.spoken)))
        )
        near = at_home or (sentence.spoken == {"en"} and place.country in _SPEAKING_ENGLISH)
        worth -= (1.0 if near else 2.0) * (abroad > place.population and not told)
        worth -= 1.5 * bool(abroad and _stands_out(place, here))
        yield worth, place


def _in_its_case(seen: _Seen) -> _Seen:
    """Return how a name stands that is rarely written so: "Paldiskis" is Lithuanian for Paldiski, and Estonian for in it."""
    return seen._replace(led=True, formed=True)


def _seen(
    sentence: Sentence, at: int, size: int, *, leading: bool, formed: bool, lower: bool
) -> _Seen:
    words, spoken = sentence.words, sentence.spoken
    leading = leading or (formed and bool(spoken & _LOCATIVE))
    leading = leading or sentence.text[: words[at].start].endswith(_BOUND_IN)
    leading = leading or ("lv" in spoken and words[at].written[-1] in _LATVIAN_IN)
    return _Seen(
        led=leading,
        capital=words[at].capital and at > 0 and not spoken & _NOUNS_IN_CAPITALS,
        apart=_stands_apart(sentence, words[at], words[at + size - 1]),
        formed=formed,
        ends=lower and sentence.text[words[at + size - 1].end :].lstrip()[:1] in ",.;:",
        begins=at == 0 and words[at].capital,
        lower=lower,
        wished=words[at].wished,
        coded=after_postcode(sentence, words[at].start),
        alone=len(countries_speaking(spoken)) == 1,
        street=names_a_street(sentence, at, size),
    )


def _worth(place: City, seen: _Seen, *, at_home: bool, told: bool) -> float:
    """Return how much speaks for a place: its size, its country, how its name stands there."""
    large = place.population >= _KNOWN
    worth = math.log10(max(place.population, 300)) - 3.0 - 0.5 * seen.formed
    worth += 2.0 * seen.led + 1.0 * seen.capital + 2.0 * told + 1.5 * at_home
    worth += 1.5 * _stands_out(place, seen) + 1.0 * (seen.apart and at_home)
    worth += 3.0 * seen.coded - 5.0 * seen.street
    worth -= 5.0 * seen.wished + 0.8 * bool(place.part_of)
    if not (seen.led or seen.capital or seen.apart or seen.coded or large):
        worth -= 2.0
    believed = seen.coded or (
        at_home
        and (
            seen.capital
            or seen.ends
            or (seen.begins and (large or (seen.alone and place.population >= _A_TOWN)))
            or (seen.lower and seen.alone and large)
        )
    )
    if not (seen.led or seen.apart or seen.formed or believed or told):
        worth -= 3.0  # "Nancy Tools", "the Split air conditioner"; but "Oleme Tartu ettevõte"
    return worth


def _stands_out(place: City, seen: _Seen) -> bool:
    """Return whether a town of some size stands by itself in a text without capitals."""
    return seen.lower and seen.apart and place.population >= _KNOWN


def _stands_apart(sentence: Sentence, first: Word, last: Word) -> bool:
    """Return whether nothing else stands with a name between commas, or in its line."""
    before, after = sentence.text[: first.start].rstrip(), sentence.text[last.end :].lstrip()
    return (not before or before[-1] in ",(:/–-") and (not after or after[0] in ",.;:()/–-")
