"""Days, typed as people type them, or tapped: of a stay the first and the last, or the last alone; or one day."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from bot.conversation.addresses import COUNT, DAY
from bot.conversation.calendar import DAY_FIRST, month_rows, read_dates, tells_one_stay
from bot.conversation.kinds.base import (
    GIVE,
    PAGE,
    Again,
    Asked,
    Given,
    Heard,
    Partly,
    Turn,
    expected_words,
    no_buttons,
)
from exchange.scheme.stay import MONTHS_A_YEAR, months_after
from matching.times.days_told import month_first

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.conversation.addresses import Data
    from bot.conversation.events import Event
    from bot.conversation.screens import Rows

TWO = 2  # days of a stay: its first and its last
A_MONTH = 31  # days, within which each number comes once


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
        if month_first(event.text):
            return Again(asked.say(DAY_FIRST))
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


class CalendarDays(StayDays):
    """The same, to be tapped on a calendar as well: the first day, then the last one."""

    def hint(self, asked: Asked) -> str:
        """What to tap next, and an example."""
        if first := _begun(asked):
            return asked.say("First day: {day}. And the last one?", day=first)
        return asked.say("Tap both days, or type: 19–23 April.")

    def rows(self, asked: Asked) -> Rows:
        """A month, on from that of the first day once it is tapped."""
        first = _begun(asked)
        begins = (first or self.near).replace(day=1)
        shown = months_after(begins, asked.page)
        day = partial(_day_data, asked)
        turn = partial(_month_data, asked, begins)
        return month_rows(asked.say, shown, day=day, turn=turn, today=first or self.near)

    def hear(self, asked: Asked, event: Event) -> Heard:
        """The days in the words; a single one is the first, or the last where the first is there."""
        found = read_dates(event.text, self.near) if tells_one_stay(event.text) else []
        if not found:
            found = _bare_day(event.text, _begun(asked) or self.near)
        if len(found) == 1:
            return self._taken(asked, found[0])
        return super().hear(asked, event)

    def tapped(self, asked: Asked, verb: str, value: str) -> Heard:
        """A day, or another month."""
        day, page = DAY.read(value), COUNT.read(value)
        if verb == GIVE and day:
            return self._taken(asked, day)
        return Turn(page) if verb == PAGE and page is not None else no_buttons(asked)

    def _taken(self, asked: Asked, day: date) -> Heard:
        first = _begun(asked)
        if first and first <= day:
            return Given([first.isoformat(), day.isoformat()], interpreted=True)
        return Partly([day.isoformat()])

    def shown(self, asked: Asked, value: Any) -> str:
        """Both days, or the first one while the last is asked."""
        if len(value) < TWO:
            return str(asked.say.date(date.fromisoformat(value[0])))
        return super().shown(asked, value)


def _bare_day(typed: str, since: date) -> list[date]:
    """A day's number as it stands on its button: the next day of that number."""
    number = COUNT.read(typed.strip()) or 0
    ahead = (since + timedelta(days=one) for one in range(A_MONTH))
    return [day for day in ahead if day.day == number][:1]


def _begun(asked: Asked) -> date | None:
    """The first day, once it is chosen and the last one is not."""
    chosen = asked.answer if asked.ticked else None
    return date.fromisoformat(chosen[0]) if chosen else None


def _day_data(asked: Asked, day: date) -> Data:
    return asked.data(GIVE, day.isoformat())


def _month_data(asked: Asked, begins: date, month: date) -> Data:
    ahead = (month.year - begins.year) * MONTHS_A_YEAR + month.month - begins.month
    return asked.data(PAGE, max(0, ahead))


def days_of(value: Sequence[str]) -> tuple[date, date]:
    """The first and the last day of an answer."""
    first, last = value
    return date.fromisoformat(first), date.fromisoformat(last)


class TypedDays:
    """Days from `near` on, typed; at most so many. Without a year the next such days are meant."""

    most: int

    def __init__(self, near: date) -> None:
        self.near = near

    def hint(self, asked: Asked) -> str:
        """An example of what can be typed."""
        raise NotImplementedError

    def answer(self, days: list[date]) -> Any:
        """How the days are kept."""
        raise NotImplementedError

    def rows(self, asked: Asked) -> Rows:
        """None: days are typed."""
        del asked
        return ()

    def hear(self, asked: Asked, event: Event) -> Heard:
        """The days in the words."""
        if not event.text:
            return expected_words(asked)
        found = self.told(event.text)
        if not found:
            return Again(self.hint(asked))
        if found[0] < self.near:
            return Again(asked.say("That day is past. Please type one that is to come."))
        return Given(self.answer(found), interpreted=True)

    def told(self, text: str) -> list[date]:
        """The days that words tell, in their order; none where they tell none, or too many."""
        found = sorted(set(read_dates(text, self.near))) if tells_one_stay(text) else []
        return found if len(found) <= self.most else []

    def tapped(self, asked: Asked, verb: str, value: str) -> Heard:
        """Nothing to tap."""
        del verb, value
        return no_buttons(asked)


class SomeDays(TypedDays):
    """A day, or the first and the last of several. The answer is one ISO date, or two."""

    most = TWO

    def hint(self, asked: Asked) -> str:
        """An example of both."""
        return asked.say("Type a day, for example: 23 April; or the first and last: 23–25 April.")

    def answer(self, days: list[date]) -> list[str]:
        """The ISO dates."""
        return [day.isoformat() for day in days]

    def shown(self, asked: Asked, value: Any) -> str:
        """The day, or both, in the reader's words."""
        days = [date.fromisoformat(one) for one in value]
        return asked.say.days(*days) if len(days) == TWO else str(asked.say.date(days[0]))


class OneDay(TypedDays):
    """One day. The answer is its ISO date."""

    most = 1

    def hint(self, asked: Asked) -> str:
        """An example."""
        return asked.say("Type a day, for example: 23 April.")

    def answer(self, days: list[date]) -> str:
        """The ISO date."""
        return days[0].isoformat()

    def shown(self, asked: Asked, value: Any) -> str:
        """The day in the reader's words."""
        return asked.say.date(date.fromisoformat(value))
