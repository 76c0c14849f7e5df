"""Why a visitor was left out, and which change of places or quotas would help."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum, auto
from typing import TYPE_CHECKING

from matching.cohort.model.demand import QuotaSide

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from matching.cohort.model.candidates import Candidates
    from matching.cohort.model.demand import Demand, Quota
    from matching.cohort.plan import Plan


class Why(StrEnum):
    """What kept a visitor out."""

    NO_ELIGIBLE_HOST = auto()
    ALL_FORBIDDEN = auto()
    NO_FREE_PLACE = auto()  # eligible hosts exist; all of them were full before
    VISITOR_QUOTA = auto()  # a quota on visitors is used up by better pairs
    HOST_QUOTA = auto()  # places are left, but a quota on hosts is used up
    OUTBID = auto()  # more visitors than places among these hosts; others total more
    GROUP = auto()  # no host could take the whole group
    SEATS = auto()  # no host has as many places left as come along


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A visitor without a host.

    `rivals` visitors, this one included, compete for `places` places of `hosts`. Each of `places_at`
    (one more place there) and of `quotas` (raised by one) would by itself let one more visitor go;
    when both are empty, no single step is enough. Who comes with others needs `seats` places at
    one of `hosts`, which have as many in all.
    """

    visitor: str
    why: Why
    hosts: tuple[str, ...] = ()
    rivals: int = 0
    places: int = 0
    places_at: tuple[str, ...] = ()
    quotas: tuple[str, ...] = ()
    group: str = ""
    seats: int = 1


def unplaced(
    pairs: Candidates, places: Mapping[str, int], demand: Demand, found: Plan
) -> tuple[Unplaced, ...]:
    """Return each visitor without a host, with the reason, in the order of their ids."""
    there = _Field(pairs, places, demand, found)
    going = {one.visitor for one in found.placed}
    return tuple(there.explain(one) for one in pairs.visitors if one not in going)


