"""Which pairs are out of the question, and by which rule.

The rules stand here twice: for one pair with the facts to tell (`exclusion`), and for one visitor
and all hosts at once (`bars`). A test holds them together.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum, auto
from typing import TYPE_CHECKING

import numpy as np

from matching.words.names import fold

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from numpy.typing import NDArray

    from matching.profiles import Profile
    from matching.ranking.columns import Columns, Marks

    Mask = NDArray[np.bool_]


class ExclusionCode(StrEnum):
    """The rule that bars a host; facts in brackets."""

    SELF = auto()  # the host is the visitor's own profile
    SAME_ORGANISATION = auto()  # (organisation)
    SAME_COUNTRY = auto()  # (country); the scheme is about going abroad
    COUNTRY_MAY_NOT_HOST = auto()  # (country); not one that receives visitors in this call
    KIND_MAY_NOT_HOST = auto()  # (kind); not a kind that receives visitors in this call
    CLOSED = auto()  # the host takes nobody at present
    TRIED = auto()  # this pair was proposed before
    DATES_OVER = auto()  # (month), the last one in which the host could receive somebody
    FULL = auto()  # (capacity)


@dataclass(frozen=True, slots=True)
class Exclusion:
    """Why a host cannot be proposed to a visitor."""

    code: ExclusionCode
    facts: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What the profiles do not tell: hosts that are closed, pairs tried before, and the call.

    `near_km` is the distance under which the call halves the lump sum (scheme: 200 km). Only
    `countries` and `kinds` of organisation may host, where given. `month` is the present one
    ("2027-03"): a host whose months are all over takes nobody; left empty, no month is over. Hosts
    of `unanswered` let this visitor wait in vain: they may be asked again, and come after all others.
    """

    closed: AbstractSet[str] = frozenset()
    tried: AbstractSet[str] = frozenset()
    near_km: float = 200.0
    countries: AbstractSet[str] | None = None
    kinds: AbstractSet[str] | None = None
    month: str = ""
    unanswered: AbstractSet[str] = frozenset()


ORDINARY = Circumstances()


def exclusion(
    visitor: Profile, host: Profile, circumstances: Circumstances = ORDINARY
) -> Exclusion | None:
    """Return why `host` is barred to `visitor`, or None when the pair is allowed.

    Visitor and host must be in two different countries (European Cluster Collaboration Platform,
    scheme FAQ), cannot be one organisation, and a host takes as many people at once as it has places.
    """
    name = fold(host.organisation)
    same_name = bool(name) and name == fold(visitor.organisation)
    same_country = bool(host.country) and host.country == visitor.country
    last = max(host.months, default="")
    c, rule = circumstances, ExclusionCode
    rules: tuple[tuple[bool, ExclusionCode, dict[str, str | int]], ...] = (
        (host.id == visitor.id, rule.SELF, {}),
        (same_name, rule.SAME_ORGANISATION, {"organisation": host.organisation}),
        (same_country, rule.SAME_COUNTRY, {"country": host.country}),
        (_outside(host.country, c.countries), rule.COUNTRY_MAY_NOT_HOST, {"country": host.country}),
        (
            _outside(host.organisation_type, c.kinds),
            rule.KIND_MAY_NOT_HOST,
            {"kind": host.organisation_type},
        ),
        (host.id in c.closed, rule.CLOSED, {}),
        (host.id in c.tried, rule.TRIED, {}),
        (bool(last) and last < c.month, rule.DATES_OVER, {"month": last}),
        (host.busy + visitor.party > host.capacity, rule.FULL, {"capacity": host.capacity}),
    )
    return next((Exclusion(code, facts) for barred, code, facts in rules if barred), None)


def bars(
    visitor: Profile, columns: Columns, circumstances: Circumstances = ORDINARY
) -> dict[ExclusionCode, Mask]:
    """Return which hosts each rule bars to `visitor`: (n_hosts,) a rule, in the order of the rules.

    A host may be barred by several; `exclusion` names the first.
    """
    c, n_hosts = circumstances, len(columns.hosts)
    name = fold(visitor.organisation)
    return {
        ExclusionCode.SELF: _at(columns.by_id.get(visitor.id, []), n_hosts),
        ExclusionCode.SAME_ORGANISATION: _at(
            columns.by_name.get(name, []) if name else [], n_hosts
        ),
        ExclusionCode.SAME_COUNTRY: columns.country.has(visitor.country),
        ExclusionCode.COUNTRY_MAY_NOT_HOST: _beyond(c.countries, columns.country),
        ExclusionCode.KIND_MAY_NOT_HOST: _beyond(c.kinds, columns.kind),
        ExclusionCode.CLOSED: _named(c.closed, columns),
        ExclusionCode.TRIED: _named(c.tried, columns),
        ExclusionCode.DATES_OVER: columns.months.told & (columns.until < c.month),
        ExclusionCode.FULL: columns.places[:, 1] + visitor.party > columns.places[:, 0],
    }


def _outside(has: str, allowed: AbstractSet[str] | None) -> bool:
    return bool(has) and allowed is not None and has not in allowed


def _beyond(allowed: AbstractSet[str] | None, have: Marks) -> Mask:
    if allowed is None:
        return np.zeros(len(have.told), dtype=np.bool_)
    barred: Mask = have.shared([value for value in have.values if value not in allowed]) > 0
    return barred


def _named(ids: AbstractSet[str], columns: Columns) -> Mask:
    places = [place for one in ids for place in columns.by_id.get(one, [])]
    return _at(places, len(columns.hosts))


def _at(places: Sequence[int], n_hosts: int) -> Mask:
    mask = np.zeros(n_hosts, dtype=np.bool_)
    mask[list(places)] = True
    return mask
