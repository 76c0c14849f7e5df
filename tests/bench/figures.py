"""A table of figures, each beside its peer or limit, measured in the same run."""

from __future__ import annotations

import os
import statistics
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from rich.console import Console
from rich.table import Table

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass
class Figures:
    """What was measured under one heading."""

    title: str
    rows: list[tuple[str, str, str, str]] = field(default_factory=list)

    def add(self, what: str, ours: str, beside: str = "", ratio: float | None = None) -> None:
        """One line; `ratio` is ours to what it is beside."""
        self.rows.append((what, ours, beside, "" if ratio is None else f"{ratio:.2f}"))

    def add_row(self, what: str, ours: str, beside: str, ratio: str) -> None:
        """One line as it stands."""
        self.rows.append((what, ours, beside, ratio))

    def show(self) -> None:
        """Print them."""
        table = Table("what", "figure", "beside", "ratio", title=self.title, box=None)
        for row in self.rows:
            table.add_row(*row)
        Console(width=140).print(table)


def per_second(act: Callable[[int], object], rounds: int = 400) -> float:
    """How often `act` runs in a second."""
    begun = time.perf_counter()
    for number in range(rounds):
        act(number)
    return rounds / (time.perf_counter() - begun)


def middle_and_slow(times: list[float]) -> tuple[float, float]:
    """The median and the 99th of a hundred."""
    return statistics.median(times), statistics.quantiles(times, n=100)[98]


class Took(NamedTuple):
    """Seconds of the clock and of the processor."""

    clock: float
    processor: float


def took(act: Callable[[], object], rounds: int = 1) -> Took:
    """The least that `act` takes in some rounds."""
    measured = []
    for _ in range(rounds):
        begun = time.perf_counter(), processor_seconds()
        act()
        measured.append((time.perf_counter() - begun[0], processor_seconds() - begun[1]))
    return Took(min(one[0] for one in measured), min(one[1] for one in measured))


def processor_seconds() -> float:
    """What this process and those of its children that ended have used."""
    ended = os.times()
    return time.process_time() + ended.children_user + ended.children_system
