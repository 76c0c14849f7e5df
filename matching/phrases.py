"""Known phrases found in running text, whatever the endings of its words.

Text is cut into words, each with the known words it may be a form of, and the longest known phrase
wins at every place. A long word that is no form of a known one is also tried as a slip of the
finger and as a compound. All of that is looked up in tables, never scanned for, and remembered by
word.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz.distance import OSA

from matching.kin import Kin
from matching.names import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_EVERYDAY = Path(__file__).parent / "data" / "everyday_words.txt"
# Letters of endings: Latin, Greek, Cyrillic. Folding has made σ of ς and и of й.
_ENDING_LETTERS = frozenset("aeiouynsmrαεηιουωσνаеиоуъюят")
_STEM = 5
_LONGEST_ENDING = 4
_SWAPPED = 7  # letters of a name, from which on two neighbours may have changed places
_MISSED = 8  # the same for a letter left out
_ADDED = 10  # the same for a letter too many
_MISTAKEN = 12  # the same for another letter, which often makes another word (procesi, protesi)
_COMPOUND = 11
_PART = 6
_REST = 4
_LONGEST_WORD = 60
_ACRONYM = 5  # letters and signs
_SIGNS = ".,;:!?()\"'«»„“”"
COMPOUNDING = frozenset({"da", "de", "et", "fi", "hu", "nl", "sv"})
"""Languages that write compounds as one word: only their names are looked for inside words."""


class Name(NamedTuple):
    """What something is called, its id, and the code of its language (empty: any of the EU)."""

    text: str
    id: str
    language: str = ""


class _Node:
    """Where a phrase has come to: what it is called by now, and which words may follow."""

    __slots__ = ("acronym", "after", "id")

    def __init__(self) -> None:
        self.after: dict[str, _Node] = {}
        self.id = ""
        self.acronym = False


class _Word(NamedTuple):
    """A word of a text: the known words it may be, its name alone, the ids found inside it."""

    known: tuple[str, ...]
    begun: tuple[_Node, ...]
    alone: _Node | None
    inside: tuple[str, ...]


class _Text(NamedTuple):
    """A text in its raw parts, and its words, each with the place of the part it comes from."""

    raw: list[str]
    words: list[tuple[int, _Word]]

    def said(self, at: int, length: int) -> str:
        """Return the parts that `length` words from `at` on come from."""
        first, last = self.words[at][0], self.words[at + length - 1][0]
        return " ".join(self.raw[first : last + 1]).strip(_SIGNS)


class PhraseBook:
    """Names of ids, laid out so that a text is read in one pass."""

    def __init__(self, names: Iterable[Name]) -> None:
        self._start = _Node()
        self._kin = Kin()
        self._parts = Kin()
        self._halves: defaultdict[tuple[int, str], list[str]] = defaultdict(list)
        for name in names:
            self._add(name, fold(name.text).split())
        self._read = lru_cache(maxsize=65_536)(self._words)

    def spot(self, text: str) -> dict[str, str]:
        """Return the ids that `text` names, in order, each with the words that led to it."""
        raw = text.split()
        words = [(place, word) for place, part in enumerate(raw) for word in self._read(part)]
        read = _Text(raw, words)
        found: dict[str, str] = {}
        at = 0
        while at < len(words):
            length, ids = self._at(read, at)
            for named in ids:
                found.setdefault(named, read.said(at, length))
            at += length
        return found

    def _add(self, name: Name, words: list[str]) -> None:
        node = self._start
        for word in words:
            node = node.after.setdefault(word, _Node())
        if not words or node.id not in {"", name.id}:
            return
        acronym = _is_acronym(name.text)
        node.acronym = acronym and (node.acronym or not node.id)
        node.id = name.id
        if not acronym:
            self._add_words(words, name.language)

    def _add_words(self, words: list[str], language: str) -> None:
        for word in words:
            self._kin.add(word, language)
        if len(words) > 1:
            return
        if language in COMPOUNDING:
            self._parts.add(words[0], language)
        if len(words[0]) >= _SWAPPED:
            for half in _halves(words[0], len(words[0])):
                self._halves[len(words[0]), half].append(words[0])

    def _at(self, text: _Text, at: int) -> tuple[int, tuple[str, ...]]:
        """Return how many words from `at` on make the longest known phrase, and its ids."""
        word = text.words[at][1]
        for length, node in reversed(self._phrases(text, at) if word.begun else ()):
            if not node.acronym or _in_capitals(text.said(at, length)):
                return length, (node.id,)
        if word.alone and (not word.alone.acronym or _in_capitals(text.said(at, 1))):
            return 1, (word.alone.id,)
        return 1, word.inside

    def _phrases(self, text: _Text, at: int) -> list[tuple[int, _Node]]:
        """Return the phrases of two words or more from `at` on, each with its length."""
        nodes = text.words[at][1].begun
        found: list[tuple[int, _Node]] = []
        for n in range(at + 1, len(text.words)):
            known = text.words[n][1].known
            nodes = tuple([node.after[k] for node in nodes for k in known if k in node.after])
            if not nodes:
                break
            found += [(n + 1 - at, node) for node in nodes if node.id][:1]
        return found

    def _words(self, raw: str) -> tuple[_Word, ...]:
        return tuple(map(self._word, fold(raw).split()))

    def _word(self, word: str) -> _Word:
        if len(word) > _LONGEST_WORD:
            return _Word((), (), None, ())
        kin = self._kin.of(word)
        known = tuple(dict.fromkeys([word, *(one.word for one in kin)]))
        nodes = tuple(n for k in known if (n := self._start.after.get(k)))
        begun = tuple(n for n in nodes if n.after)
        if word in _everyday():
            return _Word(known, begun, None, ())
        sound = [word, *(one.word for one in kin if one.sound)]
        alone = next((n for k in sound if (n := self._start.after.get(k)) and n.id), None)
        return _Word(known, begun, alone, () if alone or kin else self._inside(word))

    def _inside(self, word: str) -> tuple[str, ...]:
        """Return the ids of a word that is no name itself: one slip away, or in a compound."""
        slips = dict.fromkeys(self._slips(word))
        return tuple(slips) or tuple(dict.fromkeys(self._compound(word)))

    def _slips(self, word: str) -> Iterator[str]:
        """Yield the ids one slip away: it spares the first or the last half of the name."""
        for size in (len(word) - 1, len(word), len(word) + 1):
            for half in _halves(word, size):
                for known in self._halves.get((size, half), ()):
                    if known[0] == word[0] and _one_slip(word, known):
                        yield self._start.after[known].id

    def _part(self, part: str) -> str | None:
        kin = self._parts.of(part)
        return next((k.word for k in kin if k.sound and len(k.word) >= _PART), None)

    def _compound(self, word: str) -> Iterator[str]:
        """Yield the ids of the longest known beginning and the longest known end of a word."""
        if len(word) < _COMPOUND:
            return
        lengths = range(len(word) - _REST, _PART - 1, -1)
        for parts in ((word[:n] for n in lengths), (word[-n:] for n in lengths)):
            named = next(filter(None, map(self._part, parts)), None)
            if named:
                yield self._start.after[named].id


@cache
def _everyday() -> frozenset[str]:
    """Return the folded words that stand near a name but mean something else."""
    lines = _EVERYDAY.read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def _one_slip(word: str, known: str) -> bool:
    """Return whether one slip made `word` of a known one, long enough for a slip of its kind."""
    if len(word) == len(known):
        shortest = _SWAPPED if sorted(word) == sorted(known) else _MISTAKEN
    else:
        shortest = _MISSED if len(word) < len(known) else _ADDED
    return len(known) >= shortest and OSA.distance(word, known, score_cutoff=1) <= 1


def _halves(word: str, size: int) -> tuple[str, str]:
    """Return the beginning and the end that a name of `size` letters would share with a word."""
    half = (size - 1) // 2
    return f"{word[:half]}-", f"-{word[-half:]}"


def _is_acronym(name: str) -> bool:
    """Return whether a name is short and in capitals: in small letters it may be any word."""
    if len(name) > _ACRONYM or not _in_capitals(name):
        return False
    return not any(c.isspace() or c.isdigit() for c in name)


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
