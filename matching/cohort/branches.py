"""Groups that travel together: exact flows, branching where a flow tears a group apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from matching.cohort.demand import QuotaSide
from matching.cohort.errors import LeastNotReached, LockedOverPlaces, LockedOverQuota, NotSolved
from matching.cohort.outcome import Method, Outcome
from matching.cohort.pricing import solve
from matching.cohort.problem import fix

if TYPE_CHECKING:
    from collections.abc import Mapping

    from matching.cohort.pricing import Solved
    from matching.cohort.problem import Problem

MOST_BRANCHES, FEWEST_BRANCHES = 300, 20
_PAIRS_IN_ALL = 20_000_000
"""Pairs looked at in all branches together: a large cohort gets fewer branches."""
Worth = tuple[int, int]
"""Pairs first, then gain."""


@dataclass(frozen=True, slots=True)
class _Branch:
    """A part of the ways to place the groups: some placed, some pairs taken out."""

    problem: Problem
    placed: Mapping[int, int]
    gain: int
    bound: Worth | None


def by_flow(problem: Problem) -> Outcome:
    """Return the best assignment without groups. Raises LeastNotReached, NotSolved."""
    solved = solve(problem)
    hosts = hosts_of(problem, solved)
    count, gain = solved.count, solved.gain
    return Outcome(hosts, count, gain, count, gain, Method.FLOW, solved.given, solved.rounds)


def hosts_of(problem: Problem, solved: Solved) -> dict[int, int]:
    """Return the host of each visitor who has one, by number."""
    chosen = np.flatnonzero(solved.chosen)
    pairs = zip(problem.pairs.visitor[chosen], problem.pairs.host[chosen], strict=True)
    return {int(visitor): int(host) for visitor, host in pairs}


def together(problem: Problem, groups: Sequence[Sequence[int]]) -> Problem:
    """Return the problem with only those pairs of groups that all members could have."""
    pairs, kept = problem.pairs, np.ones(len(problem.gain), dtype=np.bool_)
    for group in groups:
        slices = _slices(problem, group)
        hosts = np.concatenate([pairs.host[own] for own in slices])
        reach = np.bincount(hosts, minlength=len(problem.places))
        fits = (reach == len(group)) & (problem.places >= len(group))
        for own in slices:
            kept[own] = fits[pairs.host[own]]
    return problem.only(kept)


def _slices(problem: Problem, group: Sequence[int]) -> list[slice]:
    """Return where the pairs of each member stand."""
    start = problem.pairs.start
    return [slice(start[one], start[one + 1]) for one in group]


def merged(problem: Problem, groups: Sequence[Sequence[int]]) -> Problem:
    """Return the problem with each group as its first member, who has the gains of all.

    The group takes one place and counts once in quotas: no assignment of whole groups is lost, and
    some that overfill a host are let in. Only for problems without minima, where one must not count
    for several.
    """
    gain = problem.gain.copy()
    kept = np.ones(len(gain), dtype=np.bool_)
    for group in groups:
        first, *others = _slices(problem, group)
        # `together` has left all members the same hosts, in the same order
        for other in others:
            gain[first] += problem.gain[other] + problem.reward
            kept[other] = False
    return replace(problem, gain=gain, weighted=True).only(kept)


def by_branches(problem: Problem, groups: Sequence[Sequence[int]]) -> Outcome:
    """Return the best assignment in which each group is whole at one host, or stays at home.

    A flow in which a group counts as one, or (under minima) its members go as they like, is a
    ceiling. Where it overfills a host or a quota, or tears a group apart, two parts follow: the
    group at that host, and the group anywhere else. Raises LeastNotReached when no way meets the
    minima.
    """
    search = _Search(groups)
    search.open = [_Branch(together(problem, groups), {}, 0, None)]
    most = _PAIRS_IN_ALL // max(1, len(problem.gain))
    most = max(FEWEST_BRANCHES, min(MOST_BRANCHES, most))
    while search.open and (search.best is None or search.runs < most):
        search.step()
    if search.best is None:
        raise search.refused or NotSolved(why="no way to place the groups was found")
    return search.outcome(search.best, problem)


class _Search:
    """Depth first, the placed group before the one that goes elsewhere."""

    def __init__(self, groups: Sequence[Sequence[int]]) -> None:
        self.open: list[_Branch] = []
        self.best: tuple[Worth, Mapping[int, int]] | None = None
        self.refused: LeastNotReached | None = None
        self.runs = 0
        self.given = 0
        self._groups = groups

    def step(self) -> None:
        branch = self.open.pop()
        if self._hopeless(branch.bound):
            return
        self.runs += 1
        try:
            hosts, worth = self._relaxed(branch)
        except LeastNotReached as error:
            self.refused = self.refused or error
            return
        if not self._hopeless(worth):
            self._look(branch, hosts, worth)

    def _relaxed(self, branch: _Branch) -> tuple[dict[int, int], Worth]:
        """Return the best for a branch if groups were easier to place than they are."""
        as_one = not branch.problem.minima
        problem = merged(branch.problem, self._groups) if as_one else branch.problem
        solved = solve(problem)
        self.given = max(self.given, solved.given)
        hosts = hosts_of(problem, solved)
        along = [one for one in self._groups if as_one and one[0] in hosts]
        more = sum(len(one) - 1 for one in along)
        for group in along:
            hosts.update(dict.fromkeys(group, hosts[group[0]]))
        gain = solved.gain - more * problem.reward + branch.gain
        return hosts, (solved.count + more + len(branch.placed), gain)

    def _hopeless(self, bound: Worth | None) -> bool:
        return self.best is not None and bound is not None and bound <= self.best[0]

    def _look(self, branch: _Branch, hosts: Mapping[int, int], worth: Worth) -> None:
        conflict = torn(self._groups, hosts) or overfull(branch.problem, self._groups, hosts)
        if conflict:
            self._split(branch, *conflict, worth)
        else:
            self.best = worth, {**branch.placed, **hosts}

    def _split(self, branch: _Branch, group: Sequence[int], host: int, bound: Worth) -> None:
        pairs = branch.problem.pairs
        found = (pairs.find(one, host) for one in group)
        here = [place for place in found if place is not None]
        elsewhere = np.ones(len(pairs.score), dtype=np.bool_)
        elsewhere[here] = False
        left = branch.problem.only(elsewhere)
        self.open.append(_Branch(left, branch.placed, branch.gain, bound))
        chosen = dict.fromkeys(group, host)
        gain = branch.gain + int(branch.problem.gain[here].sum())
        try:
            rest = fix(branch.problem, chosen)
        except (LockedOverPlaces, LockedOverQuota):
            return  # the group does not fit there: the other part remains
        rest = together(rest, self._groups)
        self.open.append(_Branch(rest, {**branch.placed, **chosen}, gain, bound))

    def outcome(self, best: tuple[Worth, Mapping[int, int]], problem: Problem) -> Outcome:
        (count, gain), hosts = best
        ceiling = max([best[0], *(one.bound for one in self.open if one.bound)])
        if (
            ceiling > best[0]
        ):  # members going as they like are another ceiling, at times a lower one
            apart = solve(together(problem, self._groups))
            ceiling = max(best[0], min(ceiling, (apart.count, apart.gain)))
        return Outcome(hosts, count, gain, *ceiling, Method.BRANCHES, self.given, self.runs)


Conflict = tuple[Sequence[int], int]
"""A group, and the host where it cannot be as it is."""


def torn(groups: Sequence[Sequence[int]], hosts: Mapping[int, int]) -> Conflict | None:
    """Return a group whose members go to different hosts, and where most of them went."""
    for group in groups:
        went = Counter(hosts[one] for one in group if one in hosts)
        if went and max(went.values()) < len(group):
            return group, min(went, key=lambda one: (-went[one], one))
    return None


def overfull(
    problem: Problem, groups: Sequence[Sequence[int]], hosts: Mapping[int, int]
) -> Conflict | None:
    """Return a group at a host that has too many, or in a quota that has; None if all is well."""
    loads = Counter(hosts.values())
    crowded = {host for host, load in loads.items() if load > problem.places[host]}
    used = {
        QuotaSide.HOSTS: np.array([*hosts.values()], dtype=np.intp),
        QuotaSide.VISITORS: np.array([*hosts], dtype=np.intp),
    }
    for quota in problem.quotas:
        inside = np.isin(used[quota.side], quota.members)
        if inside.sum() > quota.most:
            crowded |= set(used[QuotaSide.HOSTS][inside].tolist())
    suspects = [one for one in groups if hosts.get(one[0]) in crowded]
    largest = max(suspects, key=lambda one: (len(one), -one[0]), default=None)
    return (largest, hosts[largest[0]]) if largest else None
