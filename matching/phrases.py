"""Known phrases found in running text, whatever the endings of its words.

Text is cut into words, words to their stems, and the longest known phrase wins at every place.
A word whose stem is unknown is tried with other endings (of 24 languages) and without an Irish
mutation; a long one also with one slip of the finger, and as a compound. All of that is looked up
in tables, never scanned for, and remembered by word.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz.distance import OSA

from matching.names import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_ENDINGS_FILE = Path(__file__).parent / "data" / "endings.txt"
# Letters of endings: Latin, Greek, Cyrillic. Folding has made σ of ς and и of й.
_ENDING_LETTERS = frozenset("aeiouynsmrαεηιουωσνаеиоуъюят")
_STEM = 5
_LONGEST_ENDING = 4
_WHOLE = 4
_SHORT_ENDING = 3
_FUZZY = 7
_COMPOUND = 11
_PART = 6
_LONGEST_WORD = 60
_ACRONYM = 5
_SIGNS = ".,;:!?()\"'«»„“”"
_ECLIPSES = ("bhf", "mb", "gc", "nd", "ng", "bp", "dt")
# Words in their own right that are one letter away from a topic's name (patents).
_NO_SLIPS = frozenset({"patients", "patient"})


class Name(NamedTuple):
    """What something is called, its id, and whether its language writes compounds as one word."""

    text: str
    id: str
    compounds: bool = False


class _Word(NamedTuple):
    """A word of a text: its stem, the longest phrase it can begin (0: none), the ids in it."""

    stem: str
    longest: int
    inside: tuple[str, ...]


class PhraseBook:
    """Names of ids, laid out so that a text is read in one pass."""

    def __init__(self, names: Iterable[Name]) -> None:
        self._phrases: dict[tuple[str, ...], str] = {}
        self._acronyms: set[tuple[str, ...]] = set()
        self._longest: dict[str, int] = {}
        self._stems: dict[str, str] = {}
        self._parts: dict[str, str] = {}
        self._halves: defaultdict[tuple[int, str], list[tuple[str, str]]] = defaultdict(list)
        for name in names:
            self._add(name, fold(name.text).split())
        self._roots = {
            root: known
            for word, known in reversed(self._stems.items())
            for root in _roots(word)
            if len(root) >= _STEM
        }
        self._known_stems = frozenset(self._stems.values())
        self._read = lru_cache(maxsize=65_536)(self._words)

    def spot(self, text: str) -> dict[str, str]:
        """Return the ids that `text` names, in order, each with the words that led to it."""
        raw = text.split()
        words = [(place, word) for place, part in enumerate(raw) for word in self._read(part)]
        found: dict[str, str] = {}
        at = 0
        while at < len(words):
            word = words[at][1]
            length, ids = self._at(words, at, raw) if word.longest else (1, word.inside)
            for named in ids:
                found.setdefault(named, _said(words[at : at + length], raw))
            at += length
        return found

    def _add(self, name: Name, words: list[str]) -> None:
        stems = tuple(map(stem, words))
        if not stems or self._phrases.get(stems, name.id) != name.id:
            return
        if not _is_acronym(name.text):
            self._acronyms.discard(stems)
        elif stems not in self._phrases:
            self._acronyms.add(stems)
        self._phrases[stems] = name.id
        self._stems.update(zip(words, stems, strict=True))
        self._longest[stems[0]] = max(self._longest.get(stems[0], 0), len(stems))
        if len(stems) == 1:
            self._add_word(words[0], name)

    def _add_word(self, word: str, name: Name) -> None:
        if name.compounds:
            self._parts.setdefault(stem(word), name.id)
        if len(word) >= _FUZZY:
            for half in _halves(word, len(word)):
                self._halves[len(word), half].append((word, name.id))

    def _at(
        self, words: list[tuple[int, _Word]], at: int, raw: list[str]
    ) -> tuple[int, tuple[str, ...]]:
        """Return how many words from `at` on make the longest known phrase, and its id."""
        first = words[at][1]
        for length in range(min(first.longest, len(words) - at), 0, -1):
            run = words[at : at + length]
            stems = tuple([word.stem for _, word in run])
            named = self._phrases.get(stems)
            if named and (stems not in self._acronyms or _in_capitals(_said(run, raw))):
                return length, (named,)
        return 1, first.inside

    def _words(self, raw: str) -> tuple[_Word, ...]:
        return tuple(map(self._word, fold(raw).split()))

    def _word(self, word: str) -> _Word:
        known = self._known(word)
        return _Word(known, self._longest.get(known, 0), self._inside(word))

    def _known(self, word: str) -> str:
        """Return the stem of `word`, or that of a known word which differs in its ending only."""
        bare = stem(word)
        if bare in self._known_stems or len(word) > _LONGEST_WORD:
            return bare
        forms = (word, *_unmutated(word))
        return next((k for form in forms if (k := self._kindred(form))), bare)

    def _kindred(self, word: str) -> str | None:
        for root in _roots(word):
            known = self._stems.get(root)
            if known and (len(root) >= _STEM or len(word) - len(root) <= _SHORT_ENDING):
                return known
            known = self._roots.get(root)
            if known:
                return known
        return None

    def _inside(self, word: str) -> tuple[str, ...]:
        """Return the ids of a word that is no name itself: one slip away, or in a compound."""
        if not _FUZZY <= len(word) <= _LONGEST_WORD or word in _NO_SLIPS:
            return ()
        return tuple(dict.fromkeys(self._slips(word))) or tuple(dict.fromkeys(self._compound(word)))

    def _slips(self, word: str) -> Iterator[str]:
        """Yield the ids one slip away: it spares the first or the last half of the name."""
        for size in (len(word) - 1, len(word), len(word) + 1):
            for half in _halves(word, size):
                for known, named in self._halves.get((size, half), ()):
                    if known[0] == word[0] and OSA.distance(word, known, score_cutoff=1) <= 1:
                        yield named

    def _compound(self, word: str) -> Iterator[str]:
        """Yield the ids of the longest known beginning and the longest known end of a word."""
        if len(word) < _COMPOUND:
            return
        lengths = range(len(word) - 3, _PART - 1, -1)
        for parts in ((word[:n] for n in lengths), (word[-n:] for n in lengths)):
            named = next(filter(None, (self._parts.get(stem(part)) for part in parts)), None)
            if named:
                yield named


def _said(run: list[tuple[int, _Word]], raw: list[str]) -> str:
    """Return the words of a text that a run of its folded words comes from."""
    return " ".join(raw[run[0][0] : run[-1][0] + 1]).strip(_SIGNS)


def _is_acronym(name: str) -> bool:
    """Return whether a name is short and in capitals: in small letters it may be any word."""
    if any(c.isspace() or c.isdigit() for c in name):
        return False
    return sum(map(str.isalpha, name)) <= _ACRONYM and _in_capitals(name)


def _in_capitals(text: str) -> bool:
    """Return whether at least two letters are capitals: one may be a mere beginning (IdO, Idő)."""
    return sum(map(str.isupper, text)) > 1


def stem(word: str) -> str:
    """Return a folded word without the endings that case, number and gender give it."""
    end = len(word)
    shortest = max(_STEM, end - _LONGEST_ENDING)
    while end > shortest and word[end - 1] in _ENDING_LETTERS:
        end -= 1
    return word[:end]


@cache
def _endings() -> frozenset[str]:
    """Return the folded endings of words in 24 languages, the empty one among them."""
    lines = _ENDINGS_FILE.read_text(encoding="utf-8").splitlines()
    listed = (line.split() for line in lines if not line.startswith("#"))
    return frozenset({""}.union(*listed))


@cache
def _longest_listed() -> int:
    return max(map(len, _endings()))


def _roots(word: str) -> Iterator[str]:
    """Yield a word without each ending that it may have, the longest root first."""
    endings = _endings()
    for end in range(len(word), max(_WHOLE, len(word) - _longest_listed()) - 1, -1):
        if word[end:] in endings:
            yield word[:end]


def _halves(word: str, size: int) -> tuple[str, str]:
    """Return the beginning and the end that a name of `size` letters would share with a word."""
    half = (size - 1) // 2
    return f"{word[:half]}-", f"-{word[-half:]}"


def _unmutated(word: str) -> Iterator[str]:
    """Yield an Irish word as it was before its first letter was softened or covered."""
    if word[1:2] == "h":
        yield word[0] + word[2:]
    for eclipse in _ECLIPSES:
        if word.startswith(eclipse):
            yield word[len(eclipse) - 1 :]
