"""Quotas of a cohort: what the call's file says of every country and Partnership, and what a desk set."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from sqlmodel import col, select

from matching.cohort.model.demand import Quota, QuotaSide
from storage.tables import Application, CohortQuota, Partnership

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from exchange.work import Work
    from matching.profiles import Profile


def quotas_of_hosts(work: Work, partnership_id: int, hosting: Sequence[Profile]) -> list[Quota]:
    """A country, a Partnership, a country within a Partnership; a desk's own ones come first."""
    rules, of = work.scheme.cohort, _partnerships(work)
    call = (
        *ceilings(hosting, lambda one: one.country, rules.most_per_host_country),
        *ceilings(hosting, lambda one: of[one.id], rules.most_per_host_partnership),
        *ceilings(
            hosting,
            lambda one: _name(one.country, of[one.id]),
            rules.most_per_country_in_partnership,
        ),
    )
    own = [_quota(work, one, hosting, of) for one in kept_quotas(work, partnership_id)]
    named = {one.name for one in own}
    return [*own, *(one for one in call if one.name not in named)]


def ceilings(
    hosting: Sequence[Profile], name: Callable[[Profile], str], most: int | None
) -> list[Quota]:
    """At most so many pairs of all hosts with the same name; none where nothing is set."""
    if most is None:
        return []
    members: defaultdict[str, set[str]] = defaultdict(set)
    for one in hosting:
        members[name(one)].add(one.id)
    return [
        Quota(key, QuotaSide.HOSTS, frozenset(members[key]), most=most) for key in sorted(members)
    ]


def kept_quotas(work: Work, partnership_id: int) -> list[CohortQuota]:
    """The quotas that a Partnership's desk set: of whole Partnerships and countries before parts."""
    query = select(CohortQuota).where(CohortQuota.partnership_id == partnership_id)
    found = work.session.exec(query.order_by(col(CohortQuota.country), col(CohortQuota.id)))
    return sorted(found, key=lambda one: bool(one.country) and bool(one.hosts_of))


def quota_name(work: Work, quota: CohortQuota) -> str:
    """Its name in figures and messages: `PT`, `BLUES` or `BLUES, PT`."""
    whose = work.load(Partnership, quota.hosts_of).name if quota.hosts_of else ""
    return _name(quota.country, whose)


def _name(country: str, partnership: str) -> str:
    return ", ".join(one for one in (partnership, country) if one)


def _quota(work: Work, kept: CohortQuota, hosting: Sequence[Profile], of: dict[str, str]) -> Quota:
    whose = work.load(Partnership, kept.hosts_of).name if kept.hosts_of else ""
    members = frozenset(
        one.id for one in hosting if kept.country in {"", one.country} and whose in {"", of[one.id]}
    )
    name = quota_name(work, kept)
    return Quota(name, QuotaSide.HOSTS, members, most=kept.most, least=kept.least)


def _partnerships(work: Work) -> dict[str, str]:
    query = select(Application.id, Partnership.name).join(
        Partnership, col(Partnership.id) == col(Application.partnership_id)
    )
    return {str(number): name for number, name in work.session.exec(query)}
