"""From scores and demands to pairs: locks first, then the groups, the floor and the rest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from matching.cohort.model.errors import (
    GroupsOverlap,
    GroupSplitByLocks,
    LockedAndForbidden,
    LockedNotEligible,
    LockedTwice,
    UnknownMember,
)
from matching.cohort.model.problem import fix, read_problem, without
from matching.cohort.solvers.levels import raised
from matching.cohort.solvers.solving import best

if TYPE_CHECKING:
    from collections.abc import Mapping

    from matching.cohort.model.candidates import Candidates
    from matching.cohort.model.demand import Demand, Pairing
    from matching.cohort.model.solution import Solution


@dataclass(frozen=True, slots=True)
class Placed:
    """One pair of a plan; `locked` pairs were given, the others found."""

    visitor: str
    host: str
    score: float
    locked: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """The pairs by visitor, and how the solver came by those that were not locked.

    `floors` are the scores that the worst found pairs were raised to, the worst first.
    """

    placed: tuple[Placed, ...]
    solution: Solution
    scale: int
    floors: tuple[float, ...] = ()

    @property
    def matched(self) -> int:
        """How many visitors have a host."""
        return len(self.placed)

    @property
    def total(self) -> float:
        """The scores of all pairs together."""
        return sum(one.score for one in self.placed)

    @property
    def proved(self) -> bool:
        """Whether nothing better exists."""
        return self.gap == (0, 0.0)

    @property
    def gap(self) -> tuple[int, float]:
        """How many more pairs, or how much more score, the proof leaves open."""
        found = self.solution
        more = found.count_ceiling - found.count
        return more, 0.0 if more else (found.gain_ceiling - found.gain) / self.scale


def plan(pairs: Candidates, places: Mapping[str, int], demand: Demand) -> Plan:
    """Return the assignment with most pairs, and among those with the highest total.

    `places` are free places by host. Raises a CohortError that names what contradicts what.
    """
    locked, groups = _locked(pairs, demand)
    problem = without(read_problem(pairs, places, demand), demand.forbidden)
    left = fix(problem, locked)
    solution = best(left, groups)
    floors: tuple[float, ...] = ()
    if demand.raise_worst and solution.count:
        solution, floors = raised(left, groups, solution, demand)
    placed = [_placed(pairs, one, host, True) for one, host in locked.items()]
    placed += [_placed(pairs, one, host, False) for one, host in solution.host_of.items()]
    ordered = tuple(sorted(placed, key=lambda one: one.visitor))
    return Plan(ordered, solution, problem.scale, floors)


def _placed(pairs: Candidates, visitor: int, host: int, locked: bool) -> Placed:  # noqa: FBT001
    place = pairs.find(visitor, host)
    score = float(pairs.score[place]) if place is not None else 0.0
    return Placed(pairs.visitors[visitor], pairs.hosts[host], score, locked)


def _locked(pairs: Candidates, demand: Demand) -> tuple[dict[int, int], list[list[int]]]:
    """Return locked pairs by number, whole groups among them, and the groups that are free."""
    hosts = _locked_hosts(demand)
    free: list[list[int]] = []
    visitor_of = {visitor: number for number, visitor in enumerate(pairs.visitors)}
    _check_groups(demand, visitor_of)
    for group in demand.groups:
        members = sorted(group.visitors)
        given = {hosts[one] for one in members if one in hosts}
        if len(given) > 1:
            raise GroupSplitByLocks(group=group.name)
        for host in given:
            hosts.update(dict.fromkeys(members, host))
        if not given and len(members) > 1:
            free.append([visitor_of[one] for one in members])
    return _numbers(pairs, visitor_of, hosts), free


def _locked_hosts(demand: Demand) -> dict[str, str]:
    hosts: dict[str, str] = {}
    for visitor, host in sorted(demand.locked):
        if visitor in hosts:
            raise LockedTwice(visitor=visitor, hosts=f"{hosts[visitor]}, {host}")
        if (visitor, host) in demand.forbidden:
            raise LockedAndForbidden(visitor=visitor, host=host)
        hosts[visitor] = host
    return hosts


def _check_groups(demand: Demand, visitor_of: Mapping[str, int]) -> None:
    seen: dict[str, str] = {}
    for group in demand.groups:
        for visitor in sorted(group.visitors):
            if visitor not in visitor_of:
                raise UnknownMember(what=group.name, id=visitor)
            if visitor in seen:
                raise GroupsOverlap(visitor=visitor, groups=f"{seen[visitor]}, {group.name}")
            seen[visitor] = group.name


def _numbers(
    pairs: Candidates, visitor_of: Mapping[str, int], hosts: Mapping[str, str]
) -> dict[int, int]:
    host_of = {host: number for number, host in enumerate(pairs.hosts)}
    found: dict[int, int] = {}
    for visitor, host in hosts.items():
        _check_known((visitor, host), visitor_of, host_of)
        number, place = visitor_of[visitor], host_of[host]
        if pairs.find(number, place) is None:
            raise LockedNotEligible(visitor=visitor, host=host)
        found[number] = place
    return found


def _check_known(pair: Pairing, visitor_of: Mapping[str, int], host_of: Mapping[str, int]) -> None:
    for one, known in zip(pair, (visitor_of, host_of), strict=True):
        if one not in known:
            raise UnknownMember(what="A locked pair", id=one)
