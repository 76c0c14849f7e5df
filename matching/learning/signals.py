"""Which parts of a score tell how pairs ended: means, and Mann-Whitney's share of right orders."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING

import numpy as np

from matching.reasons import PartName

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Values = NDArray[np.float64]
    Answers = NDArray[np.bool_]

DOUBT = 0.05
"""How often chance alone may make any part at all stand out."""

_NEARLY = 1e-9


@dataclass(frozen=True, slots=True)
class Signal:
    """How a part differs between pairs that ended well and the others.

    `well` and `badly` are its means, in [0, 1]. `auc` is how often, of one pair of each sort, the
    one that ended well has more of the part (a draw is half); `low` and `high` hold the truth of
    every part at once, nineteen times in twenty.
    """

    part: PartName
    well: float
    badly: float
    auc: float
    low: float
    high: float

    @property
    def tells(self) -> bool:
        """Whether chance is a poor explanation."""
        return not self.low <= 1 / 2 <= self.high


def signals(values: Values, well: Answers) -> tuple[Signal, ...]:
    """Return each part's signal, those furthest from chance first.

    `values` are (n_pairs, n_parts) in the order of PartName, `well` is (n_pairs,) with at least one
    pair of each sort.
    """
    z = surely(len(PartName))
    found = [
        _signal(part, column, well, z) for part, column in zip(PartName, values.T, strict=True)
    ]
    return tuple(sorted(found, key=lambda one: -abs(one.auc - 1 / 2)))


def surely(tries: int) -> float:
    """Return how many standard errors chance passes once in twenty looks at `tries` figures."""
    from scipy.special import ndtri  # noqa: PLC0415 - a start does not wait for it

    return -float(ndtri(DOUBT / (2 * tries)))


def auc(values: Values, well: Answers) -> float:
    """Return how often one that ended well has more than one that did not; a draw is half.

    This is U of Mann and Whitney by the number of pairs of one of each sort, from mean ranks.
    `values` and `well` are (n,), with at least one of each sort.
    """
    n_well, n_badly = int(well.sum()), int((~well).sum())
    above = float(_ranks(values)[well].sum()) - n_well * (n_well + 1) / 2
    return above / (n_well * n_badly)


def _ranks(values: Values) -> Values:
    """Return the place of each value among all, from 1; equal ones share the mean of theirs."""
    _, places, counts = np.unique(values, return_inverse=True, return_counts=True)
    ranks: Values = (np.cumsum(counts) - (counts - 1) / 2)[places]
    return ranks


def interval(found: float, n_well: int, n_badly: int, z: float) -> tuple[float, float]:
    """Return the values in [0, 1] that are less than `z` standard errors from `found`.

    The error is that of Hanley and McNeil at the value itself, not at what was found, with the
    sizes averaged: the interval is never empty, also where all orders are right (Newcombe 2006).
    """
    low = _lowest(found, n_well, n_badly, z)
    return low, 1 - _lowest(1 - found, n_well, n_badly, z)


def _lowest(found: float, n_well: int, n_badly: int, z: float) -> float:
    from scipy.optimize import brentq  # noqa: PLC0415 - a start does not wait for it

    def beyond(value: float) -> float:
        return found - value - z * sqrt(_variance(value, n_well, n_badly))

    top = found - _NEARLY
    if top <= 0 or beyond(top) >= 0:
        return 0.0
    return float(brentq(beyond, 0.0, top))


def _variance(value: float, n_well: int, n_badly: int) -> float:
    more = (n_well + n_badly) / 2 - 1
    spread = 1 + more * ((1 - value) / (2 - value) + value / (1 + value))
    return value * (1 - value) * spread / (n_well * n_badly)


def _signal(part: PartName, values: Values, well: Answers, z: float) -> Signal:
    share = auc(values, well)
    low, high = interval(share, int(well.sum()), int((~well).sum()), z)
    means = float(values[well].mean()), float(values[~well].mean())
    return Signal(part, *means, share, low, high)
