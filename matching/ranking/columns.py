"""Hosts laid out in columns, so that one visitor meets thousands of them at once."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, fields, replace
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy import sparse

from matching.collecting import collector_paused
from matching.ranking.relevance import Read, TextSpace, likelihood
from matching.topics import subjects
from matching.topics.ecosystems import ECOSYSTEMS, KINSHIP
from matching.topics.vocabulary import find_topics
from matching.words.names import fold
from matching.words.terms import telling_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from matching.profiles import Profile
    from matching.words.encoder import Encoder


_SIZES = ("micro", "small", "medium", "large")


class Marks:
    """Which of some values each host has: a table of shape (n_values, n_hosts)."""

    def __init__(self, rows: Sequence[Sequence[str]]) -> None:
        holders: defaultdict[str, list[int]] = defaultdict(list)
        for number, row in enumerate(rows):
            for value in row:
                holders[value].append(number)
        holders.pop("", None)
        table = np.zeros((len(holders), len(rows)), dtype=np.uint8)
        for place, value in enumerate(sorted(holders)):
            table[place, holders[value]] = 1
        self._keep(sorted(holders), table)

    @property
    def values(self) -> tuple[str, ...]:
        """Every value that some host has, sorted."""
        return tuple(self._place)

    def shared(self, values: Sequence[str]) -> NDArray[np.uint8]:
        """Return how many of `values` each host has: (n_hosts,)."""
        places = sorted({self._place[value] for value in values if value in self._place})
        counts: NDArray[np.uint8] = self._table[places].sum(axis=0, dtype=np.uint8)
        return counts

    def has(self, value: str) -> NDArray[np.bool_]:
        """Return which hosts have `value`: (n_hosts,)."""
        return self.shared((value,)) > 0

    def among(self, others: Marks, order: NDArray[np.intp]) -> Marks:
        """Return the marks of these hosts and then others, in a new order of both: (n_new,)."""
        values = sorted({*self._place, *others._place})
        table = np.hstack([self.table_of(values), others.table_of(values)])
        merged = Marks(())
        merged._keep(values, np.ascontiguousarray(table[:, order]))
        return merged

    def _keep(self, values: Sequence[str], table: NDArray[np.uint8]) -> None:
        self._place = {value: place for place, value in enumerate(values)}
        self._table = table
        self.told: NDArray[np.bool_] = np.asarray(table.any(axis=0))

    def table_of(self, values: Sequence[str]) -> NDArray[np.uint8]:
        """Return 1 where a host has a value: (n_values, n_hosts)."""
        table = np.zeros((len(values), self._table.shape[1]), dtype=np.uint8)
        table[[values.index(value) for value in self._place]] = self._table
        return table


class Texts:
    """One text a host, as read in a common space."""

    def __init__(self, space: TextSpace, read: Read, told: NDArray[np.bool_]) -> None:
        self.space = space
        self.told = told
        self._read = read

    @cached_property
    def _by_feature(self) -> sparse.csr_array:
        return self._read.words.T.tocsr()

    @cached_property
    def _meanings(self) -> NDArray[np.float32]:
        return np.ascontiguousarray(self._read.meanings.T)

    def make_ready(self) -> None:
        """Lay the texts out for comparing."""
        _ = self._by_feature, self._meanings

    def likely(self, queries: Read) -> NDArray[np.float32]:
        """Return how likely each host's text is what each query asks for: (n_queries, n_hosts).

        In [0, 1]. Only hosts that share a feature are visited, for all queries in one go: the
        results are one long vector.
        """
        evidence = self._shared_words(queries.words)
        if queries.meanings.size:
            meant = queries.meanings @ self._meanings  # of whole numbers: exact in any order
            meant *= self.space.meaning_counts
            evidence += meant
        evidence += self.space.no_evidence
        return likelihood(evidence)

    def _shared_words(self, queries: sparse.csr_array) -> NDArray[np.float32]:
        n_queries, n_hosts = queries.shape[0], len(self.told)
        met = self._by_feature[queries.indices]
        asked = np.repeat(np.arange(n_queries, dtype=np.int32), np.diff(queries.indptr))
        offsets = np.repeat(asked * np.int32(n_hosts), np.diff(met.indptr))
        shape = (len(queries.indices), n_queries * n_hosts)
        wide = sparse.csr_array((met.data, met.indices + offsets, met.indptr), shape=shape)
        cosines: NDArray[np.float32] = (wide.T @ queries.data).reshape(n_queries, n_hosts)
        return cosines

    def among(self, others: Texts, order: NDArray[np.intp]) -> Texts:
        """Return the texts of these hosts and then others, in a new order of both: (n_new,)."""
        told = np.concatenate([self.told, others.told])[order]
        return Texts(self.space, self._read.then(others._read)[order], told)


@dataclass(frozen=True, slots=True)
class Columns:
    """Everything the parts of a score need to know about the hosts, ordered by host id."""

    hosts: tuple[Profile, ...]
    space: TextSpace
    offers: Texts
    seeks: Texts
    kinship: NDArray[np.float64]
    ecosystems: Marks
    goals: Marks
    activities: Marks
    languages: Marks
    months: Marks
    wished_countries: Marks
    partner_kinds: Marks
    kind: Marks
    country: Marks
    category: Marks
    maturity: Marks
    themes: Marks
    centres: Marks
    lessons: Marks
    by_name: dict[str, list[int]]
    by_id: dict[str, list[int]]
    steps: NDArray[np.float64]
    directions: NDArray[np.float64]
    places: NDArray[np.float64]
    records: NDArray[np.float64]
    until: NDArray[np.str_]

    def make_ready(self) -> None:
        """Work out now what the first comparison of texts would, so that forked processes need not."""
        self.offers.make_ready()
        self.seeks.make_ready()


def offered_by(profile: Profile) -> str:
    """Return the text that tells what an organisation has to give."""
    return f"{profile.offers} {profile.summary}"


def lay_out(hosts: Sequence[Profile], encoder: Encoder | None = None) -> Columns:
    """Return the hosts as columns, in the order of their ids; an `encoder` reads meanings too."""
    ordered = tuple(sorted(hosts, key=lambda host: host.id))
    offers, seeks = [offered_by(host) for host in ordered], [host.seeks for host in ordered]
    with collector_paused():
        spoken_of = [*map(find_topics, [*offers, *seeks])]
        space, vectors = TextSpace.learnt([*offers, *seeks], encoder, spoken_of)
        return _columns(ordered, space, vectors, spoken_of)


def replaced(columns: Columns, changed: Iterable[Profile], gone: Iterable[str] = ()) -> Columns:
    """Return the columns with some hosts changed or new, and those with the ids of `gone` left out.

    What a word is worth stays as it was learnt, and a word never seen before counts only from the
    next `lay_out` on. Costs a copy of the columns, not a reading of all texts.
    """
    fresh = {host.id: host for host in changed}
    leaving = {*gone, *fresh}
    few = tuple(sorted(fresh.values(), key=lambda host: host.id))
    both = (*columns.hosts, *few)
    stay = [number for number, host in enumerate(columns.hosts) if host.id not in leaving]
    kept = [*stay, *range(len(columns.hosts), len(both))]
    order = np.array(sorted(kept, key=lambda number: both[number].id), dtype=np.intp)
    texts = [*map(offered_by, few), *(host.seeks for host in few)]
    spoken_of = [*map(find_topics, texts)]
    others = _columns(few, columns.space, columns.space.vectors(texts), spoken_of)
    hosts = tuple(both[number] for number in order.tolist())
    merged = {
        field.name: _among(getattr(columns, field.name), getattr(others, field.name), order)
        for field in fields(Columns)
    }
    return replace(columns, **merged | {"hosts": hosts} | _keys(hosts))


def _among(values: Any, others: Any, order: NDArray[np.intp]) -> Any:
    """Return what is known of some hosts and then others, in a new order of both."""
    if isinstance(values, (Marks, Texts)):
        return values.among(others, order)
    if isinstance(values, np.ndarray):
        return np.concatenate([values, others])[order]
    return values


def _columns(
    ordered: tuple[Profile, ...],
    space: TextSpace,
    vectors: Read,
    spoken_of: Sequence[tuple[str, ...]],
) -> Columns:
    """Return the columns of hosts.

    `vectors` are of what each offers, then of what each seeks; so are the topics, `spoken_of`.
    """
    offered, sought = spoken_of[: len(ordered)], spoken_of[len(ordered) :]
    return Columns(
        hosts=ordered,
        space=space,
        offers=Texts(space, vectors[: len(ordered)], _told([*map(offered_by, ordered)])),
        seeks=Texts(space, vectors[len(ordered) :], _told([host.seeks for host in ordered])),
        kinship=_kinship(ordered),
        ecosystems=Marks([host.ecosystems for host in ordered]),
        goals=Marks([host.goals for host in ordered]),
        activities=Marks([host.activities for host in ordered]),
        languages=Marks([host.languages for host in ordered]),
        months=Marks([host.months for host in ordered]),
        wished_countries=Marks([host.wished_countries for host in ordered]),
        partner_kinds=Marks([host.partner_kinds for host in ordered]),
        kind=Marks([(host.organisation_type,) for host in ordered]),
        country=Marks([(host.country,) for host in ordered]),
        category=Marks([(host.region_category or "",) for host in ordered]),
        maturity=Marks([(host.maturity or "",) for host in ordered]),
        themes=Marks(
            [subjects.themes_among(chain(*both)) for both in zip(offered, sought, strict=True)]
        ),
        centres=Marks([*map(subjects.centres_among, offered)]),
        lessons=Marks([*map(subjects.lessons_among, offered)]),
        **_keys(ordered),
        steps=np.array([step_of(host.size) for host in ordered], dtype=np.float64),
        directions=_directions(ordered),
        places=np.array([(h.capacity, h.busy) for h in ordered], dtype=float).reshape(-1, 2),
        records=_records(ordered),
        until=np.array([max(host.months, default="") for host in ordered], dtype="U7"),
    )


def _told(texts: Sequence[str]) -> NDArray[np.bool_]:
    """Return which texts say something, whether or not the words are known: (n_texts,)."""
    return np.array([any(telling_words(text)) for text in texts], dtype=np.bool_)


def step_of(size: str | None) -> float:
    """Return where a size stands between micro (0) and large (3), NaN when not told."""
    return float(_SIZES.index(size)) if size in _SIZES else float("nan")


def _keys(hosts: Sequence[Profile]) -> dict[str, dict[str, list[int]]]:
    """Return where each id and each folded name stands; hosts without a name have none."""
    by_name = _places([fold(host.organisation) for host in hosts])
    by_name.pop("", None)
    return {"by_name": by_name, "by_id": _places([host.id for host in hosts])}


def _places(keys: Sequence[str]) -> dict[str, list[int]]:
    places: defaultdict[str, list[int]] = defaultdict(list)
    for number, key in enumerate(keys):
        places[key].append(number)
    return dict(places)


def _kinship(hosts: Sequence[Profile]) -> NDArray[np.float64]:
    """Return how near each host is to each ecosystem: (n_hosts, 14), all 0 where not told."""
    near = np.zeros((len(hosts), len(ECOSYSTEMS)))
    for number, host in enumerate(hosts):
        known = [ECOSYSTEMS.index(e) for e in host.ecosystems if e in ECOSYSTEMS]
        if known:
            near[number] = KINSHIP[known].max(axis=0)
    return near


def direction(latitude: float | None, longitude: float | None) -> NDArray[np.float64]:
    """Return where a point in degrees lies on a globe of radius 1: (3,), NaN if not known."""
    if latitude is None or longitude is None:
        return np.full(3, np.nan)
    north, east = np.radians(latitude), np.radians(longitude)
    level = np.cos(north)
    return np.array([level * np.cos(east), level * np.sin(east), np.sin(north)])


def _directions(hosts: Sequence[Profile]) -> NDArray[np.float64]:
    found = [direction(host.latitude, host.longitude) for host in hosts]
    return np.array(found, dtype=np.float64).reshape(-1, 3)


def _records(hosts: Sequence[Profile]) -> NDArray[np.float64]:
    """Return accepted, declined, lapsed and waiting invitations, and days to an answer.

    Shape (n_hosts, 5); days are NaN where nothing was answered.
    """
    rows = [
        (
            one.accepted,
            one.declined,
            one.lapsed,
            one.waiting,
            np.nan if one.days is None else one.days,
        )
        for one in (host.record for host in hosts)
    ]
    return np.array(rows, dtype=np.float64).reshape(-1, 5)
