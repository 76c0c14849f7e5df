"""Which pairs are out of the question, and by which rule."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum, auto
from typing import TYPE_CHECKING

from matching.names import fold

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Set as AbstractSet

    from matching.profiles import Profile


class ExclusionCode(StrEnum):
    """The rule that bars a host; facts in brackets."""

    SELF = auto()  # the host is the visitor's own profile
    SAME_ORGANISATION = auto()  # (organisation)
    SAME_COUNTRY = auto()  # (country); the scheme is about going abroad
    CLOSED = auto()  # the host takes nobody at present
    TRIED = auto()  # this pair was proposed before
    FULL = auto()  # (capacity)


@dataclass(frozen=True, slots=True)
class Exclusion:
    """Why a host cannot be proposed to a visitor."""

    code: ExclusionCode
    facts: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What the profiles do not tell: hosts that are closed, pairs tried before, and the rule.

    `near_km` is the distance under which the call halves the lump sum (scheme: 200 km).
    """

    closed: AbstractSet[str] = frozenset()
    tried: AbstractSet[str] = frozenset()
    near_km: float = 200.0


ORDINARY = Circumstances()


def exclusion(
    visitor: Profile, host: Profile, circumstances: Circumstances = ORDINARY
) -> Exclusion | None:
    """Return why `host` is barred to `visitor`, or None when the pair is allowed.

    Visitor and host must be in two different countries (European Cluster Collaboration Platform,
    scheme FAQ), cannot be one organisation, and a host takes as many at once as it has places.
    """
    same_name = bool(host.organisation) and fold(host.organisation) == fold(visitor.organisation)
    same_country = bool(host.country) and host.country == visitor.country
    rules: tuple[tuple[bool, ExclusionCode, dict[str, str | int]], ...] = (
        (host.id == visitor.id, ExclusionCode.SELF, {}),
        (same_name, ExclusionCode.SAME_ORGANISATION, {"organisation": host.organisation}),
        (same_country, ExclusionCode.SAME_COUNTRY, {"country": host.country}),
        (host.id in circumstances.closed, ExclusionCode.CLOSED, {}),
        (host.id in circumstances.tried, ExclusionCode.TRIED, {}),
        (host.busy >= host.capacity, ExclusionCode.FULL, {"capacity": host.capacity}),
    )
    return next((Exclusion(code, facts) for barred, code, facts in rules if barred), None)
