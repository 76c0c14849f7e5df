"""Most pairs first, then the highest gain: a flow of least cost, solved in whole numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from matching.cohort.model.errors import LeastNotReached, NotSolved

if TYPE_CHECKING:
    from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

    from matching.cohort.model.candidates import Marked, Numbers, Whole
    from matching.cohort.model.network import Network
    from matching.cohort.model.problem import Problem


@dataclass(frozen=True, slots=True)
class Flow:
    """What flows: pairs that are chosen (n_pairs,), units on the frame's arcs (n_frame,)."""

    chosen: Marked
    frame: Whole


def flow_of(problem: Problem, network: Network) -> Flow:
    """Return the best flow over all pairs of the problem.

    Raises LeastNotReached where a minimum cannot be met, NotSolved when the solver fails.
    """
    if network.least.any():
        return _with_minima(problem, network)
    solver = _solver(problem, network, network.most, -problem.gain)
    _ship(solver, network, len(problem.pairs.visitors))
    _check(solver.solve_max_flow_with_min_cost())
    return _read(solver, problem, network)


def most_pairs(problem: Problem, network: Network) -> int:
    """Return how many pairs can be made once every minimum is met. Raises LeastNotReached."""
    n_visitors, n_frame = len(problem.pairs.visitors), len(network.tail)
    solver = _solver(problem, network, network.most - network.least, np.zeros_like(problem.gain))
    met = np.flatnonzero(network.least)
    # A unit of a minimum is worth more than every match together, a match is worth 1.
    solver.add_arcs_with_capacity_and_unit_cost(
        network.tail[met],
        network.head[met],
        network.least[met],
        np.full(len(met), -(n_visitors + 1)),
    )
    skipping = solver.add_arc_with_capacity_and_unit_cost(
        network.source, network.sink, n_visitors, 1
    )
    _ship(solver, network, n_visitors)
    _check(solver.solve())
    first = n_frame + len(problem.gain)
    reached = solver.flows(np.arange(first, first + len(met)))
    _check_minima(problem, network.least[met] - reached, met)
    return n_visitors - int(solver.flow(skipping))


def _check_minima(problem: Problem, missing: Whole, arcs: Numbers) -> None:
    if not missing.any():
        return
    names = [*problem.pairs.visitors, *problem.pairs.hosts, *(one.name for one in problem.quotas)]
    short = [names[arc] for arc in arcs[missing > 0]]
    raise LeastNotReached(names=", ".join(short), missing=int(missing.sum()))


def _with_minima(problem: Problem, network: Network) -> Flow:
    """Minima are sent on their way beforehand, and the rest flows on top of them."""
    count = most_pairs(problem, network)
    solver = _solver(problem, network, network.most - network.least, -problem.gain)
    supply = np.zeros(network.nodes, dtype=np.int64)
    np.subtract.at(supply, network.tail, network.least)
    np.add.at(supply, network.head, network.least)
    supply[network.source] += count
    supply[network.sink] -= count
    solver.set_nodes_supplies(np.arange(network.nodes), supply)
    _check(solver.solve())
    flow = _read(solver, problem, network)
    return Flow(flow.chosen, flow.frame + network.least)


def _solver(problem: Problem, network: Network, room: Whole, cost: Whole) -> SimpleMinCostFlow:
    """A solver with the frame's arcs first, then the pairs."""
    from ortools.graph.python.min_cost_flow import SimpleMinCostFlow  # noqa: PLC0415 - 18 MB that few processes need

    n_visitors = len(problem.pairs.visitors)
    solver = SimpleMinCostFlow()
    solver.add_arcs_with_capacity_and_unit_cost(
        network.tail, network.head, room, np.zeros_like(room)
    )
    solver.add_arcs_with_capacity_and_unit_cost(
        problem.pairs.visitor, problem.pairs.host + n_visitors, np.ones_like(cost), cost
    )
    return solver


def _ship(solver: SimpleMinCostFlow, network: Network, units: int) -> None:
    solver.set_node_supply(network.source, units)
    solver.set_node_supply(network.sink, -units)


def _check(status: SimpleMinCostFlow.Status) -> None:
    if status != type(status).OPTIMAL:
        raise NotSolved(why=status.name)


def _read(solver: SimpleMinCostFlow, problem: Problem, network: Network) -> Flow:
    n_frame = len(network.tail)
    flows = solver.flows(np.arange(n_frame + len(problem.gain)))
    return Flow(flows[n_frame:] > 0, flows[:n_frame].astype(np.int64))
