"""The words of a catalogue, found by their beginning, their stem, or something spelled like them."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

from matching.words.letters import LetterCounts
from matching.words.phrases import stem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_ALIKE = 80
_MOST = 12
_LAST = "\U0010ffff"


class Spellings:
    """Words with their numbers, laid out for looking up."""

    def __init__(self, numbers: Mapping[str, int]) -> None:
        self._numbers = dict(numbers)

    def starting(self, word: str) -> list[int]:
        """Return the numbers of the words that begin with `word`."""
        words = self._sorted
        begun = words[bisect_left(words, word) : bisect_left(words, word + _LAST)]
        return [self._numbers[one] for one in begun]

    def inflected(self, word: str) -> list[int]:
        """Return the numbers of the words with the stem of `word`."""
        return self._by_stem.get(stem(word), [])

    def alike(self, word: str) -> Iterator[tuple[int, float]]:
        """Yield the numbers of the words spelled most like `word`, each with a worth in [0, 1]."""
        near = process.extract(
            word, self._possible(word), scorer=fuzz.ratio, score_cutoff=_ALIKE, limit=_MOST
        )
        for spelling, ratio, _ in near:
            yield self._numbers[spelling], (ratio / 100) ** 2

    @cached_property
    def _sorted(self) -> list[str]:
        return sorted(self._numbers)

    @cached_property
    def _by_stem(self) -> dict[str, list[int]]:
        found: defaultdict[str, list[int]] = defaultdict(list)
        for word, number in self._numbers.items():
            found[stem(word)].append(number)
        return dict(found)

    @cached_property
    def _letters(self) -> LetterCounts:
        return LetterCounts(self._numbers)

    def _possible(self, word: str) -> list[str]:
        """Return the words that can be alike: long enough, and with enough letters in common.

        A ratio is twice the letters in common and in order, by the letters of both; letters in
        common in any order are at least as many.
        """
        least = len(word) * _ALIKE / (200 - _ALIKE)
        most = len(word) * (200 - _ALIKE) / _ALIKE
        found = self._letters.common(word, least, most)
        enough = 200 * found.counts >= _ALIKE * (found.lengths + len(word))
        return [self._letters.words[at] for at in found.places[enough].tolist()]
