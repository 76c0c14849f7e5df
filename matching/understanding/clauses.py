"""A text as its words with what is said about each: told of oneself, wished for, or taken back."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from matching.understanding.denial import denied_in
from matching.words.language_guess import languages_of
from matching.words.names import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_DATA = Path(__file__).parent / "data"
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
# The end of a sentence, not of "St." or of a letter.
_SENTENCES = re.compile(r"(?<=\w{3})[.!?;]+\s+|\n+|\s+[•·|]\s+")
_SEGMENTS = re.compile(
    r"[,;:()\n]|\s[-–—]\s|\.\s|\.$|\b(?:but|aber|mais|pero|però|ma|maar|ale|mas|ali|dar|но|αλλά|men|mutta|aga|bet)\b"
)
_SHORTEST_WORD = 3  # letters of what an article may be bound to


@dataclass(frozen=True, slots=True)
class Word:
    """A word where it stands, folded; what is told with it is wished for, denied, spoken, or of others.

    `theirs` comes after customers, partners and whom one sells to: what is said there is not oneself,
    until one tells where one is based.
    """

    written: str
    folded: str
    start: int
    end: int
    wished: bool
    denied: bool
    speaking: bool
    theirs: bool = False

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital."""
        return not self.written[0].islower()


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its words, and the languages that the whole text seems to be in."""

    text: str
    words: tuple[Word, ...]
    spoken: frozenset[str]

    @property
    def wishes(self) -> bool:
        """Whether somebody or something is wished for in it."""
        return any(word.wished for word in self.words)


@lru_cache(maxsize=32)  # a text is asked about a dozen things, one after the other
def sentences_of(text: str) -> tuple[Sentence, ...]:
    """Return the sentences of a text, with how each of their words is told."""
    spoken = languages_of(text)
    return tuple(
        Sentence(one.strip(), tuple(_words(one, spoken)), spoken)
        for one in _SENTENCES.split(text)
        if one and one.strip()
    )


def segments_of(sentence: str) -> list[str]:
    """Return what stands between the commas of a sentence."""
    return [one.strip() for one in _SEGMENTS.split(sentence) if one and one.strip()]


def _words(sentence: str, spoken: frozenset[str]) -> Iterator[Word]:
    wished, speaking, theirs = False, False, False
    last, denied = _speaking_stretches(sentence), denied_in(sentence, spoken)
    for found in _WORD.finditer(sentence):
        for start, written in _parts(found):
            folded = fold(written)
            if not folded:
                continue
            wished = wished or begins_with_one(folded, _wishing())
            theirs = begins_with_one(folded, _others()) or (
                theirs and not begins_with_one(folded, _at_home())
            )
            speaking = speaking or folded.startswith(speaking_stems())
            told = speaking or any(first <= start < past for first, past in last)
            back = any(one.start <= start < one.end for one in denied)
            yield Word(written, folded, start, start + len(written), wished, back, told, theirs)


def _speaking_stretches(sentence: str) -> list[tuple[int, int]]:
    """Return from where to where the parts between commas go in which speaking is told of."""
    ends = [0, *(found.end() for found in _SEGMENTS.finditer(sentence)), len(sentence)]
    return [
        (first, past)
        for first, past in pairwise(ends)
        if tells_of_speaking(fold(word) for word in _WORD.findall(sentence[first:past]))
    ]


def tells_of_speaking(words: Iterable[str]) -> bool:
    """Return whether one of the folded words is about speaking or languages."""
    return any(word.startswith(speaking_stems()) for word in words)


def tells_of_wishing(words: Iterable[str]) -> bool:
    """Return whether one of the folded words tells of a wish."""
    return any(begins_with_one(word, _wishing()) for word in words)


@cache
def speaking_stems() -> tuple[str, ...]:
    """Return how words begin that are about speaking or languages, folded."""
    return stems_in(listed("speaking.txt").values())[1]


def _parts(found: re.Match[str]) -> Iterator[tuple[int, str]]:
    """Yield the word, in its parts where an article is bound to it: l'Italja, bit-Taljan."""
    parts = re.fullmatch(r"([^\W\d_]{1,4}['’-])([^\W\d_].*)", found.group())
    if (
        parts
        and len(parts.group(2)) >= _SHORTEST_WORD
        and (parts.group(1)[-1] != "-" or parts.group(1)[0].islower())
    ):
        yield found.start() + len(parts.group(1)), parts.group(2)
        return
    yield found.start(), found.group()


def begins_with_one(folded: str, stems: tuple[frozenset[str], tuple[str, ...]]) -> bool:
    """Return whether a folded word is one of the whole words or begins with one of the stems."""
    whole, begun = stems
    return folded in whole or folded.startswith(begun)


def stems_in(lines: Iterable[str]) -> tuple[frozenset[str], tuple[str, ...]]:
    """Return the whole words and the beginnings of words that lines of a file list."""
    words = [word for line in lines for word in line.split()]
    whole = frozenset(fold(word) for word in words if word.endswith("!"))
    return whole, tuple(dict.fromkeys(fold(word) for word in words if not word.endswith("!")))


def listed(name: str) -> dict[str, str]:
    """Return the lines of a file of words by what stands before their colon."""
    lines = (_DATA / name).read_text(encoding="utf-8").splitlines()
    told = (line.partition(":") for line in lines if line and not line.startswith("#"))
    return {key.strip(): words for key, _, words in told}


@cache
def _others() -> tuple[frozenset[str], tuple[str, ...]]:
    return stems_in(listed("theirs.txt").values())


@cache
def _at_home() -> tuple[frozenset[str], tuple[str, ...]]:
    return stems_in(listed("at_home.txt").values())


@cache
def _wishing() -> tuple[frozenset[str], tuple[str, ...]]:
    return stems_in(listed("wishing.txt").values())
