"""Groups that travel together: exact flows, branching where a flow tears a group apart."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from matching.cohort.errors import LeastNotReached, LockedOverPlaces, LockedOverQuota, NotSolved
from matching.cohort.outcome import Method, Outcome
from matching.cohort.pricing import solve
from matching.cohort.problem import fix

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from matching.cohort.pricing import Solved
    from matching.cohort.problem import Problem

MOST_BRANCHES = 2000
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
    kept = np.ones(len(problem.gain), dtype=np.bool_)
    for group in groups:
        own = np.isin(problem.pairs.visitor, np.array(group))
        reach = np.bincount(problem.pairs.host[own], minlength=len(problem.places))
        fits = (reach == len(group)) & (problem.places >= len(group))
        kept &= ~own | fits[problem.pairs.host]
    return problem.only(kept)


def by_branches(problem: Problem, groups: Sequence[Sequence[int]]) -> Outcome:
    """Return the best assignment in which each group is whole at one host, or stays at home.

    A flow in which members go as they like is a ceiling. Where it tears a group apart, two parts
    follow: the group at the host where most of it went, and the group anywhere else. Raises
    LeastNotReached when no way meets the minima.
    """
    search = _Search(groups)
    search.open = [_Branch(together(problem, groups), {}, 0, None)]
    while search.open and search.runs < MOST_BRANCHES:
        search.step()
    if search.best is None:
        raise search.refused or NotSolved(why="no way to place the groups was found")
    return search.outcome(search.best)


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
            solved = solve(branch.problem)
        except LeastNotReached as error:
            self.refused = self.refused or error
            return
        self.given = max(self.given, solved.given)
        worth = (solved.count + len(branch.placed), solved.gain + branch.gain)
        if not self._hopeless(worth):
            self._look(branch, {**branch.placed, **hosts_of(branch.problem, solved)}, worth)

    def _hopeless(self, bound: Worth | None) -> bool:
        return self.best is not None and bound is not None and bound <= self.best[0]

    def _look(self, branch: _Branch, hosts: Mapping[int, int], worth: Worth) -> None:
        for group in self._groups:
            went = Counter(hosts[one] for one in group if one in hosts)
            if went and max(went.values()) < len(group):
                host = min(went, key=lambda one: (-went[one], one))
                self._split(branch, group, host, worth)
                return
        self.best = worth, hosts

    def _split(self, branch: _Branch, group: Sequence[int], host: int, bound: Worth) -> None:
        pairs = branch.problem.pairs
        own = np.isin(pairs.visitor, np.array(group))
        here = own & (pairs.host == host)
        elsewhere = branch.problem.only(~here)
        self.open.append(_Branch(elsewhere, branch.placed, branch.gain, bound))
        chosen = dict.fromkeys(group, host)
        gain = branch.gain + int(branch.problem.gain[here].sum())
        try:
            left = fix(branch.problem, chosen)
        except (LockedOverPlaces, LockedOverQuota):
            return  # the group does not fit there: the other part remains
        rest = together(left, self._groups)
        self.open.append(_Branch(rest, {**branch.placed, **chosen}, gain, bound))

    def outcome(self, best: tuple[Worth, Mapping[int, int]]) -> Outcome:
        (count, gain), hosts = best
        ceiling = max([best[0], *(one.bound for one in self.open if one.bound)])
        return Outcome(hosts, count, gain, *ceiling, Method.BRANCHES, self.given, self.runs)
