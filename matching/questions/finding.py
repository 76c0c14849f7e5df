"""The answer that a question asks for: by what it means and by its words, sure or not.

Phrasings of all languages are compared with what was typed. Meanings are compared along axes on
which the questions of one answer lie close and those of others do not: a linear discriminant of the
plain vectors of our phrasings (`python -m tests.bench.question_axes`, which makes both files). How
sure is sure was measured on phrasings that were left out, with their answer there and without it
(docs/matching.md).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Protocol, runtime_checkable

import numpy as np
from scipy import sparse

from matching.questions.phrasings import DATA, phrasings
from matching.words.names import fold
from matching.words.terms import Terms, letter_groups

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from matching.questions.phrasings import Phrasing

MODEL = "multilingual-e5-small-q4"
"""Of whose vectors the axes were made."""
NEAREST = 5
BEST, OTHERS = 0.7, 0.3
"""What the nearest phrasing of an answer counts, and the mean of its nearest ones."""
BY_MEANING, BY_WORDS, BY_CENTRE = 0.8, 0.2, 0.3
MOST = 3
"""Answers that are offered where none is sure."""


@dataclass(frozen=True)
class Measure:
    """From where on the best answer is sure, how far ahead it has to be, and what is none at all.

    `both` is what nearness and lead come to together: what is less near has to be farther ahead.
    """

    sure: float
    ahead: float
    least: float
    both: float = 0.0


MEANT = Measure(0.81, 0.10, 0.4, 1.14)
FOREIGN = Measure(0.95, 0.10, 0.75)
"""Of what looks as if it were no business of ours: only what is nearly one of our phrasings is offered."""
WORDED = Measure(0.6, 0.2, 0.18)
"""Where words are all there is."""


@dataclass(frozen=True)
class Found:
    """Ids of answers, the best first; several are a choice for whoever asks, unless it is `sure`."""

    entries: tuple[str, ...]
    sure: bool = False


@runtime_checkable
class Plain(Protocol):
    """An encoder that gives the vectors of its engine as they are."""

    name: str

    def plain(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return a row a text."""


def find(question: str, own: Sequence[Phrasing] = (), reader: object = None) -> Found:
    """Return which answers a question asks for: of ours, and of `own` ones that are told besides.

    Reading a question takes some hundredths of a second, the first one some seconds. Without a
    reader of the right model words alone tell.
    """
    if entry := _word_for_word().get(fold(question)):
        return Found((entry,), sure=True)
    meant = isinstance(reader, Plain) and reader.name.startswith(MODEL)
    vectors, foreign = None, False
    if isinstance(reader, Plain) and meant:
        plain = reader.plain([question, *(one.text for one in own)])
        vectors, foreign = _along_axes(plain), _is_foreign(plain[0])
    scores = _scores(question, own, vectors)
    measure = FOREIGN if foreign else MEANT if meant else WORDED
    return _judged(scores, measure)


@cache
def _word_for_word() -> dict[str, str]:
    """Which answer is asked for by a phrasing as it stands, where only one is."""
    asked: dict[str, set[str]] = {}
    for one in phrasings():
        asked.setdefault(fold(one.text), set()).add(one.entry)
    return {text: found.pop() for text, found in asked.items() if len(found) == 1}


def _scores(
    question: str, own: Sequence[Phrasing], vectors: NDArray[np.float32] | None
) -> dict[str, float]:
    index = _index()
    words = index.words.of([question])
    nearness = index.nearest((words @ index.rows.T).toarray()[0])
    own_words = (index.words.of([one.text for one in own]) @ words.T).toarray().ravel()
    if vectors is not None:
        asked, others = vectors[0], vectors[1:]
        near = index.nearest(index.meanings @ asked)
        nearness = BY_MEANING * near + BY_WORDS * nearness + BY_CENTRE * (index.centres @ asked)
        own_words = (BY_MEANING + BY_CENTRE) * (others @ asked) + BY_WORDS * own_words
    ours = dict(zip(index.entries, map(float, nearness), strict=True))
    return ours | dict(zip([one.entry for one in own], map(float, own_words), strict=True))


def _judged(scores: dict[str, float], measure: Measure) -> Found:
    best = sorted(scores, key=lambda one: -scores[one])[: MOST + 1]
    ahead = scores[best[0]] - scores[best[1]]
    near, least = scores[best[0]], measure.sure
    if near >= least and ahead >= measure.ahead and near + ahead >= measure.both:
        return Found((best[0],), sure=True)
    return Found(tuple(one for one in best[:MOST] if scores[one] >= measure.least))


class _Words:
    """Texts by their words and letter groups; what few answers are asked with counts more."""

    def __init__(self, told: Sequence[Phrasing], numbers: NDArray[np.intp]) -> None:
        self._terms = Terms()
        counts = self._terms.learn([_terms_of(one.text) for one in told])
        answers = sparse.csr_array(
            (np.ones(len(told), np.float32), (np.arange(len(told)), numbers))
        )
        spread = np.bincount((counts.T @ answers).tocoo().coords[0], minlength=counts.shape[1])
        self._rarity = sparse.diags_array(np.log((answers.shape[1] + 1) / spread))
        self.rows = self._weighed(counts)

    def of(self, texts: Sequence[str]) -> sparse.csr_array:
        return self._weighed(self._terms.count([_terms_of(text) for text in texts]))

    def _weighed(self, counts: sparse.csr_array) -> sparse.csr_array:
        counts = counts[:, : self._rarity.shape[0]] if hasattr(self, "_rarity") else counts
        weighed = sparse.csr_array(counts @ self._rarity)
        lengths = np.sqrt(np.asarray(weighed.multiply(weighed).sum(axis=1)).ravel())
        return sparse.csr_array(sparse.diags_array(1 / np.maximum(lengths, 1e-9)) @ weighed)


def _terms_of(text: str) -> list[str]:
    words = set(fold(text).split())
    groups = {group for word in words for group in letter_groups(word)}
    return [*(f"={word}" for word in words), *groups]


class _Index:
    def __init__(self) -> None:
        told = phrasings()
        self.entries = tuple(dict.fromkeys(one.entry for one in told))
        number = {entry: at for at, entry in enumerate(self.entries)}
        self._numbers = np.array([number[one.entry] for one in told])
        self.words = _Words(told, self._numbers)
        self.rows = self.words.rows
        self.meanings = _unit(np.load(DATA / "meanings.npy").astype(np.float32))
        self.centres = _unit(
            np.array([self.meanings[self._numbers == at].mean(axis=0) for at in range(len(number))])
        )

    def nearest(self, likeness: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return for each answer how near its phrasings are."""
        found = np.zeros(len(self.entries), dtype=np.float32)
        for at in range(len(self.entries)):
            near = np.sort(likeness[self._numbers == at])[::-1][:NEAREST]
            found[at] = BEST * near[0] + OTHERS * near.mean()
        return found


_index = cache(_Index)


def _is_foreign(vector: NDArray[np.float32]) -> bool:
    """Whether a question lies where those of the weather and the world are, and few of ours."""
    axis = np.load(DATA / "ours.npy")
    return bool(vector @ axis[:-1] < axis[-1])


def _along_axes(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    axes = np.load(DATA / "axes.npy").astype(np.float32)
    return _unit((vectors - axes[0]) @ axes[1:].T)


def _unit(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.maximum(lengths, 1e-9), dtype=np.float32)
