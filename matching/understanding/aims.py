"""What an exchange is for, what would be done together and with whom, as what is sought tells it.

These are conclusions, to be confirmed: a word tells one aim, and of an aim an activity follows.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from matching.understanding.clauses import begins_with_one, listed, sentences_of, stems_in

if TYPE_CHECKING:
    from collections.abc import Iterator

_FOLLOWS = {
    "learn": "knowledge_sharing",
    "technology": "knowledge_sharing",
    "new_markets": "market_research",
    "investment": "projects",
    "networking": "new_partners",
}
"""What is usually done for an aim."""
_MOST = 3


def aims_of(sought: str) -> tuple[str, ...]:
    """Return the goals that a text about what is sought tells, in the order of its words; else what looking for something is for."""
    told = dict.fromkeys(_told("goal", sought)) or dict.fromkeys(_told("else", sought))
    return tuple(told)[:_MOST]


def activities_of(sought: str) -> tuple[str, ...]:
    """Return what would be done together: as it is told, else what is usually done for the goals."""
    told = tuple(dict.fromkeys(_told("activity", sought)))
    follow = tuple(dict.fromkeys(_FOLLOWS[goal] for goal in aims_of(sought)))
    return tuple(dict.fromkeys((*told, *follow)))[:_MOST]


def activities_for(goal: str) -> tuple[str, ...]:
    """Return what is usually done for a goal; nothing for one that the scheme alone has."""
    return (_FOLLOWS[goal],) if goal in _FOLLOWS else ()


def _told(what: str, text: str) -> Iterator[str]:
    for sentence in sentences_of(text):
        for word in sentence.words:
            if not word.denied:
                yield from (
                    one for one, stems in _stems(what) if begins_with_one(word.folded, stems)
                )


@cache
def _stems(what: str) -> tuple[tuple[str, tuple[frozenset[str], tuple[str, ...]]], ...]:
    return tuple(
        (key.removeprefix(what).strip(), stems_in([words]))
        for key, words in listed("aims.txt").items()
        if key.startswith(f"{what} ")
    )
