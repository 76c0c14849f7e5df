"""7. What it costs: updates, messages, processor, memory, the database."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa

from tests.year.programme import processor_of

if TYPE_CHECKING:
    from tests.year.programme import Programme
    from tests.year.years import Years


@dataclass(frozen=True)
class Costs:
    """The seventh account."""

    updates: int
    messages: int
    processor: float
    memory_mb: float
    database_mb: float
    seconds: float
    faults: list[str]

    def rows(self) -> list[tuple[str, object]]:
        """What is shown."""
        return [
            ("updates", self.updates),
            ("messages", self.messages),
            ("processor seconds of the program", round(self.processor)),
            ("milliseconds of processor an update", round(1000 * self.processor / self.updates, 1)),
            ("MB of memory of the program", round(self.memory_mb)),
            ("MB of the database", round(self.database_mb, 1)),
            ("seconds altogether", round(self.seconds)),
        ]


def account(years: Years, seconds: float) -> Costs:
    """What the years cost, which took so many seconds."""
    programme = years.programme
    pids = [one.pid for one in programme.running]
    return Costs(
        sum(one.next_update - 1 for one in programme.emulator.world.bots.values()),
        sum(not one.mine for one in years.witness.seen),
        programme.used + sum(map(processor_of, pids)),
        sum(map(_memory_of, pids)),
        _size(programme),
        seconds,
        [],
    )


def _memory_of(pid: int) -> float:
    """Megabytes that a process holds."""
    pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def _size(programme: Programme) -> float:
    """Megabytes of the database."""
    if programme.reader.dialect.name == "sqlite":
        return Path(programme.reader.url.database or "").stat().st_size / 2**20
    with programme.reader.connect() as line:
        size = line.execute(sa.text("SELECT pg_database_size(current_database())")).scalar_one()
    return int(size) / 2**20
