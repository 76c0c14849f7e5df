"""What another weight would do: whose best host changes, and what is won and lost by it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from matching.ranking.batch import Batch, shares
from matching.ranking.excluded import barred
from matching.ranking.parts import DERIVED, DEVELOPMENT, PARTS, TEXTS
from matching.ranking.rank import scored
from matching.reasons import PartName
from matching.weights import checked_weights

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from matching.profiles import Profile
    from matching.ranking.columns import Columns
    from matching.ranking.eligibility import Circumstances

    Values = NDArray[np.float64]

_AT_ONCE = 128
"""Visitors whose texts are compared with all hosts in one go."""


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
    old, new = checked_weights(before), checked_weights(after)
    found = list(visitors)
    seen = [
        _seen(visitor, columns, circumstances, worth, (shares(old), shares(new)))
        for (visitor, circumstances), worth in zip(found, _worths(found, columns, old), strict=True)
    ]
    kept = [one for one in seen if one]
    row = np.array([*shares(new).values()])
    moves = [_move(one, columns, row) for one in kept if one.before != one.after]
    return WhatIf(
        visitors=len(kept),
        moves=tuple(sorted(moves, key=lambda move: (-move.lead, move.visitor.id))),
        means=_means(kept),
        regions=_regions(kept, columns),
    )


def _worths(
    visitors: Sequence[tuple[Profile, Circumstances]],
    columns: Columns,
    weights: Mapping[PartName, float],
) -> Iterator[Values]:
    """Yield what every part of every host is worth to each visitor: (n_parts, n_hosts).

    Texts are compared for many visitors at once; who says the same shares rows of values.
    """
    batch = Batch(columns, weights, {one.id: circumstances for one, circumstances in visitors})
    for at in range(0, len(visitors), _AT_ONCE):
        some = [visitor for visitor, _ in visitors[at : at + _AT_ONCE]]
        fits = {
            name: batch.text_fit(name, columns.space.vectors([*map(asked, some)]))
            for name, (asked, _) in TEXTS.items()
        }
        for number, visitor in enumerate(some):
            worth = {name: fit[number] for name, fit in fits.items()}
            worth |= {name: batch.row(name, visitor) for name in PARTS if name not in TEXTS}
            worth |= {name: part(worth) for name, part in DERIVED.items()}
            yield np.array([worth[name] for name in PartName])


def _seen(
    visitor: Profile,
    columns: Columns,
    circumstances: Circumstances,
    worth: Values,
    weights: tuple[Mapping[PartName, float], Mapping[PartName, float]],
) -> _Seen | None:
    out = barred(visitor, columns, circumstances)
    if out.all():
        return None
    before, after = (int(np.where(out, -1.0, scored(worth, one)).argmax()) for one in weights)
    return _Seen(visitor, before, after, worth[:, [before, after]])


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
