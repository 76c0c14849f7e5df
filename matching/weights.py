"""How much each part of a score counts."""

from __future__ import annotations

from math import isfinite, nan
from typing import TYPE_CHECKING

from matching.errors import BadWeightsError
from matching.reasons import PartName

if TYPE_CHECKING:
    from collections.abc import Mapping

DEFAULT_WEIGHTS: Mapping[str, float] = {part: part.weight for part in PartName}
"""Weights for a call that sets none of its own; they add up to 1."""


def checked_weights(weights: Mapping[str, float]) -> dict[PartName, float]:
    """Return a weight for every part, the default one where `weights` has none.

    Only their proportions matter. Raises BadWeightsError for an unknown part, a weight that is
    negative or not a number, and when nothing is left that counts.
    """
    unknown = sorted(set(weights) - set(PartName))
    if unknown:
        raise BadWeightsError(f"unknown: {', '.join(unknown)}; known: {', '.join(PartName)}")
    merged = {part: _number(weights.get(part, DEFAULT_WEIGHTS[part])) for part in PartName}
    bad = [part for part, weight in merged.items() if not isfinite(weight) or weight < 0]
    if bad or not any(merged.values()):
        raise BadWeightsError(f"not a weight: {', '.join(bad) or 'all are 0'}")
    if not isfinite(sum(merged.values())):
        raise BadWeightsError("too large to be added up")
    return merged


def _number(weight: object) -> float:
    """Return a weight as a number, NaN if it is none."""
    try:
        return float(weight)  # type: ignore[arg-type]
    except (TypeError, ValueError, OverflowError):
        return nan


def with_share(weights: Mapping[str, float], part: str, share: float) -> dict[str, float]:
    """Return the weights with one part at `share` of the whole, the others in their proportions.

    They add up to 1. Raises BadWeightsError for an unknown part, for a share outside [0, 1], and
    for one below 1 where no other part counts.
    """
    checked = checked_weights({**weights, part: 0.0} if share < 1 else {**weights, part: 1.0})
    if not 0 <= share <= 1:
        raise BadWeightsError(f"not a share: {share}")
    others = sum(weight for name, weight in checked.items() if name != part)
    scale = (1 - share) / others if others else 0.0
    rest: dict[str, float] = {name.value: weight * scale for name, weight in checked.items()}
    return {**rest, part: float(share)}
