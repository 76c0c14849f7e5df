"""Weights learnt from answers, beside those of a plain logistic regression and beside the truth."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import expit
from sklearn.linear_model import LogisticRegression

from matching.learning.fitting import Ended, learn
from matching.learning.signals import auc
from matching.reasons import PartName
from matching.weights import DEFAULT_WEIGHTS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from tests.bench.figures import Figures

    Values = NDArray[np.float64]

PRESENT = np.array([DEFAULT_WEIGHTS[part] for part in PartName])
USE = 12.0  # of the true score: odds of 11 to 1 between its tenth and ninetieth of a hundred
ROUNDS = 20
UNSEEN = 20_000


def learning(figures: Figures) -> None:
    """Of 100 unseen pairs, how many fewer are in the right order than could be; mean of 20 draws."""
    other = PRESENT.copy()
    other[[*PartName].index(PartName.LANGUAGES)] *= 5
    other[[*PartName].index(PartName.NEEDS)] /= 4
    for name, truth in (("weights are right", PRESENT), ("two parts are wrong", other)):
        for count in (40, 160, 640):
            _compare(figures, f"{name}, {count} answers", truth / truth.sum(), count)
    values, well = _drawn(np.random.default_rng(0), 5_000, PRESENT)
    begun = time.perf_counter()
    learn(_pairs(values, well), DEFAULT_WEIGHTS)
    figures.add("5,000 answers", f"{time.perf_counter() - begun:.2f} s", "asked for by hand")


def _compare(figures: Figures, what: str, truth: Values, count: int) -> None:
    """Add a row: order lost against the true weights, ours and a plain regression's."""
    lost = np.zeros((ROUNDS, 4))
    for seed in range(ROUNDS):
        rng = np.random.default_rng(seed)
        values, well = _drawn(rng, count, truth)
        unseen, ended = _drawn(rng, UNSEEN, truth)
        once, thrice = _steps(_pairs(values, well), 1), _steps(_pairs(values, well), 3)
        plain = LogisticRegression(max_iter=500).fit(values, well).coef_[0].clip(min=0)
        best = auc(unseen @ truth, ended)
        lost[seed] = [best - auc(unseen @ row, ended) for row in (once, thrice, plain, PRESENT)]
    first, third, theirs, kept = lost.mean(axis=0) * 100
    beside = f"{theirs:.1f} by plain regression, {kept:.1f} by today's weights"
    mine = f"{first:.1f}, after three steps {third:.1f}"
    figures.add(f"lost of 100: {what}", mine, beside, third / theirs)


def _steps(pairs: list[Ended], steps: int) -> Values:
    """Return the weights (n_parts,) after a coordinator has pasted as often what is suggested."""
    weights: Mapping[str, float] = DEFAULT_WEIGHTS
    for _ in range(steps):
        weights = learn(pairs, weights).weights
    return np.array([*weights.values()])


def _drawn(rng: np.random.Generator, count: int, truth: Values) -> tuple[Values, NDArray[np.bool_]]:
    """Return parts (count, n_parts) and how the pairs ended (count,)."""
    values = rng.random((count, len(PartName)))
    return values, rng.random(count) < expit(USE * (values @ truth - truth.sum() / 2))


def _pairs(values: Values, well: NDArray[np.bool_]) -> list[Ended]:
    return [
        Ended(number // 3, dict(zip(PartName, row.tolist(), strict=True)), bool(end))
        for number, (row, end) in enumerate(zip(values, well, strict=True))
    ]