class _Field:
    """A finished assignment, in which one looks for the way that one more visitor could take."""

    def __init__(
        self, pairs: Candidates, places: Mapping[str, int], demand: Demand, found: Plan
    ) -> None:
        self._pairs, self._places, self._demand = pairs, places, demand
        self._number = {visitor: number for number, visitor in enumerate(pairs.visitors)}
        self._group_of = {v: group.name for group in demand.groups for v in group.visitors}
        self._guests: defaultdict[str, list[str]] = defaultdict(list)
        several = {one for one, seats in demand.seats.items() if seats > 1}
        self._stuck = {one.visitor for one in found.placed if one.locked}
        self._stuck |= several | set(self._group_of)
        for one in found.placed:
            self._guests[one.host].append(one.visitor)
        self._used = {one.name: self._use(one, found) for one in demand.quotas}
        self._above = _above(demand.quotas)

    def _use(self, quota: Quota, found: Plan) -> int:
        by_host = quota.side is QuotaSide.HOSTS
        return sum((one.host if by_host else one.visitor) in quota.members for one in found.placed)

    def _seats(self, visitor: str) -> int:
        return self._demand.seats.get(visitor, 1)

    def _left(self, host: str) -> int:
        return self._places.get(host, 0) - sum(map(self._seats, self._guests[host]))

    def _eligible(self, visitor: str) -> list[str]:
        number = self._number[visitor]
        first, last = self._pairs.start[number], self._pairs.start[number + 1]
        return [self._pairs.hosts[host] for host in self._pairs.host[first:last].tolist()]

    def _open_to(self, visitor: str) -> list[str]:
        forbidden = self._demand.forbidden
        return [h for h in self._eligible(visitor) if (visitor, h) not in forbidden]

    def _full(self, quota: Quota) -> bool:
        return quota.most is not None and self._used[quota.name] >= quota.most

    def explain(self, visitor: str) -> Unplaced:
        """Return why this visitor is out."""
        eligible, hosts = self._eligible(visitor), self._open_to(visitor)
        seats = self._seats(visitor)
        with_places = tuple(one for one in hosts if self._places.get(one, 0) >= seats)
        if not eligible:
            return Unplaced(visitor, Why.NO_ELIGIBLE_HOST)
        if not hosts:
            return Unplaced(visitor, Why.ALL_FORBIDDEN, tuple(eligible))
        own = self._held_back(visitor, with_places)
        if own:
            return own
        if not with_places:
            helpful = tuple(one for one in hosts if not self._blocked(one))
            return Unplaced(visitor, Why.NO_FREE_PLACE, tuple(hosts), places_at=helpful)
        return self._crowded(visitor, with_places)

    def _held_back(self, visitor: str, hosts: Sequence[str]) -> Unplaced | None:
        """Return what lies with the visitor: company, or a quota on visitors."""
        if visitor in self._group_of:
            return Unplaced(visitor, Why.GROUP, tuple(hosts), group=self._group_of[visitor])
        own = [q for q in self._above[QuotaSide.VISITORS].get(visitor, ()) if self._full(q)]
        if own:
            names = tuple(one.name for one in own)
            return Unplaced(visitor, Why.VISITOR_QUOTA, tuple(hosts), quotas=names)
        seats = self._seats(visitor)
        return Unplaced(visitor, Why.SEATS, tuple(hosts), seats=seats) if seats > 1 else None

    def _crowded(self, visitor: str, hosts: Sequence[str]) -> Unplaced:
        """Follow who could make room for whom: what is full on every way out is what binds."""
        reached = self._reached(hosts)
        full = [one for one in sorted(reached) if self._left(one) <= 0]
        tight = {
            quota.name: quota
            for one in sorted(reached)
            for quota in self._above[QuotaSide.HOSTS].get(one, ())
            if self._full(quota)
        }
        helpful = tuple(one for one in full if not self._blocked(one))
        rivals = 1 + sum(len(self._guests[one]) for one in reached)
        places = sum(self._places[one] for one in reached)
        why = Why.OUTBID if len(full) == len(reached) else Why.HOST_QUOTA
        alone = tuple(name for name, quota in tight.items() if self._frees(quota, reached))
        return Unplaced(visitor, why, tuple(sorted(reached)), rivals, places, helpful, alone)

    def _blocked(self, host: str) -> bool:
        return any(self._full(one) for one in self._above[QuotaSide.HOSTS].get(host, ()))

    def _frees(self, quota: Quota, reached: Iterable[str]) -> bool:
        """Whether this quota alone stands between a reached host with a place and the way out."""
        return any(
            [one for one in self._above[QuotaSide.HOSTS].get(host, ()) if self._full(one)]
            == [quota]
            and self._left(host) > 0
            for host in reached
        )

    def _reached(self, hosts: Sequence[str]) -> set[str]:
        """Return every host to which a place could be handed on, one guest giving way to another."""
        reached, waiting = set(hosts), list(hosts)
        while waiting:
            host = waiting.pop()
            room = self._left(host) > 0
            new = {next_ for one in self._movable(host) for next_ in self._open_to(one)}
            if room:
                new |= self._through_quotas(host)
            new = {one for one in new if self._places.get(one, 0) > 0} - reached
            reached |= new
            waiting += sorted(new)
        return reached

    def _movable(self, host: str) -> list[str]:
        return [one for one in self._guests[host] if one not in self._stuck]

    def _through_quotas(self, host: str) -> set[str]:
        """Return the hosts whose guests could give way to one more at `host`, up to a full quota."""
        found: set[str] = set()
        for quota in self._above[QuotaSide.HOSTS].get(host, ()):
            if self._full(quota):
                found |= {one for one in quota.members if self._movable(one)}
        return found


def _above(quotas: Iterable[Quota]) -> dict[QuotaSide, dict[str, list[Quota]]]:
    """Return the quotas in which each host and each visitor counts."""
    found: dict[QuotaSide, dict[str, list[Quota]]] = {side: {} for side in QuotaSide}
    for quota in quotas:
        for member in quota.members:
            found[quota.side].setdefault(member, []).append(quota)
    return found
