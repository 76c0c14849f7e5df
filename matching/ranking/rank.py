"""Hosts for a visitor: the best first, each with its reasons, and why the others are out."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Self

import numpy as np

from matching.frames import frame, in_short
from matching.ranking.batch import Batch, Shortlists, best, rounded, shares
from matching.ranking.columns import lay_out, replaced
from matching.ranking.eligibility import ORDINARY, Circumstances, Exclusion
from matching.ranking.excluded import Excluded, barred
from matching.ranking.explain import explain
from matching.ranking.pair import Pair
from matching.ranking.remembered_parts import RememberedParts
from matching.ranking.search import Filters, Found, WordIndex
from matching.reasons import HARDLY_BELOW, Match, Part, PartName
from matching.short_profiles import as_hosts
from matching.weights import DEFAULT_WEIGHTS, checked_weights

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from decimal import Decimal

    from numpy.typing import NDArray

    from matching.profiles import Profile
    from matching.ranking.columns import Columns
    from matching.words.encoder import Encoder

_KEPT_CELLS = 200_000
"""Values of one part that an index remembers from one visitor to the next."""


_BEHIND = 1e-3
"""What is left of a host's score, in the order alone, for somebody whom they did not answer."""


@dataclass(frozen=True, slots=True, repr=False)
class Ranking:
    """A page of matches, the best first; how many there are in all; and who is out, and why."""

    matches: tuple[Match, ...]
    total: int
    excluded: Mapping[str, Exclusion]

    def to_dict(self) -> list[dict[str, Any]]:
        """Return a row a match: place, host, score, band, what each part is worth, and why."""
        return [{"place": place} | match.to_dict() for place, match in enumerate(self.matches, 1)]

    def to_frame(self, library: str = "") -> Any:
        """Return the rows of `to_dict` as a data frame, of pandas or polars."""
        return frame(self.to_dict(), library)

    def __repr__(self) -> str:
        out = len(self.excluded)
        return in_short(
            "Ranking",
            f"{len(self.matches)} of {self.total} hosts, {out} are out",
            [f"{place}. {match!r}" for place, match in enumerate(self.matches[:3], 1)],
            len(self.matches),
        )


