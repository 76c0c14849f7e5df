"""How many members a cluster says that it has: a number beside a word for members or for companies."""

from __future__ import annotations

import re
from functools import cache

from matching.understanding.clauses import begins_with_one, listed, stems_in
from matching.words.names import fold

_NUMBER = re.compile(r"(?<![\w.,])(\d{1,3}(?:[.,'’\u00a0 ]\d{3})+|\d{1,6})(?![\d]|[.,]\d)")
_WORD = re.compile(r"[^\W\d_]+")
_AFTER = 4  # words after the number in which the members come up: "140 innovative small companies"
MOST = 100_000
"""More members no cluster has; it is a year, a sum or an address."""


def members_in(text: str) -> int | None:
    """Return how many members some words tell of; None where they tell of none."""
    for found in _NUMBER.finditer(text):
        count = int(re.sub(r"\D", "", found[1]))
        if 0 < count <= MOST and _of_members(text[found.end() :]):
            return count
    return None


def is_all_about_members(text: str) -> bool:
    """Return whether such words say nothing else: "140 members", "we have 140 members"."""
    return members_in(text) is not None and len(_WORD.findall(text)) <= _AFTER


def _of_members(after: str) -> bool:
    stretch = re.split(r"[.,;:!?\d\n]", after, maxsplit=1)[0]
    some = _WORD.findall(stretch)[:_AFTER]
    return any(begins_with_one(fold(one), _stems()) for one in some)


@cache
def _stems() -> tuple[frozenset[str], tuple[str, ...]]:
    return stems_in((*listed("members.txt").values(), *listed("companies.txt").values()))
