"""Play invented people, 200 unless `PEOPLE` says how many; print their table, and what went wrong with whom.

`SEED` takes other people, `ONLY` those of one character. The worst transcripts are written to a file;
with `WRITE=1` the table goes into `docs/conversation.md`.
"""

from __future__ import annotations

import asyncio
import os
import re
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from matching.words.encoder import use_encoder
from tests.builders.bots.town import open_town
from tests.builders.databases import fresh
from tests.personas.accounts import faults, table, worst
from tests.personas.crowd import play

if TYPE_CHECKING:
    from tests.personas.player import Player

PAGE = Path(__file__).parents[2] / "docs" / "conversation.md"
TABLE = re.compile(r"(<!-- personas -->\n).*?(<!-- end of personas -->)", re.DOTALL)
HERE = Path(tempfile.gettempdir())


def tell(one: Player) -> None:
    """Say at once what went wrong with somebody."""
    if told := faults(one):
        sys.stdout.write(f"{told}\n")
        sys.stdout.flush()
        with (HERE / "personas.log").open("a", encoding="utf-8") as file:
            file.write(f"{worst([one])[0]}\n\n")


async def main(count: int, seed: int, only: str) -> int:
    """Play them; how many are stuck or lost an answer."""
    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as folder, fresh("sqlite", Path(folder)) as url:
        async with open_town(url) as town:
            players = await play(town, count, seed, only, tell=tell)
    (HERE / "personas.txt").write_text("\n\n".join(worst(players)), encoding="utf-8")
    sys.stdout.write(
        f"\n{table(players)}\n\n{time.monotonic() - begun:.0f} s; {HERE}/personas.txt\n"
    )
    if os.environ.get("WRITE"):
        text = PAGE.read_text(encoding="utf-8")
        PAGE.write_text(TABLE.sub(rf"\g<1>{table(players)}\n\g<2>", text), encoding="utf-8")
    return sum(bool(one.course.stuck or one.course.lost) for one in players)


if __name__ == "__main__":
    use_encoder(None)
    os.environ.setdefault("CXC_ENCODER", "false")
    size, first = int(os.environ.get("PEOPLE") or 200), int(os.environ.get("SEED") or 1)
    sys.exit(bool(asyncio.run(main(size, first, os.environ.get("ONLY", "")))))
