"""What an organisation is called where a list tells it without a verb: "Tecidos do Vale, Guimarães, 18 people"."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from matching.places.cities import around_words, places_called
from matching.places.countries import country_called
from matching.places.lands import part_at
from matching.places.languages import language_names
from matching.understanding.addresses import is_an_address, without_postcode
from matching.understanding.clauses import tells_of_speaking, tells_of_wishing
from matching.understanding.organising import counts_people, kinds_called
from matching.understanding.place_forms import DECLINED, formed_places, unmutated_places
from matching.understanding.trades import trade_called
from matching.words.names import fold
from matching.words.terms import stopwords

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from matching.understanding.clauses import Sentence

_SURE, _LIKELY = 0.8, 0.7
_PARTS = re.compile(r"\s*(?:[,;:|()•·/]|\s[-–—]\s)\s*")
_WORD = re.compile(r"[^\W\d_][\w&+.'’-]*|\d[\w-]*|&")
_POSITION_AT = re.compile(
    r"(?:\S+\s+){1,3}?(?:bei|beim|bei der|bei dem|at|at the|with|chez|presso|bij|bij de|hos|u|kod)\s+(?:der\s+|dem\s+|den\s+|the\s+)?(?=[^\W\d_])"
)
"""Words before the name of an employer; of a town no part goes on after it."""
_FIRST_PARTS = 5  # of the list, in which a name stands
_AHEAD = 3  # parts within which people are counted
_FEWEST, _MOST = 2, 6  # words
_LONGEST_PLACE = 12  # words of a town and its country, as “in the city of Frankfurt am Main in the Federal Republic of Germany”
_PLAIN = 1  # words in small letters that are no joints: Sklárna Modrý potok
_JOINT = 3  # letters
_A_LINE = 4  # words of a list's fact in a line of its own
_WELL_KNOWN = 20_000  # people of a place that is rather meant than something named like it
_NOUNS_IN_CAPITALS = "de"
_WE_ARE = frozenset(
    map(
        fold,
        "we i our this siamo somos smo mi jsme sme suntem esame esam mēs mes olemme oleme meie jesteśmy wir ich nous je "
        "vi jag jeg wij ik ние είμαστε aħna is tá".split(),
    )
)
_OF_TRADES = tuple(
    "erei bau betrieb buro werk technik handel stellung beitung bedarf geraten anlagen".split()
)
"""How German words end that tell a trade: Schreinerei, Möbelbau."""
_OF_NAMES = frozenset("do da dos das de del della dei du des la le el na".split())
"""Joints within names that stand before places, too: Tecidos do Vale."""


class _Part(NamedTuple):
    """A stretch between commas, the languages of its text, and its sentence; a line of its own has none."""

    text: str
    spoken: frozenset[str]
    sentence: int | None = None


def name_listed(sentences: Sequence[Sentence]) -> tuple[str, float] | None:
    """Return what an organisation is called in a list of facts about it, and how sure that is.

    Beside it stands the place or how many they are, and one of a list's parts counts the people or
    the name has its trade in it: so a person's name is none.
    """
    parts = [*_parts(sentences)][: _FIRST_PARTS + _AHEAD]
    for at, part in enumerate(parts[:_FIRST_PARTS]):
        ahead = [
            one
            for one in parts[at + 1 : at + 1 + _AHEAD]
            if one.sentence is None or one.sentence == part.sentence
        ]
        whole = _employer(part)
        name, placed = (
            (whole.text, True) if ahead and _is_place(ahead[0]) else _without_place(whole)
        )
        counted = any(counts_people(one.text) for one in ahead)
        at_address = at + 1 < len(parts) and is_an_address(parts[at + 1].text)
        beside = placed or (ahead and (_is_place(ahead[0]) or counts_people(ahead[0].text)))
        beside = beside or at_address
        near = placed or any(map(_tells_place, (*parts[max(at - 1, 0) : at], *ahead)))
        if (
            beside
            and (counted or at_address or _has_trade(name, part.spoken))
            and _is_name(_Part(name, part.spoken), placed=near)
        ):
            return name, _SURE if counted else _LIKELY
    return None


def _parts(sentences: Sequence[Sentence]) -> Iterator[_Part]:
    for number, sentence in enumerate(sentences):
        parts = [one for one in _PARTS.split(sentence.text) if one]
        line = len(parts) == 1 and len(sentence.words) <= _A_LINE
        yield from (_Part(one, sentence.spoken, None if line else number) for one in parts)


def _employer(part: _Part) -> _Part:
    """Return what stands after somebody's position: "Einkaufsleiterin bei der Backstube Moosbauer"."""
    found = _POSITION_AT.match(part.text)
    return part._replace(text=part.text[found.end() :]) if found else part


