"""Known phrases found in running text, whatever the endings of its words.

Text is cut into words, each with the known words it may be a form of, and the longest known phrase
wins at every place. A long word that is no form of a known one is also tried as a slip of the
finger and as a compound. All of that is looked up in tables, never scanned for, and remembered by
word.
"""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz.distance import OSA

from matching.words.names import fold
from matching.words.word_forms import WordForms

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


class _Word(NamedTuple):
    """A word of a text: the known words it may be that begin or go on a phrase, its ids alone."""

    begun: tuple[str, ...]
    going_on: tuple[str, ...]
    alone: tuple[str, ...]
    acronym: bool = False


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
        self._ids: dict[str, str] = {}
        self._begun: set[str] = set()
        self._going_on: set[str] = set()
        self._acronyms: set[str] = set()
        self._forms = WordForms()
        self._parts = WordForms()
        self._halves: dict[str, tuple[str, ...]] = {}
        for name in names:
            self._add(name, fold(name.text))
        self._read = lru_cache(maxsize=65_536)(self._words)

    def spot(self, text: str) -> dict[str, str]:
        """Return the ids that `text` names, in order, each with the words that led to it."""
        raw = text.split()
        words = [(place, word) for place, part in enumerate(raw) for word in self._read(part)]
        read = _Text(raw, words)
        found: dict[str, str] = {}
        at = 0
        while at < len(words):
            word = words[at][1]
            if not (word.begun or word.alone):
                at += 1
                continue
            length, ids = self._at(read, at)
            for named in ids:
                found.setdefault(named, read.said(at, length))
            at += length
        return found

    def _add(self, name: Name, phrase: str) -> None:
        if not phrase or self._ids.get(phrase, name.id) != name.id:
            return
        new = phrase not in self._ids
        self._ids[phrase] = name.id
        words = phrase.split()
        self._begun.update([" ".join(words[:n]) for n in range(1, len(words))])
        self._going_on.update(words[1:])
        if not _is_acronym(name.text):
            self._acronyms.discard(phrase)
            self._add_words(words, name.language)
        elif new:
            self._acronyms.add(phrase)

    def _add_words(self, words: list[str], language: str) -> None:
        for word in words:
            self._forms.add(word, language)
        if len(words) > 1:
            return
        if language in COMPOUNDING:
            self._parts.add(words[0], language)
        if len(words[0]) >= _SWAPPED:
            for half in _halves(words[0], len(words[0])):
                self._halves[half] = (*self._halves.get(half, ()), words[0])

    def _at(self, text: _Text, at: int) -> tuple[int, tuple[str, ...]]:
        """Return how many words from `at` on make the longest known phrase, and its ids."""
        word = text.words[at][1]
        for length, phrase in reversed(self._phrases(text, at) if word.begun else ()):
            if phrase not in self._acronyms or _in_capitals(text.said(at, length)):
                return length, (self._ids[phrase],)
        if word.acronym and not _in_capitals(text.said(at, 1)):
            return 1, ()
        return 1, word.alone

    def _phrases(self, text: _Text, at: int) -> list[tuple[int, str]]:
        """Return the phrases of two words or more from `at` on, each with its length."""
        begun: Iterable[str] = text.words[at][1].begun
        found: list[tuple[int, str]] = []
        for n in range(at + 1, len(text.words)):
            known = text.words[n][1].going_on
            phrases = [f"{start} {word}" for start in begun for word in known]
            found += [(n + 1 - at, one) for one in phrases if one in self._ids][:1]
            begun = [one for one in phrases if one in self._begun]
            if not begun:
                break
        return found

    def _words(self, raw: str) -> tuple[_Word, ...]:
        return tuple(map(self._word, fold(raw).split()))

    def _word(self, word: str) -> _Word:
        if len(word) > _LONGEST_WORD:
            return _Word((), (), ())
        near = self._forms.of(word)
        known = dict.fromkeys([word, *(one.word for one in near)])
        begun = tuple([one for one in known if one in self._begun])
        going_on = tuple([one for one in known if one in self._going_on])
        if word in _everyday():
            return _Word(begun, going_on, ())
        sound = [word, *(one.word for one in near if one.sound)]
        name = next((one for one in sound if one in self._ids), None)
        if name:
            return _Word(begun, going_on, (self._ids[name],), name in self._acronyms)
        return _Word(begun, going_on, () if near else self._inside(word))

    def _inside(self, word: str) -> tuple[str, ...]:
        """Return the ids of a word that is no name itself: one slip away, or in a compound."""
        slips = dict.fromkeys(self._slips(word))
        return tuple(slips) or tuple(dict.fromkeys(self._compound(word)))

    def _slips(self, word: str) -> Iterator[str]:
        """Yield the ids one slip away: it spares the first or the last half of the name."""
        for size in (len(word) - 1, len(word), len(word) + 1):
            for half in _halves(word, size):
                for known in self._halves.get(half, ()):
                    if known[0] == word[0] and _one_slip(word, known):
                        yield self._ids[known]

    def _part(self, part: str) -> str | None:
        near = () if part in _everyday() else self._parts.of(part)
        return next((k.word for k in near if k.sound and len(k.word) >= _PART), None)

    def _compound(self, word: str) -> Iterator[str]:
        """Yield the ids of the longest known beginning and the longest known end of a word."""
        if len(word) < _COMPOUND:
            return
        lengths = range(len(word) - _REST, _PART - 1, -1)
        for parts in ((word[:n] for n in lengths), (word[-n:] for n in lengths)):
            named = next(filter(None, map(self._part, parts)), None)
            if named:
                yield self._ids[named]


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
    return f"{word[:half]}-{size}", f"{size}-{word[-half:]}"


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
