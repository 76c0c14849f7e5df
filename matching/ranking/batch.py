"""The best hosts for many visitors at once: the sums of `rank`, worked out in blocks.

Texts are compared for a block of visitors in one product; the rows of every other part are
remembered (`matching.ranking.remembered_parts`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from matching.frames import frame, in_short
from matching.ranking.eligibility import ORDINARY, Circumstances
from matching.ranking.excluded import barred
from matching.ranking.parts import DERIVED, TEXTS, text_fit
from matching.ranking.remembered_parts import RememberedParts
from matching.ranking.workers import able_workers, shared_out
from matching.reasons import PartName

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray

    from matching.profiles import Profile
    from matching.ranking.columns import Columns
    from matching.ranking.relevance import Read

    Values = NDArray[np.float64]

_DECIMALS = 9
"""Scores closer than this are equal, so that ties are told by id and not by rounding."""
_CELLS = 160_000
"""Pairs in one block: what stays in the processor's cache is quick."""
_READ_AT_ONCE = 500
_READS_EACH = 4
"""Parts of the visitors for each worker, so that none is left waiting for long."""
_READING = 3_000
"""Reading a visitor's texts takes as long as comparing them with so many hosts."""
_LARGE = 10_000_000
"""Pairs, reading included, that take about a second; for fewer a second process does not pay."""
_KEPT_CELLS = 2_000_000
"""Values that one part remembers, of visitors who say the same."""
_GROUPS = 32


@dataclass(frozen=True, slots=True, repr=False)
class Shortlists:
    """The best hosts of many visitors, the best first, ties in the order of ids.

    `hosts[numbers[i, j]]` is the j-th best for visitor i and `scores[i, j]` its score in [0, 1];
    both are of shape (n_visitors, top). Where no more hosts are allowed the number is -1 and the
    score 0.
    """

    hosts: tuple[Profile, ...]
    numbers: NDArray[np.intp]
    scores: NDArray[np.float64]

    def to_dict(self) -> list[dict[str, Any]]:
        """Return a row a pair: the visitor's number, the place, the host's id and the score."""
        return [
            {"visitor": visitor, "place": place, "host": self.hosts[number].id, "score": score}
            for visitor, row in enumerate(self.numbers.tolist())
            for place, (number, score) in enumerate(
                zip(row, self.scores[visitor].tolist(), strict=True), 1
            )
            if number >= 0
        ]

    def to_frame(self, library: str = "") -> Any:
        """Return the rows of `to_dict` as a data frame, of pandas or polars."""
        return frame(self.to_dict(), library)

    def __repr__(self) -> str:
        told = f"{len(self.numbers)} visitors, {len(self.hosts)} hosts"
        some = range(min(3, len(self.numbers)))
        rows = [f"{number}: {', '.join(self.ids(number)[:3])}" for number in some]
        return in_short("Shortlists", told, rows, len(self.numbers))

    def ids(self, visitor: int) -> tuple[str, ...]:
        """Return the ids of the hosts of the visitor of that number, the best first."""
        return tuple(self.hosts[number].id for number in self.numbers[visitor] if number >= 0)


def shares(weights: Mapping[PartName, float]) -> dict[PartName, float]:
    """Return the share of each part in the whole, in the order in which they are added up."""
    whole = sum(weights.values())
    return {name: weights[name] / whole for name in PartName}


def rounded(scores: Values) -> Values:
    """Return scores in [0, 1] without the last figures, which are noise."""
    return np.clip(scores, 0.0, 1.0).round(_DECIMALS)


