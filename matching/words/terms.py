"""Texts as counts of what they are made of: words, pairs of words, letter groups.

Counting goes by the word: the letter groups of a word are made once, however many texts have it.
Numbers are kept in plain arrays: many small lists would have the garbage collector go through all
there is again and again.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse

from matching.words.names import fold
from matching.words.phrases import stem

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_STOPWORDS = Path(__file__).parent / "data" / "stopwords.txt"
_GROUPS = (3, 4)
_KEPT_WORD = 40
"""Longer runs of letters are no words; their folded form is not remembered."""


class Terms:
    """Terms met so far, each with its column."""

    def __init__(self) -> None:
        self.column: defaultdict[str, int] = defaultdict()
        self.column.default_factory = self.column.__len__

    def learn(self, texts: Iterable[Sequence[str]]) -> sparse.csr_array:
        """Return how often each text has each term, new terms included: (n_texts, n_terms)."""
        known, numbers, lengths = self.column, array("i"), array("i")
        for terms in texts:
            numbers.extend([known[term] for term in terms])
            lengths.append(len(terms))
        return _counted(numbers, lengths, len(known))

    def count(self, texts: Iterable[Sequence[str]]) -> sparse.csr_array:
        """Return how often each text has each known term: (n_texts, n_terms)."""
        known, numbers, lengths = self.column, array("i"), array("i")
        for terms in texts:
            met = [known[term] for term in terms if term in known]
            numbers.extend(met)
            lengths.append(len(met))
        return _counted(numbers, lengths, len(known))


def telling_words(text: str) -> list[str]:
    """Return the folded words of a text that say something about its subject, in order."""
    return [word for token in text.split() for word in _telling(token)]


def with_pairs(words: Sequence[str]) -> list[str]:
    """Return the stems of folded words, then the pairs of neighbouring stems."""
    stems = [_stem(word) for word in words]
    return [*stems, *(f"{a} {b}" for a, b in pairwise(stems))]


def letter_groups(word: str) -> list[str]:
    """Return the groups of 3 and 4 letters of a word, its beginning and end marked by a space."""
    marked = f" {word} "
    return [marked[at : at + n] for n in _GROUPS for at in range(len(marked) - n + 1)]


@cache
def stopwords() -> frozenset[str]:
    """Return the folded words that say nothing about a subject."""
    lines = _STOPWORDS.read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def _telling(token: str) -> tuple[str, ...]:
    return _remembered(token) if len(token) <= _KEPT_WORD else _read(token)


def _read(token: str) -> tuple[str, ...]:
    return tuple(w for w in fold(token).split() if len(w) > 1 and w not in stopwords())


_remembered = lru_cache(maxsize=131_072)(_read)
_stem = lru_cache(maxsize=131_072)(stem)


def _counted(numbers: array[int], lengths: array[int], n_terms: int) -> sparse.csr_array:
    """Return how often each number comes up in rows of such lengths: (n_rows, n_terms)."""
    ends = np.zeros(len(lengths) + 1, dtype=np.int32)
    np.cumsum(lengths, out=ends[1:])
    ones = np.ones(len(numbers), dtype=np.float32)
    columns = np.frombuffer(numbers, dtype=np.int32) if numbers else np.zeros(0, dtype=np.int32)
    table = sparse.csr_array((ones, columns.copy(), ends), shape=(len(lengths), n_terms))
    table.sum_duplicates()
    return table
