"""`cxc match` on the fictional cohort, as a process from the first import to the last sheet."""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from bot.demo.cohort.drawing import fictional_cohort
from exchange.finding.hosts import circumstances_of
from exchange.scheme.call import load_scheme
from exchange.spreadsheets.files import profiles_csv
from matching.ranking.rank import HostIndex

if TYPE_CHECKING:
    from tests.bench.figures import Figures

VISITORS, HOSTS = 1000, 1500


def whole_process(figures: Figures) -> None:
    """Seconds for 1,000 visitors and 1,500 hosts, beside the bare lists of the library."""
    scheme = load_scheme("clusterxchange")
    sides = fictional_cohort(1, VISITORS, HOSTS, scheme)
    begun = time.process_time()
    HostIndex.build(sides[1]).rank_all(
        sides[0], scheme.weights, circumstances=circumstances_of(scheme)
    )
    bare = time.process_time() - begun
    with tempfile.TemporaryDirectory() as folder:
        names = [Path(folder) / name for name in ("visitors.csv", "hosts.csv")]
        for name, side in zip(names, sides, strict=True):
            name.write_text(profiles_csv(side), encoding="utf-8")
        for more in ([], ["--assign"]):
            clock, used = _run([*map(str, names), "-o", f"{folder}/out.xlsx", *more])
            what = f"cxc match {' '.join(more)}".strip()
            beside = f"lists alone, no words: {bare:.1f}"
            figures.add(f"{what}, seconds of the processor", f"{used:.1f}", beside, used / bare)
            figures.add(f"{what}, seconds of the clock", f"{clock:.1f}")


def _run(arguments: list[str]) -> tuple[float, float]:
    """Return how long the command takes: seconds of the clock and of the processor."""
    begun, before = time.perf_counter(), _used()
    command = [sys.executable, "-m", "bot", "match", *arguments]
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - begun, _used() - before


def _used() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
