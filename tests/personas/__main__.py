"""Play invented people, 200 unless `PEOPLE` says how many; print their tables, and what went wrong with whom.

They apply, and live on for `DAYS` at most; with `DAYS=0` they only apply. `SEED` takes other people, `ONLY`
those of one character. The worst transcripts, and those of whoever came to no end, are written to a file; with
`WRITE=1` the tables go into `docs/conversation.md`.
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
from tests.builders.databases import fresh, wait_for_no_disk
from tests.personas.accounts import faults, table, worst
from tests.personas.fates import fates, stuck
from tests.personas.fates import table as table_of_ends
from tests.personas.ledger import faults as faults_of_all
from tests.personas.ledger import miscounted
from tests.personas.neighbourhood import DAYS, Neighbourhood, lived

if TYPE_CHECKING:
    from tests.personas.player import Player

PAGE = Path(__file__).parents[2] / "docs" / "conversation.md"
HERE = Path(tempfile.gettempdir())


def tell(one: Player) -> None:
    """Say at once what went wrong with somebody."""
    if told := faults(one):
        sys.stdout.write(f"{told}\n")
        sys.stdout.flush()
        with (HERE / "personas.log").open("a", encoding="utf-8") as file:
            file.write(f"{worst([one])[0]}\n\n")


async def main(count: int, seed: int, only: str, days: int) -> int:
    """Play them; how many are stuck or lost an answer, and how much else may not be."""
    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as folder, fresh("sqlite", Path(folder)) as url:
        async with open_town(url) as town:
            found = await lived(town, count, seed, only, tell, days)
            wrong = await looked_over(found)
            ends, read = (
                table_of_ends(fates(found)),
                transcripts(found),
            )  # while the database is there
    players = found.players
    (HERE / "personas.txt").write_text("\n\n".join([*worst(players), *read]), encoding="utf-8")
    for name, shown in (("personas", table(players)), ("ends", ends if days else "")):
        sys.stdout.write(f"\n{shown}\n" if shown else "")
        if shown and os.environ.get("WRITE"):
            write(name, shown)
    told = "\n".join(wrong)
    sys.stdout.write(f"\n{told}\n{time.monotonic() - begun:.0f} s; {HERE}/personas.txt\n")
    return len(wrong) + sum(bool(one.course.stuck or one.course.lost) for one in players)


async def looked_over(found: Neighbourhood) -> list[str]:
    """What went wrong after they applied."""
    if not found.days:
        return []
    figures = await found.figures()
    return [*stuck(found), *faults_of_all(found), *miscounted(found, figures)]


def transcripts(found: Neighbourhood) -> list[str]:
    """What was said with whoever came to no end."""
    numbers = {int(one.split()[0]) for one in stuck(found)}
    return [
        f"=== {one.phone.person_id} {one.name}\n" + "\n".join(one.said)
        for one in found.residents
        if one.phone.person_id in numbers
    ]


def write(name: str, shown: str) -> None:
    """Put a table into its place on the page."""
    place = re.compile(rf"(<!-- {name} -->\n).*?(<!-- end of {name} -->)", re.DOTALL)
    text = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(place.sub(rf"\g<1>{shown}\n\g<2>", text), encoding="utf-8")


if __name__ == "__main__":
    use_encoder(None)
    wait_for_no_disk()
    os.environ.setdefault("CXC_ENCODER", "false")
    size, first = int(os.environ.get("PEOPLE") or 200), int(os.environ.get("SEED") or 1)
    longest = int(os.environ.get("DAYS") or DAYS)
    sys.exit(bool(asyncio.run(main(size, first, os.environ.get("ONLY", ""), longest))))
