"""Hosts laid out in columns, so that one visitor meets thousands of them at once."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from matching import subjects
from matching.ecosystems import ECOSYSTEMS, KINSHIP
from matching.names import fold
from matching.relevance import TextSpace

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from scipy import sparse

    from matching.profiles import Profile


_SIZES = ("micro", "small", "medium", "large")


class Marks:
    """Which of some values each host has: a table of shape (n_hosts, n_values)."""

    def __init__(self, rows: Sequence[Sequence[str]]) -> None:
        values = sorted({value for row in rows for value in row if value})
        self._column = {value: number for number, value in enumerate(values)}
        self._table = np.zeros((len(rows), len(values)), dtype=np.bool_)
        for number, row in enumerate(rows):
            self._table[number, [self._column[value] for value in row if value]] = True
        self.told: NDArray[np.bool_] = np.asarray(self._table.any(axis=1))

    def shared(self, values: Sequence[str]) -> NDArray[np.intp]:
        """Return how many of `values` each host has: (n_hosts,)."""
        columns = sorted({self._column[value] for value in values if value in self._column})
        counts: NDArray[np.intp] = self._table[:, columns].sum(axis=1)
        return counts

    def has(self, value: str) -> NDArray[np.bool_]:
        """Return which hosts have `value`: (n_hosts,)."""
        return self.shared((value,)) > 0


class Texts:
    """One text a host, as vectors of a common space."""

    def __init__(self, space: TextSpace, texts: Sequence[str]) -> None:
        self._space = space
        vectors = space.vectors(texts) if texts else space.vectors([""])[:0]
        self._by_feature = vectors.T.tocsr()
        self.told: NDArray[np.bool_] = np.diff(vectors.indptr) > 0

    def cosine(self, text: str) -> NDArray[np.float64] | None:
        """Return how near each host's text is to `text`: (n_hosts,) in [0, 1]; None if empty."""
        query: sparse.csr_array = self._space.vectors([text])
        if query.nnz == 0:
            return None
        cosine: NDArray[np.float64] = (query @ self._by_feature).toarray().ravel()
        return cosine.clip(0.0, 1.0)


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
    points: NDArray[np.float64]
    places: NDArray[np.float64]
    records: NDArray[np.float64]
    until: NDArray[np.str_]


def offered_by(profile: Profile) -> str:
    """Return the text that tells what an organisation has to give."""
    return f"{profile.offers} {profile.summary}"


def lay_out(hosts: Sequence[Profile]) -> Columns:
    """Return the hosts as columns, in the order of their ids."""
    ordered = tuple(sorted(hosts, key=lambda host: host.id))
    offers, seeks = [offered_by(host) for host in ordered], [host.seeks for host in ordered]
    space = TextSpace([*offers, *seeks])
    return Columns(
        hosts=ordered,
        space=space,
        offers=Texts(space, offers),
        seeks=Texts(space, seeks),
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
        themes=Marks([subjects.themes(host) for host in ordered]),
        centres=Marks([subjects.centres(host) for host in ordered]),
        lessons=Marks([subjects.lessons_offered(host) for host in ordered]),
        by_name=_places([fold(host.organisation) for host in ordered]),
        by_id=_places([host.id for host in ordered]),
        steps=np.array([step_of(host.size) for host in ordered], dtype=np.float64),
        points=_points(ordered),
        places=np.array([(h.capacity, h.busy) for h in ordered], dtype=float).reshape(-1, 2),
        records=_records(ordered),
        until=np.array([max(host.months, default="") for host in ordered], dtype="U7"),
    )


def step_of(size: str | None) -> float:
    """Return where a size stands between micro (0) and large (3), NaN when not told."""
    return float(_SIZES.index(size)) if size in _SIZES else float("nan")


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


def _points(hosts: Sequence[Profile]) -> NDArray[np.float64]:
    """Return latitude and longitude in degrees: (n_hosts, 2), NaN where not known."""
    points = [(host.latitude, host.longitude) for host in hosts]
    known = [(np.nan, np.nan) if None in point else point for point in points]
    return np.array(known, dtype=np.float64).reshape(-1, 2)


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
