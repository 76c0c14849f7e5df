"""Live a programme's years: about `SIZE` exchanges, 1,000 unless said; print the eight accounts.

`DAYS` ends them early. `SEED` takes other people and other troubles. `ON=postgresql` takes a PostgreSQL and three processes
instead of SQLite and one. With `WRITE=1` the accounts go into `docs/year.md`. Ends with the number of
things that may not be.
"""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

from bot.emulator.phones import client
from tests.builders.databases import fresh
from tests.patience import TEST
from tests.postgres import postgres
from tests.year.account import Account, drawn_up
from tests.year.page import tables, written
from tests.year.programme import APART, TOGETHER, open_programme
from tests.year.years import LONGEST, lived

PAGE = Path(__file__).parents[2] / "docs" / "year.md"
SHOWN, THOUSAND = 20, 1000
MOST = 100  # an exit code that every shell takes


async def account(size: int, seed: int, kind: str, days: int) -> Account:
    """The account of the years, which are lived first."""
    begun = time.monotonic()

    def told(line: str) -> None:
        sys.stderr.write(f"{time.monotonic() - begun:6.0f} s  {line}\n")

    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        server = stack.enter_context(postgres()) if kind == "postgresql" else None
        url = stack.enter_context(fresh(kind, folder, server))
        roles = APART if server else TOGETHER
        async with open_programme(url, folder, roles) as programme:
            years = await lived(programme, size, seed, days, told)
            return await drawn_up(years, time.monotonic() - begun)


def main(size: int, seed: int, kind: str, days: int) -> int:
    """Live, print, write; how much may not be."""
    client.PATIENCE = TEST
    found = asyncio.run(account(size, seed, kind, days))
    shown = tables(found, size, seed, kind)
    sys.stdout.write(f"{shown}\n")
    for name, wrong in found.faults().items():
        sys.stdout.write(f"\n{name}: {len(wrong)}\n" + "\n".join(wrong[:SHOWN]) + "\n")
    if os.environ.get("WRITE"):
        PAGE.write_text(written(PAGE.read_text(encoding="utf-8"), shown), encoding="utf-8")
    return sum(map(len, found.faults().values()))


if __name__ == "__main__":
    given = os.environ.get
    size, seed, days = (int(given(name) or 0) for name in ("SIZE", "SEED", "DAYS"))
    wrong = main(size or THOUSAND, seed or 1, given("ON") or "sqlite", days or LONGEST)
    sys.exit(min(MOST, wrong))
