"""Profiles in, explained proposals out: no database, no Telegram, no clock.

As a library: `rank`, `rank_all`, `search`, `assign`, `same_organisations`, `relevance`, and the
nouns they take; see docs/matching.md.
"""

from __future__ import annotations

from matching.assign import assign
from matching.cohort.model.demand import Demand, Group, Quota, QuotaSide
from matching.library import rank, rank_all, search
from matching.organisations.sameness import same_organisations
from matching.profiles import Profile
from matching.ranking.rank import HostIndex
from matching.ranking.relevance import relevance

__all__ = [
    "Demand",
    "Group",
    "HostIndex",
    "Profile",
    "Quota",
    "QuotaSide",
    "assign",
    "rank",
    "rank_all",
    "relevance",
    "same_organisations",
    "search",
]
