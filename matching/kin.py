"""Words that differ in their endings only, by the endings that the language of the known one has.

A text may be in any language, a known word is in its own: two words are kin when they share a root
and what follows it in either is an ending of that language. All of it is looked up in tables.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_ENDINGS_FILE = Path(__file__).parent / "data" / "endings.txt"
_SHORTEST = 3  # letters of a root; what rests on so little counts in the company of other words
_SOUND = 5  # letters of a root that tells a word apart by itself
_WHOLE = 4  # letters of a word that does so when it stands whole
_SHORT_ENDING = 3
_SHORTEST_ENDING = 2
_ECLIPSES = ("bhf", "mb", "gc", "nd", "ng", "bp", "dt")
_MUTATING = ("", "ga")


class Kindred(NamedTuple):
    """A known word, and whether it is close enough to be meant when it stands alone."""

    word: str
    sound: bool


class Kin:
    """Known words of several languages, found from any form of theirs."""

    def __init__(self) -> None:
        self._languages: defaultdict[str, set[str]] = defaultdict(set)
        self._by_root: defaultdict[str, list[tuple[str, frozenset[str]]]] = defaultdict(list)

    def add(self, word: str, language: str) -> None:
        """Make a folded word of a language (empty: of any) known."""
        if language in self._languages[word]:
            return
        self._languages[word].add(language)
        ends = endings(language)
        known = word, ends
        for at in _cuts(word, ends, _longest(language)):
            self._by_root[word[:at]].append(known)

    def of(self, word: str) -> tuple[Kindred, ...]:
        """Return the known words that a folded one may be a form of, the nearest first."""
        found = {word: True} if word in self._languages else {}
        self._gather(word, found)
        for form in _unmutated(word):
            self._gather(form, found, tuple(map(endings, _MUTATING)))
        return tuple([Kindred(*one) for one in found.items()])

    def _gather(
        self, word: str, found: dict[str, bool], among: tuple[frozenset[str], ...] = ()
    ) -> None:
        """Find the known words of which `word` is a form, if their endings are one of `among`."""
        for at in _cuts(word, endings(""), _longest("")):
            ending = word[at:]
            for known, ends in self._by_root.get(word[:at], ()):
                if ending in ends and (not among or ends in among) and not found.get(known):
                    found[known] = _sound(known, at, len(ending))


def _sound(known: str, root: int, ending: int) -> bool:
    """Return whether a root of so many letters and an ending of so many speak for a known word."""
    return root >= _SOUND or (root >= _WHOLE and root == len(known) and ending <= _SHORT_ENDING)


@cache
def endings(language: str) -> frozenset[str]:
    """Return the folded endings of words of a language (empty: of any), the empty one too."""
    listed = _listed()
    return listed[language] if language else frozenset().union(*listed.values())


@cache
def _listed() -> dict[str, frozenset[str]]:
    lines = _ENDINGS_FILE.read_text(encoding="utf-8").splitlines()
    words = (line.split() for line in lines if not line.startswith("#"))
    return {language: frozenset({"", *own}) for language, *own in words}


def _cuts(word: str, ends: frozenset[str], longest: int) -> list[int]:
    """Return the lengths of the roots that a word may have before its ending, longest first."""
    size = len(word)
    shortest = max(size - longest, _SHORTEST + (size > _SHORTEST + _SHORTEST_ENDING))
    return [at for at in range(size, shortest - 1, -1) if word[at:] in ends]


@cache
def _longest(language: str) -> int:
    return max(map(len, endings(language)))


def _unmutated(word: str) -> Iterator[str]:
    """Yield an Irish word as it was before its first letter was softened or covered."""
    if word[1:2] == "h":
        yield word[0] + word[2:]
    for eclipse in _ECLIPSES:
        if word.startswith(eclipse):
            yield word[len(eclipse) - 1 :]
