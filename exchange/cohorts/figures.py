"""What is kept of an assignment beside its pairs: figures, prices, and why others are left out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from matching.assigning import Assignment
    from matching.cohort.account.figures import Share
    from matching.cohort.account.tradeoffs import Price
    from matching.cohort.account.unplaced import Unplaced
    from matching.cohort.model.demand import Group


def kept_figures(
    found: Assignment, left_alone: int, groups: Iterable[Group] = ()
) -> dict[str, Any]:
    """The figures as JSON; ids are those of applications. `groups` travelled together."""
    told, plan = found.figures, found.plan
    more, better = plan.gap
    return {
        "matched": _share(told.matched),
        "left_alone": left_alone,
        "eligible": told.eligible,
        "pairs": told.pairs,
        "barred": {code.value: count for code, count in sorted(found.barred.items())},
        "total": told.total,
        "optimum": told.optimum,
        "worst": told.worst,
        "raised": len(plan.floors),
        "fifth_percentile": told.fifth_percentile,
        "first": _share(told.first),
        "top_three": _share(told.top_three),
        "places": _share(told.places_used),
        "group_visits": _share(told.group_visits),
        "by_region_category": _shares(told.by_region_category),
        "by_country": _shares(told.by_country),
        "by_type": _shares(told.by_type),
        "method": plan.solution.method.value,
        "proved": plan.proved,
        "gap": [more, better],
        "unplaced": [_unplaced(found, one) for one in found.unplaced],
        "together": [sorted(map(int, group.visitors)) for group in groups],
        "prices": [_price(price) for price in found.prices.prices],
        "untried": found.prices.untried,
    }


def _share(share: Share) -> list[int]:
    return [share.matched, share.of]


def _shares(shares: Mapping[str, Share]) -> dict[str, list[int]]:
    return {name: _share(share) for name, share in shares.items()}


def _price(price: Price) -> dict[str, Any]:
    return {
        "asked": price.asked.value,
        "subject": list(price.subject),
        "matched": price.matched,
        "total": price.total,
    }


def _unplaced(found: Assignment, one: Unplaced) -> dict[str, Any]:
    bars = found.bars.get(one.visitor, {})
    return {
        "visitor": int(one.visitor),
        "why": one.why.value,
        "hosts": [int(host) for host in one.hosts],
        "rivals": one.rivals,
        "places": one.places,
        "seats": one.seats,
        "group": one.group,
        "places_at": [int(host) for host in one.places_at],
        "quotas": list(one.quotas),
        "bars": {code.value: count for code, count in sorted(bars.items())},
    }
