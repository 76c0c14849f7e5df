"""The small words that stand before or after the name of a place or a country."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matching.places.cities import around_words
from matching.words.names import fold

if TYPE_CHECKING:
    from matching.understanding.clauses import Word

_POSTPOSITIONS = frozenset(
    (
        "based",
        "szekhelyu",
        "kozpontu",
        "telephelyu",
        "mellett",
        "kozeleben",
        "varosban",
        "lahella",
        "lahistolla",
        "lahedal",
        "tuvuma",
    )
)
_ARTICLES = frozenset(
    map(fold, "the of just area la der greater le a o dem den raum τη την το τον".split())
)
"""Words around a place that stand before all other words, too."""
_TO_IS_A = frozenset(("fr", "it"))
"""Languages in which "a" or "à" is no article but "at"."""
_SAYING_FROM = frozenset(map(fold, "from desde depuis aus von vanuit från fra din από".split()))


def led(words: tuple[Word, ...], at: int, spoken: frozenset[str], size: int = 1) -> bool:
    """Return whether a word that stands before a place, or after one, does so here.

    Articles do not by themselves: "the name", "la calidad"; "of" does after "town".
    """
    before = words[at - 1].folded if at > 0 else ""
    leading = around_words(spoken)
    if before in leading and (before not in _ARTICLES or _says_at(words[at], before, spoken)):
        return True
    if before in _ARTICLES and at > 1 and words[at - 2].folded in leading - _ARTICLES:
        return True
    return at + size < len(words) and words[at + size].folded in _POSTPOSITIONS


def _says_at(word: Word, before: str, spoken: frozenset[str]) -> bool:
    """Return whether "a" says "at": "a Lyon"; in "a mill" only where nothing but that can be spoken."""
    if before == "la":
        return "ro" in spoken
    return before == "a" and bool(spoken & _TO_IS_A) and (word.capital or spoken <= _TO_IS_A)


def says_from(words: tuple[Word, ...], at: int) -> bool:
    """Return whether a word says "from" before a place: "we sell lettuce from Murcia"."""
    return at > 0 and words[at - 1].folded in _SAYING_FROM
