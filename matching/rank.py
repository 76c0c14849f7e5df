"""Hosts for a visitor: the best first, each with its reasons, and why the others are out."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Self

import numpy as np

from matching.columns import lay_out
from matching.eligibility import ORDINARY, Circumstances, Exclusion, bars, exclusion
from matching.explain import Pair, explain
from matching.parts import worth
from matching.reasons import Match, Part, PartName
from matching.search import Found, WordIndex
from matching.weights import DEFAULT_WEIGHTS, checked_weights

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from decimal import Decimal

    from numpy.typing import NDArray

    from matching.columns import Columns
    from matching.profiles import Profile

_DECIMALS = 9
"""Scores closer than this are equal, so that ties are told by id and not by rounding."""


@dataclass(frozen=True, slots=True)
class Ranking:
    """A page of matches, the best first; how many there are in all; and who is out, and why."""

    matches: tuple[Match, ...]
    total: int
    excluded: Mapping[str, Exclusion]


class HostIndex:
    """Hosts made ready for many visitors and searches; built anew when a host changes."""

    def __init__(self, columns: Columns) -> None:
        self._columns = columns
        self._words: WordIndex | None = None

    @classmethod
    def build(cls, hosts: Sequence[Profile]) -> Self:
        """Return an index of `hosts`, whose ids are unique; their order does not matter."""
        return cls(lay_out(hosts))

    def rank(
        self,
        visitor: Profile,
        weights: Mapping[str, float] = DEFAULT_WEIGHTS,
        *,
        amounts: Mapping[str, Decimal] | None = None,
        limit: int = 5,
        offset: int = 0,
        circumstances: Circumstances = ORDINARY,
    ) -> Ranking:
        """Return the hosts from the `offset`-th best on, `limit` at most, with their reasons.

        `amounts` are lump sums by host country. Raises BadWeightsError for unusable weights.
        """
        weighed = checked_weights(weights)
        excluded = _excluded(visitor, self._columns, circumstances)
        values = _values(visitor, self._columns, circumstances.near_km)
        order = _order(_scores(values, weighed), self._columns, excluded)
        first = max(offset, 0)
        page = order[first : first + max(limit, 0)]
        match = partial(self._match, visitor, values, weighed, circumstances.near_km)
        matches = tuple(match(host, (amounts or {})) for host in page)
        return Ranking(matches, len(order), excluded)

    def search(
        self,
        query: str,
        *,
        countries: Sequence[str] = (),
        ecosystems: Sequence[str] = (),
        limit: int = 10,
        offset: int = 0,
    ) -> Found:
        """Return the hosts that answer to the words of `query`; all of them for an empty one."""
        if self._words is None:
            self._words = WordIndex(self._columns.hosts)
        return self._words.search(query, countries, ecosystems, limit=limit, offset=offset)

    def _match(
        self,
        visitor: Profile,
        values: NDArray[np.float64],
        weights: Mapping[PartName, float],
        near_km: float,
        number: int,
        amounts: Mapping[str, Decimal],
    ) -> Match:
        host = self._columns.hosts[number]
        pair = Pair(visitor, host, self._columns.space, near_km)
        valued = zip(PartName, values[:, number].tolist(), strict=True)
        parts = tuple(Part(n, v, weights[n], explain(n, pair, v)) for n, v in valued)
        score = float(_scores(values[:, [number]], weights)[0])
        return Match(host, score, parts, amounts.get(host.country))


def rank(
    visitor: Profile,
    hosts: Sequence[Profile],
    weights: Mapping[str, float] = DEFAULT_WEIGHTS,
    *,
    amounts: Mapping[str, Decimal] | None = None,
    limit: int = 5,
    offset: int = 0,
    circumstances: Circumstances = ORDINARY,
) -> Ranking:
    """Return the best of `hosts` for one visitor; for several visitors build a HostIndex."""
    return HostIndex.build(hosts).rank(
        visitor,
        weights,
        amounts=amounts,
        limit=limit,
        offset=offset,
        circumstances=circumstances,
    )


def _values(visitor: Profile, columns: Columns, near_km: float) -> NDArray[np.float64]:
    """Return what each part is worth for each host: (n_parts, n_hosts)."""
    return np.array(list(worth(visitor, columns, near_km).values()))


def _scores(values: NDArray[np.float64], weights: Mapping[PartName, float]) -> NDArray[np.float64]:
    """Return the weighted mean of the parts: (n_hosts,) in [0, 1]."""
    weighed = np.array([weights[name] for name in PartName])
    scores: NDArray[np.float64] = np.clip(weighed @ values / weighed.sum(), 0.0, 1.0)
    return scores.round(_DECIMALS)


def _order(
    scores: NDArray[np.float64], columns: Columns, excluded: Mapping[str, Exclusion]
) -> list[int]:
    """Return the places of the allowed hosts, the best first, ties in the order of their ids."""
    allowed = np.ones(len(scores), dtype=np.bool_)
    allowed[[number for host in excluded for number in columns.by_id[host]]] = False
    order = np.argsort(-scores, kind="stable")
    numbers: list[int] = order[allowed[order]].tolist()
    return numbers


def _excluded(
    visitor: Profile, columns: Columns, circumstances: Circumstances
) -> dict[str, Exclusion]:
    barred = np.logical_or.reduce([*bars(visitor, columns, circumstances).values()])
    hosts = (columns.hosts[number] for number in np.flatnonzero(barred).tolist())
    reasons = {host.id: exclusion(visitor, host, circumstances) for host in hosts}
    return {host: reason for host, reason in reasons.items() if reason}