def _without_place(part: _Part) -> tuple[str, bool]:
    """Return a part before "in Cork", and whether a place was told so at its end."""
    words = part.text.split()
    at = _led_place(part)
    return (" ".join(words[:at]), True) if at >= _FEWEST else (part.text, False)


def _led_place(part: _Part) -> int:
    """Return which word leads to the place that a part ends with; -1 where it ends with none."""
    words = part.text.split()
    leading = around_words(part.spoken)
    for at in range(max(1, len(words) - 1 - _LONGEST_PLACE), len(words)):
        rest = _Part(" ".join(words[at + 1 :]), part.spoken)
        if fold(words[at]) in leading and words[at][0].islower() and _is_place(rest):
            return at
    return -1


def _tells_place(part: _Part) -> bool:
    return _is_place(part) or _led_place(part) >= 0


def _is_place(part: _Part) -> bool:
    """Return whether words are nothing but a place, a country, or one after the other."""
    words = fold(without_postcode(part.text)).split()
    if len(words) > _LONGEST_PLACE + 1:  # who tells that much tells more than a place
        return False
    if words and words[0] in around_words():
        words = words[1:]
    if words and part_at(words)[1] == len(words):
        return True
    return any(
        (not first or _names_place(first, part.spoken))
        and (not rest or _names_place(rest, part.spoken) or bool(country_called(rest)))
        for cut in range(len(words))
        for first, rest in [(" ".join(words[:cut]), " ".join(words[cut:]))]
    )


def _names_place(folded: str, spoken: frozenset[str], least: int = 0) -> bool:
    """Return whether folded words are the name of a place of so many people, in any of its cases."""
    named = places_called(folded) or unmutated_places(folded, spoken)
    if not named and folded.count(" ") < DECLINED:
        named = [*formed_places(folded, spoken, sound=False)]
    return any(place.population >= least for place, _ in named)


def _is_name(part: _Part, *, placed: bool) -> bool:
    """Return whether words are what somebody calls their own: capitals where none would be by rule.

    Where the place is told beside them, a word that is some small place's name, too, may be theirs.
    """
    words = _WORD.findall(part.text)
    if not _FEWEST <= len(words) <= _MOST or not words[0][0].isupper():
        return False
    folded = [fold(word) for word in words]
    if not kinds_called(folded[0]) and _is_place(part):  # "Klaster Zelená" is no Klášter
        return False
    if folded[0] in _WE_ARE:
        return False
    if tells_of_speaking(folded) or tells_of_wishing(folded) or counts_people(part.text):
        return False
    plain = [one for one in words[1:] if one[0].islower() and len(one) > _JOINT]
    return len(plain) <= _PLAIN and any(
        _is_own(word, part.spoken, placed=placed)
        for before, word in pairwise(words)
        if fold(before) not in around_words(part.spoken) or fold(before) in _OF_NAMES
    )


def is_a_name(told: str, spoken: frozenset[str]) -> bool:
    """Return whether some words may be what an organisation calls its own."""
    return _is_name(_Part(told, spoken), placed=True)


def _is_own(word: str, spoken: frozenset[str], *, placed: bool) -> bool:
    """Return whether a word has a capital that nothing but a name gives it."""
    folded = fold(word)
    if not word[0].isupper() or folded in stopwords():
        return False
    if country_called(folded) or language_names().exact(folded):
        return False
    if _names_place(folded, spoken, _WELL_KNOWN if placed else 0):
        return False
    return _NOUNS_IN_CAPITALS not in spoken or not (
        folded.endswith(_OF_TRADES) or trade_called(folded, spoken) or kinds_called(folded)
    )


def _has_trade(told: str, spoken: frozenset[str]) -> bool:
    return any(trade_called(word, spoken) or kinds_called(word) for word in fold(told).split())
