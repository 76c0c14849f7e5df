"""How often each letter comes up in many words, so that few of them need be compared in full."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from numpy.typing import NDArray

_KINDS = 32
"""Letters are counted in so many kinds, some of them together."""


class Common(NamedTuple):
    """Words of some lengths, (n,), and how many letters each has in common with another, at most.

    `places` are their places in `LetterCounts.words`.
    """

    places: NDArray[np.intp]
    lengths: NDArray[np.intp]
    counts: NDArray[np.int32]


class LetterCounts:
    """Words in the order of their lengths, with the counts of their letters."""

    def __init__(self, words: Collection[str]) -> None:
        self.words = sorted(words, key=lambda word: (len(word), word))
        self._lengths = np.array([len(word) for word in self.words], dtype=np.intp)
        self._table = np.ascontiguousarray(_counted(self.words, self._lengths).T)

    def common(self, word: str, least: float, most: float) -> Common:
        """Return the letters, in any order, that words of `least` to `most` letters share with one.

        What stands in both in the same order can only be fewer.
        """
        first, past = np.searchsorted(self._lengths, [least, np.nextafter(most, np.inf)]).tolist()
        asked = _counted([word], np.array([len(word)])).T
        counts = np.minimum(self._table[:, first:past], asked).sum(axis=0, dtype=np.int32)
        return Common(np.arange(first, past), self._lengths[first:past], counts)

    def within(self, word: str, slips: int) -> list[str]:
        """Return the words that so many slips may have made into `word`.

        A slip adds at most one letter and takes at most one away.
        """
        size = len(word)
        found = self.common(word, size - slips, size + slips)
        near = np.maximum(found.lengths, size) - found.counts <= slips
        return [self.words[at] for at in found.places[near].tolist()]


def _counted(words: Sequence[str], lengths: NDArray[np.intp]) -> NDArray[np.uint16]:
    """Return how often each kind of letter comes up in each word: (n_words, 32)."""
    letters = "".join(words).encode("utf-32-le", errors="surrogatepass")
    kinds = np.frombuffer(letters, dtype=np.uint32) % _KINDS
    cells = np.repeat(np.arange(len(words)) * _KINDS, lengths) + kinds
    counts = np.bincount(cells, minlength=len(words) * _KINDS)
    return counts.astype(np.uint16).reshape(len(words), _KINDS)
