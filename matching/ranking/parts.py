"""What each part of a score is worth, for one visitor and all hosts at once.

Every function returns an array (n_hosts,) in [0, 1]. What somebody did not tell is worth the
part's neutral value: it neither helps nor harms against hosts of average fit. A new part is a
name with its weight (`PartName`), a measure in PARTS, its reasons in `explain`, and their words.
"""

from __future__ import annotations

from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING

import numpy as np

from matching.places.distance import EARTH_RADIUS_KM
from matching.ranking.columns import direction, offered_by, step_of
from matching.reasons import PartName
from matching.topics import subjects
from matching.topics.ecosystems import ECOSYSTEMS

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Mapping, Sequence

    from numpy.typing import NDArray

    from matching.profiles import Profile
    from matching.ranking.columns import Columns, Marks, Texts
    from matching.ranking.relevance import Read

    Values = NDArray[np.float64]

NEUTRAL = 0.5
NEUTRAL_TEXT = 0.05
"""One in twenty, taken at random, has something to give that another seeks."""
_NEAR = 0.2
_FAR = 1.0
_PROBABLY_FAR = 0.8
_BY_LEVELS_APART = (0.4, 0.8, 1.0)
_UNKNOWN_LEVEL = 0.6
_CENTRE_TOLD, _CENTRE_KIND, _NO_CENTRE = 1.0, 0.8, 0.3
_FELLOW = 0.7
_UNASKED = 3.0
"""A host never asked counts like one asked three times who did as hosts usually do."""
_USUAL, _A_NO, _SLOWEST, _SLOW_COSTS, _WAITING_COSTS, _MOST_WAIT = 0.75, 0.6, 14.0, 0.2, 0.05, 0.25
_PEER, _SUPPORTER, _STRANGER = 1.0, 0.8, 0.5
_STEP = 0.1
_OVERLAP = 0.7

SUPPORTERS = {
    "sme": ("scaling_up_support", "large_company", "cluster_organisation", "training_provider"),
    "cluster_organisation": ("public_authority", "scaling_up_support"),
    "scaling_up_support": ("cluster_organisation", "public_authority", "large_company"),
}
"""Which kinds of organisation have something to teach another kind."""

DEVELOPMENT = ("less_developed", "transition", "more_developed")
"""The categories of regions, Commission Implementing Decision (EU) 2021/1130."""
MATURITY = ("bronze", "silver", "gold")
"""The labels of cluster management, from the first assessment to excellence."""


def _haversines(visitor: Profile, columns: Columns) -> Values:
    """Return sin²(angle / 2) to each host as seen from the centre of the Earth: (n_hosts,)."""
    here = direction(visitor.latitude, visitor.longitude)
    return np.asarray(np.clip((1 - columns.directions @ here) / 2, 0.0, 1.0))


def needs(visitor: Profile, columns: Columns) -> Values:
    """Return how far what the visitor seeks is what the host offers."""
    return _one_text(PartName.NEEDS, visitor, columns)


def offers(visitor: Profile, columns: Columns) -> Values:
    """Return how far what the host seeks is what the visitor offers."""
    return _one_text(PartName.OFFERS, visitor, columns)


def ecosystem(visitor: Profile, columns: Columns) -> Values:
    """Return 1 for a shared ecosystem, else the strength of the best value-chain link."""
    yours = [ECOSYSTEMS.index(e) for e in visitor.ecosystems if e in ECOSYSTEMS]
    if not yours:
        return np.full(len(columns.hosts), NEUTRAL)
    best = columns.kinship[:, yours].max(axis=1)
    return np.where(best > 0, best, NEUTRAL)


def themes(visitor: Profile, columns: Columns) -> Values:
    """Return the share of the visitor's green and digital themes that the host writes about too."""
    return _share(subjects.themes(visitor), columns.themes)


def centres(visitor: Profile, columns: Columns) -> Values:
    """Return, for who looks for a technology centre, most where the host opens one.

    Less where the host is only of the kind that has one, least where it tells of none.
    """
    neutral = np.full(len(columns.hosts), NEUTRAL)
    if not subjects.wants_centre(visitor):
        return neutral
    silent = np.where(columns.offers.told | columns.kind.told, _NO_CENTRE, neutral)
    by_kind = np.where(columns.kind.has(subjects.CENTRE_KIND), _CENTRE_KIND, silent)
    return np.where(columns.centres.told, _CENTRE_TOLD, by_kind)


