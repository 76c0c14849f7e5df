"""The worst pair raised: how good all pairs can be when as many are made as possible."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from matching.cohort.model.errors import LeastNotReached, NotSolved
from matching.cohort.model.network import build_network
from matching.cohort.solvers.flow import most_pairs
from matching.cohort.solvers.pricing import first_of_each, given_first

if TYPE_CHECKING:
    from collections.abc import Callable

    from matching.cohort.model.candidates import Marked
    from matching.cohort.model.network import Network
    from matching.cohort.model.problem import Problem

    Enough = Callable[[float], bool]

_PER_ROUND = 8


def highest_floor(
    problem: Problem, count: int, known: float, enough: Enough, roof: float | None = None
) -> float:
    """Return the highest score that `count` pairs can all reach, `known` being one they do.

    `enough` tells whether that many pairs of at least a score exist; at a score above the `roof`
    they do not, at the roof they may. Halves the scores in between until none is left.
    """
    scores = problem.pairs.score
    if roof is None:
        roof = _first_choices(problem, count)
    elif roof > known and enough(roof):
        return roof
    floor, between = known, scores[(scores > known) & (scores <= roof)]
    while between.size:
        middle = float(np.partition(between, between.size // 2)[between.size // 2])
        if enough(middle):
            floor, between = middle, between[between > middle]
        else:
            between = between[between < middle]
    return floor


def _first_choices(problem: Problem, count: int) -> float:
    """Return the score that no more than `count` visitors reach with their best hosts."""
    best = np.zeros(len(problem.pairs.visitors))
    np.maximum.at(best, problem.pairs.visitor, problem.pairs.score)
    return float(np.sort(best)[-count])


def flow_enough(problem: Problem, count: int) -> Enough:
    """Return a test whether `count` pairs of at least a score exist, for nested quotas."""
    network = build_network(problem)
    if problem.minima:
        return lambda floor: _reached(problem.only(problem.pairs.score >= floor), network, count)
    given = given_first(problem)
    return lambda floor: _fills(problem, network, given, floor, count)


def _reached(problem: Problem, network: Network, count: int) -> bool:
    try:
        return most_pairs(problem, network) == count
    except LeastNotReached:
        return False


def _fills(problem: Problem, network: Network, given: Marked, floor: float, count: int) -> bool:
    """Return whether the flow fills up; pairs that could carry more are added to `given`."""
    allowed = problem.pairs.score >= floor
    while True:
        flow, cut = _largest(problem.only(given & allowed), network)
        if flow == count:
            return True
        crossing = _crossing(problem, cut, allowed & ~given)
        if not crossing.any():  # the cut proves it: no pair at all leads across
            return False
        given |= first_of_each(problem.pairs.start, -problem.gain, crossing, _PER_ROUND)


def _largest(problem: Problem, network: Network) -> tuple[int, Marked]:
    """Return the largest flow, and the nodes on the source's side of a cut that limits it."""
    from ortools.graph.python.max_flow import SimpleMaxFlow  # noqa: PLC0415 - 18 MB that few processes need

    n_visitors, n_pairs = len(problem.pairs.visitors), len(problem.gain)
    solver = SimpleMaxFlow()
    solver.add_arcs_with_capacity(network.tail, network.head, network.most)
    heads = problem.pairs.host + n_visitors
    solver.add_arcs_with_capacity(problem.pairs.visitor, heads, np.ones(n_pairs, dtype=np.int64))
    status = solver.solve(network.source, network.sink)
    if status != SimpleMaxFlow.Status.OPTIMAL:
        raise NotSolved(why=status.name)
    cut = np.zeros(network.nodes, dtype=np.bool_)
    cut[solver.get_source_side_min_cut()] = True
    return int(solver.optimal_flow()), cut


def _crossing(problem: Problem, cut: Marked, among: Marked) -> Marked:
    n_visitors = len(problem.pairs.visitors)
    leaves = cut[:n_visitors][problem.pairs.visitor]
    found: Marked = among & leaves & ~cut[n_visitors:][problem.pairs.host]
    return found
