"""Quotas that overlap: no flow then, but an integer programme with its bound."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from scipy import optimize, sparse

from matching.cohort.branches import merged, together
from matching.cohort.demand import QuotaSide
from matching.cohort.errors import LeastNotReached, NotSolved
from matching.cohort.network import nested
from matching.cohort.outcome import Method, Outcome
from matching.cohort.pricing import FEW, promising, solve

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from matching.cohort.candidates import Marked, Numbers, Whole
    from matching.cohort.problem import Bound, Problem

    Reals = NDArray[np.float64]

SECONDS = 60.0
SMALL = 6_000
"""So many pairs an integer programme with groups solves in seconds."""
_INFEASIBLE = 2
_ROUNDING = 1e-6


@dataclass(frozen=True, slots=True)
class _Answer:
    """What the programme chose, (n_pairs,) of 0 or 1; its worth, and what none exceeds."""

    chosen: Reals
    worth: float
    bound: float
    exact: bool


def by_programme(problem: Problem, groups: Sequence[Sequence[int]]) -> Outcome:
    """Return the best assignment found in a minute, and what none exceeds.

    A group is one column a host, with the seats and gains of all its members. Of a large problem
    only promising pairs are looked at; the bound is then that of a flow under those quotas that
    are nested. Raises LeastNotReached, NotSolved.
    """
    whole = together(problem, groups)
    part = whole if len(whole.gain) <= FEW else together(whole.only(promising(whole)), groups)
    table = _columns(part, groups)
    first, second = _runs(table, part, groups)
    chosen = second.chosen > 0.5  # noqa: PLR2004 - the solver's numbers are 0 or 1, nearly
    hosts = _hosts(table, groups, chosen)
    found = int(table.seats[chosen].sum()), int(table.gain[chosen].sum())
    ceiling = _ceiling(whole, part, first, second, found)
    return Outcome(hosts, *found, *ceiling, Method.PROGRAMME, len(part.gain), 2)


@dataclass(frozen=True, slots=True)
class _Columns:
    """What may be chosen, (n_columns,): who (a group by its first member), where, seats, gain."""

    visitor: Numbers
    host: Numbers
    seats: Whole
    gain: Whole


def _columns(problem: Problem, groups: Sequence[Sequence[int]]) -> _Columns:
    as_one = merged(problem, groups)
    size = np.ones(len(problem.pairs.visitors), dtype=np.int64)
    for group in groups:
        size[group[0]] = len(group)
    seats = size[as_one.pairs.visitor]
    gain = as_one.gain - (seats - 1) * problem.reward
    return _Columns(as_one.pairs.visitor, as_one.pairs.host, seats, gain)


def _hosts(table: _Columns, groups: Sequence[Sequence[int]], chosen: Marked) -> dict[int, int]:
    pairs = zip(table.visitor[chosen].tolist(), table.host[chosen].tolist(), strict=True)
    hosts = dict(pairs)
    for group in groups:
        if group[0] in hosts:
            hosts.update(dict.fromkeys(group, hosts[group[0]]))
    return hosts


def _runs(
    table: _Columns, problem: Problem, groups: Sequence[Sequence[int]]
) -> tuple[_Answer, _Answer]:
    """Return the most matches, then the most gain with so many."""
    rows = _rows(table, problem, groups)
    first = _run(table.seats.astype(np.float64), rows)
    wanted = sparse.csr_array(table.seats.astype(np.float64)[np.newaxis])
    enough = optimize.LinearConstraint(wanted, round(first.worth), np.inf)
    return first, _run(table.gain / problem.scale, [*rows, enough] if table.seats.size else [])


def _ceiling(
    whole: Problem,
    part: Problem,
    first: _Answer,
    second: _Answer,
    found: tuple[int, int],
) -> tuple[int, int]:
    if len(part.gain) < len(whole.gain):
        loose = solve(replace(whole, quotas=_nested_ones(whole.quotas)))
        return max(found, (loose.count, loose.gain))
    top = int(np.floor(first.bound + _ROUNDING))
    gain = max(found[1], int(np.ceil(second.bound * part.scale)))
    # Where the programme was solved, its bound differs from what it found by rounding alone.
    return top, found[1] if second.exact else gain


def _nested_ones(quotas: Sequence[Bound]) -> tuple[Bound, ...]:
    kept: list[Bound] = []
    for quota in quotas:
        if nested([*kept, quota]):
            kept.append(quota)
    return tuple(kept)


def _run(worth: Reals, rows: list[optimize.LinearConstraint]) -> _Answer:
    if not worth.size:
        return _Answer(worth, 0.0, 0.0, exact=True)
    found = optimize.milp(
        -worth,
        integrality=np.ones(len(worth), dtype=np.int64),
        bounds=optimize.Bounds(0, 1),
        constraints=rows,
        options={"time_limit": SECONDS, "mip_rel_gap": 0.0},
    )
    if found.status == _INFEASIBLE:
        raise LeastNotReached(names="the quotas taken together", missing="some")
    if found.x is None:
        raise NotSolved(why=found.message)
    return _Answer(found.x, -found.fun, -found.mip_dual_bound, exact=found.mip_gap == 0)


def _rows(
    table: _Columns, problem: Problem, groups: Sequence[Sequence[int]]
) -> list[optimize.LinearConstraint]:
    n_visitors, n_hosts = problem.sizes
    if not table.seats.size:
        _check_nothing_asked(problem)
        return []
    seats = table.seats.astype(np.float64)
    least, most = [np.zeros(n_visitors), problem.least_loads], [np.ones(n_visitors), problem.places]
    counted = [
        _table(table.visitor, n_visitors, np.ones_like(seats)),
        _table(table.host, n_hosts, seats),
    ]
    for quota in problem.quotas:
        counted.append(sparse.csr_array(_counted(table, problem, groups, quota)[np.newaxis]))
        least.append(np.array([quota.least]))
        most.append(np.array([quota.most]))
    bounds = np.concatenate(least), np.concatenate(most)
    return [optimize.LinearConstraint(sparse.vstack(counted, format="csr"), *bounds)]


def _check_nothing_asked(problem: Problem) -> None:
    asked = int(problem.least_loads.sum()) + sum(one.least for one in problem.quotas)
    if asked:
        raise LeastNotReached(names="the quotas taken together", missing=asked)


def _table(rows: Numbers, n_rows: int, values: Reals) -> sparse.csr_array:
    return sparse.csr_array((values, (rows, np.arange(len(rows)))), shape=(n_rows, len(rows)))


def _counted(
    table: _Columns, problem: Problem, groups: Sequence[Sequence[int]], quota: Bound
) -> Reals:
    """Return how many of each column's visitors count in a quota: (n_columns,)."""
    if quota.side is QuotaSide.HOSTS:
        return np.where(np.isin(table.host, quota.members), table.seats, 0).astype(np.float64)
    inside = np.zeros(len(problem.pairs.visitors))
    inside[quota.members] = 1.0
    for group in groups:
        inside[group[0]] = inside[list(group)].sum()
    return inside[table.visitor]
