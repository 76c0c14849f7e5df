"""Visitors and hosts from tables, matched by the rules of a call: no database, no clock."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from exchange.cohorts.input import LESS_DEVELOPED
from exchange.cohorts.quota_rules import ceilings
from exchange.finding.hosts import circumstances_of
from matching.assigning import Assignment, assign
from matching.cohort.model.demand import Demand
from matching.ranking.openings import Outlook, outlook
from matching.ranking.rank import HostIndex, Ranking

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from exchange.scheme.call import Scheme
    from matching.profiles import Profile
    from matching.reasons import Match
    from matching.words.encoder import Encoder

HOST_MARK = "host "
"""What goes before the ids of hosts where visitors have the same ones."""


@dataclass(frozen=True)
class Found:
    """What a visitor gets: the best hosts, the outlook, and the pair of the assignment if any."""

    visitor: Profile
    ranking: Ranking
    outlook: Outlook
    assigned: Match | None = None


@dataclass(frozen=True)
class Proposals:
    """All visitors in their order; `refused` may not visit in this call and were left out."""

    found: tuple[Found, ...]
    hosts: tuple[Profile, ...]
    refused: tuple[Profile, ...]
    assignment: Assignment | None


@dataclass(frozen=True)
class Wanted:
    """How many hosts a visitor, whether the whole cohort is assigned, and which month it is.

    With an `encoder` texts are compared by their meanings too.
    """

    top: int = 10
    assign: bool = False
    month: str = ""
    encoder: Encoder | None = None


def match_tables(
    visitors: Sequence[Profile],
    hosts: Sequence[Profile],
    scheme: Scheme,
    wanted: Wanted,
    progress: Callable[[int], object] = lambda _: None,
) -> Proposals:
    """Return the best hosts of every visitor; calls `progress` with how many visitors are done."""
    hosts = _told_apart(visitors, hosts)
    around = circumstances_of(scheme, wanted.month)
    going = [visitor for visitor in visitors if may_visit(scheme, visitor)]
    index = HostIndex.build(hosts, wanted.encoder)
    assignment = _assigned(going, hosts, scheme, wanted) if wanted.assign else None
    host_of = {one.visitor: one.host for one in assignment.plan.placed} if assignment else {}
    found = []
    for number, one in enumerate(going, start=1):
        ranking = index.rank(one, scheme.weights, limit=wanted.top, circumstances=around)
        host = host_of.get(one.id)
        listed = next((match for match in ranking.matches if match.host.id == host), None)
        if host and not listed:
            listed = index.match(one, host, scheme.weights, circumstances=around)
        found.append(Found(one, ranking, outlook(one, index.columns, around), listed))
        progress(number)
    refused = tuple(visitor for visitor in visitors if not may_visit(scheme, visitor))
    return Proposals(tuple(found), tuple(hosts), refused, assignment)


def may_visit(scheme: Scheme, visitor: Profile) -> bool:
    """Whether the call sends such organisations; what was not told is no hindrance."""
    kinds = {
        organisation_type.id
        for organisation_type in scheme.organisation_types
        if scheme.admits(organisation_type.id, "visitor")
    }
    at_home = not visitor.country or visitor.country in scheme.visitor_countries
    return at_home and (not visitor.organisation_type or visitor.organisation_type in kinds)


def demand_of(scheme: Scheme, visitors: Sequence[Profile], hosts: Sequence[Profile]) -> Demand:
    """What the call asks of an assignment, as far as profiles tell: no Partnerships, no last run."""
    rules = scheme.cohort
    return Demand(
        quotas=tuple(ceilings(hosts, lambda one: one.country, rules.most_per_host_country)),
        favoured=frozenset(
            visitor.id for visitor in visitors if visitor.region_category == LESS_DEVELOPED
        ),
        favour_bonus=rules.less_developed_bonus,
        raise_worst=rules.raise_worst,
        raise_levels=rules.raise_levels,
        raise_cost=rules.raise_cost,
    )


def _assigned(
    visitors: Sequence[Profile], hosts: Sequence[Profile], scheme: Scheme, wanted: Wanted
) -> Assignment:
    around = circumstances_of(scheme, wanted.month)
    return assign(
        visitors,
        hosts,
        scheme,
        demand_of(scheme, visitors, hosts),
        circumstances={visitor.id: around for visitor in visitors},
        encoder=wanted.encoder,
    )


def _told_apart(visitors: Sequence[Profile], hosts: Sequence[Profile]) -> list[Profile]:
    """Return the hosts; two tables that both count from 1 do not mean the same organisations."""
    if {visitor.id for visitor in visitors}.isdisjoint(host.id for host in hosts):
        return list(hosts)
    return [replace(one, id=f"{HOST_MARK}{one.id}") for one in hosts]
