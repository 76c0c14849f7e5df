"""The price of each thing asked: what the assignment would be without it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum, auto
from typing import TYPE_CHECKING

from matching.cohort.plan import plan

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from matching.cohort.model.candidates import Candidates
    from matching.cohort.model.demand import Demand, Pairing
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

    No ids with a lock, a ban or a group means all of them together.

    Negative figures are a gain: a wish may cost score and bring a match, or the other way round.
    """

    asked: Asked
    subject: tuple[str, ...]
    matched: int
    total: float


@dataclass(frozen=True, slots=True)
class PriceList:
    """The prices that are not zero, the dearest first, and the plan that nothing binds.

    `untried` quotas most likely cost nothing, and are too many to work out a plan without each.
    """

    prices: tuple[Price, ...]
    free: Plan
    untried: int = 0


_EACH_ALONE = 20
"""So many locked or forbidden pairs, or groups, have a price each; more are told together."""
_NOTHING = 5e-10
"""Scores are told to nine decimals."""


def price_list(
    pairs: Candidates, places: Mapping[str, int], demand: Demand, found: Plan
) -> PriceList:
    """Return what each thing asked costs, found by an assignment without it where it may matter.

    The free plan keeps places and eligible pairs alone; against it the optimum is told.
    """
    costs, idle = [], _left_out(demand, found)
    for asked, subject, less in _each(demand, idle):
        other = plan(pairs, places, less)
        more, better = other.matched - found.matched, other.total - found.total
        if more or abs(better) > _NOTHING:
            costs.append(Price(asked, subject, more, better))
    costs.sort(key=lambda one: (-one.matched, -one.total, one.asked, one.subject))
    unbound = replace(demand, quotas=(), least_loads={}, groups=(), seats={}, locked=frozenset())
    unbound = replace(unbound, forbidden=frozenset(), previous=frozenset(), favoured=frozenset())
    free = plan(pairs, places, replace(unbound, raise_worst=False))
    return PriceList(tuple(costs), free, 0 if found.solution.idle_proved else len(idle))


def _left_out(demand: Demand, found: Plan) -> frozenset[int]:
    """Return the quotas, by number, that need no plan of their own.

    Those that the proof does not need cost nothing. Where it does not tell for certain, a few are
    tried all the same. A raised worst pair has no such proof.
    """
    idle = found.solution.idle
    few = not found.solution.idle_proved and len(idle) <= _EACH_ALONE
    return frozenset() if few or demand.raise_worst else idle


def _each(demand: Demand, idle: frozenset[int]) -> Iterator[tuple[Asked, tuple[str, ...], Demand]]:
    """Yield each thing asked but the idle quotas, with the demand that asks everything else."""
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
    yield from _each_group(demand)
    if any(count > 1 for count in demand.seats.values()):
        yield Asked.SEATS, (), replace(demand, seats={})
    if demand.favoured and demand.favour_bonus:
        yield Asked.FAVOUR, (), replace(demand, favoured=frozenset())
    if demand.raise_worst:
        yield Asked.WORST, (), replace(demand, raise_worst=False)
    if demand.previous and demand.keep_bonus:
        yield Asked.KEEP, (), replace(demand, previous=frozenset())


def _each_group(demand: Demand) -> Iterator[tuple[Asked, tuple[str, ...], Demand]]:
    if len(demand.groups) > _EACH_ALONE:
        yield Asked.GROUP, (), replace(demand, groups=())
        return
    for group in demand.groups:
        others = tuple(one for one in demand.groups if one is not group)
        yield Asked.GROUP, (group.name,), replace(demand, groups=others)


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
