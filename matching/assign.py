"""Hosts for a whole cohort of visitors at once: the best total, proved, with its price and figures."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from matching.cohort.candidates import read_candidates
from matching.cohort.demand import NOTHING_ASKED, Demand
from matching.cohort.figures import Figures, figures
from matching.cohort.plan import Plan, plan
from matching.cohort.tradeoffs import PriceList, price_list
from matching.cohort.unplaced import Unplaced, unplaced
from matching.eligibility import ORDINARY, Circumstances, exclusion
from matching.rank import HostIndex
from matching.weights import DEFAULT_WEIGHTS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from matching.cohort.candidates import Candidates
    from matching.eligibility import ExclusionCode
    from matching.profiles import Profile


@dataclass(frozen=True, slots=True)
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


def assign(
    visitors: Sequence[Profile],
    hosts: Sequence[Profile],
    demand: Demand = NOTHING_ASKED,
    *,
    weights: Mapping[str, float] = DEFAULT_WEIGHTS,
    circumstances: Mapping[str, Circumstances] | None = None,
) -> Assignment:
    """Return hosts for as many visitors as possible, with the highest total score.

    A host takes as many as it has free places. `circumstances` are told by visitor id. The order
    of visitors and hosts does not matter, and the same input gives the same plan. Raises a
    CohortError that names what contradicts what, and BadWeightsError.
    """
    around = circumstances or {}
    pairs = score_pairs(visitors, hosts, weights, around)
    places = {host.id: max(0, host.capacity - host.busy) for host in hosts}
    found = plan(pairs, places, demand)
    priced = price_list(pairs, places, demand, found)
    bars = _bars(visitors, hosts, pairs, around)
    return Assignment(
        plan=found,
        unplaced=unplaced(pairs, places, demand, found),
        figures=figures(pairs, places, visitors, found, priced.free, demand.previous),
        prices=priced,
        barred=sum(bars.values(), Counter()),
        bars={one: bars[one] for one in bars if sum(bars[one].values()) == len(hosts)},
    )


def score_pairs(
    visitors: Sequence[Profile],
    hosts: Sequence[Profile],
    weights: Mapping[str, float],
    circumstances: Mapping[str, Circumstances],
) -> Candidates:
    """Return the eligible pairs with their scores."""
    index = HostIndex.build(hosts)
    columns = {host.id: number for number, host in enumerate(hosts)}
    scores = np.full((len(visitors), len(hosts)), np.nan)
    for row, visitor in enumerate(visitors):
        around = circumstances.get(visitor.id, ORDINARY)
        ranking = index.rank(visitor, weights, limit=len(hosts), circumstances=around)
        for match in ranking.matches:
            scores[row, columns[match.host.id]] = match.score
    return read_candidates([one.id for one in visitors], [one.id for one in hosts], scores)


def _bars(
    visitors: Sequence[Profile],
    hosts: Sequence[Profile],
    pairs: Candidates,
    circumstances: Mapping[str, Circumstances],
) -> dict[str, Counter[ExclusionCode]]:
    """Return how many hosts each rule bars, by visitor."""
    host_of = {host.id: host for host in hosts}
    numbers = {visitor: number for number, visitor in enumerate(pairs.visitors)}
    found: dict[str, Counter[ExclusionCode]] = {}
    for visitor in visitors:
        first, last = pairs.start[numbers[visitor.id]], pairs.start[numbers[visitor.id] + 1]
        out = np.ones(len(hosts), dtype=np.bool_)
        out[pairs.host[first:last]] = False
        around = circumstances.get(visitor.id, ORDINARY)
        barred = (host_of[pairs.hosts[place]] for place in np.flatnonzero(out).tolist())
        reasons = (exclusion(visitor, host, around) for host in barred)
        found[visitor.id] = Counter(one.code for one in reasons if one)
    return found
