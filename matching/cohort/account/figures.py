"""An assignment in figures, told before anything is sent."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from matching.cohort.model.candidates import Candidates
    from matching.cohort.model.demand import Demand
    from matching.cohort.plan import Plan
    from matching.profiles import Profile


@dataclass(frozen=True, slots=True)
class Share:
    """How many of some visitors have a host."""

    matched: int
    of: int

    @property
    def share(self) -> float:
        """Between 0 and 1; 1 where there is nobody."""
        return self.matched / self.of if self.of else 1.0


@dataclass(frozen=True, slots=True)
class Figures:
    """What a coordinator looks at before approving.

    `group_visits` are visits of several people; places are seats. `optimum` is the total of the
    plan that nothing but places and eligibility binds. `first` and `top_three` count the matched
    visitors whose host is among the best eligible for them. `moved` visitors had another host, or
    one at all, in the run before.
    """

    eligible: int
    pairs: int
    matched: Share
    total: float
    optimum: float
    worst: float | None
    fifth_percentile: float | None
    first: Share
    top_three: Share
    places_used: Share
    moved: int
    by_region_category: Mapping[str, Share]
    by_country: Mapping[str, Share]
    by_type: Mapping[str, Share]
    group_visits: Share


def figures(
    pairs: Candidates,
    places: Mapping[str, int],
    visitors: Sequence[Profile],
    found: Plan,
    optimum: Plan,
    demand: Demand,
) -> Figures:
    """Return the figures of a plan; `visitors` are those of the candidates, in any order."""
    going, seats = {one.visitor: one.host for one in found.placed}, demand.seats
    scores = np.array([one.score for one in found.placed])
    ranks = _ranks(pairs, found)
    count = found.matched
    shares = _shares(visitors, going)
    return Figures(
        eligible=len(pairs.score),
        pairs=len(pairs.visitors) * len(pairs.hosts),
        matched=Share(count, len(pairs.visitors)),
        total=found.total,
        optimum=optimum.total,
        worst=float(scores.min()) if count else None,
        fifth_percentile=float(np.percentile(scores, 5)) if count else None,
        first=Share(sum(rank == 0 for rank in ranks), count),
        top_three=Share(sum(rank < 3 for rank in ranks), count),  # noqa: PLR2004 - as it says
        places_used=Share(
            sum(seats.get(one, 1) for one in going), sum(places.get(one, 0) for one in pairs.hosts)
        ),
        moved=sum(going.get(visitor) != host for visitor, host in demand.previous),
        by_region_category=shares(lambda one: one.region_category or ""),
        by_country=shares(lambda one: one.country),
        by_type=shares(lambda one: one.organisation_type),
        group_visits=Share(
            sum(one in going for one in pairs.visitors if seats.get(one, 1) > 1),
            sum(seats.get(one, 1) > 1 for one in pairs.visitors),
        ),
    )


def _ranks(pairs: Candidates, found: Plan) -> list[int]:
    """Return how many eligible hosts are better for each matched visitor than the one given."""
    number = {visitor: place for place, visitor in enumerate(pairs.visitors)}
    ranks = []
    for one in found.placed:
        first, last = pairs.start[number[one.visitor]], pairs.start[number[one.visitor] + 1]
        ranks.append(int((pairs.score[first:last] > one.score).sum()))
    return ranks


def _shares(
    visitors: Sequence[Profile], going: Mapping[str, str]
) -> Callable[[Callable[[Profile], str]], dict[str, Share]]:
    def shares(key: Callable[[Profile], str]) -> dict[str, Share]:
        all_, matched = Counter[str](), Counter[str]()
        for one in visitors:
            all_[key(one)] += 1
            matched[key(one)] += one.id in going
        return {name: Share(matched[name], all_[name]) for name in sorted(all_)}

    return shares