class Batch:
    """Hosts, weights and circumstances, ready for any number of visitors."""

    def __init__(
        self,
        columns: Columns,
        weights: Mapping[PartName, float],
        circumstances: Circumstances | Mapping[str, Circumstances],
    ) -> None:
        self._columns = columns
        self._shares = shares(weights)
        self._circumstances = circumstances
        self._remembered = RememberedParts(columns, _KEPT_CELLS)

    def shortlists(
        self,
        visitors: Sequence[Profile],
        top: int,
        progress: Callable[[int, int], object] | None = None,
        workers: int | None = None,
    ) -> Shortlists:
        """Return the `top` best hosts of each visitor; tells `progress` now and then.

        Without a number of `workers` there are as many as are able, where that pays.
        """
        numbers = np.full((len(visitors), max(top, 0)), -1, dtype=np.intp)
        scores = np.zeros(numbers.shape)
        workers = self._paying(visitors) if workers is None else workers
        reads = self._reads(visitors, workers)
        if workers > 1:
            self._columns.make_ready()
        told = progress if workers == 1 else None  # other processes are heard when they are done
        find = partial(self._best, visitors, numbers.shape[1], told)
        for read, found in zip(reads, shared_out(find, reads, workers), strict=True):
            numbers[read], scores[read] = found
            if progress and not told:
                progress(read.stop, len(visitors))
        return Shortlists(self._columns.hosts, numbers, scores)

    def scores(self, visitors: Sequence[Profile]) -> Values:
        """Return the score of every host, NaN for the barred: (n_visitors, n_hosts)."""
        scores = np.zeros((len(visitors), len(self._columns.hosts)))
        for read in self._reads(visitors, 1):
            for block, totals in self._blocks(visitors, read):
                scores[block] = np.where(totals < 0, np.nan, rounded(totals))
        return scores

    def _best(
        self,
        visitors: Sequence[Profile],
        top: int,
        progress: Callable[[int, int], object] | None,
        read: slice,
    ) -> tuple[NDArray[np.intp], Values]:
        """Return the best hosts of the visitors in `read`, as `best` does; tells each block."""
        found = []
        for block, totals in self._blocks(visitors, read):
            found.append(best(totals, top))
            if progress:
                progress(block.stop, len(visitors))
        numbers, scores = zip(*found, strict=True)
        return np.concatenate(numbers), np.concatenate(scores)

    def _paying(self, visitors: Sequence[Profile]) -> int:
        """Return how many workers are worth their while: none but one for a small batch."""
        work = len(visitors) * (len(self._columns.hosts) + _READING)
        return able_workers() if work >= _LARGE else 1

    def _reads(self, visitors: Sequence[Profile], workers: int) -> list[slice]:
        """Return which visitors' texts are read together; several times as many as workers."""
        share = -(-len(visitors) // (_READS_EACH * workers))
        size = _READ_AT_ONCE if workers == 1 else min(_READ_AT_ONCE, max(1, share))
        firsts = range(0, len(visitors), size)
        return [slice(one, min(one + size, len(visitors))) for one in firsts]

    def _blocks(self, visitors: Sequence[Profile], read: slice) -> Iterator[tuple[slice, Values]]:
        """Yield blocks of visitors and the scores of all hosts for each, -1 for the barred."""
        size = max(1, _CELLS // max(1, len(self._columns.hosts)))
        texts = {
            name: self._columns.space.vectors([*map(asked, visitors[read])])
            for name, (asked, _) in TEXTS.items()
        }
        for at in range(read.start, read.stop, size):
            block = slice(at, min(at + size, read.stop))
            inside = slice(block.start - read.start, block.stop - read.start)
            here = {name: vectors[inside] for name, vectors in texts.items()}
            yield block, self._totals(visitors[block], here)

    def _totals(self, visitors: Sequence[Profile], texts: Mapping[PartName, Read]) -> Values:
        """Return the scores of all hosts for some visitors: (n_visitors, n_hosts)."""
        totals = np.zeros((len(visitors), len(self._columns.hosts)))
        worth = _Worth(self, visitors, texts)
        for name, share in self._shares.items():
            if share and (name in TEXTS or name in DERIVED):
                totals += share * worth[name]
            elif share:
                for number, visitor in enumerate(visitors):
                    totals[number] += self.row(name, visitor, share)
        for number, visitor in enumerate(visitors):
            totals[number, barred(visitor, self._columns, self._of(visitor))] = -1.0
        return totals

    def row(self, name: PartName, visitor: Profile, share: float = 1.0) -> Values:
        """Return what one part adds to the score of each host: (n_hosts,)."""
        return self._remembered.of(name, visitor, self._of(visitor).near_km, share)

    def _of(self, visitor: Profile) -> Circumstances:
        if isinstance(self._circumstances, Mapping):
            return self._circumstances.get(visitor.id, ORDINARY)
        return self._circumstances

    def text_fit(self, name: PartName, queries: Read) -> Values:
        """Return what a part that compares texts is worth: (n_queries, n_hosts)."""
        return text_fit(queries, TEXTS[name][1](self._columns))


class _Worth(dict[PartName, "Values"]):
    """What each part is worth for a block, (n_visitors, n_hosts), worked out when asked for."""

    def __init__(
        self,
        batch: Batch,
        visitors: Sequence[Profile],
        texts: Mapping[PartName, Read],
    ) -> None:
        self._batch, self._visitors, self._texts = batch, visitors, texts

    def __missing__(self, name: PartName) -> Values:
        if name in DERIVED:
            found = DERIVED[name](self)
        elif name in TEXTS:
            found = self._batch.text_fit(name, self._texts[name])
        else:
            found = np.array([self._batch.row(name, one) for one in self._visitors])
        self[name] = found
        return found


def best(totals: Values, top: int) -> tuple[NDArray[np.intp], Values]:
    """Return the numbers and the scores of the best in each row, -1 and 0 where there are none.

    `totals` is (n_rows, n_columns), below 0 where it does not count; both results (n_rows, top).
    """
    numbers = np.full((len(totals), top), -1, dtype=np.intp)
    scores = np.zeros(numbers.shape)
    if not numbers.size:
        return numbers, scores
    rows, columns = np.nonzero(totals >= _at_least(totals, top))
    found = rounded(totals[rows, columns])
    order = np.lexsort((columns, -found, rows))
    rows, columns, found = rows[order], columns[order], found[order]
    place = np.arange(len(rows)) - np.searchsorted(rows, rows)
    kept = place < top
    numbers[rows[kept], place[kept]] = columns[kept]
    scores[rows[kept], place[kept]] = found[kept]
    return numbers, scores


def _at_least(totals: Values, top: int) -> Values:
    """Return what the best `top` of each row surely reach, rounding apart: (n_rows, 1).

    The columns are cut into groups; the `top`-th best of the groups' best is such a bound.
    """
    n_groups = totals.shape[1] // _GROUPS
    if n_groups < top:
        return np.zeros((len(totals), 1))
    cut = totals[:, : n_groups * _GROUPS].reshape(len(totals), _GROUPS, n_groups)
    bound = np.partition(cut.max(axis=1), n_groups - top, axis=1)[:, [n_groups - top]]
    return np.maximum(bound - 10.0**-_DECIMALS, 0.0)
