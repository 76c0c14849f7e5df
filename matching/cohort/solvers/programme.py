"""Group visits, and quotas that overlap: no flow then, but an integer programme with its proof."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse

from matching.cohort.model.choices import choices_of, hosts_of_columns, rules_of, together
from matching.cohort.model.errors import LeastNotReached, NotSolved
from matching.cohort.model.solution import UNTOLD, Method, Solution
from matching.cohort.solvers.pricing import promising
from matching.cohort.solvers.relaxation import ROUNDING, Aim, fines, relax, stacked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scipy.optimize import OptimizeResult

    from matching.cohort.model.candidates import Marked
    from matching.cohort.model.choices import Choices, Rules
    from matching.cohort.model.problem import Problem
    from matching.cohort.solvers.relaxation import Reals, Relaxed

_SECONDS, _NODES = 60.0, 10
"""What one run of the solver may take; a result of fewer nodes is the same on any machine."""
_FIRST_EACH, _NEAR_EACH = 4, 8
"""Columns of a relaxed programme and of a whole one: so many likely ones a visitor."""
_ROUNDS_FIRST = 3
_COARSE = 10**6
"""How fine the first run tells gains, which there only decide between equal counts."""


@dataclass(frozen=True, slots=True)
class _Choice:
    """Marks of the columns chosen, (n_columns,), their worth, and what none exceeds."""

    chosen: Marked
    worth: int
    ceiling: int
    missing: int = 0


@dataclass(frozen=True, slots=True)
class _Town:
    """A problem as a programme: what may be chosen, and the rules."""

    problem: Problem
    table: Choices
    rules: Rules
    groups: Sequence[Sequence[int]]

    @property
    def visitors(self) -> int:
        """How many there are."""
        return len(self.problem.pairs.visitors)

    @property
    def one(self) -> int:
        """What one more visitor is worth in the first run: far more than all gains together."""
        return 16 * self.visitors * _COARSE

    def unpriced(self, bound: Relaxed) -> frozenset[int]:
        """Return the quotas, by number, without which the bound's ceiling holds as well."""
        rows = self.rules.limits
        return frozenset(
            number
            for number, quota in enumerate(self.problem.quotas)
            if not quota.least and (number not in rows or not bound.price[rows[number]])
        )


def by_programme(problem: Problem, groups: Sequence[Sequence[int]]) -> Solution:
    """Return the best assignment found, and what none exceeds: mostly the same.

    A group is one column a host, with the seats and gains of all its members. Raises
    LeastNotReached, NotSolved.
    """
    town = _town(problem, groups)
    if town is None:
        return Solution({}, 0, 0, 0, 0, Method.PROGRAMME, 0, 0)
    first, first_bound = _most(town)
    count, most = first.worth // town.one, first.ceiling // town.one
    second, bound = _best(town, count, first.chosen, first_bound)
    hosts = hosts_of_columns(town.table, groups, second.chosen)
    proved = (
        first_bound.ceiling // town.one == count
        and bound.ceiling - second.worth < UNTOLD * problem.scale
    )
    return Solution(
        host_of=hosts,
        count=count,
        gain=second.worth,
        count_ceiling=most,
        gain_ceiling=second.ceiling,
        method=Method.PROGRAMME,
        given=int(bound.kept.sum()),
        rounds=2,
        idle=town.unpriced(first_bound) & town.unpriced(bound),
        idle_proved=proved,
    )


def so_many_by_programme(problem: Problem, groups: Sequence[Sequence[int]], count: int) -> bool:
    """Return whether so many visitors can go. Raises LeastNotReached, NotSolved."""
    town = _town(problem, groups)
    return _most(town, count)[0].worth // town.one >= count if town else count <= 0


def _town(problem: Problem, groups: Sequence[Sequence[int]]) -> _Town | None:
    """Return the problem as a programme, None where there is nothing to choose from."""
    whole = together(problem, groups)
    table = choices_of(whole, groups)
    if len(table.gain):
        return _Town(whole, table, rules_of(whole, table, groups), groups)
    asked = int(problem.least_loads.sum()) + sum(one.least for one in problem.quotas)
    if asked:
        raise LeastNotReached(names="the quotas taken together", missing=asked)
    return None


