"""What a tick of the scheduler costs with a thousand and with a million rows that are not due."""

from __future__ import annotations

import statistics
import tempfile
import time
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa

from exchange.scheme.call import load_scheme
from exchange.timing.families import KINDS
from scheduler.ticks import work_off_due
from storage.tables import Due
from tests.bench.gateway import now, seeded
from tests.postgres import postgres

if TYPE_CHECKING:
    from storage.engine.database import Database
    from tests.bench.figures import Figures

FEW, MANY = 1_000, 1_000_000
TICKS = 200


def fill(database: Database, first: int, last: int) -> None:
    """Rows that are due in years to come, made by the database itself."""
    count = sa.select(sa.literal(first).label("n")).cte("count", recursive=True)
    count = count.union_all(sa.select(count.c.n + 1).where(count.c.n < last))
    values = {
        "key": sa.literal("bench:").concat(sa.cast(count.c.n, sa.String)),
        "kind": sa.literal(next(iter(KINDS))),
        "subject": count.c.n,
        "facts": sa.literal({}, sa.inspect(Due).c.facts.type),
        "due_at": sa.literal(now() + timedelta(days=400), sa.inspect(Due).c.due_at.type),
        "outcome": sa.literal(""),
        "attempts": sa.literal(0),
    }
    rows = sa.select(*values.values())
    with database.transaction() as session:
        session.connection().execute(sa.insert(Due).from_select([*values], rows))


def tick(database: Database) -> float:
    """Milliseconds, the median of many."""
    scheme, times = load_scheme("clusterxchange"), []
    for _ in range(TICKS):
        begun = time.perf_counter()
        work_off_due(database, scheme, now())
        times.append(1000 * (time.perf_counter() - begun))
    return statistics.median(times)


def compare(figures: Figures, url: str) -> None:
    """Few rows, then many, on one database."""
    database = seeded(url)
    fill(database, 1, FEW)
    few = tick(database)
    fill(database, FEW + 1, MANY)
    many = tick(database)
    kind = database.url.get_backend_name()
    beside = f"{FEW:,} rows {few:.2f}"
    figures.add(f"{kind}: a tick with {MANY:,} future rows, ms", f"{many:.2f}", beside, many / few)
    database.close()


def ticks(figures: Figures) -> None:
    """On both kinds of database."""
    with tempfile.TemporaryDirectory() as folder:
        compare(figures, f"sqlite:///{Path(folder) / 'ticks.sqlite'}")
    with postgres() as server:
        compare(figures, server.database())
