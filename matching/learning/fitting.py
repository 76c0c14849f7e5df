"""Weights that answers speak for: a regression that starts at the present ones and leaves them late.

What is said of the present weights w: the odds that a pair ends well grow by exp(s · w · x + d · x)
for its parts x. s is the use of the score as it is, d what the parts tell beyond it. A priori d is
about nothing and s about 4 (ten points more make the odds half as much again), so with few answers
nothing moves. Of each d only what chance cannot explain is kept: r = 1 - (c / z)², z its standard
errors and c what chance passes once in twenty looks at all parts together; r is 0 where z < c and
nears 1 as answers add up. Suggested is w + r · d / s, at least half and at most twice of w, policy
parts as they are, and all of it only if it puts answers that it has not seen in a better order.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum, auto
from typing import TYPE_CHECKING

import numpy as np

from matching.learning.signals import auc, signals, surely
from matching.ranking.batch import shares
from matching.reasons import PartName
from matching.weights import checked_weights

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from numpy.typing import NDArray

    from matching.learning.signals import Signal

    Values = NDArray[np.float64]
    Answers = NDArray[np.bool_]

LEAST = 30
"""Fewer answers say nothing: by chance alone 30 put a share 18 points to either side."""

LEAST_OF_EACH = 5
FOLDS = 5
_USE, _USE_SPREAD = 4.0, 4.0
_BEYOND_SPREAD = 1.0  # a part may be worth odds of e more, or less, than its weight says
_BASE_SPREAD = 10.0
_STEP = 2.0
_DIGITS = 3


class Verdict(StrEnum):
    """What may be suggested."""

    TOO_FEW = auto()
    TOO_ALIKE = auto()  # nearly all ended well, or nearly none
    NOTHING_STANDS_OUT = auto()
    NOT_BETTER = auto()  # on answers it has not seen
    BETTER = auto()


@dataclass(frozen=True, slots=True)
class Ended:
    """How one pair ended: whose it was (a visitor's pairs belong together), its parts, and if well."""

    visitor: int
    parts: Mapping[str, float]
    well: bool


@dataclass(frozen=True, slots=True)
class Lesson:
    """What `count` pairs teach, of which `well` ended well.

    `thirds` are the shares that ended well in the third with the lowest, middle and highest present
    scores. `now` and `then` are how often pairs unseen are put in the right order (see
    `signals.auc`) by the present and by suggested weights. `weights` are suggested for every part,
    adding up to 1, if the verdict is BETTER; else the present ones.
    """

    verdict: Verdict
    count: int
    well: int
    weights: Mapping[PartName, float]
    signals: tuple[Signal, ...] = ()
    thirds: tuple[float, ...] = ()
    now: float = 0.5
    then: float = 0.5


def learn(
    pairs: Sequence[Ended], weights: Mapping[str, float], fixed: Collection[str] = ()
) -> Lesson:
    """Return what pairs teach about weights; those of `fixed` parts are never touched.

    A part that a pair does not have (it is newer) counts as its mean. Raises BadWeightsError.
    """
    present = shares(checked_weights(weights))
    well = np.array([one.well for one in pairs], dtype=np.bool_)
    count, good = len(pairs), int(well.sum())
    if count < LEAST:
        return Lesson(Verdict.TOO_FEW, count, good, present)
    if min(good, count - good) < LEAST_OF_EACH:
        return Lesson(Verdict.TOO_ALIKE, count, good, present)
    values, row = _table(pairs), np.array([*present.values()])
    free = np.array([part not in fixed for part in PartName]) & (row > 0)
    told = signals(values, well)
    thirds = _thirds(values @ row, well)
    found = suggested(values, well, row, free)
    if found is None:
        now = auc(values @ row, well)
        nothing = Verdict.NOTHING_STANDS_OUT
        return Lesson(nothing, count, good, present, told, thirds, now, now)
    folds = np.unique([one.visitor for one in pairs], return_inverse=True)[1] % FOLDS
    now, then = auc(values @ row, well), auc(_unseen(values, well, row, free, folds), well)
    if then <= now:
        return Lesson(Verdict.NOT_BETTER, count, good, present, told, thirds, now, then)
    new = dict(zip(PartName, _rounded(found, free).tolist(), strict=True))
    return Lesson(Verdict.BETTER, count, good, new, told, thirds, now, then)


def suggested(values: Values, well: Answers, weights: Values, free: Answers) -> Values | None:
    """Return weights (n_parts,) with the same sum, or None where nothing stands out of chance.

    `values` are (n_pairs, n_parts), `well` (n_pairs,), `weights` and `free` (n_parts,).
    """
    use, beyond, errors = _fitted(values, well, weights)
    z = np.abs(beyond) / errors
    kept = np.clip(1 - (surely(int(free.sum()) or 1) / np.maximum(z, 1e-9)) ** 2, 0.0, 1.0)
    kept[~free] = 0.0
    if not kept.any():
        return None
    aimed = np.clip(weights + kept * beyond / max(use, _USE), 0.0, None)
    new = weights.copy()
    new[free] = _within_a_step(aimed[free], weights[free])
    return new


def _fitted(values: Values, well: Answers, weights: Values) -> tuple[float, Values, Values]:
    """Return s, d and the standard errors of d: the likeliest given the data and what was thought."""
    centred = values - values.mean(axis=0)
    design = np.column_stack([np.ones(len(well)), centred @ weights, centred])
    from scipy.optimize import minimize  # noqa: PLC0415 - a start does not wait for it
    from scipy.special import expit  # noqa: PLC0415 - as above

    thought = np.zeros(design.shape[1])
    thought[1] = _USE
    spread = np.full(design.shape[1], _BEYOND_SPREAD)
    spread[:2] = _BASE_SPREAD, _USE_SPREAD

    def against(theta: Values) -> float:
        odds = design @ theta
        unlikely = np.logaddexp(0.0, odds).sum() - odds[well].sum()
        return float(unlikely + (((theta - thought) / spread) ** 2).sum() / 2)

    def slope(theta: Values) -> Values:
        rest = design.T @ (expit(design @ theta) - well)
        return np.asarray(rest + (theta - thought) / spread**2)

    def bend(theta: Values) -> Values:
        chances = expit(design @ theta)
        return np.asarray(
            (design * (chances * (1 - chances))[:, None]).T @ design + np.diag(spread**-2.0)
        )

    theta = minimize(against, thought, method="trust-exact", jac=slope, hess=bend).x
    errors = np.sqrt(np.diag(np.linalg.inv(bend(theta))))
    return float(theta[1]), theta[2:], errors[2:]


def _within_a_step(aimed: Values, weights: Values) -> Values:
    """Return the aims in proportion, each within a step of its weight, with the weights' sum."""
    from scipy.optimize import brentq  # noqa: PLC0415 - a start does not wait for it

    total = weights.sum()

    def kept(scale: float) -> Values:
        return np.clip(scale * aimed, weights / _STEP, weights * _STEP)

    most = _STEP * float((weights[aimed > 0] / aimed[aimed > 0]).max(initial=1.0))
    if kept(most).sum() <= total:  # what is aimed at nothing cannot make up for the rest
        return weights
    scale = brentq(lambda scale: float(kept(scale).sum() - total), 0.0, most)
    return kept(float(scale))


def _unseen(
    values: Values, well: Answers, weights: Values, free: Answers, folds: NDArray[np.intp]
) -> Values:
    """Return each pair's score (n_pairs,) under weights suggested by the other visitors' pairs."""
    scores = values @ weights
    for fold in range(FOLDS):
        out = folds == fold
        new = suggested(values[~out], well[~out], weights, free) if (~out).any() else None
        if new is not None:
            scores[out] = values[out] @ new
    return scores


def _rounded(weights: Values, free: Answers) -> Values:
    """Return weights that read well and add up to what they did; the largest takes what is over."""
    short = np.where(free, weights.round(_DIGITS), weights)
    short[np.where(free, short, -1.0).argmax()] += weights.sum() - short.sum()
    return short


def _table(pairs: Sequence[Ended]) -> Values:
    rows = [[one.parts.get(part, np.nan) for part in PartName] for one in pairs]
    values = np.array(rows, dtype=np.float64)
    known = ~np.isnan(values)
    means = np.where(known, values, 0.0).sum(axis=0) / np.maximum(known.sum(axis=0), 1)
    return np.where(known, values, means)


def _thirds(scores: Values, well: Answers) -> tuple[float, ...]:
    order = np.argsort(scores, kind="stable")
    return tuple(float(well[some].mean()) for some in np.array_split(order, 3))
