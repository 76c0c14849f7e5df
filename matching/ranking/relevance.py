"""How much one text is about what another text is about.

A text is read in six ways: words and pairs of words, letter groups inside words (for compounds,
endings and slips), topics of the vocabulary (for synonyms and other languages), trades that its
everyday words tell of (an orchard of food), the things that they name (a cow, a flood), and its
meaning, where there is an encoder. Each gives a cosine. What a cosine is worth as evidence depends
on how often chance brings it about among such texts: long ones share some topics whatever they are
about, short ones hardly ever do. So each is told in standard deviations from chance, as measured on the
body of texts; the evidence adds up, and from it follows how likely it is that the two fit.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple, Self

import numpy as np
from scipy import sparse

from matching.ranking.told_counts import everyday_counts, spread, topic_columns, topic_counts
from matching.short_profiles import as_texts
from matching.topics.vocabulary import LONGEST_TEXT, find_topics, topics
from matching.words.encoder import AS_USUAL, EXACT, chosen, whole
from matching.words.terms import Terms, letter_groups, telling_words, with_pairs

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from matching.words.encoder import AsUsual, Encoder

_COMMON, _COMMON_AT_LEAST = 0.1, 500
"""Letter groups in more texts than this say next to nothing and would be most of the work."""
_MEANT = 0.08
"""Cosines of a topic and a text that speaks of it are not below this; those of others mostly are."""
_FEW, _SPELT = 30.0, 2
"""Telling words of a text of which what it shares in words and letters, the first two blocks, counts half."""
_FEW_EVERYDAY = 60.0
"""The same of everyday words, which count the less the more there are."""
_EVERYDAY = 2
"""The last blocks are of everyday words: trades and things."""
_MEANT_TRADE = 0.7
"""What a trade of a text counts whose meaning is known, which tells most of it: half, where both are."""
_SAMPLE = 160
"""Texts by which chance is measured, taken from all over the body."""
_ALIKE = 0.9
"""Texts nearer than this are copies of each other: no chance."""
_USUAL_TEXTS = 40
"""What is usual counts like so many texts measured; small bodies tell little about chance."""


class Way(NamedTuple):
    """A way to read texts: what a standard deviation of its cosines is worth, and what is usual.

    `least` is added to every deviation: where chance never brings a cosine about, the smallest one
    would else be worth any amount.
    """

    worth: float
    mean: float
    deviation: float
    least: float


WORDS = Way(0.8, 0.002, 0.02, 0.05)
LETTERS = Way(0.8, 0.015, 0.04, 0.05)
TOPICS = Way(0.5, 0.01, 0.07, 0.05)
TRADES = Way(0.5, 0.04, 0.2, 0.05)
THINGS = Way(1.2, 0.02, 0.1, 0.05)
MEANING = Way(2.0, 0.0, 0.12, 0.02)
"""What is worth how much was fitted, with the two figures below, to the pairs of texts that
`python -m tests.bench meaning` measures: a logistic of need and offer, where one in twenty fits."""
_WAYS = (WORDS, LETTERS, TOPICS, TRADES, THINGS, MEANING)
_BY_CHANCE, _BY_CHANCE_UNREAD = -4.5, -3.0
"""The log-odds that two texts fit which are as near as chance has it, their meanings known or not."""


@dataclass(frozen=True, slots=True)
class Read:
    """Texts as they were read: sparse `words` (n, n_features), and meanings (n, size), 0 for none."""

    words: sparse.csr_array
    meanings: NDArray[np.float32]

    def __getitem__(self, chosen: slice | NDArray[np.intp]) -> Read:
        return Read(self.words[chosen], self.meanings[chosen])

    @property
    def told(self) -> NDArray[np.bool_]:
        """Which texts have a word or a meaning that is known here: (n,)."""
        return (np.diff(self.words.indptr) > 0) | self.meanings.any(axis=1)

    def then(self, others: Read) -> Read:
        """Return these texts and then others of the same space."""
        words = sparse.csr_array(sparse.vstack([self.words, others.words], format="csr"))
        return Read(words, np.concatenate([self.meanings, others.meanings]))


class TextSpace:
    """The weights of words, letter groups and topics, learnt from a body of texts.

    With an `encoder` the meanings of texts count besides.
    """

    def __init__(self, encoder: Encoder | None = None) -> None:
        self.encoder = encoder
        known = getattr(encoder, "topics", None)
        self._topics = None if known is None else known.astype(np.float32)

    @classmethod
    def learnt(
        cls,
        texts: Sequence[str],
        encoder: Encoder | None = None,
        spoken_of: Sequence[Sequence[str]] | None = None,
    ) -> tuple[Self, Read]:
        """Return a space of `texts`, and the texts as read in it.

        `spoken_of` are the topics that each text speaks of, if they were found already.
        """
        space = cls(encoder)
        return space, space._learn(texts, spoken_of or [*map(find_topics, texts)])

    def _learn(self, texts: Sequence[str], spoken_of: Sequence[Sequence[str]]) -> Read:
        texts = [text[:LONGEST_TEXT] for text in texts]
        n_known = sum(map(bool, map(str.strip, texts)))
        self._terms, self._groups = Terms(), Terms()
        words = [telling_words(text) for text in texts]
        spoken = self._terms.learn(map(with_pairs, words))
        self._words = Terms()
        by_word = self._words.learn(words)
        self._spelt = self._groups.learn(map(letter_groups, self._words.column))
        lettered = by_word @ self._spelt
        named, everyday = topic_counts(spoken_of), everyday_counts(texts)
        self._everyday_rarity = [_rarity(counts, n_known) for counts in everyday]
        self._term_rarity = _rarity(spoken, n_known)
        self._group_rarity = _rarity(lettered, n_known)
        often = _document_counts(lettered) > max(_COMMON * n_known, _COMMON_AT_LEAST)
        self._group_rarity[often] = 0.0
        self._topic_rarity = _rarity(named, n_known)
        self.rarity = dict(zip(topics(), self._topic_rarity.tolist(), strict=True))
        meanings = self._meant(texts)
        blocks = self._blocks(spoken, lettered, self._meant_topics(named, meanings), everyday)
        self._weigh_up(blocks, meanings)
        return self._joined(self._trusted(blocks, words, meanings), meanings)

    def vectors(self, texts: Sequence[str]) -> Read:
        """Return texts as they read in this space."""
        texts = [text[:LONGEST_TEXT] for text in texts]
        words = [telling_words(text) for text in texts]
        spoken = self._terms.count(map(with_pairs, words))
        named = topic_counts([*map(find_topics, texts)])
        meanings = self._meant(texts)
        topical = self._meant_topics(named, meanings)
        blocks = self._blocks(spoken, self._lettered(words), topical, everyday_counts(texts))
        return self._joined(self._trusted(blocks, words, meanings), meanings)

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

    def speaks_of(self, topic: str, text: str) -> bool:
        """Return whether a topic that was found in a text by a word may be what the text means."""
        meaning = self._meaning_of(text) if self._topics is not None else None
        if self._topics is None or meaning is None or not meaning.any():
            return True
        return float(self._topics[topic_columns()[topic]] @ meaning) >= _MEANT * EXACT**2

    def _meant_topics(
        self, named: sparse.csr_array, meanings: NDArray[np.float32]
    ) -> sparse.csr_array:
        """Return topics of texts without those that a word named by accident."""
        if self._topics is None or not named.nnz:
            return named
        rows = np.repeat(np.arange(named.shape[0]), np.diff(named.indptr))
        products = np.einsum("ij,ij->i", meanings[rows], self._topics[named.indices])
        meant = (products >= _MEANT * EXACT**2) | ~np.asarray(meanings.any(axis=1))[rows]
        named.data = named.data * meant
        named.eliminate_zeros()
        return named

    def understands(self, *texts: str) -> bool:
        """Return whether the meanings of all these texts are known."""
        return self.encoder is not None and all(self._meaning_of(one).any() for one in texts)

    def nearness(self, one: str, other: str) -> float:
        """Return how near the meanings of two texts are, in deviations from chance.

        What is not known is infinitely near: it speaks against nothing.
        """
        if not self.understands(one, other):
            return math.inf
        cosine = np.dot(self._meaning_of(one), self._meaning_of(other)) / EXACT**2
        mean, deviation = self._meant_by_chance
        return float((cosine - mean) / deviation)

    def _meaning_of(self, text: str) -> NDArray[np.float32]:
        (meaning,) = self._meant([text[:LONGEST_TEXT]])
        return np.asarray(meaning, dtype=np.float32)

    def _blocks(
        self,
        spoken: sparse.csr_array,
        lettered: sparse.csr_array,
        named: sparse.csr_array,
        everyday: Sequence[sparse.csr_array],
    ) -> tuple[sparse.csr_array, ...]:
        """Return words, letter groups, topics, trades and things of texts, each row of length 1 or 0."""
        for counts in (spoken, lettered):
            counts.data = 1 + np.log(counts.data)  # said ten times does not count tenfold
        blocks = spoken, lettered, sparse.csr_array(named @ spread()), *everyday
        rarities = (
            *(self._term_rarity, self._group_rarity, self._topic_rarity),
            *self._everyday_rarity,
        )
        for block, rarity in zip(blocks, rarities, strict=True):
            _weigh(block, rarity)
            _stretch(block)
        return blocks

    def _meant(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return the meanings of texts in whole numbers: (n, size), 0 for what is not understood."""
        if self.encoder is None:
            return np.zeros((len(texts), 0), dtype=np.float32)
        return whole(self.encoder.encode(texts)).astype(np.float32)

    def _weigh_up(self, blocks: Sequence[sparse.csr_array], meanings: NDArray[np.float32]) -> None:
        """Find out what chance does among the texts, and from it what each way's cosines count."""
        n_texts = meanings.shape[0]
        some = np.unique(np.linspace(0, max(n_texts - 1, 0), _SAMPLE).astype(np.intp))[:n_texts]
        few = [block[some] for block in blocks]
        cosines = [(block @ block.T).toarray() for block in few]
        cosines.append(meanings[some] @ meanings[some].T / EXACT**2)
        said = [np.diff(block.indptr) > 0 for block in few] + [
            np.asarray(meanings[some].any(axis=1))
        ]
        usual = [_usual(*one) for one in zip(_WAYS, cosines, said, strict=True)]
        counts = [way.worth / spread for way, (_, spread) in zip(_WAYS, usual, strict=True)]
        ways = len(_WAYS) if meanings.size else len(blocks)
        by_chance = [count * mean for count, (mean, _) in zip(counts, usual, strict=True)]
        self._counts = counts[: len(blocks)]
        self._meant_by_chance = usual[-1]
        self.meaning_counts = np.float32(counts[-1] / EXACT**2)
        at_first = _BY_CHANCE if meanings.size else _BY_CHANCE_UNREAD
        self.no_evidence = np.float32(at_first - sum(by_chance[:ways]))

    def _trusted(
        self,
        blocks: tuple[sparse.csr_array, ...],
        words: Sequence[Sequence[str]],
        meanings: NDArray[np.float32],
    ) -> tuple[sparse.csr_array, ...]:
        """Return blocks of which words and letters count by how many words a text has.

        One word of ten that two texts share is chance or a false friend more often than one likeness
        of a hundred; where no meaning is known it is all there is. Trades and things count the more the
        fewer the words: in a long text those tell for themselves.
        """
        told = np.array([len(row) for row in words], dtype=np.float32)
        known = meanings.any(axis=1) if meanings.size else np.zeros(len(told), dtype=np.bool_)
        trust = np.where(known, told / (told + _FEW), 1.0).astype(np.float32)
        for block in blocks[:_SPELT]:
            block.data *= np.repeat(trust, np.diff(block.indptr))
        alone = np.sqrt(_FEW_EVERYDAY / (told + _FEW_EVERYDAY)) * np.where(known, _MEANT_TRADE, 1.0)
        everyday = alone.astype(np.float32)
        for block in blocks[-_EVERYDAY:]:
            block.data *= np.repeat(everyday, np.diff(block.indptr))
        return blocks

    def _joined(self, blocks: Sequence[sparse.csr_array], meanings: NDArray[np.float32]) -> Read:
        for block, count in zip(blocks, self._counts, strict=True):
            block.data *= np.float32(count**0.5)
        return Read(_side_by_side(blocks), meanings)


