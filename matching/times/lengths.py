"""How long, in working days, read from what people write: "two weeks", "a fortnight", "zehn Tage"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from matching.times.words import number_of, words_for
from matching.words.names import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

_UNITS = {"day": 1, "week": 5, "fortnight": 10, "month": 22}
"""Working days."""


def lengths_in(text: str) -> tuple[int, ...]:
    """Return how many working days the lengths in a text are of: "one or two weeks" may be two."""
    return tuple(dict.fromkeys(days for days, _ in _lengths(text)))


def length_of(text: str) -> tuple[int | None, str]:
    """Return how many working days a length is of, and its words; None if none is told, or several."""
    told = [*_lengths(text)]
    return told[0] if len({days for days, _ in told}) == 1 else (None, "")


def _lengths(text: str) -> Iterator[tuple[int, str]]:
    """Yield each length with its words; an amount before "or" has the unit that comes after it."""
    waiting: list[tuple[int, int]] = []  # amounts without their unit, and where they stand
    for found in re.finditer(r"\d+|[^\W\d_]+", text):
        word = fold(found.group())
        unit = next((unit for unit in _UNITS if word in words_for(unit)), None)
        if unit:
            for counted, start in waiting:
                if counted:
                    yield counted * _UNITS[unit], text[start : found.end()]
            waiting = []
        half = word in words_for("half")
        amount = None if half else _amount(word)
        if amount and not (waiting and waiting[-1][0] == 0):
            waiting.append((amount, found.start()))
        elif half:
            waiting = [(0, found.start())]
        elif word not in words_for("or_to"):
            waiting = []


def _amount(word: str) -> int | None:
    if word.isdecimal() and word.isascii():
        return int(word) if len(word) <= 3 else None  # noqa: PLR2004 - a year is no length
    return number_of(word)
