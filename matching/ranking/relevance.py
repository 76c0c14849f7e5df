"""How much one text is about what another text is about.

A text becomes one sparse vector of three blocks: words and pairs of words, letter groups inside
words (for compounds, endings and slips), and topics of the vocabulary (for synonyms and other
languages). Rare words and topics weigh more; the cosine of two vectors is their relevance.
"""

from __future__ import annotations

from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, Self

import numpy as np
from scipy import sparse

from matching.short_profiles import as_texts
from matching.topics.vocabulary import LONGEST_TEXT, find_topics, related, topics
from matching.words.terms import Terms, letter_groups, telling_words, with_pairs

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from matching.words.encoder import Encoder

_SHARES = 0.35, 0.45, 0.2
"""The share of words, of letter groups and of topics in the squared length of a vector that has all three."""
_MEANING = 0.75
"""The share of meanings in the squared length, where an encoder could read the text."""
_RELATED = 0.5
_COMMON, _COMMON_AT_LEAST = 0.1, 500
"""Letter groups in more texts than this say next to nothing and would be most of the work."""


class TextSpace:
    """The weights of words, letter groups and topics, learnt from a body of texts.

    With an `encoder` the last `encoder.size` features are the meaning of a text.
    """

    def __init__(self, encoder: Encoder | None = None) -> None:
        self.encoder = encoder

    @classmethod
    def learnt(
        cls,
        texts: Sequence[str],
        encoder: Encoder | None = None,
        spoken_of: Sequence[Sequence[str]] | None = None,
    ) -> tuple[Self, sparse.csr_array]:
        """Return a space of `texts` and their vectors in it: (n, n_features).

        `spoken_of` are the topics that each text speaks of, if they were found already.
        """
        space = cls(encoder)
        return space, space._learn(texts, spoken_of or [*map(find_topics, texts)])

    @property
    def meanings(self) -> int:
        """How many features at the end are the meaning of a text, and dense."""
        return self.encoder.size if self.encoder else 0

    def _learn(self, texts: Sequence[str], spoken_of: Sequence[Sequence[str]]) -> sparse.csr_array:
        texts = [text[:LONGEST_TEXT] for text in texts]
        n_known = sum(map(bool, map(str.strip, texts)))
        self._terms, self._groups = Terms(), Terms()
        words = [telling_words(text) for text in texts]
        spoken = self._terms.learn(map(with_pairs, words))
        self._words = Terms()
        by_word = self._words.learn(words)
        self._spelt = self._groups.learn(map(letter_groups, self._words.column))
        lettered = by_word @ self._spelt
        named = _topic_counts(spoken_of)
        self._term_rarity = _rarity(spoken, n_known)
        self._group_rarity = _rarity(lettered, n_known)
        often = _document_counts(lettered) > max(_COMMON * n_known, _COMMON_AT_LEAST)
        self._group_rarity[often] = 0.0
        self._topic_rarity = _rarity(named, n_known)
        self.rarity = dict(zip(topics(), self._topic_rarity.tolist(), strict=True))
        return self._joined(texts, spoken, lettered, named)

    def vectors(self, texts: Sequence[str]) -> sparse.csr_array:
        """Return one row of length 1 (or 0 for a text without words) a text: (n, n_features)."""
        texts = [text[:LONGEST_TEXT] for text in texts]
        words = [telling_words(text) for text in texts]
        spoken = self._terms.count(map(with_pairs, words))
        named = _topic_counts([*map(find_topics, texts)])
        return self._joined(texts, spoken, self._lettered(words), named)

    def _lettered(self, words: Sequence[Sequence[str]]) -> sparse.csr_array:
        """Return how often each text has each known letter group: (n_texts, n_groups).

        Only of words never seen before need the letters be looked at.
        """
        counts = sparse.csr_array(self._words.count(words) @ self._spelt)
        known = self._words.column
        fresh = [[word for word in row if word not in known] for row in words]
        if not any(fresh):
            return counts
        spelt = [[*chain.from_iterable(map(letter_groups, row))] for row in fresh]
        return sparse.csr_array(counts + self._groups.count(spelt))

    def weight_of(self, word: str) -> float:
        """Return how telling a stem of words_of() is here; 0 for one never seen."""
        number = self._terms.column.get(word)
        return 0.0 if number is None else self._term_rarity.item(number)

    def _joined(
        self,
        texts: Sequence[str],
        spoken: sparse.csr_array,
        lettered: sparse.csr_array,
        named: sparse.csr_array,
    ) -> sparse.csr_array:
        for counts in (spoken, lettered):
            counts.data = 1 + np.log(counts.data)  # said ten times does not count tenfold
        blocks = spoken, lettered, sparse.csr_array(named @ _spread())
        rarities = self._term_rarity, self._group_rarity, self._topic_rarity
        for block, rarity, share in zip(blocks, rarities, _SHARES, strict=True):
            _weigh(block, rarity)
            _stretch(block, share)
        joined = _side_by_side(blocks)
        _stretch(joined, 1.0)
        return self._with_meanings(joined, texts) if self.encoder else joined

    def _with_meanings(self, worded: sparse.csr_array, texts: Sequence[str]) -> sparse.csr_array:
        meant = self.encoder.encode(texts) if self.encoder else np.zeros((len(texts), 0))
        understood = meant.any(axis=1) & (np.diff(worded.indptr) > 0)
        dense = sparse.csr_array(meant * (_MEANING**0.5 * understood)[:, None], dtype=np.float32)
        rest = np.where(understood, (1 - _MEANING) ** 0.5, 1.0).astype(np.float32)
        worded.data *= np.repeat(rest, np.diff(worded.indptr))
        return _side_by_side((worded, dense))