def learning(visitor: Profile, columns: Columns) -> Values:
    """Return, for cluster staff, the share of what they want to learn that the host can teach.

    Whoever runs a cluster too is worth a visit in any case.
    """
    if visitor.organisation_type != subjects.CLUSTER:
        return np.full(len(columns.hosts), NEUTRAL)
    taught = _share(subjects.lessons_sought(visitor), columns.lessons)
    return np.maximum(taught, np.where(columns.kind.has(subjects.CLUSTER), _FELLOW, 0.0))


def goals(visitor: Profile, columns: Columns) -> Values:
    """Return the share of the visitor's goals that the host has too."""
    return _share(visitor.goals, columns.goals)


def activities(visitor: Profile, columns: Columns) -> Values:
    """Return the share of the visitor's activities that the host offers too."""
    return _share(visitor.activities, columns.activities)


def partner_kind(visitor: Profile, columns: Columns) -> Values:
    """Return how many of the two sides meet a kind of organisation they asked for."""
    yours = _wished(visitor.partner_kinds, columns.kind)
    return (yours + _wished_by(columns.partner_kinds, visitor.organisation_type)) / 2


def languages(visitor: Profile, columns: Columns) -> Values:
    """Return 1 where the two share a language and 0 where they do not."""
    if not visitor.languages:
        return np.full(len(columns.hosts), NEUTRAL)
    shared = (columns.languages.shared(visitor.languages) > 0).astype(np.float64)
    return np.where(columns.languages.told, shared, NEUTRAL)


def dates(visitor: Profile, columns: Columns) -> Values:
    """Return 0 without a common month, else more the more of the visitor's months suit."""
    if not visitor.months:
        return np.ones(len(columns.hosts))
    share = columns.months.shared(visitor.months) / len(set(visitor.months))
    overlap = np.where(share > 0, _OVERLAP + (1 - _OVERLAP) * share, 0.0)
    return np.where(columns.months.told, overlap, 1.0)


def wishes(visitor: Profile, columns: Columns) -> Values:
    """Return how many of the two sides meet a country they wished for."""
    yours = _wished(visitor.wished_countries, columns.country)
    return (yours + _wished_by(columns.wished_countries, visitor.country)) / 2


def distance(visitor: Profile, columns: Columns, near_km: float = 200.0) -> Values:
    """Return little where the distance halves the lump sum (under `near_km`), else 1."""
    apart = _haversines(visitor, columns)
    half_turn = np.pi * EARTH_RADIUS_KM
    limit = np.sin(np.clip(near_km, 0.0, half_turn) / (2 * EARTH_RADIUS_KM)) ** 2
    known = np.where(apart < limit, _NEAR, _FAR)
    return np.where(np.isnan(apart), _PROBABLY_FAR, known)


def regions(visitor: Profile, columns: Columns) -> Values:
    """Return more the further apart the regions are in development, as the programme aims for."""
    return _levels(visitor.region_category, columns.category, DEVELOPMENT)


def maturity(visitor: Profile, columns: Columns) -> Values:
    """Return more the further apart the clusters are in maturity, as the programme aims for."""
    return _levels(visitor.maturity, columns.maturity, MATURITY)


def standing(visitor: Profile, columns: Columns) -> Values:
    """Return most for peers of like size, much for a host whose kind supports the visitor's."""
    if not visitor.organisation_type:
        return np.full(len(columns.hosts), NEUTRAL)
    supporter = columns.kind.shared(SUPPORTERS.get(visitor.organisation_type, ())) > 0
    value = np.where(supporter, _SUPPORTER, _STRANGER)
    value = np.where(columns.kind.has(visitor.organisation_type), _PEER, value)
    steps = np.nan_to_num(np.abs(columns.steps - step_of(visitor.size)))
    return np.where(columns.kind.told, value - _STEP * steps, NEUTRAL)


def availability(_visitor: Profile, columns: Columns) -> Values:
    """Return the share of the host's places that are free."""
    capacity, busy = columns.places[:, 0], columns.places[:, 1]
    free = np.divide(capacity - busy, capacity, out=np.zeros_like(capacity), where=capacity > 0)
    return np.clip(free, 0.0, 1.0)


def reliability(_visitor: Profile, columns: Columns) -> Values:
    """Return how surely and how soon the host answers, less the more invitations wait.

    A yes counts most, a no is an answer all the same, silence counts nothing.
    """
    accepted, declined, lapsed, waiting, days = columns.records.clip(min=0.0).T
    asked = accepted + declined + lapsed + _UNASKED
    answered = (accepted + _A_NO * declined + _USUAL * _UNASKED) / asked
    slow = _SLOW_COSTS * np.minimum(np.nan_to_num(days) / _SLOWEST, 1.0)
    crowd = np.minimum(_WAITING_COSTS * waiting, _MOST_WAIT)
    return np.asarray(np.clip(answered - slow - crowd, 0.0, 1.0))


