"""What another weight would do: whose best host changes, and what is won and lost by it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from matching.eligibility import bars
from matching.parts import DEVELOPMENT, worth
from matching.reasons import PartName
from matching.weights import checked_weights

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

    from matching.columns import Columns
    from matching.eligibility import Circumstances
    from matching.profiles import Profile

    Values = NDArray[np.float64]

_DECIMALS = 9
"""Scores closer than this are equal, so that ties are told by id and not by rounding."""


@dataclass(frozen=True, slots=True)
class Move:
    """A visitor whose best host becomes another one.

    `lead` is by how much the new host is ahead of the old one under the new weights, in [0, 1];
    `part` is the part that puts it ahead most, and was and is that part's values for the two.
    """

    visitor: Profile
    before: Profile
    after: Profile
    lead: float
    part: PartName
    was: float
    becomes: float


@dataclass(frozen=True, slots=True)
class WhatIf:
    """What new weights would change; nothing is changed by asking.

    `visitors` counts those with a host at all. `moves` are theirs, the clearest first. `means` tell
    for each part what the best hosts are worth on average, under the old and the new weights, and
    `regions` how many of the best hosts are in regions of each category.
    """

    visitors: int
    moves: tuple[Move, ...]
    means: Mapping[PartName, tuple[float, float]]
    regions: Mapping[str, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class _Seen:
    """What one visitor's best hosts before and after are worth, part by part: (n_parts, 2)."""

    visitor: Profile
    before: int
    after: int
    values: Values


def what_if(
    visitors: Iterable[tuple[Profile, Circumstances]],
    columns: Columns,
    before: Mapping[str, float],
    after: Mapping[str, float],
) -> WhatIf:
    """Return whose best host changes from one set of weights to another, and why.

    Raises BadWeightsError for unusable weights.
    """
    old, new = _shares(before), _shares(after)
    seen = [
        one
        for visitor, circumstances in visitors
        if (one := _seen(visitor, columns, circumstances, (old, new)))
    ]
    moves = [_move(one, columns, new) for one in seen if one.before != one.after]
    return WhatIf(
        visitors=len(seen),
        moves=tuple(sorted(moves, key=lambda move: (-move.lead, move.visitor.id))),
        means=_means(seen),
        regions=_regions(seen, columns),
    )


def _shares(weights: Mapping[str, float]) -> Values:
    """Return the share of each part in the whole: (n_parts,), in the order of PartName."""
    checked = checked_weights(weights)
    row = np.array([checked[part] for part in PartName])
    shares: Values = row / row.sum()
    return shares


def _seen(
    visitor: Profile,
    columns: Columns,
    circumstances: Circumstances,
    weights: tuple[Values, Values],
) -> _Seen | None:
    barred = np.logical_or.reduce([*bars(visitor, columns, circumstances).values()])
    if barred.all():
        return None
    values = np.array([*worth(visitor, columns, circumstances.near_km).values()])
    scores = (np.where(barred, -1.0, (row @ values).round(_DECIMALS)) for row in weights)
    before, after = (int(row.argmax()) for row in scores)
    return _Seen(visitor, before, after, values[:, [before, after]])


def _move(seen: _Seen, columns: Columns, weights: Values) -> Move:
    gains = weights * (seen.values[:, 1] - seen.values[:, 0])
    most = int(gains.argmax())
    return Move(
        visitor=seen.visitor,
        before=columns.hosts[seen.before],
        after=columns.hosts[seen.after],
        lead=float(gains.sum()),
        part=[*PartName][most],
        was=float(seen.values[most, 0]),
        becomes=float(seen.values[most, 1]),
    )


def _means(seen: list[_Seen]) -> dict[PartName, tuple[float, float]]:
    if not seen:
        return {}
    means = np.mean([one.values for one in seen], axis=0).tolist()
    return {part: (row[0], row[1]) for part, row in zip(PartName, means, strict=True)}


def _regions(seen: list[_Seen], columns: Columns) -> dict[str, tuple[int, int]]:
    before = Counter(columns.hosts[one.before].region_category for one in seen)
    after = Counter(columns.hosts[one.after].region_category for one in seen)
    return {level: (before[level], after[level]) for level in DEVELOPMENT}
