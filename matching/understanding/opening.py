"""Months in which somebody is open, harvests or is full: none of those in which they would travel."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from matching.understanding.clauses import begins_with_one, listed, stems_in

if TYPE_CHECKING:
    from collections.abc import Iterable

    from matching.understanding.clauses import Sentence


def without_opening(text: str, sentences: Iterable[Sentence]) -> str:
    """Return a text without the sentences that tell when somebody is open, unless they wish for something."""
    for sentence in sentences:
        told = any(begins_with_one(word.folded, _opening()) for word in sentence.words)
        if told and not sentence.wishes:
            text = text.replace(sentence.text, "\n")
    return text


@cache
def _opening() -> tuple[frozenset[str], tuple[str, ...]]:
    return stems_in(listed("opening.txt").values())
