"""The price of each thing asked: what the assignment would be without it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum, auto
from typing import TYPE_CHECKING

from matching.cohort.plan import plan

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from matching.cohort.candidates import Candidates
    from matching.cohort.demand import Demand, Pairing
    from matching.cohort.plan import Plan


class Asked(StrEnum):
    """What kind of thing was asked of an assignment."""

    QUOTA = auto()
    LEAST_LOAD = auto()
    LOCK = auto()
    FORBID = auto()
    GROUP = auto()
    SEATS = auto()
    FAVOUR = auto()
    WORST = auto()
    KEEP = auto()


@dataclass(frozen=True, slots=True)
class Price:
    """One thing asked, by its ids, and how many pairs and how much score it costs.

    No ids with a lock or a ban means all locked, or all forbidden, pairs together.

    Negative figures are a gain: a wish may cost score and bring a match, or the other way round.
    """

    asked: Asked
    subject: tuple[str, ...]
    matched: int
    total: float


@dataclass(frozen=True, slots=True)
class PriceList:
    """The prices that are not zero, the dearest first, and the plan that nothing binds."""

    prices: tuple[Price, ...]
    free: Plan


_EACH_ALONE = 20
"""So many locked pairs, or forbidden ones, have a price of their own; more are told together."""
_NOTHING = 5e-10
"""Scores are told to nine decimals."""


def price_list(
    pairs: Candidates, places: Mapping[str, int], demand: Demand, found: Plan
) -> PriceList:
    """Return what each thing asked costs, found by an assignment without it where it may matter.

    The free plan keeps places and eligible pairs alone; against it the optimum is told.
    """
    costs = []
    for asked, subject, less in _each(demand, found):
        other = plan(pairs, places, less)
        more, better = other.matched - found.matched, other.total - found.total
        if more or abs(better) > _NOTHING:
            costs.append(Price(asked, subject, more, better))
    costs.sort(key=lambda one: (-one.matched, -one.total, one.asked, one.subject))
    unbound = replace(demand, quotas=(), least_loads={}, groups=(), seats={}, locked=frozenset())
    unbound = replace(unbound, forbidden=frozenset(), previous=frozenset(), favoured=frozenset())
    return PriceList(tuple(costs), plan(pairs, places, replace(unbound, raise_worst=False)))


def _each(demand: Demand, found: Plan) -> Iterator[tuple[Asked, tuple[str, ...], Demand]]:
    """Yield each thing asked, with the demand that asks everything else.

    Quotas that the proof does not need cost nothing. A raised worst pair has no such proof.
    """
    idle = frozenset() if demand.raise_worst else found.outcome.idle
    for number, quota in enumerate(demand.quotas):
        if number in idle:
            continue
        rest = tuple(one for one in demand.quotas if one is not quota)
        yield Asked.QUOTA, (quota.name,), replace(demand, quotas=rest)
    for host in sorted(demand.least_loads):
        loads = {one: least for one, least in demand.least_loads.items() if one != host}
        yield Asked.LEAST_LOAD, (host,), replace(demand, least_loads=loads)
    yield from _each_pair(Asked.LOCK, demand, demand.locked)
    yield from _each_pair(Asked.FORBID, demand, demand.forbidden)
    for group in demand.groups:
        others = tuple(one for one in demand.groups if one is not group)
        yield Asked.GROUP, (group.name,), replace(demand, groups=others)
    if any(count > 1 for count in demand.seats.values()):
        yield Asked.SEATS, (), replace(demand, seats={})
    if demand.favoured and demand.favour_bonus:
        yield Asked.FAVOUR, (), replace(demand, favoured=frozenset())
    if demand.raise_worst:
        yield Asked.WORST, (), replace(demand, raise_worst=False)
    if demand.previous and demand.keep_bonus:
        yield Asked.KEEP, (), replace(demand, previous=frozenset())


def _each_pair(
    asked: Asked, demand: Demand, pairs: frozenset[Pairing]
) -> Iterator[tuple[Asked, tuple[str, ...], Demand]]:
    """Yield the demand without each locked or forbidden pair; without all, where they are many."""
    if len(pairs) > _EACH_ALONE:
        yield asked, (), _with(asked, demand, frozenset())
        return
    for pair in sorted(pairs):
        yield asked, pair, _with(asked, demand, pairs - {pair})


def _with(asked: Asked, demand: Demand, pairs: frozenset[Pairing]) -> Demand:
    if asked is Asked.LOCK:
        return replace(demand, locked=pairs)
    return replace(demand, forbidden=pairs)
