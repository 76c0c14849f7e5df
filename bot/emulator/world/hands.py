"""Whose telephone somebody has had in hand lately: whoever plays an invented person by hand is not played into."""

from __future__ import annotations

import time

LATELY = 300.0  # seconds
PLAYED = "played"  # what a program that plays people says of each of its deeds


class Hands:
    """When a deed of each person was done last that no program has done."""

    def __init__(self) -> None:
        self._last: dict[int, float] = {}

    def note(self, person: int) -> None:
        """Somebody has done something with that telephone."""
        self._last[person] = time.monotonic()

    def hold(self, person: int) -> bool:
        """Whether somebody had it in hand in the last minutes."""
        last = self._last.get(person)
        return last is not None and time.monotonic() - last < LATELY
