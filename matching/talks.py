"""Short talks of visitors with hosts, each in a slot: as many as there can be, shared evenly, the best of them, and no clash.

Who meets whom is a flow of least cost, in whole numbers: no slot is needed for it, because pairs of
which nobody has more than there are slots can always be put into them (König 1916). So the best
choice of pairs is the best timetable, and finding one costs nothing of it.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from matching.errors import MatchingError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from numpy.typing import NDArray

    Reals = NDArray[np.float64]
    Pair = tuple[int, int]

FINE = 10**6
"""How fine scores are told apart."""
KEPT = 0.05
"""What a pair that was planned before is worth more: a change moves few."""


class NoTimetable(MatchingError):
    """The talks could not be worked out."""


class Talk(NamedTuple):
    """A visitor and a host who meet in a slot, all by their numbers from 0 on."""

    visitor: int
    host: int
    slot: int


def timetable(scores: Reals, slots: int, before: Iterable[Talk] = ()) -> list[Talk]:
    """Return who meets whom in which slot, by slot and visitor.

    `scores` has a row a visitor and a column a host, NaN for a pair that may not meet. There are as
    many talks as there can be; of those plans one in which they are shared as evenly among visitors
    as can be; of those the one with the highest sum of scores. What was planned `before` is worth
    KEPT more, and keeps its slot where it can. Raises NoTimetable.
    """
    known = {(one.visitor, one.host): one.slot for one in before if one.slot < slots}
    pairs = chosen(scores, slots, known)
    return sorted(_in_slots(pairs, known, slots), key=lambda one: (one.slot, one.visitor, one.host))


def chosen(scores: Reals, slots: int, before: Collection[Pair] = ()) -> list[Pair]:
    """Return the best pairs of which nobody is in more than there are slots. Raises NoTimetable."""
    from ortools.graph.python.min_cost_flow import SimpleMinCostFlow  # noqa: PLC0415 - 18 MB that few processes need

    visitors, hosts = scores.shape
    met = [(one, other) for one, other in np.ndindex(visitors, hosts) if _may(scores, one, other)]
    if not met or slots < 1:
        return []
    flow, source, sink = SimpleMinCostFlow(), visitors + hosts, visitors + hosts + 1
    most = min(slots, hosts)
    even = 2 * FINE * (visitors * most + 1)  # one talk more evenly shared outweighs all scores
    for one in range(visitors):
        for turn in range(most):
            flow.add_arc_with_capacity_and_unit_cost(source, one, 1, turn * even)
    arcs = {}
    for one, other in met:
        worth = scores[one, other] + (KEPT if (one, other) in before else 0.0)
        cost = -round(FINE * float(worth))
        arc = flow.add_arc_with_capacity_and_unit_cost(one, visitors + other, 1, cost)
        arcs[one, other] = arc
    for other in range(hosts):
        flow.add_arc_with_capacity_and_unit_cost(visitors + other, sink, slots, 0)
    flow.set_node_supply(source, visitors * most)
    flow.set_node_supply(sink, -visitors * most)
    if flow.solve_max_flow_with_min_cost() != flow.OPTIMAL:
        raise NoTimetable
    return [pair for pair, arc in arcs.items() if flow.flow(arc)]


def _may(scores: Reals, visitor: int, host: int) -> bool:
    return not bool(np.isnan(scores[visitor, host]))


def _in_slots(pairs: Iterable[Pair], before: Mapping[Pair, int], slots: int) -> list[Talk]:
    """Every pair in a slot in which both are free; those of before in theirs, unless somebody has to make room."""
    day = _Day(slots)
    order = sorted(pairs, key=lambda pair: (pair not in before, pair))
    for visitor, host in order:
        wanted = before.get((visitor, host))
        if wanted is not None and day.is_free(visitor, host, wanted):
            day.put(visitor, host, wanted)
        else:
            day.fit(visitor, host)
    return day.talks()


class _Day:
    """Who is with whom in each slot: visitors and hosts are nodes, `v` and `h` with their numbers."""

    def __init__(self, slots: int) -> None:
        self._slots = slots
        self._with: dict[tuple[str, int], dict[int, tuple[str, int]]] = defaultdict(dict)

    def is_free(self, visitor: int, host: int, slot: int) -> bool:
        """Whether both have nothing in that slot."""
        return slot not in self._with["v", visitor] and slot not in self._with["h", host]

    def put(self, visitor: int, host: int, slot: int) -> None:
        """The two meet in that slot."""
        self._with["v", visitor][slot] = ("h", host)
        self._with["h", host][slot] = ("v", visitor)

    def fit(self, visitor: int, host: int) -> None:
        """The two meet in some slot; where none is free for both, others change theirs along a chain."""
        both = (one for one in range(self._slots) if self.is_free(visitor, host, one))
        first = next(both, None)
        if first is None:
            first, second = self._free("v", visitor), self._free("h", host)
            self._swap(("h", host), first, second)
        self.put(visitor, host, first)

    def _free(self, side: str, number: int) -> int:
        return next(one for one in range(self._slots) if one not in self._with[side, number])

    def _swap(self, start: tuple[str, int], one: int, other: int) -> None:
        """Exchange two slots along the chain of those who meet in them, from a node that is busy in `one` only.

        The chain cannot come to who is free in `one`: it would have to arrive by that very slot.
        """
        chain, node, slot = [], start, one
        while slot in self._with[node]:
            after = self._with[node][slot]
            chain.append((node, after, slot))
            node, slot = after, other if slot == one else one
        for node, after, slot in chain:
            del self._with[node][slot], self._with[after][slot]
        for node, after, slot in chain:
            moved = other if slot == one else one
            self._with[node][moved], self._with[after][moved] = after, node

    def talks(self) -> list[Talk]:
        """All that were put."""
        return [
            Talk(number, host, slot)
            for (side, number), met in self._with.items()
            if side == "v"
            for slot, (_, host) in met.items()
        ]
