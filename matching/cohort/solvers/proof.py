"""The proof that nothing better exists: prices of nodes under which no pair left out would pay."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from matching.cohort.model.errors import NotSolved

if TYPE_CHECKING:
    from matching.cohort.model.candidates import Numbers, Whole
    from matching.cohort.model.network import Network
    from matching.cohort.model.problem import Problem
    from matching.cohort.solvers.flow import Flow


@dataclass(frozen=True, slots=True)
class Residual:
    """The arcs along which a flow could still change, ordered by head, with their costs."""

    tail: Numbers
    head: Numbers
    cost: Whole


def residual(problem: Problem, network: Network, flow: Flow) -> Residual:
    """Return the residual arcs, with the arc that turns the flow into a circulation.

    That arc, sink to source, pays the problem's reward for each unit, so that one proof covers
    both orders: most pairs, then most gain.
    """
    start, end = problem.pairs.visitor, problem.pairs.host + len(problem.pairs.visitors)
    taken, left = flow.chosen, ~flow.chosen
    more, less = flow.frame < network.most, flow.frame > network.least
    back = np.array([network.source]) if flow.chosen.any() else np.empty(0, dtype=np.intp)
    idle = np.zeros(int(more.sum() + less.sum()), dtype=np.int64)
    reward = np.full(1, problem.reward, dtype=np.int64)
    tail = (start[left], end[taken], network.tail[more], network.head[less], [network.sink], back)
    head = (end[left], start[taken], network.head[more], network.tail[less], [network.source])
    forth = np.full(len(back), network.sink)
    cost = (-problem.gain[left], problem.gain[taken], idle, -reward, reward[: len(back)])
    heads = np.concatenate((*head, forth))
    order = np.argsort(heads, kind="stable")
    return Residual(np.concatenate(tail)[order], heads[order], np.concatenate(cost)[order])


def prices(nodes: int, arcs: Residual) -> Whole:
    """Return a price for each node under which no residual arc has a negative reduced cost.

    Shortest ways by rounds over all arcs (Bellman–Ford). Raises NotSolved when the flow was not
    the best: then a cycle of negative cost exists, and no such prices.
    """
    firsts = np.flatnonzero(np.diff(arcs.head, prepend=-1))
    reached = arcs.head[firsts]
    price = np.zeros(nodes, dtype=np.int64)
    for _ in range(nodes + 1):
        best = np.minimum.reduceat(price[arcs.tail] + arcs.cost, firsts) if firsts.size else price
        better = best < price[reached]
        if not better.any():
            return price
        price[reached[better]] = best[better]
    raise NotSolved(why="the flow can be improved")


def reduced_costs(problem: Problem, price: Whole) -> Whole:
    """Return what each pair would cost at these prices: (n_pairs,); below 0 it would pay."""
    n_visitors = len(problem.pairs.visitors)
    gap: Whole = price[:n_visitors][problem.pairs.visitor] - price[n_visitors:][problem.pairs.host]
    gap -= problem.gain
    return gap


def ceiling(problem: Problem, network: Network, price: Whole, cost: Whole) -> int:
    """Return what no assignment exceeds, by these prices: pairs at the reward, and their gain.

    `cost` is what reduced_costs tells of these prices: (n_pairs,).

    This is the value of the dual; that the flow reaches it is the proof.
    """
    pairs = np.minimum(cost, 0).sum()
    frame = price[network.tail] - price[network.head]
    bound = np.where(frame < 0, network.most * frame, network.least * frame).sum()
    back = int(price[network.sink] - price[network.source]) - problem.reward
    return -int(pairs + bound + len(problem.pairs.visitors) * min(back, 0))
