"""What came out of a solver, and how it is known to be the best."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum, auto
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


UNTOLD = 0.005
"""Points that no price tells: they are told to the hundredth."""


class Method(StrEnum):
    """How an assignment was proved."""

    FLOW = auto()  # prices under which no pair left out would pay
    PROGRAMME = auto()  # an integer programme's bound: group visits, quotas that overlap


@dataclass(frozen=True, slots=True)
class Solution:
    """Visitors (keys) with hosts, by number; count and gain, and what they cannot exceed.

    `given` of the eligible pairs were needed to find it, in `rounds` runs of the solver. The
    ceilings do not come from the `idle` quotas, by number: without those nothing exists that is
    better by `UNTOLD` points. For certain only where `idle_proved`; else a larger gap is left.
    """

    host_of: Mapping[int, int]
    count: int
    gain: int
    count_ceiling: int
    gain_ceiling: int
    method: Method
    given: int
    rounds: int
    idle: frozenset[int] = frozenset()
    idle_proved: bool = True
