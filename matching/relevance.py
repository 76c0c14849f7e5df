"""How much one text is about what another text is about.

A text becomes one sparse vector of three blocks: words and pairs of words, letter groups inside
words (for compounds, endings and slips), and topics of the vocabulary (for synonyms and other
languages). Rare words and topics weigh more; the cosine of two vectors is their relevance.
"""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse
from sklearn.feature_extraction.text import TfidfVectorizer

from matching.names import fold
from matching.phrases import stem
from matching.topics import find_topics, related, topics

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

_STOPWORDS = Path(__file__).parent / "data" / "stopwords.txt"
_WORDS, _LETTERS, _TOPICS = 0.4, 0.2, 0.4
"""The share of each block in the squared length of a vector that has all three."""
_RELATED = 0.5
_LONGEST_TEXT = 20_000


class TextSpace:
    """The weights of words, letter groups and topics, learnt from a body of texts."""

    def __init__(self, texts: Sequence[str]) -> None:
        known = [text for text in texts if text.strip()]
        self._words = _fitted(known, analyzer=words_of)
        self._letters = _fitted(
            known, analyzer="char_wb", ngram_range=(3, 4), preprocessor=_without_stopwords
        )
        self.rarity = dict(zip(topics(), _rarity(_topic_counts(known)), strict=True))

    def vectors(self, texts: Sequence[str]) -> sparse.csr_array:
        """Return one row of length 1 (or 0 for a text without words) a text: (n, n_features)."""
        texts = [text[:_LONGEST_TEXT] for text in texts]
        named = _unit(
            _topic_counts(texts) @ _spread() @ sparse.diags_array([*self.rarity.values()])
        )
        blocks = [
            np.sqrt(_WORDS) * _transformed(self._words, texts),
            np.sqrt(_LETTERS) * _transformed(self._letters, texts),
            np.sqrt(_TOPICS) * named,
        ]
        return _unit(sparse.csr_array(sparse.hstack(blocks, format="csr")))

    def weight_of(self, word: str) -> float:
        """Return how telling a stem of words_of() is here; 0 for one never seen."""
        if self._words is None or word not in self._words.vocabulary_:
            return 0.0
        return float(self._words.idf_[self._words.vocabulary_[word]])


def relevance(queries: Sequence[str], documents: Sequence[str]) -> NDArray[np.float64]:
    """Return how relevant each document is to each query: (n_queries, n_documents) in [0, 1]."""
    if not queries or not documents:
        return np.zeros((len(queries), len(documents)))
    space = TextSpace([*queries, *documents])
    product = space.vectors(queries) @ space.vectors(documents).T
    cosines: NDArray[np.float64] = np.clip(product.toarray(), 0.0, 1.0)
    return cosines


def words_of(text: str) -> list[str]:
    """Return the telling words of a text as stems, then its pairs of neighbouring words."""
    words = [stem(word) for word in _without_stopwords(text).split()]
    return [*words, *(f"{a} {b}" for a, b in pairwise(words))]


@cache
def stopwords() -> frozenset[str]:
    """Return the folded words that say nothing about a subject."""
    lines = _STOPWORDS.read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def _without_stopwords(text: str) -> str:
    return " ".join(w for w in fold(text).split() if len(w) > 1 and w not in stopwords())


def _unit(matrix: sparse.csr_array) -> sparse.csr_array:
    """Return the rows scaled to length 1, empty rows left empty."""
    lengths = np.sqrt(matrix.multiply(matrix).sum(axis=1))
    scale = np.divide(1.0, lengths, out=np.zeros_like(lengths), where=lengths > 0)
    return sparse.csr_array(sparse.diags_array(scale) @ matrix)


def _fitted(texts: Sequence[str], **settings: object) -> TfidfVectorizer | None:
    vectorizer = TfidfVectorizer(sublinear_tf=True, lowercase=False, **settings)
    try:
        return vectorizer.fit(texts)
    except ValueError:  # nothing but stop words, signs or no texts at all
        return None


def _transformed(vectorizer: TfidfVectorizer | None, texts: Sequence[str]) -> sparse.csr_array:
    if vectorizer is None:
        return sparse.csr_array((len(texts), 0))
    return sparse.csr_array(vectorizer.transform(texts))


def _topic_counts(texts: Sequence[str]) -> sparse.csr_array:
    """Return which topics each text speaks of: (n, n_topics)."""
    column = {topic: number for number, topic in enumerate(topics())}
    found = [[column[topic] for topic in find_topics(text)] for text in texts]
    rows = np.repeat(np.arange(len(texts)), [len(topic) for topic in found])
    columns = np.array([topic for row in found for topic in row], dtype=np.intp)
    ones = np.ones(len(columns))
    return sparse.csr_array((ones, (rows, columns)), shape=(len(texts), len(column)))


def _rarity(counts: sparse.csr_array) -> NDArray[np.float64]:
    seen = counts.sum(axis=0)
    rarity: NDArray[np.float64] = np.log((1 + counts.shape[0]) / (1 + seen)) + 1
    return rarity


@cache
def _spread() -> sparse.csr_array:
    """Return what each topic says about every other: 1 about itself, less about kindred ones."""
    column = {topic: number for number, topic in enumerate(topics())}
    matrix = sparse.lil_array((len(column), len(column)))
    for topic, row in column.items():
        matrix[row, row] = 1.0
        for other in related(topic):
            matrix[row, column[other]] = _RELATED / len(related(topic)) ** 0.5
    return sparse.csr_array(matrix)
