"""Applications that travel together: what cannot be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matching.cohort.model.demand import Group, QuotaSide
from matching.cohort.model.errors import CohortError
from matching.ranking.eligibility import ExclusionCode, exclusion

if TYPE_CHECKING:
    from collections.abc import Collection

    from exchange.cohorts.input import CohortInput
    from matching.cohort.model.demand import Quota
    from matching.profiles import Profile


class CompanionMayNot(CohortError):
    """{visitor} would travel with {companion}, who is locked to {host}, but cannot go there. Unlock that pair, or take one of them out of the group: /together."""


class NoHostForAll(CohortError):
    """{members} cannot travel together: no host may receive all of them. The nearest is {host}, but the pair with {barred} is ruled out (same country, tried before, forbidden or the like)."""


class NoRoomForAll(CohortError):
    """{members} are {people} people together, and no host that all of them may go to has more than {places} places free."""


class VisitsShared(CohortError):
    """Visits left to “{organisation}”: {left}. Those named would make {count}, so they cannot all travel."""


class QuotaBelowGroup(CohortError):
    """Together they make {count} visits, and where all of them may go the ceiling “{quota}” allows {most}. /quota raises it."""


def check_locks(given: CohortInput) -> None:
    """Nothing, if all may go where one of their group is locked to. Raises CompanionMayNot."""
    hosts = {host.id: host for host in given.hosts}
    locked = dict(given.demand.locked)
    for group in given.demand.groups:
        for companion in sorted(group.visitors & locked.keys()):
            home = hosts.get(locked[companion])
            barred = _barred(given, group, home, {None}) - locked.keys() if home else set()
            if home and barred:
                raise CompanionMayNot(visitor=min(barred), companion=companion, host=home.id)


def check_possible(given: CohortInput, group: Group) -> None:
    """Nothing, if some host could take all of a group, were nobody else there.

    Raises NoHostForAll, NoRoomForAll, VisitsShared and QuotaBelowGroup. Where there is no host at
    all yet, nothing is known.
    """
    if not given.hosts:
        return
    _check_visits(given, group)
    roomy_or_full = {None, ExclusionCode.FULL}
    barred = {host: _barred(given, group, host, roomy_or_full) for host in given.hosts}
    open_to_all = [host for host in given.hosts if not barred[host]]
    if not open_to_all:
        nearest = min(given.hosts, key=lambda one: len(barred[one]))
        names = ", ".join(sorted(barred[nearest], key=int))
        raise NoHostForAll(members=group.name, host=nearest.id, barred=names)
    _check_quotas(given, group, _with_room(given, group, open_to_all))


def _barred(
    given: CohortInput, group: Group, host: Profile, free: Collection[ExclusionCode | None]
) -> set[str]:
    """Those of a group whose pair with a host is forbidden, or barred by a rule not among `free`."""
    return {
        visitor.id
        for visitor in given.visitors
        if visitor.id in group.visitors
        and (
            (visitor.id, host.id) in given.demand.forbidden
            or _code(given, visitor, host) not in free
        )
    }


def _code(given: CohortInput, visitor: Profile, host: Profile) -> ExclusionCode | None:
    found = exclusion(visitor, host, given.circumstances[visitor.id])
    return found.code if found else None


def _with_room(given: CohortInput, group: Group, hosts: list[Profile]) -> list[Profile]:
    people = sum(visitor.party for visitor in given.visitors if visitor.id in group.visitors)
    free = {host: max(0, host.capacity - host.busy) for host in hosts}
    if people > max(free.values()):
        raise NoRoomForAll(members=group.name, people=people, places=max(free.values()))
    return [host for host in hosts if free[host] >= people]


def _check_visits(given: CohortInput, group: Group) -> None:
    """A VO may visit once (ECCP-about), also in company. Raises VisitsShared."""
    for quota in given.demand.quotas:
        count = len(quota.members & group.visitors)
        if quota.side is QuotaSide.VISITORS and quota.most is not None and count > quota.most:
            raise VisitsShared(organisation=quota.name, left=quota.most, count=count)


def _check_quotas(given: CohortInput, group: Group, hosts: list[Profile]) -> None:
    """Raise QuotaBelowGroup where at each host a ceiling is lower than the group is large."""
    count = len(group.visitors)
    low = [
        quota
        for quota in given.demand.quotas
        if quota.side is QuotaSide.HOSTS and quota.most is not None and quota.most < count
    ]
    binding: list[Quota] = []
    for host in hosts:
        above = [one for one in low if host.id in one.members]
        if not above:
            return
        binding += above
    first = binding[0]
    raise QuotaBelowGroup(count=count, quota=first.name, most=first.most)
