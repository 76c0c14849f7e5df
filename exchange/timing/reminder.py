"""What a family of reminders tells of itself: everything that the clock and the bots ask of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from exchange.notices import DeskReminding, Reminding
    from exchange.work import Work
    from storage.tables import Due, DueOutcome


class Days(Enum):
    """Which days the call's file gives a kind."""

    NONE = auto()  # its time follows from something else
    ONE = auto()
    SOME = auto()
    SOON_TOO = auto()  # they count down to a moment; 0 is an hour before it
    PAST_TOO = auto()  # they count down to a day; a negative number is a day past it


@dataclass(frozen=True)
class Kind:
    """A kind of due row, by the name that stands in the database and in the call's file.

    `hour` is the first moment from now on in the working hours of whoever reads of it; `do` does
    it, if it is still true. Without `do` it changes the state of something, and is done by whoever
    may (`exchange.due`).
    """

    name: str
    hour: Callable[[Work, Due], datetime]
    do: Callable[[Work, Due], DueOutcome] | None = None
    days: Days = Days.SOME


@dataclass(frozen=True)
class Family:
    """Kinds that are planned together, and what may become of them.

    Its messages are `said_once`, or `said_again` by themselves and soon out of date: of those, one
    that may or may not have arrived is left. Of several overdue rows about one subject only the
    latest is worth sending (`latest_speaks`). What is `about_exchanges` is struck with its exchange.
    """

    kinds: tuple[Kind, ...]
    said_again: tuple[Reminding | DeskReminding, ...] = ()
    said_once: tuple[Reminding | DeskReminding, ...] = ()
    latest_speaks: bool = True
    about_exchanges: bool = False


def reader_of(due: Due) -> tuple[str | None, str | None, int | None]:
    """The side or party that a row is for, and the session that it tells of; none of them where it is the same in all rows."""
    return due.facts.get("side"), due.facts.get("party"), due.facts.get("session")
