"""Applications that travel together: which are kept, which count now, and what cannot be."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from sqlmodel import col, select

from matching.cohort.model.demand import Group, QuotaSide
from matching.cohort.model.errors import CohortError
from matching.ranking.eligibility import ExclusionCode, exclusion
from storage.tables import CohortCompanion

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from exchange.cohorts.input import CohortInput
    from exchange.work import Work
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


def kept_companions(work: Work, partnership_id: int) -> list[CohortCompanion]:
    """Who travels together at a Partnership, group by group."""
    query = select(CohortCompanion).where(CohortCompanion.partnership_id == partnership_id)
    ordered = query.order_by(col(CohortCompanion.number), col(CohortCompanion.application_id))
    return list(work.session.exec(ordered))


def by_number(companions: Iterable[CohortCompanion]) -> dict[int, list[int]]:
    """The applications of each group."""
    found: defaultdict[int, list[int]] = defaultdict(list)
    for one in companions:
        found[one.number].append(one.application_id)
    return dict(found)


def travelling(work: Work, partnership_id: int, waiting: Collection[str]) -> tuple[Group, ...]:
    """The groups of those who wait now; a group left with one is none."""
    groups = by_number(kept_companions(work, partnership_id)).values()
    there = ([one for one in members if str(one) in waiting] for members in groups)
    return tuple(group_of(members) for members in there if len(members) > 1)


def group_of(members: Iterable[int]) -> Group:
    """The matcher's group of some applications; its name is their numbers: `7, 12`."""
    numbers = [str(one) for one in sorted(members)]
    return Group(", ".join(numbers), frozenset(numbers))


def check_locks(given: CohortInput) -> None:
    """Nothing, if all may go where one of their group is locked to. Raises CompanionMayNot."""
    hosts = {one.id: one for one in given.hosts}
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
    barred = {one: _barred(given, group, one, roomy_or_full) for one in given.hosts}
    open_to_all = [one for one in given.hosts if not barred[one]]
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
        one.id
        for one in given.visitors
        if one.id in group.visitors
        and ((one.id, host.id) in given.demand.forbidden or _code(given, one, host) not in free)
    }


def _code(given: CohortInput, visitor: Profile, host: Profile) -> ExclusionCode | None:
    found = exclusion(visitor, host, given.circumstances[visitor.id])
    return found.code if found else None


def _with_room(given: CohortInput, group: Group, hosts: list[Profile]) -> list[Profile]:
    people = sum(one.party for one in given.visitors if one.id in group.visitors)
    free = {one: max(0, one.capacity - one.busy) for one in hosts}
    if people > max(free.values()):
        raise NoRoomForAll(members=group.name, people=people, places=max(free.values()))
    return [one for one in hosts if free[one] >= people]


def _check_visits(given: CohortInput, group: Group) -> None:
    """A VO may visit once (ECCP-about), also in company. Raises VisitsShared."""
    for one in given.demand.quotas:
        count = len(one.members & group.visitors)
        if one.side is QuotaSide.VISITORS and one.most is not None and count > one.most:
            raise VisitsShared(organisation=one.name, left=one.most, count=count)


def _check_quotas(given: CohortInput, group: Group, hosts: list[Profile]) -> None:
    """Raise QuotaBelowGroup where at each host a ceiling is lower than the group is large."""
    count = len(group.visitors)
    low = [
        one
        for one in given.demand.quotas
        if one.side is QuotaSide.HOSTS and one.most is not None and one.most < count
    ]
    binding: list[Quota] = []
    for host in hosts:
        above = [one for one in low if host.id in one.members]
        if not above:
            return
        binding += above
    first = binding[0]
    raise QuotaBelowGroup(count=count, quota=first.name, most=first.most)
