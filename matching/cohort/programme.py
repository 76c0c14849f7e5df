"""Quotas that overlap: no flow then, but an integer programme with its bound."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from scipy import optimize, sparse

from matching.cohort.branches import together
from matching.cohort.demand import QuotaSide
from matching.cohort.errors import LeastNotReached, NotSolved
from matching.cohort.network import nested
from matching.cohort.outcome import Method, Outcome
from matching.cohort.pricing import FEW, promising, solve

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from matching.cohort.candidates import Marked
    from matching.cohort.problem import Bound, Problem

    Reals = NDArray[np.float64]

SECONDS = 60.0
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

    Of a large problem only promising pairs are looked at; the bound is then that of a flow under
    those quotas that are nested. Raises LeastNotReached, NotSolved.
    """
    whole = together(problem, groups)
    part = whole if len(whole.gain) <= FEW else whole.only(promising(whole))
    rows = _rows(part, groups)
    ones = np.ones(len(part.gain))
    first = _run(ones, rows)
    count = round(first.worth)
    enough = optimize.LinearConstraint(sparse.csr_array(ones[np.newaxis]), count, np.inf)
    second = _run(part.gain / part.scale, [*rows, enough])
    chosen = second.chosen > 0.5  # noqa: PLR2004 - the solver's numbers are 0 or 1, nearly
    pairs = zip(part.pairs.visitor[chosen], part.pairs.host[chosen], strict=True)
    gain = int(part.gain[chosen].sum())
    ceiling = _ceiling(whole, part, first, second, (count, gain))
    hosts = {int(visitor): int(host) for visitor, host in pairs}
    return Outcome(hosts, count, gain, *ceiling, Method.PROGRAMME, len(part.gain), 2)


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


def _rows(problem: Problem, groups: Sequence[Sequence[int]]) -> list[optimize.LinearConstraint]:
    pairs, (n_visitors, n_hosts) = problem.pairs, problem.sizes
    if not len(problem.gain):
        _check_nothing_asked(problem)
        return []
    least, most = [np.zeros(n_visitors), problem.least_loads], [np.ones(n_visitors), problem.places]
    counted = [_table(pairs.visitor, n_visitors), _table(pairs.host, n_hosts)]
    for quota in problem.quotas:
        counted.append(_counted(problem, quota))
        least.append(np.array([quota.least]))
        most.append(np.array([quota.most]))
    bounds = np.concatenate(least), np.concatenate(most)
    table = optimize.LinearConstraint(sparse.vstack(counted, format="csr"), *bounds)
    return [table, *(_hand_in_hand(problem, group) for group in groups)]


def _check_nothing_asked(problem: Problem) -> None:
    asked = int(problem.least_loads.sum()) + sum(one.least for one in problem.quotas)
    if asked:
        raise LeastNotReached(names="the quotas taken together", missing=asked)


def _table(rows: NDArray[np.intp], n_rows: int) -> sparse.csr_array:
    here = rows, np.arange(len(rows))
    return sparse.csr_array((np.ones(len(rows)), here), shape=(n_rows, len(rows)))


def _counted(problem: Problem, quota: Bound) -> sparse.csr_array:
    pairs = problem.pairs
    ends = pairs.host if quota.side is QuotaSide.HOSTS else pairs.visitor
    return sparse.csr_array(_within(ends, quota).astype(np.float64)[np.newaxis])


def _within(ends: NDArray[np.intp], quota: Bound) -> Marked:
    return np.isin(ends, quota.members)


def _hand_in_hand(problem: Problem, group: Sequence[int]) -> optimize.LinearConstraint:
    """Each member is at a host if and only if the next one is; all have the same hosts."""
    starts = problem.pairs.start
    places = [np.arange(starts[one], starts[one + 1]) for one in group]
    first, others = places[0], places[1:]
    n_rows = len(first) * len(others)
    rows = np.arange(n_rows)
    here = np.tile(first, len(others)), np.concatenate((*others, first[:0]))
    values = np.concatenate((np.ones(n_rows), -np.ones(n_rows)))
    at = np.concatenate((rows, rows)), np.concatenate(here)
    table = sparse.csr_array((values, at), shape=(n_rows, len(problem.gain)))
    return optimize.LinearConstraint(table, 0, 0)
