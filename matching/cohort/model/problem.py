"""An assignment in numbers: gains of pairs, places of hosts, bounds of quotas."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import isfinite
from typing import TYPE_CHECKING

import numpy as np

from matching.cohort.model.demand import QuotaSide
from matching.cohort.model.errors import (
    BadScores,
    LeastOverPlaces,
    LockedOverPlaces,
    LockedOverQuota,
    NegativePlaces,
    NoSeats,
    QuotaUpsideDown,
    UnknownMember,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from matching.cohort.model.candidates import Candidates, Marked, Numbers, Whole
    from matching.cohort.model.demand import Demand, Quota

_FINEST = 10**9
"""Scores are told to nine decimals, so that whole numbers hold them without rounding."""
_SAFE = 2**60
"""The solver multiplies costs by the number of nodes; a path must stay a 64-bit number."""


@dataclass(frozen=True, slots=True)
class Bound:
    """A quota in numbers: its members' places on their side, and what it allows."""

    name: str
    side: QuotaSide
    members: Numbers
    most: int
    least: int


@dataclass(frozen=True, slots=True)
class Problem:
    """Gains (n_pairs,) in whole `scale`-ths of a point; places and least loads (n_hosts,).

    `reward` is what one more match is worth: more than all that it may cost in score. Each visitor
    takes so many `seats` of a host's places (n_visitors,).
    """

    pairs: Candidates
    gain: Whole
    places: Whole
    least_loads: Whole
    quotas: tuple[Bound, ...]
    scale: int
    reward: int
    seats: Whole

    @property
    def sizes(self) -> tuple[int, int]:
        """How many visitors and how many hosts."""
        return len(self.pairs.visitors), len(self.pairs.hosts)

    @property
    def minima(self) -> bool:
        """Whether anything has to be reached."""
        return bool(self.least_loads.any()) or any(one.least for one in self.quotas)

    def only(self, marked: Marked) -> Problem:
        """Return the same with the marked pairs alone: (n_pairs,)."""
        kept = np.flatnonzero(marked)
        return replace(self, pairs=self.pairs.only(kept), gain=self.gain[kept])


def read_problem(pairs: Candidates, places: Mapping[str, int], demand: Demand) -> Problem:
    """Return the numbers of an assignment, its locked pairs not yet placed.

    Raises BadScores for a bonus that is no number, NegativePlaces, NoSeats, QuotaUpsideDown, LeastOverPlaces, and UnknownMember for a
    minimum of an unknown host.
    """
    if not (isfinite(demand.keep_bonus) and isfinite(demand.favour_bonus)):
        raise BadScores(why="a bonus is no finite number")
    host_of = {host: number for number, host in enumerate(pairs.hosts)}
    visitor_of = {visitor: number for number, visitor in enumerate(pairs.visitors)}
    room = _places(pairs.hosts, places)
    sides = {QuotaSide.HOSTS: host_of, QuotaSide.VISITORS: visitor_of}
    scale = _scale(pairs, demand)
    seats = _seats(pairs.visitors, demand.seats)
    possible = np.flatnonzero(room[pairs.host] >= seats[pairs.visitor])
    pairs = pairs if len(possible) == len(pairs.score) else pairs.only(possible)
    gain = _gains(pairs, demand, scale)
    top = int(np.abs(gain).max(initial=0))
    return Problem(
        pairs=pairs,
        gain=gain,
        places=room,
        least_loads=_least_loads(demand.least_loads, host_of, room),
        quotas=tuple(_bound(one, sides[one.side], len(visitor_of)) for one in demand.quotas),
        scale=scale,
        reward=2 * min(len(pairs.visitors), len(pairs.hosts)) * top + 1,
        seats=seats,
    )


