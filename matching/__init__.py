"""Profiles in, explained proposals out: no database, no Telegram, no clock.

As a library: `rank`, `rank_all`, `search`, `assign`, `same_organisations`, `relevance`, and the
nouns they take; `understand` and what it reads with, `find_country`, `find_city`, `find_language`
and `find_dates`; see docs/matching.md. Each is loaded when it is first asked for: with all of them come
numpy, scipy and a solver, 50 MB that a process which only takes updates never needs.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matching.assigning import assign
    from matching.cohort.model.demand import Demand, Group, Quota, QuotaSide
    from matching.library import rank, rank_all, search
    from matching.organisations.sameness import same_organisations
    from matching.places.cities import find_city
    from matching.places.countries import find_country
    from matching.places.languages import find_language
    from matching.profiles import Profile
    from matching.ranking.rank import HostIndex
    from matching.ranking.relevance import relevance
    from matching.times.reading import find_dates
    from matching.understanding.reading import understand

_WHERE = {
    "assign": "matching.assigning",
    **dict.fromkeys(("Demand", "Group", "Quota", "QuotaSide"), "matching.cohort.model.demand"),
    **dict.fromkeys(("rank", "rank_all", "search"), "matching.library"),
    "same_organisations": "matching.organisations.sameness",
    "find_city": "matching.places.cities",
    "find_country": "matching.places.countries",
    "find_language": "matching.places.languages",
    "Profile": "matching.profiles",
    "HostIndex": "matching.ranking.rank",
    "relevance": "matching.ranking.relevance",
    "find_dates": "matching.times.reading",
    "understand": "matching.understanding.reading",
}

__all__ = [
    "Demand",
    "Group",
    "HostIndex",
    "Profile",
    "Quota",
    "QuotaSide",
    "assign",
    "find_city",
    "find_country",
    "find_dates",
    "find_language",
    "rank",
    "rank_all",
    "relevance",
    "same_organisations",
    "search",
    "understand",
]


def __getattr__(name: str) -> Any:
    """A part of the library, kept from then on."""
    if name not in _WHERE:
        raise AttributeError(name)
    found = globals()[name] = getattr(import_module(_WHERE[name]), name)
    return found


def __dir__() -> list[str]:
    """What there is to ask for."""
    return __all__
