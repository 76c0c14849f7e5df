"""Names of organisations as sparse vectors: what they share says whether they are one.

Three blocks: words and pairs of words, letter groups inside words (for slips, endings and
compounds), and short forms. The letters of a word are looked at once, however many names have it.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy import sparse

from matching.organisations.names import common_words
from matching.words.terms import Terms

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from matching.organisations.names import NameParts

    Feature = Callable[[str], Sequence[str]]

OF_A_UNIT = 0.3
"""What a feature is worth that stands only where a piece of an organisation is named."""
_PRIOR = 1000
"""Organisations the register is eked out with, so that rarity means something in a small one."""
_COMMON_SHARE = 0.02
"""Of those, the share that carries each common word."""
_GROUPS = (2, 3, 4)


class Said(NamedTuple):
    """What a block reads of names: a row each of what names it and of what is inside it."""

    named: Sequence[Sequence[str]]
    inside: Sequence[Sequence[str]]


def words_said(names: Sequence[NameParts]) -> Said:
    """Return the words and pairs of names."""
    return Said(
        [(*one.named.words, *one.named.pairs) for one in names],
        [(*one.inside.words, *one.inside.pairs) for one in names],
    )


def letters_said(names: Sequence[NameParts]) -> Said:
    """Return the words of names, whose letters count."""
    return Said([one.named.words for one in names], [one.inside.words for one in names])


def short_forms_said(names: Sequence[NameParts]) -> Said:
    """Return the short forms of names."""
    return Said([one.short_forms for one in names], [()] * len(names))


def letter_groups(word: str) -> list[str]:
    """Return the groups of two to four letters of a word, its edges marked."""
    edged = f" {word} "
    return [edged[at : at + size] for size in _GROUPS for at in range(len(edged) - size + 1)]


class Block:
    """One block's features and how rare each is, learnt from the names of a register.

    `known` are the vectors of those names, (n_names, n_features). What is said is a feature itself,
    or else has the features that `feature` finds in it.
    """

    def __init__(self, known: Said, feature: Feature | None = None) -> None:
        self._feature, self._features = feature, Terms()
        weights = self._weights(known, self._features.learn)
        n_names = len(known.named)
        common = common_words()
        prior = [_PRIOR * _COMMON_SHARE if one in common else 1.0 for one in self._features.column]
        seen = np.bincount(weights.indices, minlength=len(prior))
        self._rarity = np.log((1 + _PRIOR + n_names) / (seen + np.array(prior))) + 1.0
        self._unseen = float(np.log(1.0 + _PRIOR + n_names) + 1.0)
        self.known = self._scaled(weights, np.zeros(n_names))

    def rarity_of(self, feature: str) -> float:
        """Return how much a feature tells, most for one never seen."""
        column = self._features.column.get(feature)
        return self._unseen if column is None else float(self._rarity[column])

    def vectors(self, asked: Said) -> sparse.csr_array:
        """Return one row a name, (n_names, n_features), of length 1 at most.

        Features the register has not count in a row's length all the same: what is not shared
        makes two names less alike.
        """
        strange = self._weights(asked, partial(_learn_others, self._features))
        missing = _squares(strange) * self._unseen**2
        return self._scaled(self._weights(asked, self._features.count), missing)

    def _weights(
        self, said: Said, number: Callable[[Iterable[Sequence[str]]], sparse.csr_array]
    ) -> sparse.csr_array:
        """Return the weight of each feature in each name, (n_names, n_features)."""
        n_names = len(said.named)
        inside = said.inside if any(said.inside) else ()
        have = self._have([*said.named, *inside], number)
        have.data[:] = 1.0
        if not inside:
            return have
        return have[:n_names].maximum(have[n_names:] * np.float32(OF_A_UNIT))

    def _have(
        self,
        rows: Sequence[Sequence[str]],
        number: Callable[[Iterable[Sequence[str]]], sparse.csr_array],
    ) -> sparse.csr_array:
        """Return how often each row has each feature: (n_rows, n_features)."""
        if not self._feature:
            return number(rows)
        words = Terms()
        by_word = words.learn(rows)
        return sparse.csr_array(by_word @ number(map(self._feature, words.column)))

    def _scaled(self, weights: sparse.csr_array, missing: np.ndarray) -> sparse.csr_array:
        """Return weights by rarity, in rows of length 1 with what is `missing` (n_names,)."""
        values = weights.data * self._rarity[weights.indices]
        rows = sparse.csr_array((values, weights.indices, weights.indptr), shape=weights.shape)
        squares = _squares(rows) + missing
        lengths = np.sqrt(np.where(squares > 0, squares, 1.0))
        rows.data /= np.repeat(lengths, np.diff(rows.indptr))
        return rows


def _learn_others(known: Terms, rows: Iterable[Sequence[str]]) -> sparse.csr_array:
    """Return how often each row has each feature that is not known."""
    return Terms().learn([[one for one in row if one not in known.column] for row in rows])


def _squares(rows: sparse.csr_array) -> np.ndarray:
    """Return the squared length of each row: (n_rows,)."""
    numbers = np.repeat(np.arange(rows.shape[0]), np.diff(rows.indptr))
    return np.bincount(numbers, rows.data.astype(np.float64) ** 2, rows.shape[0])
