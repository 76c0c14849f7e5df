"""Days, typed as people type them: of a stay the first and the last, or the last alone; or one day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from bot.conversation.calendar import read_dates, tells_one_stay
from bot.conversation.kinds.base import Again, Asked, Given, Heard, expected_words, no_buttons

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.conversation.events import Event
    from bot.conversation.screens import Rows

TWO = 2  # days of a stay: its first and its last


class StayDays:
    """The first and the last day; where the first stands (`first`), the last one alone will do.

    The answer is both as ISO dates. `near` is the day from which days without a year are counted.
    """

    def __init__(self, near: date, first: date | None = None) -> None:
        self.near, self.first = near, first

    def hint(self, asked: Asked) -> str:
        """An example."""
        if self.first:
            return asked.say("Type a day, for example: 23 April.")
        return asked.say("Type both days, for example: 19–23 April.")

    def rows(self, asked: Asked) -> Rows:
        """None: days are typed."""
        del asked
        return ()

    def hear(self, asked: Asked, event: Event) -> Heard:
        """The days in the words."""
        if not event.text:
            return expected_words(asked)
        found = read_dates(event.text, self.near) if tells_one_stay(event.text) else []
        if self.first and len(found) == 1:
            found = [self.first, *found]
        if len(found) != TWO:
            return Again(self.hint(asked))
        return Given([day.isoformat() for day in found], interpreted=True)

    def tapped(self, asked: Asked, verb: str, value: str) -> Heard:
        """Nothing to tap."""
        del verb, value
        return no_buttons(asked)

    def shown(self, asked: Asked, value: Any) -> str:
        """Both days in the reader's words."""
        return asked.say.days(*days_of(value))


def days_of(value: Sequence[str]) -> tuple[date, date]:
    """The first and the last day of an answer."""
    first, last = value
    return date.fromisoformat(first), date.fromisoformat(last)


class OneDay:
    """One day from `near` on, typed. The answer is its ISO date; without a year the next such day is meant."""

    def __init__(self, near: date) -> None:
        self.near = near

    def hint(self, asked: Asked) -> str:
        """An example."""
        return asked.say("Type a day, for example: 23 April.")

    def rows(self, asked: Asked) -> Rows:
        """None: the day is typed."""
        del asked
        return ()

    def hear(self, asked: Asked, event: Event) -> Heard:
        """The day in the words."""
        if not event.text:
            return expected_words(asked)
        found = set(read_dates(event.text, self.near)) if tells_one_stay(event.text) else set()
        if len(found) != 1:
            return Again(self.hint(asked))
        day = found.pop()
        if day < self.near:
            return Again(asked.say("That day is past. Please type one that is to come."))
        return Given(day.isoformat(), interpreted=True)

    def tapped(self, asked: Asked, verb: str, value: str) -> Heard:
        """Nothing to tap."""
        del verb, value
        return no_buttons(asked)

    def shown(self, asked: Asked, value: Any) -> str:
        """The day in the reader's words."""
        return asked.say.date(date.fromisoformat(value))