def _scale(pairs: Candidates, demand: Demand) -> int:
    """Return how fine a score may be told: costs times nodes must stay far from 64 bits."""
    nodes = len(pairs.visitors) + len(pairs.hosts) + len(demand.quotas) + 2
    return int(min(_FINEST, 10 ** (len(str(_SAFE // nodes**2)) - 1)))


def _seats(visitors: Sequence[str], seats: Mapping[str, int]) -> Whole:
    for visitor, count in seats.items():
        if count < 1:
            raise NoSeats(visitor=visitor, seats=count)
    return np.array([seats.get(one, 1) for one in visitors], dtype=np.int64)


def _places(hosts: Sequence[str], places: Mapping[str, int]) -> Whole:
    for host in hosts:
        if places.get(host, 0) < 0:
            raise NegativePlaces(host=host, places=places[host])
    return np.array([places.get(host, 0) for host in hosts], dtype=np.int64)


def _least_loads(wanted: Mapping[str, int], host_of: Mapping[str, int], places: Whole) -> Whole:
    least = np.zeros_like(places)
    for host, count in wanted.items():
        if host not in host_of:
            raise UnknownMember(what="A minimum", id=host)
        room = int(places[host_of[host]])
        if count > room:
            raise LeastOverPlaces(host=host, least=count, places=room)
        least[host_of[host]] = max(count, 0)
    return least


def _bound(quota: Quota, numbers: Mapping[str, int], visitors: int) -> Bound:
    members = np.array(sorted(numbers[one] for one in quota.members if one in numbers), np.intp)
    most = max(visitors, quota.least) if quota.most is None else quota.most
    if max(quota.least, 0) > most:
        raise QuotaUpsideDown(quota=quota.name, least=quota.least, most=most)
    return Bound(quota.name, quota.side, members, most, max(quota.least, 0))


def _gains(pairs: Candidates, demand: Demand, scale: int) -> Whole:
    gain = np.rint(pairs.score * scale).astype(np.int64)
    if demand.favoured and demand.favour_bonus:
        favoured = np.array([one in demand.favoured for one in pairs.visitors], dtype=np.bool_)
        gain[favoured[pairs.visitor]] += round(demand.favour_bonus * scale)
    if demand.previous and demand.keep_bonus:
        gain[list(_known(pairs, demand.previous))] += round(demand.keep_bonus * scale)
    return gain


def _known(pairs: Candidates, wanted: Iterable[tuple[str, str]]) -> Iterable[int]:
    """Return where those of the wanted pairs stand that are eligible."""
    host_of = {host: number for number, host in enumerate(pairs.hosts)}
    visitor_of = {visitor: number for number, visitor in enumerate(pairs.visitors)}
    for visitor, host in wanted:
        if visitor in visitor_of and host in host_of:
            place = pairs.find(visitor_of[visitor], host_of[host])
            if place is not None:
                yield place


def without(problem: Problem, forbidden: Iterable[tuple[str, str]]) -> Problem:
    """Return the same without the forbidden pairs."""
    kept = np.ones(len(problem.gain), dtype=np.bool_)
    kept[list(_known(problem.pairs, forbidden))] = False
    return problem if kept.all() else problem.only(kept)


def fix(problem: Problem, chosen: Mapping[int, int]) -> Problem:
    """Return what is left to decide once these visitors (keys) are with these hosts.

    Raises LockedOverPlaces and LockedOverQuota.
    """
    if not chosen:
        return problem
    n_visitors, n_hosts = problem.sizes
    visitors, hosts = np.array(list(chosen)), np.array(list(chosen.values()))
    loads = np.bincount(hosts, minlength=n_hosts)
    taken = np.zeros_like(problem.places)
    np.add.at(taken, hosts, problem.seats[visitors])
    _check_places(problem, taken)
    went = {QuotaSide.HOSTS: loads, QuotaSide.VISITORS: np.bincount(visitors, minlength=n_visitors)}
    free = np.ones(n_visitors, dtype=np.bool_)
    free[visitors] = False
    places = problem.places - taken
    pairs = problem.pairs
    fits = places[pairs.host] >= problem.seats[pairs.visitor]
    left = problem.only(free[pairs.visitor] & fits)
    return replace(
        left,
        places=places,
        least_loads=np.maximum(problem.least_loads - loads, 0),
        quotas=tuple(_lessened(one, int(went[one.side][one.members].sum())) for one in left.quotas),
    )


def _check_places(problem: Problem, taken: Whole) -> None:
    over = np.flatnonzero(taken > problem.places)
    if over.size:
        first = int(over[0])
        name = problem.pairs.hosts[first]
        raise LockedOverPlaces(
            host=name, places=int(problem.places[first]), locked=int(taken[first])
        )


def _lessened(quota: Bound, used: int) -> Bound:
    if used > quota.most:
        raise LockedOverQuota(quota=quota.name, most=quota.most, locked=used)
    return replace(quota, most=quota.most - used, least=max(0, quota.least - used))