class HostIndex:
    """Hosts made ready for many visitors and searches."""

    def __init__(self, columns: Columns, words: WordIndex | None = None) -> None:
        self._columns = columns
        self._remembered = RememberedParts(columns, _KEPT_CELLS)
        if words:
            self._words = words

    def __repr__(self) -> str:
        hosts = self.hosts
        rows = [f"{one.id} {one.organisation or one.offers[:40]}" for one in hosts[:3]]
        return in_short("HostIndex", f"{len(hosts)} hosts", rows, len(hosts))

    @classmethod
    def build(cls, hosts: Sequence[Profile], encoder: Encoder | None = None) -> Self:
        """Return an index of `hosts`, whose ids are unique; their order does not matter.

        They are told as `matching.rank` takes them. An `encoder` (see `matching.words.encoder`) makes
        texts meet that share a meaning but no word. Raises UnreadableProfileError.
        """
        return cls(lay_out(as_hosts(hosts), encoder))

    @property
    def hosts(self) -> tuple[Profile, ...]:
        """The hosts in the order of their ids."""
        return self._columns.hosts

    @property
    def columns(self) -> Columns:
        """The hosts as columns, for questions about all of them: outlooks and what-ifs."""
        return self._columns

    def replaced(self, changed: Iterable[Profile], gone: Iterable[str] = ()) -> Self:
        """Return an index with some hosts changed or new, and those with the ids of `gone` out.

        Far cheaper than `build`; what a word is worth stays as it was learnt, so build anew once
        about a tenth of the hosts has changed.
        """
        columns = replaced(self._columns, changed, gone)
        known = self.__dict__.get("_words")
        return type(self)(columns, known.replaced(columns) if known else None)

    def rank(
        self,
        visitor: Profile,
        weights: Mapping[str, float] = DEFAULT_WEIGHTS,
        *,
        amounts: Mapping[str, Decimal] | None = None,
        limit: int = 5,
        offset: int = 0,
        circumstances: Circumstances = ORDINARY,
        wished_ahead: float = 0.0,
    ) -> Ranking:
        """Return the hosts from the `offset`-th best on, `limit` at most, with their reasons.

        `amounts` are lump sums by host country. `wished_ahead` is how much better a host of another country has
        to be to stand before one of a country that the visitor wished for; it changes the order alone, and
        nothing for hosts who offer nothing of what is sought. Raises BadWeightsError for unusable weights.
        """
        seen = self._seen_by(visitor, weights, circumstances)
        out = barred(visitor, self._columns, circumstances)
        standing = np.where(out, -1.0, seen.scores + wished_ahead * seen.as_wished())
        standing[self._numbers(circumstances.unanswered)] *= _BEHIND
        first, past = max(offset, 0), max(offset, 0) + max(limit, 0)
        (order,), _ = best(standing[None], min(past, len(out)))
        page = order[first:][order[first:] >= 0].tolist()
        matches = tuple(seen.match(number, amounts or {}) for number in page)
        excluded = Excluded(visitor, self._columns, circumstances, np.flatnonzero(out))
        return Ranking(matches, len(out) - len(excluded), excluded)

    def match(
        self,
        visitor: Profile,
        host_id: str,
        weights: Mapping[str, float] = DEFAULT_WEIGHTS,
        *,
        amounts: Mapping[str, Decimal] | None = None,
        circumstances: Circumstances = ORDINARY,
    ) -> Match | None:
        """Return one pair with its reasons, barred or not, as `rank` shows it; None if unknown."""
        found = self.matches(
            visitor, [host_id], weights, amounts=amounts, circumstances=circumstances
        )
        return next(iter(found), None)

    def matches(
        self,
        visitor: Profile,
        host_ids: Sequence[str],
        weights: Mapping[str, float] = DEFAULT_WEIGHTS,
        *,
        amounts: Mapping[str, Decimal] | None = None,
        circumstances: Circumstances = ORDINARY,
    ) -> tuple[Match, ...]:
        """Return some pairs as `match` does, looked at once; unknown hosts are left out."""
        seen = self._seen_by(visitor, weights, circumstances)
        return tuple(seen.match(number, amounts or {}) for number in self._numbers(host_ids))

    def _numbers(self, host_ids: Iterable[str]) -> list[int]:
        """The places of some hosts in the columns; unknown ones are left out."""
        return [number for one in host_ids for number in self._columns.by_id.get(one, ())[:1]]

    def worth(
        self, visitor: Profile, weights: Mapping[str, float] = DEFAULT_WEIGHTS
    ) -> dict[str, float]:
        """Return the score of every host for a visitor by its id, barred or not, without reasons.

        Raises BadWeightsError.
        """
        scores = self._seen_by(visitor, weights, ORDINARY).scores
        return {one.id: float(score) for one, score in zip(self.hosts, scores, strict=True)}

    def rank_all(
        self,
        visitors: Sequence[Profile],
        weights: Mapping[str, float] = DEFAULT_WEIGHTS,
        *,
        top: int = 10,
        circumstances: Circumstances | Mapping[str, Circumstances] = ORDINARY,
        progress: Callable[[int, int], object] | None = None,
        workers: int | None = None,
    ) -> Shortlists:
        """Return the `top` best hosts of every visitor at once, without reasons.

        The same hosts and scores as `rank`, one visitor at a time. `circumstances` are for all
        or by visitor id; `progress` is called with how many visitors are done, and of how many.
        More than one of `workers` are forked processes: for programs of one thread. Raises
        BadWeightsError.
        """
        batch = Batch(self._columns, checked_weights(weights), circumstances)
        return batch.shortlists(visitors, top, progress, workers)

    def scores(
        self,
        visitors: Sequence[Profile],
        weights: Mapping[str, float] = DEFAULT_WEIGHTS,
        *,
        circumstances: Circumstances | Mapping[str, Circumstances] = ORDINARY,
    ) -> NDArray[np.float64]:
        """Return the score of every host for every visitor, NaN where the host is barred.

        Shape (n_visitors, n_hosts), hosts in the order of their ids; for an assignment. Takes 8
        bytes a pair. Raises BadWeightsError.
        """
        batch = Batch(self._columns, checked_weights(weights), circumstances)
        return batch.scores(visitors)

    @cached_property
    def _words(self) -> WordIndex:
        return WordIndex.build(self._columns)

    def search(
        self,
        query: str,
        *,
        countries: Sequence[str] = (),
        ecosystems: Sequence[str] = (),
        not_in: Sequence[str] = (),
        limit: int = 10,
        offset: int = 0,
    ) -> Found:
        """Return the hosts that answer to the words of `query`; all of them for an empty one.

        Any of `countries` and any of `ecosystems` will do, empty means all; none of `not_in`, the
        countries that are left out.
        """
        filters = Filters(tuple(countries), tuple(ecosystems), tuple(not_in))
        return self._words.search(query, filters, limit=limit, offset=offset)

    def _seen_by(
        self, visitor: Profile, weights: Mapping[str, float], circumstances: Circumstances
    ) -> _Seen:
        values = self._remembered.worth(visitor, circumstances.near_km)
        weighed = checked_weights(weights)
        scores = scored(values.values(), shares(weighed))
        return _Seen(visitor, self._columns, weighed, values, scores, circumstances.near_km)


@dataclass(frozen=True, slots=True)
class _Seen:
    """All hosts seen by one visitor: each part's values and the scores, (n_hosts,)."""

    visitor: Profile
    columns: Columns
    weights: Mapping[PartName, float]
    values: Mapping[PartName, NDArray[np.float64]]
    scores: NDArray[np.float64]
    near_km: float

    def as_wished(self) -> NDArray[np.bool_]:
        """Return which hosts are in a country that the visitor wished for, and fit at all: (n_hosts,)."""
        there = self.columns.country.shared(self.visitor.wished_countries) > 0
        texts = np.maximum(self.values[PartName.NEEDS], self.values[PartName.OFFERS])
        return np.asarray(there & (texts >= HARDLY_BELOW))

    def match(self, number: int, amounts: Mapping[str, Decimal]) -> Match:
        """Return a host with its score and its reasons."""
        host = self.columns.hosts[number]
        pair = Pair(self.visitor, host, self.columns.space, self.near_km)
        valued = ((name, float(values[number])) for name, values in self.values.items())
        parts = tuple(
            Part(n, v, self.weights[n], explain(n, pair, v), pair.told(n)) for n, v in valued
        )
        return Match(host, float(self.scores[number]), parts, amounts.get(host.country))


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


def scored(
    values: Iterable[NDArray[np.float64]], shares: Mapping[PartName, float]
) -> NDArray[np.float64]:
    """Return the sum of the parts by their shares, rounded: (n_hosts,) in [0, 1].

    `values` are (n_hosts,) a part, in the order of PartName.
    """
    weighed = (
        (share, value) for share, value in zip(shares.values(), values, strict=True) if share
    )
    first, begun = next(weighed)
    total = first * begun
    added = np.empty_like(total)
    for share, value in weighed:
        total += np.multiply(value, share, out=added)
    return rounded(total)