def _most(town: _Town, least: int = 0) -> tuple[_Choice, Relaxed]:
    """Return a choice with most visitors, and of much gain; an empty one if fewer than `least` can.

    Broken rows are added only where they are needed.
    """
    table = town.table
    worth = table.count * town.one + np.rint(table.gain * (_COARSE / town.problem.scale)).astype(
        int
    )
    one = town.one
    aim = Aim(worth, _COARSE, one // _COARSE * town.visitors, one * 3 // 4)
    begun = promising(table.start, table.gain, _NEAR_EACH)
    bound = relax(
        table, town.rules, aim, begun, least * one - 1 if least else None, rounds=_ROUNDS_FIRST
    )
    if least and bound.ceiling < least * one:
        return _Choice(np.zeros(len(worth), dtype=np.bool_), 0, bound.ceiling), bound
    found = _chosen(town, aim, bound, None)
    last = found.worth // one * one + one - 1  # of this count
    if found.ceiling > last:
        near = bound.kept | found.chosen
        bound = relax(table, town.rules, aim, near, last, town.problem.places)
        found = replace(found, ceiling=min(found.ceiling, bound.ceiling))
    if found.ceiling > last:
        found = _better(found, _chosen(town, aim, bound, found.chosen))
    if found.missing:
        raise LeastNotReached(names="the quotas taken together", missing=found.missing)
    return found, bound


def _best(town: _Town, count: int, known: Marked, bound: Relaxed) -> tuple[_Choice, Relaxed]:
    """Return a choice of so many visitors with most gain, and the relaxed programme.

    `known` is one with so many. A column whose loss is above the gap to the ceiling is in no
    better choice, so that in the end few columns prove it for all.
    """
    table, aim = town.table, Aim(town.table.gain, town.problem.scale)
    rules = _at_least(town.rules, table, count)
    worth = int(aim.worth[known].sum())
    near = bound.near(_FIRST_EACH * town.visitors) | known
    bound = relax(table, rules, aim, near, worth, town.problem.places)
    found = _rounded(bound, aim, _Choice(known, worth, bound.ceiling))
    if found.worth < found.ceiling:
        found = _better(found, _chosen(town, aim, bound, found.chosen))
    return found, bound


def _at_least(rules: Rules, table: Choices, count: int) -> Rules:
    """Return the rules with one more minimum, on all visitors."""
    row = sparse.csr_array(-table.count[np.newaxis])
    stack = sparse.csc_array(sparse.vstack([sparse.csr_array(rules.table), row]))
    return replace(rules, table=stack, room=np.append(rules.room, -count), asked=rules.asked + 1)


def _rounded(bound: Relaxed, aim: Aim, found: _Choice) -> _Choice:
    """Return the relaxed programme's own choice where it is whole, and better than the known one.

    What is left to the ceiling is closed where it is only the rounding of prices.
    """
    whole = np.rint(bound.share)
    if np.abs(bound.share - whole).max(initial=0.0) < ROUNDING:
        chosen = whole > 0
        worth = int(aim.worth[chosen].sum())
        found = replace(found, chosen=chosen, worth=worth) if worth > found.worth else found
    met = found.ceiling - found.worth <= ROUNDING * aim.scale
    return replace(found, ceiling=found.worth) if met else found


def _better(found: _Choice, other: _Choice) -> _Choice:
    best = other if (-other.missing, other.worth) >= (-found.missing, found.worth) else found
    return replace(best, ceiling=max(best.worth, min(found.ceiling, other.ceiling)))


def _chosen(town: _Town, aim: Aim, bound: Relaxed, known: Marked | None) -> _Choice:
    """Return the best choice among the columns that lose least, and the ceiling over all."""
    near = bound.near(_NEAR_EACH * town.visitors)
    near = near if known is None else near | known
    part, room = stacked(town.table, bound.rules, near, missing=aim.penalty is not None)
    cost = -np.concatenate((aim.worth[near] / aim.scale, fines(part, near, aim)))
    count = int(near.sum())
    answer = _run(part, room, cost, count, aim.slack / max(1, bound.ceiling))
    if answer.x is None and known is not None:
        return _Choice(known, int(aim.worth[known].sum()), bound.ceiling)
    if answer.x is None:
        raise NotSolved(why=answer.message)
    chosen = np.zeros(len(near), dtype=np.bool_)
    chosen[near] = answer.x[:count] > 0.5  # noqa: PLR2004 - 0 or 1, nearly
    worth = int(aim.worth[chosen].sum())
    inside = int(np.floor(-answer.mip_dual_bound * aim.scale))
    inside = worth if inside - worth <= ROUNDING * aim.scale else inside
    outside = bound.ceiling - int(bound.loss[~near].min(initial=np.iinfo(np.int64).max))
    ceiling = max(worth, min(bound.ceiling, max(inside, outside)))
    return _Choice(chosen, worth, ceiling, round(answer.x[count:].sum()))


def _run(
    part: sparse.csr_array, room: Reals, cost: Reals, columns: int, slack: float
) -> OptimizeResult:
    from scipy import optimize  # noqa: PLC0415 - half a second, which a start does not wait for

    most = np.concatenate((np.ones(columns), np.full(len(cost) - columns, np.inf)))
    return optimize.milp(
        cost,
        integrality=np.ones(len(cost), dtype=np.int64),
        bounds=optimize.Bounds(0, most),
        constraints=[optimize.LinearConstraint(part, -np.inf, room)],
        options={"time_limit": _SECONDS, "node_limit": _NODES, "mip_rel_gap": slack},
    )
