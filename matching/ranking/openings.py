"""What stands between a visitor and more hosts, and which wish would open how many.

A host *suits* when no rule bars it and it meets every wish that the visitor and the host have. Each
other host has obstacles; a wish that is the only obstacle of some hosts is a way to open them.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from enum import StrEnum, auto
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from matching.ranking.eligibility import ORDINARY, Circumstances, ExclusionCode, bars
from matching.topics.ecosystems import ECOSYSTEMS, UNRELATED

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from matching.profiles import Profile
    from matching.ranking.columns import Columns, Marks

    Mask = NDArray[np.bool_]


class Wish(StrEnum):
    """An answer of the visitor that keeps hosts away."""

    COUNTRIES = auto()
    MONTHS = auto()
    KINDS = auto()
    LANGUAGES = auto()
    ECOSYSTEMS = auto()


class HostWish(StrEnum):
    """An answer of the host that keeps the visitor away."""

    THEIR_COUNTRIES = auto()
    THEIR_KINDS = auto()


Obstacle = Wish | HostWish | ExclusionCode

FIELDS: Mapping[Wish, str] = {
    Wish.COUNTRIES: "wished_countries",
    Wish.MONTHS: "months",
    Wish.KINDS: "partner_kinds",
    Wish.LANGUAGES: "languages",
    Wish.ECOSYSTEMS: "ecosystems",
}
"""The field of a profile that each wish is."""
DROPPABLE = (Wish.COUNTRIES, Wish.MONTHS, Wish.KINDS)
"""Wishes that may be left open: any country, any time, any kind."""


@dataclass(frozen=True, slots=True)
class Way:
    """One change of the visitor's wishes and the number of hosts that would suit then besides.

    `value` is added to the wish; an empty one leaves the wish open.
    """

    wish: Wish
    value: str
    opens: int


@dataclass(frozen=True, slots=True)
class Outlook:
    """How many hosts suit a visitor, what keeps the others away, and what would open more.

    `obstacles` count hosts, a host once under each of its obstacles, and leave out the visitor
    itself. `ways` come with the most hosts first, `together` are pairs of wishes that would have
    to be left open at once. `full` hosts would suit if they had a place.
    """

    suits: int
    obstacles: Mapping[Obstacle, int]
    ways: tuple[Way, ...]
    together: tuple[tuple[Wish, Wish, int], ...]
    full: int


@dataclass(frozen=True, slots=True)
class Shortage:
    """The outlooks of many visitors in one: how many have fewer hosts than they should.

    `ways` count those visitors whom a change would give a host, `obstacles` those for whom most
    hosts are lost to it, `stuck` those whom no single change helps; `ids` are all who have fewer,
    those with the fewest ways first.
    """

    visitors: int
    short: int
    ways: tuple[Way, ...] = ()
    obstacles: Mapping[Obstacle, int] = field(default_factory=dict)
    stuck: int = 0
    ids: tuple[str, ...] = ()


def outlook(visitor: Profile, columns: Columns, circumstances: Circumstances = ORDINARY) -> Outlook:
    """Return what hosts a visitor has and could have. Months that are over do not count."""
    visitor = replace(
        visitor, months=tuple(one for one in visitor.months if one >= circumstances.month)
    )
    barred = bars(visitor, columns, circumstances)
    itself = barred.pop(ExclusionCode.SELF) | barred[ExclusionCode.SAME_ORGANISATION]
    missed = _missed(visitor, columns)
    masks: dict[Obstacle, Mask] = dict([*missed.items(), *barred.items()])
    count = np.sum([*masks.values()], axis=0) + itself
    lost = {obstacle: int((mask & ~itself).sum()) for obstacle, mask in masks.items()}
    only = {wish: missed[wish] & (count == 1) for wish in Wish}
    return Outlook(
        suits=int((count == 0).sum()),
        obstacles={obstacle: hosts for obstacle, hosts in lost.items() if hosts},
        ways=_ways(columns, only, circumstances.month),
        together=_together(missed, count),
        full=int((barred[ExclusionCode.FULL] & (count == 1)).sum()),
    )


def shortage(
    visitors: Iterable[tuple[Profile, Circumstances]], columns: Columns, at_least: int = 1
) -> Shortage:
    """Return what keeps those visitors who have fewer than `at_least` hosts from having them."""
    found = [(one.id, outlook(one, columns, circumstances)) for one, circumstances in visitors]
    fewest = sorted(found, key=lambda pair: len(pair[1].ways))
    ids = tuple(number for number, one in fewest if one.suits < at_least)
    short = [one for _, one in found if one.suits < at_least]
    enough = [
        {(way.wish, way.value) for way in one.ways if one.suits + way.opens >= at_least}
        for one in short
    ]
    helped = Counter(way for ways in enough for way in ways)
    most = Counter(
        max(one.obstacles, key=one.obstacles.__getitem__) for one in short if one.obstacles
    )
    return Shortage(
        visitors=len(found),
        short=len(short),
        ways=_ranked(Way(wish, value, count) for (wish, value), count in helped.items()),
        obstacles=dict(most.most_common()),
        stuck=sum(not ways for ways in enough),
        ids=ids,
    )


def _missed(visitor: Profile, columns: Columns) -> dict[Wish | HostWish, Mask]:
    """Return which hosts do not meet which wish: (n_hosts,) a wish. Who told nothing meets it."""
    strangers = np.zeros(len(columns.hosts), dtype=np.bool_)
    known = [one for one in visitor.ecosystems if one in ECOSYSTEMS]
    if known:
        near = columns.kinship[:, [ECOSYSTEMS.index(one) for one in known]].max(axis=1)
        strangers = (near > 0) & (near <= UNRELATED)
    return {
        Wish.COUNTRIES: _without(visitor.wished_countries, columns.country),
        Wish.MONTHS: _without(visitor.months, columns.months),
        Wish.KINDS: _without(visitor.partner_kinds, columns.kind),
        Wish.LANGUAGES: _without(visitor.languages, columns.languages),
        Wish.ECOSYSTEMS: strangers,
        HostWish.THEIR_COUNTRIES: _unwanted(visitor.country, columns.wished_countries),
        HostWish.THEIR_KINDS: _unwanted(visitor.organisation_type, columns.partner_kinds),
    }


def _without(wished: Sequence[str], have: Marks) -> Mask:
    if not wished:
        return np.zeros(len(have.told), dtype=np.bool_)
    missed: Mask = have.told & (have.shared(wished) == 0)
    return missed


def _unwanted(has: str, wished: Marks) -> Mask:
    return wished.told & ~wished.has(has) if has else np.zeros(len(wished.told), dtype=np.bool_)


def _ways(columns: Columns, only: Mapping[Wish, Mask], month: str) -> tuple[Way, ...]:
    found = []
    for wish, mask in only.items():
        opened = _opened(wish, columns, mask, month)
        found += [Way(wish, value, hosts) for value, hosts in opened.items() if hosts]
        if wish in DROPPABLE and mask.any():
            found.append(Way(wish, "", int(mask.sum())))
    return _ranked(found)


def _opened(wish: Wish, columns: Columns, mask: Mask, month: str) -> dict[str, int]:
    """Return how many of the hosts of a mask each value would open; no month before `month`."""
    places = np.flatnonzero(mask).tolist()
    if wish is Wish.ECOSYSTEMS:
        near = (columns.kinship[places] > UNRELATED).sum(axis=0).tolist()
        return dict(zip(ECOSYSTEMS, near, strict=True))
    values = (_values(wish, columns.hosts[place]) for place in places)
    counted = Counter(value for found in values for value in set(found) if value)
    return {one: n for one, n in counted.items() if wish is not Wish.MONTHS or one >= month}


def _values(wish: Wish, host: Profile) -> tuple[str, ...]:
    """Return what a host has of what a wish asks for."""
    if wish is Wish.COUNTRIES:
        return (host.country,)
    if wish is Wish.KINDS:
        return (host.organisation_type,)
    return host.months if wish is Wish.MONTHS else host.languages


def _together(
    missed: Mapping[Wish | HostWish, Mask], count: NDArray[np.intp]
) -> tuple[tuple[Wish, Wish, int], ...]:
    two = count == 2  # noqa: PLR2004 - the two of a pair, and nothing else
    pairs = [
        (one, other, int((missed[one] & missed[other] & two).sum()))
        for one, other in combinations(DROPPABLE, 2)
    ]
    return tuple(sorted((pair for pair in pairs if pair[2]), key=lambda pair: -pair[2]))


def _ranked(ways: Iterable[Way]) -> tuple[Way, ...]:
    order = [*Wish]
    return tuple(sorted(ways, key=lambda way: (-way.opens, order.index(way.wish), way.value)))
