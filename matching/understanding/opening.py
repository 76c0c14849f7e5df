"""Months in which somebody is open, harvests or is full: none of those in which they would travel."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from matching.understanding.clauses import begins_with_one, listed_of, stems_in

if TYPE_CHECKING:
    from collections.abc import Iterable

    from matching.understanding.clauses import Sentence


def without_opening(text: str, sentences: Iterable[Sentence]) -> str:
    """Return a text without the sentences that tell when somebody is open, unless they wish for something."""
    for sentence in sentences:
        spoken = _opening(sentence.spoken)
        told = any(begins_with_one(word.folded, spoken) for word in sentence.words)
        if told and not sentence.wishes:
            text = text.replace(sentence.text, "\n")
    return text


@cache
def _opening(spoken: frozenset[str]) -> tuple[frozenset[str], tuple[str, ...]]:
    return stems_in(listed_of("opening.txt", spoken))
