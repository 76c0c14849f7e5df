"""Whether a word that is the name of a month or a season is one here, or another word: may, mars, set, vår.

Which names are other words is told by language: "sept" is seven in French, and nothing but September in English.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from matching.times.words import (
    WITH_ENDINGS,
    is_whole_name,
    month_of,
    months,
    seasons_in,
    words_for,
)
from matching.words.names import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

_DATA = Path(__file__).parent / "data"
_SHORTEST_SURE = 4  # letters of a month's name that is no other word
_SHORTEST_STRANGE = 5  # the same of a language that the text is not in
_BY_ENDING = {"maja": "sl", "marca": "sl", "marta": "lv", "augusta": "lv"}
"""They say "in" by their ending in that language; other words elsewhere."""
_MAY = "may"
DASH = re.compile(r"^\s*(?:-|–|—|/)\s*$")
AND = frozenset(
    map(
        fold,
        "and und et y e i a og och ja en si și и και u w in ir un agus".split(),
    )
)


def may_be_small(named: str) -> bool:
    """Return whether a folded name is also one of the small words before times: "fra" is Maltese and Danish."""
    return len(named) < _SHORTEST_SURE and named in _before()


def is_meant(
    text: str, words: Sequence[re.Match[str]], at: int, named: str, spoken: frozenset[str]
) -> bool:
    """Return whether a word in a longer text is about time: unmistakable, or with such a neighbour."""
    if _BY_ENDING.get(named) in spoken:
        return True
    short = re.split(r"['’]", words[at].group())[-1]
    if named == _MAY and short[0] == "m":
        alone = re.match(r"\s*(?:[,.;!?)]|$)", text[words[at].end() :])  # "preferably may."
        return bool(alone) or _is_led(words, at) or _listed_with_month(words, at)
    if spoken and not _languages_of(named) & (spoken | {"en"}):
        return len(named) >= _SHORTEST_STRANGE and named not in _other_words()
    if named not in _also_words(spoken) and (
        len(named) >= _SHORTEST_SURE or is_whole_name(named, spoken)
    ):
        return True
    bound = len(short) < len(words[at].group()) and len(fold(short)) >= _SHORTEST_SURE
    return bound or _has_a_neighbour(text, words, at)


def _has_a_neighbour(text: str, words: Sequence[re.Match[str]], at: int) -> bool:
    """Return whether what stands beside a word tells of time: a number, "in", another month."""
    start, end = words[at].span()
    near = text[max(0, start - 4) : start] + text[end : end + 6]
    return (
        _is_led(words, at)
        or bool(re.search(r"\d", near))
        or _beside_a_month(words, at)
        or _listed_with_month(words, at)
        or _bound_to_month(text, words, at)
    )


def _is_led(words: Sequence[re.Match[str]], at: int) -> bool:
    return at > 0 and fold(words[at - 1].group()) in _before()


def _beside_a_month(words: Sequence[re.Match[str]], at: int) -> bool:
    """Return whether a word before it or after it is a month that nobody takes for another word."""
    beside = [fold(words[one].group()) for one in (at - 1, at + 1) if 0 <= one < len(words)]
    return any(
        len(one) >= _SHORTEST_SURE and one not in _other_words() and bool(month_of(one))
        for one in beside
    )


def _bound_to_month(text: str, words: Sequence[re.Match[str]], at: int) -> bool:
    """Return whether a dash or a stroke is all that stands between a word and a month: "March-April"."""
    sides = [(one, one + 1) for one in (at - 1, at) if 0 <= one < len(words) - 1]
    return any(
        bool(DASH.match(text[words[first].end() : words[second].start()]))
        and bool(month_of(fold(words[second if first == at else first].group())))
        for first, second in sides
    )


def _listed_with_month(words: Sequence[re.Match[str]], at: int) -> bool:
    """Return whether a month stands on the other side of an "or" or "and": "april or may", "may or june"."""
    sides = words[max(at - 2, 0) : at][::-1], words[at + 1 : at + 3]
    joined = ([fold(one.group()) for one in side] for side in sides)
    return any(
        joining in words_for("or_to") | AND and bool(month_of(month))
        for joining, month in (side for side in joined if len(side) == 2)  # noqa: PLR2004 - both
    )


def _languages_of(named: str) -> frozenset[str]:
    """Return the languages in which a folded name is a month or a season; those with endings for one that has one."""
    told = frozenset[str]().union(*months().get(named, {}).values()) | seasons_in(named)
    return told or WITH_ENDINGS


@cache
def _also_words(spoken: frozenset[str]) -> frozenset[str]:
    """Return the names that are other words in the languages spoken and in English; in all where none is known."""
    told = _by_language()
    return frozenset(
        word for one in (spoken | {"en"} if spoken else told) for word in told.get(one, ())
    )


@cache
def _other_words() -> frozenset[str]:
    return _also_words(frozenset())


@cache
def _by_language() -> dict[str, frozenset[str]]:
    lines = (_DATA / "also_words.txt").read_text(encoding="utf-8").splitlines()
    told = (line.partition(":") for line in lines if line[:1] != "#")
    return {language: frozenset(map(fold, words.split())) for language, _, words in told}


@cache
def _before() -> frozenset[str]:
    lines = (_DATA / "before.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(fold(word) for line in lines if line[:1] != "#" for word in line.split())