def reciprocity(worth: Mapping[PartName, Values]) -> Values:
    """Return what the side that gains less gains: the smaller of needs and offers."""
    return np.minimum(worth[PartName.NEEDS], worth[PartName.OFFERS])


def _anything(visitor: Profile) -> Hashable:
    return visitor


@dataclass(frozen=True, slots=True)
class Measure:
    """What a part is worth, and what it reads of the visitor: the same for all who say the same."""

    worth: Callable[[Profile, Columns], Values]
    reads: Callable[[Profile], Hashable] = _anything


PARTS: dict[PartName, Measure] = {
    PartName.NEEDS: Measure(needs),
    PartName.OFFERS: Measure(offers),
    PartName.ECOSYSTEM: Measure(ecosystem, attrgetter("ecosystems")),
    PartName.THEMES: Measure(themes, subjects.themes),
    PartName.CENTRES: Measure(centres, subjects.wants_centre),
    PartName.LEARNING: Measure(
        learning, lambda one: (one.organisation_type, subjects.lessons_sought(one))
    ),
    PartName.GOALS: Measure(goals, attrgetter("goals")),
    PartName.ACTIVITIES: Measure(activities, attrgetter("activities")),
    PartName.PARTNER_KIND: Measure(partner_kind, attrgetter("partner_kinds", "organisation_type")),
    PartName.LANGUAGES: Measure(languages, attrgetter("languages")),
    PartName.DATES: Measure(dates, attrgetter("months")),
    PartName.WISHES: Measure(wishes, attrgetter("wished_countries", "country")),
    PartName.DISTANCE: Measure(distance, attrgetter("latitude", "longitude")),
    PartName.REGIONS: Measure(regions, attrgetter("region_category")),
    PartName.MATURITY: Measure(maturity, attrgetter("maturity")),
    PartName.STANDING: Measure(standing, attrgetter("organisation_type", "size")),
    PartName.AVAILABILITY: Measure(availability, lambda _: None),
    PartName.RELIABILITY: Measure(reliability, lambda _: None),
}
"""The parts that come from the profiles."""

TEXTS: dict[PartName, tuple[Callable[[Profile], str], Callable[[Columns], Texts]]] = {
    PartName.NEEDS: (attrgetter("seeks"), attrgetter("offers")),
    PartName.OFFERS: (offered_by, attrgetter("seeks")),
}
"""The parts that compare a text of the visitor with one of each host."""

DERIVED: dict[PartName, Callable[[Mapping[PartName, Values]], Values]] = {
    PartName.RECIPROCITY: reciprocity,
}
"""The parts that come from other parts, value by value, whatever the shape of the arrays."""


def _one_text(part: PartName, visitor: Profile, columns: Columns) -> Values:
    asked, hosts = TEXTS[part]
    fit: Values = text_fit(columns.space.vectors([asked(visitor)]), hosts(columns))[0]
    return fit


def text_fit(queries: Read, hosts: Texts) -> Values:
    """Return how likely texts are what is asked for, above what a text never told is worth.

    So a true offer never counts less than silence. `queries` are read in the hosts' space; returns
    (n_queries, n_hosts) in [0, 1].
    """
    fit: Values = np.multiply(hosts.likely(queries), 1 - NEUTRAL_TEXT, dtype=np.float64)
    fit += NEUTRAL_TEXT
    fit[:, ~hosts.told] = NEUTRAL_TEXT
    fit[~queries.told] = NEUTRAL_TEXT
    return fit


def _share(yours: Sequence[str], theirs: Marks) -> Values:
    if not yours:
        return np.full(len(theirs.told), NEUTRAL)
    return np.where(theirs.told, theirs.shared(yours) / len(set(yours)), NEUTRAL)


def _levels(yours: str | None, theirs: Marks, levels: Sequence[str]) -> Values:
    """Return more the more steps two levels are apart; a level not known lies in between."""
    value = np.full(len(theirs.told), _UNKNOWN_LEVEL)
    for step, level in enumerate(levels if yours in levels else ()):
        value[theirs.has(level)] = _BY_LEVELS_APART[abs(step - levels.index(str(yours)))]
    return value


def _wished(wished: Sequence[str], have: Marks) -> Values:
    """Return 1 where the host has what the visitor wished for, or any would do."""
    if not wished:
        return np.ones(len(have.told))
    return np.where(have.told, (have.shared(wished) > 0).astype(np.float64), NEUTRAL)


def _wished_by(wished: Marks, has: str) -> Values:
    """Return 1 where the visitor has what the host wished for, or any would do."""
    met = wished.has(has).astype(np.float64) if has else np.full(len(wished.told), NEUTRAL)
    return np.where(wished.told, met, 1.0)
