"""Words that differ in their endings only, by the endings that the language of the known one has.

A text may be in any language, a known word is in its own: two words are kin when they share a root
and what follows it in either is an ending of that language. All of it is looked up in tables.
"""

from __future__ import annotations

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
_VOWELS = frozenset("aeiou")
_MUTATING = ("", "ga")


class KnownWord(NamedTuple):
    """A known word, and whether it is close enough to be meant when it stands alone."""

    word: str
    sound: bool


class WordForms:
    """Known words of several languages, found from any form of theirs."""

    def __init__(self) -> None:
        # Strings and tuples of them only: the collector of garbage need not go through all these.
        self._languages: dict[str, tuple[str, ...]] = {}
        self._by_root: dict[str, tuple[str, ...]] = {}

    def add(self, word: str, language: str) -> None:
        """Make a folded word of a language (empty: of any) known."""
        spoken = self._languages.get(word, ())
        if language in spoken:
            return
        self._languages[word] = (*spoken, language)
        by_root = self._by_root
        for at in _cuts(word, language):
            root = word[:at]
            known = by_root.get(root, ())
            if word not in known:
                by_root[root] = (*known, word)

    def of(self, word: str) -> tuple[KnownWord, ...]:
        """Return the known words that a folded one may be a form of, the nearest first."""
        found = {word: True} if word in self._languages else {}
        self._gather(word, found)
        for form in unmutated(word):
            self._gather(form, found, _MUTATING)
        return tuple([KnownWord(*one) for one in found.items()])

    def _gather(self, word: str, found: dict[str, bool], among: tuple[str, ...] = ()) -> None:
        """Find the known words, of the languages `among` if there are any, that `word` is of."""
        for at in _cuts(word, ""):
            for known in self._by_root.get(word[:at], ()):
                if not found.get(known) and self._share(known, word, at, among):
                    found[known] = _sound(known, at, len(word) - at)

    def _share(self, known: str, word: str, root: int, among: tuple[str, ...]) -> bool:
        """Return whether a language has both endings that follow a root of so many letters."""
        ends = {known[root:], word[root:]}
        spoken = self._languages[known]
        return any(ends <= endings(one) for one in spoken if not among or one in among)


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


def _cuts(word: str, language: str) -> list[int]:
    """Return the lengths of the roots that a word may have in a language, the longest first."""
    size = len(word)
    shortest = _SHORTEST if size <= _SHORTEST + _SHORTEST_ENDING else _SHORTEST + 1
    shortest = max(shortest, size - _longest(language))
    ends = endings(language)
    return [at for at in range(size, shortest - 1, -1) if word[at:] in ends]


@cache
def _longest(language: str) -> int:
    return max(map(len, endings(language)))


def unmutated(word: str) -> Iterator[str]:
    """Yield an Irish word as it was before its first letter was softened or covered."""
    if word[1:2] == "h":
        yield word[0] + word[2:]
    if word[:1] == "h" and word[1:2] in _VOWELS:
        yield word[1:]
    for eclipse in _ECLIPSES:
        if word.startswith(eclipse):
            yield word[len(eclipse) - 1 :]
