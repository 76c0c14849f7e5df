"""Exact over every eligible pair while the solver sees few: pairs that would pay are added."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from matching.cohort.model.demand import QuotaSide
from matching.cohort.model.errors import NotSolved
from matching.cohort.model.network import build_network
from matching.cohort.model.solution import Method, Solution
from matching.cohort.solvers.flow import flow_of
from matching.cohort.solvers.proof import ceiling, prices, reduced_costs, residual

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matching.cohort.model.candidates import Marked, Numbers, Whole
    from matching.cohort.model.problem import Problem

_FEW = 30_000
_FEW_EACH = 60
"""So many pairs, or so many a visitor, are given to the solver at once, without choosing."""
_PER_VISITOR = 20
_PER_ROUND = 16
_ONE_IN = 131
"""Beside the best, so many pairs are given at random, so to speak: they tell what scarce costs."""


@dataclass(frozen=True, slots=True)
class Solved:
    """An assignment that is the best over all pairs, as its prices prove.

    `chosen` marks pairs (n_pairs,); `price` is one a node; `given` pairs were seen by the solver.
    """

    chosen: Marked
    price: Whole
    count: int
    gain: int
    given: int
    rounds: int


def solve(problem: Problem) -> Solved:
    """Return the best assignment of a problem whose quotas are nested, proved over all its pairs.

    Raises LeastNotReached and NotSolved.
    """
    network = build_network(problem)
    given = given_first(problem)
    rounds = 0
    while True:
        rounds += 1
        part = problem.only(given)
        flow = flow_of(part, network)
        price = prices(network.nodes, residual(part, network, flow))
        cost = reduced_costs(problem, price)
        paying = ~given & (cost < 0)
        if not paying.any():
            break
        given |= first_of_each(problem.pairs.start, cost, paying, _PER_ROUND)
    chosen = np.zeros(len(problem.gain), dtype=np.bool_)
    chosen[given] = flow.chosen
    count, gain = int(chosen.sum()), int(problem.gain[chosen].sum())
    if ceiling(problem, network, price, cost) != count * problem.reward + gain:
        raise NotSolved(why="the optimum could not be proved")
    return Solved(chosen, price, count, gain, int(given.sum()), rounds)


def by_flow(problem: Problem) -> Solution:
    """Return the best assignment of visitors who each go alone. Raises LeastNotReached, NotSolved."""
    found = solve(problem)
    visitors, hosts = (side[found.chosen] for side in (problem.pairs.visitor, problem.pairs.host))
    host_of = dict(zip(visitors.tolist(), hosts.tolist(), strict=True))
    worth, idle = (found.count, found.gain), frozenset(_idle(problem, visitors, hosts))
    return Solution(host_of, *worth, *worth, Method.FLOW, found.given, found.rounds, idle)


def _idle(problem: Problem, visitors: Numbers, hosts: Numbers) -> Iterator[int]:
    """Yield the quotas that a best flow of these pairs neither fills nor only just meets.

    Their arcs have room on both sides, so that no price depends on them.
    """
    n_visitors, n_hosts = problem.sizes
    went = {
        QuotaSide.VISITORS: np.bincount(visitors, minlength=n_visitors),
        QuotaSide.HOSTS: np.bincount(hosts, minlength=n_hosts),
    }
    for number, quota in enumerate(problem.quotas):
        load = int(went[quota.side][quota.members].sum())
        if load < quota.most and (load > quota.least or not quota.least):
            yield number


def given_first(problem: Problem) -> Marked:
    """Return the pairs to begin with: all, where there are few or minima need them; (n_pairs,)."""
    few = max(_FEW, _FEW_EACH * len(problem.pairs.visitors))
    if len(problem.gain) <= few or problem.minima:
        return np.ones(len(problem.gain), dtype=np.bool_)
    return promising(problem.pairs.start, problem.gain, _PER_VISITOR)


def promising(start: Numbers, gain: Whole, each: int) -> Marked:
    """Return the pairs of each visitor with the highest gains, and some others: (n_pairs,)."""
    every = np.ones(len(gain), dtype=np.bool_)
    kept = first_of_each(start, -gain, every, each)
    kept[::_ONE_IN] = True
    return kept


def first_of_each(start: Numbers, cost: Whole, among: Marked, most: int) -> Marked:
    """Return the cheapest pairs of each visitor, `most` at most, `among` those marked.

    Each visitor's pairs begin at `start`: (n_visitors + 1,).
    """
    kept = np.zeros(len(cost), dtype=np.bool_)
    places = np.flatnonzero(among)
    starts = np.searchsorted(places, start)
    for first, last in zip(starts[:-1].tolist(), starts[1:].tolist(), strict=True):
        own = places[first:last]
        kept[own if len(own) <= most else _cheapest(own, cost, most)] = True
    return kept


def _cheapest(own: Numbers, cost: Whole, most: int) -> Numbers:
    found: Numbers = own[np.argpartition(cost[own], most)[:most]]
    return found
