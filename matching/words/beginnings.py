"""Words of one language, whole or by how they begin, each with what it stands for."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from matching.words.names import fold
from matching.words.phrases import COMPOUNDING

if TYPE_CHECKING:
    from collections.abc import Iterable

_KEPT = 20_000  # words of a language, looked up before
_INSIDE = 6  # letters of a beginning that is also looked for within compounds


class Beginnings:
    """What the words of a language stand for; the longest beginning holds, and the first of two alike."""

    def __init__(self, language: str, told: Iterable[tuple[str, str]]) -> None:
        """Take pairs of what is stood for and words, of which ! marks the whole ones."""
        self.whole: dict[str, str] = {}
        self._begun: dict[str, str] = {}
        for meant, words in told:
            for word in words.split():
                there = self.whole if word.endswith("!") else self._begun
                there.setdefault(fold(word), meant)
        lengths = {len(one) for one in self._begun}
        self._lengths = sorted(lengths, reverse=True)
        within = language in COMPOUNDING
        self._inside = [one for one in self._lengths if one >= _INSIDE] if within else []
        self.of = lru_cache(maxsize=_KEPT)(self._of)

    def _of(self, word: str) -> str | None:
        """Return what a folded word stands for: the whole, its beginning, a part of it."""
        if word in self.whole:
            return self.whole[word]
        begun = self._begun
        for length in self._lengths:
            if word[:length] in begun:
                return begun[word[:length]]
        return next(
            (
                begun[part]
                for length in self._inside
                for at in range(1, len(word) - length + 1)
                if (part := word[at : at + length]) in begun
            ),
            None,
        )
