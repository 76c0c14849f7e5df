"""Live a programme's years: about `SIZE` exchanges, 1,000 unless said; print the eight accounts.

`DAYS` ends them early. `SEED` takes other people and other troubles. `ON=postgresql` takes a PostgreSQL and three processes
instead of SQLite and one. With `WRITE=1` the accounts go into `docs/year.md`. Ends with the number of
things that may not be; what was said with whoever is named in them stands in `year.txt` among temporary files.
"""

from __future__ import annotations

import asyncio
import os
import re
import sys
import tempfile
import time
from contextlib import ExitStack
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from bot.emulator.phones import client
from tests.builders.databases import fresh
from tests.patience import TEST
from tests.postgres import postgres
from tests.year.account import Account, drawn_up
from tests.year.page import tables, written
from tests.year.programme import APART, TOGETHER, open_programme
from tests.year.years import LONGEST, lived

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.year.years import Years

PAGE = Path(__file__).parents[2] / "docs" / "year.md"
TRANSCRIPTS = Path(tempfile.gettempdir()) / "year.txt"
PERSON = re.compile(r"\b1\d{5}\b")
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
        async with open_programme(url, folder, roles, server) as programme:
            years = await lived(programme, size, seed, days, told)
            found = await drawn_up(years, time.monotonic() - begun)
            TRANSCRIPTS.write_text("\n\n".join(_transcripts(years, found)), encoding="utf-8")
            return found


def _transcripts(years: Years, found: Account) -> Iterator[str]:
    """What was said with whoever is named in what may not be."""
    wrong = "\n".join(chain.from_iterable(found.faults().values()))
    named = set(map(int, PERSON.findall(wrong)))
    for one in years.residents:
        if one.phone.person_id in named:
            yield f"=== {one.phone.person_id} {one.name}\n" + "\n".join(one.said)


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
