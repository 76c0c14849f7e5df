"""1. Everything that comes by itself: once, at the reader's hours, and of nothing that is over."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from storage.tables import Due, DueOutcome

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.year.witness import Saw
    from tests.year.years import Years

ZONES = {
    "PT": "Europe/Lisbon",
    "ES": "Europe/Madrid",
    "IT": "Europe/Rome",
    "DE": "Europe/Berlin",
    "AT": "Europe/Vienna",
    "FR": "Europe/Paris",
    "RO": "Europe/Bucharest",
    "PL": "Europe/Warsaw",
    "CZ": "Europe/Prague",
    "FI": "Europe/Helsinki",
    "LT": "Europe/Vilnius",
    "HU": "Europe/Budapest",
    "NL": "Europe/Amsterdam",
    "DK": "Europe/Copenhagen",
    "EE": "Europe/Tallinn",
}
OPENS, CLOSES = 9, 18
"""The hours in which we write without being asked, by the reader's clock."""
A_MOMENT = timedelta(minutes=1)
"""Within which what was said just before may still arrive: it is an answer to what somebody did."""
A_SECOND = timedelta(seconds=2)
"""Telephones tell whole seconds: what is said then may answer who acts first on the new day."""
AGAIN = timedelta(days=2)
ONCE_MORE = ("Once more", "Noch einmal")


@dataclass(frozen=True)
class Told:
    """The first account."""

    by_itself: int
    once_more: int
    done: int
    late: int
    faults: list[str]

    def rows(self) -> list[tuple[str, object]]:
        """What is shown."""
        return [
            ("messages that came by themselves", self.by_itself),
            ("said once more after a death, and marked so", self.once_more),
            ("due and done", self.done),
            ("due, and marked too late", self.late),
        ]


def account(years: Years) -> Told:
    """What came by itself to participants."""
    zones = {
        one.phone.person_id: ZoneInfo(ZONES[one.life.truth["country"]])
        for one in years.residents
        if one.life
    }
    alone = [one for one in _by_themselves(years) if one.person in zones]
    again = [one for one in alone if one.text.startswith(ONCE_MORE)]
    with Session(years.town.reader) as session:
        rows = session.exec(select(Due)).all()
        waiting = session.exec(
            select(Due).where(col(Due.done_at).is_(None), col(Due.due_at) <= years.town.clock())
        ).all()
        faults = [f"due, and not done: {one.kind} {one.subject}" for one in waiting]
        faults += [f"failed: {one.kind}" for one in rows if one.outcome is DueOutcome.FAILED]
    faults += _at_night(alone, zones)
    faults += _twice(alone)
    outcomes = Counter(one.outcome for one in rows)
    return Told(
        len(alone), len(again), outcomes[DueOutcome.DONE], outcomes[DueOutcome.TOO_LATE], faults
    )


def _by_themselves(years: Years) -> Iterator[Saw]:
    """What a bot said while nobody did anything and time went by."""
    walks = iter(years.programme.walks)
    begun, ended = next(walks)
    for one in years.witness.told():
        while one.at > ended and (walk := next(walks, None)):
            begun, ended = walk
        if begun + A_MOMENT < one.at < ended - A_SECOND and not one.edited:
            yield one


def _at_night(alone: list[Saw], zones: dict[int, ZoneInfo]) -> Iterator[str]:
    for one in alone:
        hour = one.at.astimezone(zones[one.person]).hour
        if not OPENS <= hour < CLOSES:
            yield f"{one.person} was told at {one.at.astimezone(zones[one.person])}: {one.text[:60]!r}"


def _twice(alone: list[Saw]) -> Iterator[str]:
    """The same words with the same buttons, soon again."""
    last: dict[tuple[int, str, tuple[str, ...]], Saw] = {}
    for one in alone:
        key = (one.person, one.text, one.data)
        if key in last and one.at - last[key].at < AGAIN:
            yield f"{one.person} was told twice on {one.at}: {one.text[:60]!r}"
        last[key] = one
