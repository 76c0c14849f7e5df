"""The pairs that may be matched, with their scores: ordered by id, so that ties fall alike."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from scipy import sparse

from matching.cohort.model.errors import BadScores

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Scores: TypeAlias = NDArray[np.float64] | sparse.csr_array
    Numbers: TypeAlias = NDArray[np.intp]
    Whole: TypeAlias = NDArray[np.int64]
    Marked: TypeAlias = NDArray[np.bool_]

HIGHEST = 1.0


@dataclass(frozen=True, slots=True)
class Candidates:
    """Eligible pairs, ordered by visitor and host: three arrays (n_pairs,).

    `visitor` and `host` are places in `visitors` and `hosts`, which are ordered by id; `start` is
    where each visitor's pairs begin (n_visitors + 1,).
    """

    visitors: tuple[str, ...]
    hosts: tuple[str, ...]
    visitor: Numbers
    host: Numbers
    score: NDArray[np.float64]
    start: Numbers

    def only(self, kept: Numbers) -> Candidates:
        """Return the pairs that stand at these places, in order: (n_kept,)."""
        return _gather(
            self.visitors, self.hosts, self.visitor[kept], self.host[kept], self.score[kept]
        )

    def find(self, visitor: int, host: int) -> int | None:
        """Return where a pair stands, None where it is not eligible."""
        first, last = self.start[visitor], self.start[visitor + 1]
        place = first + int(np.searchsorted(self.host[first:last], host))
        return place if place < last and self.host[place] == host else None


def read_candidates(visitors: Sequence[str], hosts: Sequence[str], scores: Scores) -> Candidates:
    """Return the eligible pairs of a table of scores: (n_visitors, n_hosts), in [0, 1].

    In an array NaN and -inf bar a pair; in a sparse matrix only stored pairs are eligible. Raises
    BadScores for another shape, ids that are not unique, and scores that are no such number.
    """
    for side, ids in (("visitor", visitors), ("host", hosts)):
        if len(set(ids)) < len(ids):
            raise BadScores(why=f"a {side} stands there twice")
    if scores.shape != (len(visitors), len(hosts)):
        shape = " × ".join(str(one) for one in scores.shape)
        raise BadScores(why=f"{shape} scores for {len(visitors)} visitors and {len(hosts)} hosts")
    read = _stored(scores) if isinstance(scores, sparse.csr_array) else _allowed(scores)
    visitor, host, score = read
    _check(score)
    by_visitor, by_host = np.argsort(np.array(visitors)), np.argsort(np.array(hosts))
    visitor, host = _renumber(by_visitor, visitor), _renumber(by_host, host)
    if np.any(np.diff(visitor) < 0) or np.any((np.diff(visitor) == 0) & (np.diff(host) < 0)):
        order = np.lexsort((host, visitor))
        visitor, host, score = visitor[order], host[order], score[order]
    names = tuple(sorted(visitors)), tuple(sorted(hosts))
    return _gather(*names, visitor, host, score)


def _stored(scores: sparse.csr_array) -> tuple[Numbers, Numbers, NDArray[np.float64]]:
    table = scores.copy()
    table.sum_duplicates()
    rows = np.repeat(np.arange(table.shape[0]), np.diff(table.indptr))
    return rows, table.indices.astype(np.intp), np.asarray(table.data, dtype=np.float64)


def _allowed(scores: NDArray[np.float64]) -> tuple[Numbers, Numbers, NDArray[np.float64]]:
    table = np.asarray(scores, dtype=np.float64)
    allowed = ~(np.isnan(table) | np.isneginf(table))
    flat = np.flatnonzero(allowed)
    rows, columns = np.divmod(flat, max(1, table.shape[1]))
    return rows, columns, table.ravel()[flat]


def _check(score: NDArray[np.float64]) -> None:
    bad = ~((score >= 0) & (score <= HIGHEST))
    if bad.any():
        raise BadScores(why=f"{score[bad][0]} is not a number from 0 to 1")


def _renumber(order: Numbers, numbers: Numbers) -> Numbers:
    if np.array_equal(order, np.arange(len(order))):
        return numbers
    place = np.empty(len(order), dtype=np.intp)
    place[order] = np.arange(len(order))
    return place[numbers]


def _gather(
    visitors: tuple[str, ...],
    hosts: tuple[str, ...],
    visitor: Numbers,
    host: Numbers,
    score: NDArray[np.float64],
) -> Candidates:
    start = np.searchsorted(visitor, np.arange(len(visitors) + 1))
    return Candidates(visitors, hosts, visitor, host, score, start)
