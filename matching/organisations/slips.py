"""Slips of the finger in the names of organisations: "Novrprecision", "Kapp aData".

A number is no slip of another one: "Agro 2000" and "Agro 3000" are two.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

from rapidfuzz.distance import OSA

if TYPE_CHECKING:
    from collections.abc import Mapping

_DIGITS = re.compile(r"\d+")
_SHORTEST, _LONG = 4, 8
"""Letters of a word from which one slip in it is forgiven, and two."""
_SHORTEST_NAME = 6
"""Letters of a name from which one slip in the whole of it, spaces aside, is forgiven."""
_MOST_WORDS = 8
"""Words of one name that the other lacks, beyond which no slip is looked for."""


def gained_by_slips(ours: Mapping[str, float], theirs: Mapping[str, float]) -> float:
    """Return by how much two names are more alike, in [0, 1], when slips in words are forgiven.

    Both are words with their weights; each word stands for at most one of the other name.
    """
    length = _length(ours) * _length(theirs)
    left = [one for one in ours if one not in theirs]
    right = [one for one in theirs if one not in ours]
    if not length or max(len(left), len(right)) > _MOST_WORDS:
        return 0.0
    slips = sorted(
        ((alike, a, b) for a in left for b in right if (alike := _alike(a, b))), reverse=True
    )
    gained, used = 0.0, set[tuple[int, str]]()
    for alike, mine, other in slips:
        if used.isdisjoint({(0, mine), (1, other)}):
            used |= {(0, mine), (1, other)}
            gained += alike * ours[mine] * theirs[other]
    return gained / length


def one_slip_apart(ours: str, theirs: str) -> bool:
    """Tell whether two folded names are one but for their spaces and at most one slip."""
    mine, other = ours.replace(" ", ""), theirs.replace(" ", "")
    if mine == other:
        return bool(mine)
    if min(len(mine), len(other)) < _SHORTEST_NAME or _DIGITS.findall(mine) != _DIGITS.findall(
        other
    ):
        return False
    return OSA.distance(mine, other, score_cutoff=1) <= 1


def _alike(one: str, other: str) -> float:
    longest = max(len(one), len(other))
    if longest < _SHORTEST or _DIGITS.findall(one) != _DIGITS.findall(other):
        return 0.0
    most = 1 if longest < _LONG else 2
    slips = OSA.distance(one, other, score_cutoff=most)
    return 1.0 - slips / longest if slips <= most else 0.0


def _length(weights: Mapping[str, float]) -> float:
    return math.hypot(*weights.values())
