"""The worst pair raised, then the second worst, and so on: level by level, each as good as can be.

Where one pair alone has the score of a level, every plan of that level holds it: it is fixed, and
what is left is raised further. Where several have it, the choice among them decides what is above,
and that is no flow any more: there the levels end.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from matching.cohort.model.problem import fix
from matching.cohort.solvers.solving import best, best_floor

if TYPE_CHECKING:
    from matching.cohort.model.demand import Demand
    from matching.cohort.model.problem import Problem
    from matching.cohort.model.solution import Solution
    from matching.cohort.solvers.solving import Groups


@dataclass(frozen=True, slots=True)
class _Level:
    """What is left to raise, and the pairs below it, by number, with their gain together."""

    problem: Problem
    groups: Groups
    solution: Solution
    fixed: dict[int, int]
    gain: int

    def whole(self) -> Solution:
        """Return the solution with the fixed pairs."""
        one, more = self.solution, len(self.fixed)
        return replace(
            one,
            host_of={**one.host_of, **self.fixed},
            count=one.count + more,
            gain=one.gain + self.gain,
            count_ceiling=one.count_ceiling + more,
            gain_ceiling=one.gain_ceiling + self.gain,
        )


def raised(
    problem: Problem, groups: Groups, free: Solution, demand: Demand
) -> tuple[Solution, tuple[float, ...]]:
    """Return the solution with as many levels raised as asked, and the score of each level.

    `free` is the solution without. The first level is raised at any price; each further one only
    while all together cost no more than the share of the gain that the demand allows.
    """
    floors: tuple[float, ...] = ()
    level, found = _Level(problem, groups, free, {}, 0), free
    for _ in range(demand.raise_levels):
        floor, level = _raised(level)
        whole = level.whole()
        if floors and free.gain - whole.gain > demand.raise_cost * free.gain:
            break
        found, floors = whole, (*floors, floor)
        rest = _without_lowest(level, floor)
        if rest is None:
            break
        level = rest
    return found, floors


def _raised(level: _Level) -> tuple[float, _Level]:
    floor = best_floor(level.problem, level.groups, level.solution)
    part = level.problem.only(level.problem.pairs.score >= floor)
    return floor, replace(level, problem=part, solution=best(part, level.groups))


def _without_lowest(level: _Level, floor: float) -> _Level | None:
    """Return what is left above the lowest pair; None where several could be it, or none is left."""
    pairs = level.problem.pairs
    at = np.flatnonzero(pairs.score == floor)
    if len(at) != 1:
        return None
    visitor, host = int(pairs.visitor[at[0]]), int(pairs.host[at[0]])
    members = next((one for one in level.groups if visitor in one), [visitor])
    own = [place for one in members if (place := pairs.find(one, host)) is not None]
    left = {one: to for one, to in level.solution.host_of.items() if one not in members}
    if not left:
        return None
    gain = int(level.problem.gain[own].sum())
    fixed = dict.fromkeys(members, host)
    return _Level(
        problem=fix(level.problem, fixed),
        groups=[one for one in level.groups if visitor not in one],
        solution=replace(
            level.solution,
            host_of=left,
            count=level.solution.count - len(members),
            gain=level.solution.gain - gain,
        ),
        fixed=level.fixed | fixed,
        gain=level.gain + gain,
    )