def _usual(way: Way, cosines: NDArray[np.float32], said: NDArray[np.bool_]) -> tuple[float, float]:
    """Return mean and deviation of cosines between texts that chance brought together."""
    apart = said[:, None] & said & (cosines < _ALIKE)
    found = cosines[apart & ~np.eye(len(said), dtype=np.bool_)].astype(np.float64)
    share = said.sum() / (said.sum() + _USUAL_TEXTS) if found.size else 0.0
    mean = way.mean + share * ((found.mean() if found.size else 0.0) - way.mean)
    measured = found.var() if found.size else 0.0
    variance = way.deviation**2 + share * (measured - way.deviation**2)
    return float(mean), float(np.sqrt(variance) + way.least)


def likelihood(evidence: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return how likely two texts fit, in place of the log-odds of it: in [0, 1]."""
    np.negative(evidence, out=evidence)
    np.clip(evidence, -80.0, 80.0, out=evidence)
    np.exp(evidence, out=evidence)
    evidence += 1.0
    return np.reciprocal(evidence, out=evidence)


def relevance(
    queries: Iterable[str],
    documents: Iterable[str],
    *,
    encoder: Encoder | AsUsual | None = AS_USUAL,
) -> NDArray[np.float64]:
    """Return how likely each document is what each query asks for: (n_queries, n_documents).

    Any iterables of texts will do, and one text alone for a list of one. Meanings are compared by
    the usual encoder (see `matching.words.encoder`) or the one given; None is words alone. What
    has no words is 0.
    """
    questions, answers = as_texts(queries), as_texts(documents)
    if not questions or not answers:
        return np.zeros((len(questions), len(answers)))
    space, read = TextSpace.learnt([*questions, *answers], chosen(encoder))
    asked, given = read[: len(questions)], read[len(questions) :]
    evidence = (asked.words @ given.words.T).toarray()
    evidence += (asked.meanings @ given.meanings.T) * space.meaning_counts
    found = likelihood(evidence + space.no_evidence).astype(np.float64)
    return np.where(asked.told[:, None] & given.told, found, 0.0)


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


def _stretch(matrix: sparse.csr_array) -> None:
    """Give every row that is not empty the length 1."""
    counts = np.diff(matrix.indptr)
    squares = np.add.reduceat(np.append(matrix.data, 0).astype(np.float64) ** 2, matrix.indptr[:-1])
    lengths = np.sqrt(np.where(counts > 0, squares, np.inf))
    matrix.data *= np.repeat(1 / lengths, counts).astype(np.float32)


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
