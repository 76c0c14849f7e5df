"""Profiles in, explained proposals out: no database, no Telegram, no clock.

As a library: `rank`, `rank_all`, `search`, `assign`, `same_organisations`, `relevance`; see
docs/matching.md.
"""

from __future__ import annotations

from matching.assign import assign
from matching.library import rank, rank_all, search
from matching.organisations import same_organisations
from matching.profiles import Profile
from matching.relevance import relevance

__all__ = [
    "Profile",
    "assign",
    "rank",
    "rank_all",
    "relevance",
    "same_organisations",
    "search",
]
