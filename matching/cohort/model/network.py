"""The frame of the flow: source, visitors' quotas, visitors; hosts, hosts' quotas, sink."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from matching.cohort.model.demand import QuotaSide

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matching.cohort.model.candidates import Marked, Numbers, Whole
    from matching.cohort.model.problem import Bound, Problem


@dataclass(frozen=True, slots=True)
class Network:
    """Arcs other than the pairs, (n_frame,): first one a visitor, then one a host, then quotas.

    Nodes are numbered the same way: visitors, hosts, quotas, source, sink.
    """

    tail: Numbers
    head: Numbers
    most: Whole
    least: Whole
    source: int
    sink: int

    @property
    def nodes(self) -> int:
        """How many nodes there are."""
        return self.sink + 1


def nested(quotas: Sequence[Bound]) -> bool:
    """Return whether any two quotas of a side are apart or one inside the other.

    Only then is the assignment a flow.
    """
    seen: dict[QuotaSide, list[set[int]]] = {QuotaSide.HOSTS: [], QuotaSide.VISITORS: []}
    for quota in quotas:
        members = set(quota.members.tolist())
        for other in seen[quota.side]:
            if not (members <= other or other <= members or members.isdisjoint(other)):
                return False
        seen[quota.side].append(members)
    return True


def build_network(problem: Problem) -> Network:
    """Return the frame for a problem whose quotas are nested."""
    n_visitors, n_hosts = problem.sizes
    first_quota = n_visitors + n_hosts
    source = first_quota + len(problem.quotas)
    sink = source + 1
    inner = np.concatenate((np.full(n_visitors, source), np.full(n_hosts, sink)))
    outer = np.empty(len(problem.quotas), dtype=np.intp)
    widest_first = sorted(range(len(outer)), key=lambda q: -len(problem.quotas[q].members))
    for number in widest_first:
        quota = problem.quotas[number]
        members = quota.members + (n_visitors if quota.side is QuotaSide.HOSTS else 0)
        end = sink if quota.side is QuotaSide.HOSTS else source
        outer[number] = inner[members[0]] if members.size else end
        inner[members] = first_quota + number
    return _frame(problem, inner, outer, source, sink)


def _frame(problem: Problem, inner: Numbers, outer: Numbers, source: int, sink: int) -> Network:
    n_visitors, n_hosts = problem.sizes
    ends = np.concatenate((inner, outer))
    own = np.arange(len(ends))
    coming = np.zeros(len(ends), dtype=np.bool_)
    coming[:n_visitors] = True
    coming[n_visitors + n_hosts :] = _on_visitors(problem.quotas)
    ones, none = np.ones(n_visitors, dtype=np.int64), np.zeros(n_visitors, dtype=np.int64)
    ceilings = [max(min(one.most, n_visitors), one.least) for one in problem.quotas]
    return Network(
        tail=np.where(coming, ends, own),
        head=np.where(coming, own, ends),
        most=np.concatenate((ones, problem.places, np.array(ceilings, dtype=np.int64))),
        least=np.concatenate(
            (none, problem.least_loads, np.array([q.least for q in problem.quotas], dtype=np.int64))
        ),
        source=source,
        sink=sink,
    )


def _on_visitors(quotas: Sequence[Bound]) -> Marked:
    return np.array([one.side is QuotaSide.VISITORS for one in quotas], dtype=np.bool_)
