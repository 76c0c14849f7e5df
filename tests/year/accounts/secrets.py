"""6. Nobody saw an address before both had agreed; what was erased is nowhere."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlmodel import SQLModel

from tests.year.troubles import cxc

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from tests.personas.residents import Resident
    from tests.year.witness import Saw
    from tests.year.years import Years

SURE = "> [q:erase"
GONE = ("Done: everything", "Erledigt: In wenigen Minuten")
HELD = ("Done: you are out", "Erledigt: Sie sind nicht mehr dabei")
EDITED = "[edited] "
ADDRESS = re.compile(r"office(\d+)@example\.eu")


@dataclass(frozen=True)
class Secrets:
    """The sixth account."""

    shown: int
    erased: int
    held: int
    bytes_left: int
    put_back: int
    faults: list[str]

    def rows(self) -> list[tuple[str, object]]:
        """What is shown."""
        return [
            ("addresses shown to the other side, after both had agreed", self.shown),
            ("people who had everything deleted", self.erased),
            ("… of whom a stay that is not paid yet keeps something", self.held),
            ("places in the database where a word of theirs is left", self.bytes_left),
            ("… in a copy of before that was put back", self.put_back),
        ]


def account(years: Years) -> Secrets:
    """Every address of somebody that stood on somebody else's telephone."""
    shown = list(_shown(years))
    faults = [
        f"{seen.person} read {owner}'s address on {seen.at}: {seen.text[:200]!r}"
        for seen, owner in shown
        if (seen.person, owner) not in years.met
        or seen.at
        < years.met[seen.person, owner].replace(microsecond=0)  # telephones tell whole seconds
    ]
    erased = _erased(years)
    held = [number for number, one in erased.items() if _held(one)]
    for number in held:
        del erased[number]
    left = [word for word in _words(erased) if _kept(years, word)]
    faults += [f"{word} is still in the database" for word in left]
    back = list(_put_back(years, erased))
    faults += [f"{word} is in a copy that was put back" for word in back]
    faults += list(_written_to(years, erased))
    return Secrets(len(shown), len(erased), len(held), len(left), len(back), faults)


def _erased(years: Years) -> dict[int, Resident]:
    """Whoever had everything deleted, by number."""
    gone = (one for one in years.residents if any(line.startswith(SURE) for line in one.said))
    return {one.phone.person_id: one for one in gone}


def _held(one: Resident) -> bool:
    """Whether they have read that something stays until their stay is paid."""
    return any(line.removeprefix(EDITED).startswith(HELD) for line in one.said)


def _words(erased: dict[int, Resident]) -> Iterator[str]:
    """Words that only they can have brought."""
    for one in erased.values():
        assert one.life
        yield one.life.truth["email"]
        yield one.life.truth["organisation_name"]


def _kept(years: Years, word: str) -> bool:
    """Whether a word is in a file of the database, its journal too, or in a dump of its tables."""
    address = years.programme.reader.url
    if address.get_backend_name() == "sqlite":
        files = Path(address.database or "").parent.glob("kept.sqlite*")
        return any(word.encode() in file.read_bytes() for file in files)
    with years.programme.reader.connect() as line:
        tables = (one.name for one in SQLModel.metadata.sorted_tables)
        return any(
            line.execute(
                sa.text(f'SELECT 1 FROM "{name}" AS row WHERE row::text LIKE :word LIMIT 1'),
                {"word": f"%{word}%"},
            ).first()
            for name in tables
        )


def _put_back(years: Years, erased: dict[int, Resident]) -> Iterator[str]:
    """Words of theirs in the copy that was made on the way, once another machine has started with it."""
    copy = years.programme.copy
    if not copy.exists():
        return
    cxc(years.programme, f"sqlite:///{copy}", "upgrade")
    files = [one.read_bytes() for one in copy.parent.glob(f"{copy.name}*")]
    yield from (word for word in _words(erased) if any(word.encode() in one for one in files))


def _written_to(years: Years, erased: dict[int, Resident]) -> Iterator[str]:
    """Whoever is gone is written to no more, once they have read that it is done."""
    done: dict[int, datetime] = {}
    for one in years.witness.told():
        if one.person not in erased:
            continue
        if one.person in done and one.at > done[one.person]:
            yield f"{one.person} is gone, and was told {one.text[:60]!r}"
        if one.text.startswith(GONE):
            done[one.person] = one.at


def _shown(years: Years) -> Iterator[tuple[Saw, int]]:
    """What was read, and whose address stood in it; among participants."""
    for one in years.witness.told():
        for found in ADDRESS.finditer(one.text):
            if int(found[1]) != one.person:
                yield one, int(found[1])
