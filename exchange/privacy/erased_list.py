"""Who was erased, kept outside the database: a copy that is put back knows nothing of it.

A line is the number of a person's row and when we first saw them. It tells nothing to anybody who has
no copy of before, and finds nobody in a database of others.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from sqlmodel import col, select

from exchange.privacy.erasure import ask_erasure, erase, held_by
from storage.tables import Erasure, Person

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from exchange.work import Work

RESTORED = "restore"  # who erases them again


def write_list(work: Work, file: Path) -> int:
    """How many people the list has; those that were on it before stay on it."""
    query = select(Erasure).where(col(Erasure.done_at).is_not(None)).order_by(col(Erasure.id))
    known = {f"{one.person_id} {one.known_since.isoformat()}" for one in work.session.exec(query)}
    known |= set(_lines(file))
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    fresh = file.with_name(f"{file.name}.part")
    fresh.touch(mode=0o600)
    fresh.write_text("".join(f"{line}\n" for line in sorted(known)), encoding="utf-8")
    fresh.replace(file)
    return len(known)


def _lines(file: Path) -> Iterator[str]:
    if file.exists():
        yield from filter(None, file.read_text(encoding="utf-8").splitlines())


def apply_list(work: Work, file: Path) -> int:
    """How many people of the list were there again, from a copy of before, and are erased anew."""
    count = 0
    for line in _lines(file):
        number, _, since = line.partition(" ")
        person = work.session.get(Person, int(number))
        if person is None or person.erased_at:
            continue
        if person.first_seen_at != datetime.fromisoformat(since):  # somebody else's number
            continue
        ask_erasure(work, person, RESTORED)
        if not held_by(work, person):
            erase(work, person, RESTORED)
        count += 1
    return count
