"""What an assignment has to respect beside the scores: quotas, locks, fairness, groups."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum, auto
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

Pairing = tuple[str, str]
"""A visitor's id and a host's."""


class QuotaSide(StrEnum):
    """Whose exchanges a quota counts."""

    VISITORS = auto()
    HOSTS = auto()


@dataclass(frozen=True, slots=True)
class Quota:
    """At most and at least so many exchanges among the members; `most` None sets no ceiling."""

    name: str
    side: QuotaSide
    members: frozenset[str]
    most: int | None = None
    least: int = 0


@dataclass(frozen=True, slots=True)
class Group:
    """Visitors who travel together: all of them to one host, or none."""

    name: str
    visitors: frozenset[str]


@dataclass(frozen=True, slots=True)
class Demand:
    """Everything asked of an assignment; the defaults ask for nothing but a good total.

    `seats` of a host's places are taken by a visit of several people; who is not named takes one.
    Quotas and minima count visits, not people. `least_loads` are visitors that a host must get.
    `previous` pairs gain `keep_bonus`, so that a second run moves few; `favoured` visitors gain
    `favour_bonus`, which tells only where hosts are scarce. `raise_worst` makes the worst pair as
    good as it can be, then the second worst and so on for `raise_levels`, of which all but the
    first may cost a share of `raise_cost` of the gain; then it maximises the total.
    """

    quotas: tuple[Quota, ...] = ()
    least_loads: Mapping[str, int] = field(default_factory=dict)
    groups: tuple[Group, ...] = ()
    seats: Mapping[str, int] = field(default_factory=dict)
    locked: frozenset[Pairing] = frozenset()
    forbidden: frozenset[Pairing] = frozenset()
    previous: frozenset[Pairing] = frozenset()
    keep_bonus: float = 0.05
    favoured: frozenset[str] = frozenset()
    favour_bonus: float = 0.0
    raise_worst: bool = False
    raise_levels: int = 1
    raise_cost: float = 1.0


NOTHING_ASKED = Demand()
