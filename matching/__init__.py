"""Profiles in, explained proposals out: no database, no Telegram, no clock.

As a library: `rank`, `rank_all`, `search`, `assign`, `same_organisations`, `relevance`, and the
nouns they take; `understand` and what it reads with, `find_country`, `find_city`, `find_language`
and `find_dates`; see docs/matching.md.
"""

from __future__ import annotations

from matching.assign import assign
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