def relevance(
    queries: Iterable[str], documents: Iterable[str], *, encoder: Encoder | None = None
) -> NDArray[np.float64]:
    """Return how relevant each document is to each query: (n_queries, n_documents) in [0, 1].

    Any iterables of texts will do, and one text alone for a list of one. An `encoder` (see
    `matching.words.encoder`) also compares meanings, for texts in its languages.
    """
    questions, answers = as_texts(queries), as_texts(documents)
    if not questions or not answers:
        return np.zeros((len(questions), len(answers)))
    space, vectors = TextSpace.learnt([*questions, *answers], encoder)
    asked, given = vectors[: len(questions)], vectors[len(questions) :]
    words = vectors.shape[1] - space.meanings
    cosines = (asked[:, :words] @ given[:, :words].T).toarray().astype(np.float64)
    cosines += asked[:, words:].toarray() @ given[:, words:].toarray().T
    return np.asarray(np.clip(cosines, 0.0, 1.0))


def words_of(text: str) -> list[str]:
    """Return the telling words of a text as stems, then its pairs of neighbouring words."""
    return with_pairs(telling_words(text))


def _weigh(matrix: sparse.csr_array, rarity: NDArray[np.float32]) -> None:
    """Multiply the columns by their rarity; entries worth nothing are dropped.

    The entries of a row come in order, so that sums do not depend on the texts around.
    """
    matrix.data *= rarity[matrix.indices]
    matrix.eliminate_zeros()
    matrix.sort_indices()


def _stretch(matrix: sparse.csr_array, square: float) -> None:
    """Give every row that is not empty the squared length `square`."""
    counts = np.diff(matrix.indptr)
    squares = np.add.reduceat(np.append(matrix.data, 0).astype(np.float64) ** 2, matrix.indptr[:-1])
    lengths = np.sqrt(np.where(counts > 0, squares, np.inf))
    matrix.data *= np.repeat(square**0.5 / lengths, counts).astype(np.float32)


def _side_by_side(blocks: Sequence[sparse.csr_array]) -> sparse.csr_array:
    """Return blocks with the same rows as one matrix, the columns of the first block first."""
    counts = np.array([np.diff(block.indptr) for block in blocks])
    ends = np.zeros(counts.shape[1] + 1, dtype=np.int32)
    ends[1:] = np.cumsum(counts.sum(axis=0))
    starts = ends[:-1] + np.cumsum(counts, axis=0) - counts
    data, indices = np.empty(ends[-1], dtype=np.float32), np.empty(ends[-1], dtype=np.int32)
    offset = 0
    for block, start, count in zip(blocks, starts, counts, strict=True):
        places = np.repeat(start - block.indptr[:-1], count) + np.arange(len(block.indices))
        data[places], indices[places] = block.data, block.indices + np.int32(offset)
        offset += block.shape[1]
    return sparse.csr_array((data, indices, ends), shape=(counts.shape[1], offset))


def _document_counts(counts: sparse.csr_array) -> NDArray[np.intp]:
    return np.bincount(counts.indices, minlength=counts.shape[1])


def _rarity(counts: sparse.csr_array, n_texts: int) -> NDArray[np.float32]:
    """Return how much each column tells, 1 for one that every text has: (n_columns,)."""
    seen = _document_counts(counts)
    return (np.log((1 + n_texts) / (1 + seen)) + 1).astype(np.float32)


def _topic_counts(spoken_of: Sequence[Sequence[str]]) -> sparse.csr_array:
    """Return which topics each text speaks of: (n, n_topics)."""
    column = _topic_columns()
    found = [[column[topic] for topic in row] for row in spoken_of]
    ends = np.cumsum([0, *map(len, found)], dtype=np.int32)
    columns = np.array([topic for row in found for topic in row], dtype=np.int32)
    ones = np.ones(len(columns), dtype=np.float32)
    return sparse.csr_array((ones, columns, ends), shape=(len(found), len(column)))


@cache
def _topic_columns() -> dict[str, int]:
    return {topic: number for number, topic in enumerate(topics())}


@cache
def _spread() -> sparse.csr_array:
    """Return what each topic says about every other: 1 about itself, less about kindred ones."""
    column = _topic_columns()
    matrix = sparse.lil_array((len(column), len(column)), dtype=np.float32)
    for topic, row in column.items():
        matrix[row, row] = 1.0
        for other in related(topic):
            matrix[row, column[other]] = _RELATED / len(related(topic)) ** 0.5
    return sparse.csr_array(matrix)
