"""Hosts for a whole cohort of visitors at once: the best total, proved, with its price and figures."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from matching.cohort.account.figures import Figures, figures
from matching.cohort.account.tradeoffs import PriceList, price_list
from matching.cohort.account.unplaced import Unplaced, unplaced
from matching.cohort.model.candidates import read_candidates
from matching.cohort.model.demand import NOTHING_ASKED, Demand
from matching.cohort.plan import Plan, plan
from matching.frames import SHOWN, frame, in_short
from matching.ranking.columns import lay_out
from matching.ranking.eligibility import ORDINARY, Circumstances, bars
from matching.ranking.rank import HostIndex
from matching.short_profiles import as_hosts, as_visitors, weights_of
from matching.weights import DEFAULT_WEIGHTS
from matching.words.encoder import AS_USUAL, chosen

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from matching.cohort.model.candidates import Candidates
    from matching.profiles import Profile
    from matching.ranking.columns import Columns
    from matching.ranking.eligibility import ExclusionCode
    from matching.short_profiles import Weighed
    from matching.words.encoder import AsUsual, Encoder


_ALL = 1_000_000_000
"""Places that hold any cohort; more of them would not fit into the numbers of a solver."""


@dataclass(frozen=True, slots=True, repr=False)
class Assignment:
    """A plan with everything that is told about it.

    `barred` counts the pairs that are out of the question by rule; `bars` does so for each visitor
    who has no eligible host.
    """

    plan: Plan
    unplaced: tuple[Unplaced, ...]
    figures: Figures
    prices: PriceList
    barred: Mapping[ExclusionCode, int]
    bars: Mapping[str, Mapping[ExclusionCode, int]]

    def to_dict(self) -> list[dict[str, Any]]:
        """Return the pairs as rows: visitor, host, score, and whether it was locked."""
        return [asdict(one) for one in self.plan.placed]

    def to_frame(self, library: str = "") -> Any:
        """Return `to_dict()` as a data frame, of pandas or polars."""
        return frame(self.to_dict(), library)

    def __repr__(self) -> str:
        placed = self.plan.placed
        told = f"{len(placed)} of {len(placed) + len(self.unplaced)} visitors have a host"
        rows = [f"{one.visitor}: {one.host} {one.score:.2f}" for one in placed[:SHOWN]]
        return in_short("Assignment", told, rows, len(placed))


def assign(
    visitors: Iterable[Profile | str],
    hosts: Iterable[Profile | str],
    scheme: Weighed | Mapping[str, float] = DEFAULT_WEIGHTS,
    demand: Demand = NOTHING_ASKED,
    *,
    circumstances: Mapping[str, Circumstances] | None = None,
    encoder: Encoder | AsUsual | None = AS_USUAL,
) -> Assignment:
    """Return hosts for as many visitors as possible, with the highest total score.

    A host takes as many people as it has free places; each visitor comes with its party. `scheme`
    has weights or is them; `demand` is all else that is asked; `circumstances` are told by visitor
    id; texts are read as `rank` reads them. The order of visitors and hosts does not matter, and
    the same input gives the same plan. Raises a CohortError that names what contradicts what, and
    BadWeightsError.
    """
    guests, columns = as_visitors(visitors), lay_out(as_hosts(hosts), chosen(encoder))
    around, demand = circumstances or {}, replace(demand, seats=parties(guests))
    pairs = _pairs(guests, columns, weights_of(scheme), around)
    places = free_places(columns.hosts)
    found = plan(pairs, places, demand)
    priced = price_list(pairs, places, demand, found)
    barred = _bars(guests, columns, around)
    return Assignment(
        plan=found,
        unplaced=unplaced(pairs, places, demand, found),
        figures=figures(pairs, places, guests, found, priced.free, demand),
        prices=priced,
        barred=sum(barred.values(), Counter()),
        bars={one: of for one, of in barred.items() if of.total() == len(columns.hosts)},
    )


def eligible_pairs(
    visitors: Sequence[Profile],
    hosts: Sequence[Profile],
    weights: Mapping[str, float],
    circumstances: Mapping[str, Circumstances],
    encoder: Encoder | None = None,
) -> Candidates:
    """Return the pairs that may be matched, with their scores: what `plan` begins with."""
    return _pairs(visitors, lay_out(hosts, encoder), weights, circumstances)


def free_places(hosts: Sequence[Profile]) -> dict[str, int]:
    """Return how many more visitors each host can take."""
    return {host.id: min(max(0, host.capacity - host.busy), _ALL) for host in hosts}


def parties(visitors: Sequence[Profile]) -> dict[str, int]:
    """Return how many people come on each visit of more than one."""
    return {one.id: one.party for one in visitors if one.party > 1}


def _pairs(
    visitors: Sequence[Profile],
    columns: Columns,
    weights: Mapping[str, float],
    circumstances: Mapping[str, Circumstances],
) -> Candidates:
    scores = HostIndex(columns).scores(visitors, weights, circumstances=circumstances)
    return read_candidates([one.id for one in visitors], [one.id for one in columns.hosts], scores)


def _bars(
    visitors: Sequence[Profile], columns: Columns, circumstances: Mapping[str, Circumstances]
) -> dict[str, Counter[ExclusionCode]]:
    """Return how many hosts each rule bars, by visitor; a host counts for its first rule."""
    found: dict[str, Counter[ExclusionCode]] = {}
    for visitor in visitors:
        free = np.ones(len(columns.hosts), dtype=np.bool_)
        counts: Counter[ExclusionCode] = Counter()
        for code, mask in bars(visitor, columns, circumstances.get(visitor.id, ORDINARY)).items():
            counts[code] = int((free & mask).sum())
            free &= ~mask
        found[visitor.id] = +counts
    return found
