"""What a host tells of those they would receive: what there is to see, and how many can come."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from matching.understanding.clauses import begins_with_one, listed, sentences_of, stems_in
from matching.understanding.travelling import party_of
from matching.words.names import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from matching.understanding.clauses import Sentence

_ENDS = re.compile(r"(?<=[^\W\d_A-Z]{2})[.!?]+\s+")
_LIMITS = re.compile(
    r"\b(?:up to|bis zu|jusqu['’]?à|hasta|fino a|até|at (?:the )?most|no more than|max(?:imum)?|höchstens|maximal|au (?:maximum|plus)|como máximo|al massimo|no máximo|"
    r"maximaal|hooguit|maksymalnie|najwyżej|maximálně|nejvýše|najviac|legfeljebb|cel mult|най-много|το πολύ|najviše|največ|"
    r"högst|højst|enintään|kuni|daugiausia)\b",
    re.IGNORECASE,
)
_YOU, _SHOW = frozenset({"you d", "you ll"}), frozenset({"see", "tour", "try"})
_MOST = 20  # people whom a host receives at once


def programme_told(text: str) -> str:
    """Return the sentences that tell what a visitor sees and does, as they were written; "" if none."""
    return " ".join(
        f"{one.text.rstrip(' .,;')}."
        for one in _sentences(text)
        if (_tells(one, "guests") or _we_show(one)) and _tells(one, "shown")
    )


def places_told(text: str) -> int | None:
    """Return how many people can be received at once; None where it is not told, or differently.

    Where no sentence tells of room, one that limits does: “April suits us, two people at most”; else one that
    counts guests: “visitors could see it, for 2 people”.
    """
    sentences = _sentences(text)
    told = _numbers(one for one in sentences if receives(one))
    told = told or _counted(part for one in sentences for part in _limiting(one.text))
    told = told or _numbers(one for one in sentences if _tells(one, "guests"))
    return told.pop() if len(told) == 1 else None


def _numbers(sentences: Iterable[Sentence]) -> set[int]:
    return _counted(one.text for one in sentences)


def _counted(texts: Iterable[str]) -> set[int]:
    counted = (number for one in texts for number in party_of(_counted_in(one)))
    return {number for number in counted if number <= _MOST}


def _limiting(text: str) -> list[str]:
    """Return what stands between commas with a limit: “two people at most”."""
    return [part for part in re.split("[,;]", text) if _LIMITS.search(part)]


def _we_show(sentence: Sentence) -> bool:
    """Whether a host tells what it shows without naming whom: “we show our mill”, “enseñamos nuestra planta”."""
    if _tells(sentence, "we_show"):
        return True
    pairs = pairwise(word.folded for word in sentence.words)
    return any((one, two) == ("we", "show") or (one in _YOU and two in _SHOW) for one, two in pairs)


def receives(sentence: Sentence) -> bool:
    """Whether a sentence tells how many can come."""
    return _tells(sentence, "receive")


def _sentences(text: str) -> list[Sentence]:
    """Return the sentences, also where one ends with a short word: "try it with us. Visitors see …"."""
    return [one for part in _ENDS.split(text) for one in sentences_of(part)]


def _tells(sentence: Sentence, what: str) -> bool:
    return any(begins_with_one(word.folded, _stems(what)) for word in sentence.words)


def _counted_in(sentence: str) -> str:
    """Return the guests and people of a sentence, each with the word before it: "two visitors"."""
    return " ".join(f"{one} {two}" for one, two in pairwise(sentence.split()) if _is_people(two))


def _is_people(word: str) -> bool:
    folded = fold(word)
    return begins_with_one(folded, _stems("guests")) or begins_with_one(folded, _people())


@cache
def _stems(what: str) -> tuple[frozenset[str], tuple[str, ...]]:
    return stems_in([listed("hosting.txt")[what]])


@cache
def _people() -> tuple[frozenset[str], tuple[str, ...]]:
    return stems_in(listed("people.txt").values())
