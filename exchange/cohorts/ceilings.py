"""What a ceiling on pairs per host country would cost, before anybody sets one."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from exchange.cohorts.drafts import last_of, refused
from exchange.cohorts.input import gather
from exchange.cohorts.quota_rules import ceilings
from exchange.people.officers import Right, require
from matching.assigning import eligible_pairs, free_places, parties
from matching.cohort.model.errors import CohortError
from matching.cohort.plan import plan

if TYPE_CHECKING:
    from collections.abc import Mapping

    from exchange.cohorts.input import CohortInput
    from exchange.work import Work
    from matching.cohort.model.demand import Demand
    from matching.cohort.plan import Plan
    from storage.tables import Officer

TRIED = (1, 2, 3, 5, 8, 13, 21, 34, 55)


@dataclass(frozen=True)
class CeilingCost:
    """With at most so many pairs a host country: pairs and total, and what is lost of both."""

    most: int
    matched: int
    total: float
    fewer: int
    less: float


def ceiling_costs(work: Work, officer: Officer) -> list[CeilingCost]:
    """The ceilings that would bind now, the tightest first; nothing is set or kept.

    Raises RoleMayNot and CohortRefused.
    """
    require(officer, Right.READ)
    given = gather(work, officer.partnership_id, last_of(work, officer.partnership_id))
    weights = work.scheme.weights
    try:
        return work.work_out("ceilings", lambda: _costs(given, weights))
    except CohortError as error:
        raise refused(work, given, error) from error


def _costs(given: CohortInput, weights: Mapping[str, float]) -> list[CeilingCost]:
    pairs = eligible_pairs(given.visitors, given.hosts, weights, given.circumstances, given.encoder)
    places = free_places(given.hosts)
    now = plan(pairs, places, replace(given.demand, seats=parties(given.visitors)))
    fullest = max(_by_country(given, now).values(), default=0)
    tried = [most for most in TRIED if most < fullest]
    found = [(most, plan(pairs, places, _under(given, most))) for most in tried]
    return [
        CeilingCost(most, one.matched, one.total, now.matched - one.matched, now.total - one.total)
        for most, one in found
    ]


def _by_country(given: CohortInput, found: Plan) -> Counter[str]:
    country = {host.id: host.country for host in given.hosts}
    return Counter(country[one.host] for one in found.placed)


def _under(given: CohortInput, most: int) -> Demand:
    """The demand with this ceiling, in place of the call's own one on countries."""
    countries = {host.country for host in given.hosts}
    kept = tuple(quota for quota in given.demand.quotas if quota.name not in countries)
    tried = ceilings(given.hosts, lambda one: one.country, most)
    return replace(given.demand, quotas=(*kept, *tried), seats=parties(given.visitors))
