"""Dates: a month of buttons, and dates typed as people type them."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from typing import TYPE_CHECKING

from bot.conversation import addresses
from bot.conversation.screens import Button, Rows
from exchange.words import N_
from matching.times.days_told import YEARS, days_told
from matching.times.words import month_by_slip, month_of
from matching.understanding.denial import denied_in_answer, words
from matching.words.names import fold

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.conversation.addresses import Data
    from bot.conversation.speech import Speech

LATER = timedelta(days=1)
DAY_FIRST = N_(
    "Here the day stands before the month: 12/04 is 12 April. Please type it like this: 12–16 April 2027"
)
NOTHING = "·"  # Telegram refuses a button without a visible label


def month_rows(
    say: Speech,
    month: date,
    *,
    day: Callable[[date], Data],
    turn: Callable[[date], Data],
    today: date,
) -> Rows:
    """A month as buttons: `day` and `turn` give the address of a day and of another month.

    Past days are blank.
    """
    weeks = calendar.Calendar().monthdatescalendar(month.year, month.month)
    head = tuple(Button(name, addresses.NOTHING()) for name in _weekdays(say))
    rows = [tuple(_day(one, month, day, today) for one in week) for week in weeks]
    before, after = month - LATER, month.replace(day=28) + timedelta(days=4)
    title = say.month(f"{month:%Y-%m}")
    top = (
        _turned("‹", before, turn, possible=before >= today.replace(day=1)),
        Button(title, addresses.NOTHING()),
        _turned("›", after, turn, possible=after.year in YEARS),
    )
    return (top, head, *(row for row in rows if any(one.label != NOTHING for one in row)))


def _turned(label: str, month: date, turn: Callable[[date], Data], *, possible: bool) -> Button:
    return Button(label, turn(month)) if possible else Button(NOTHING, addresses.NOTHING())


def _weekdays(say: Speech) -> list[str]:
    names = say.locale.days["stand-alone"]["abbreviated"]
    return [names[number][:2] for number in range(7)]


def _day(one: date, month: date, day: Callable[[date], Data], today: date) -> Button:
    if one.month != month.month or one < today:
        return Button(NOTHING, addresses.NOTHING())
    return Button(str(one.day), day(one))


def read_dates(text: str, today: date) -> list[date]:
    """The dates in typed words, day before month; without a year the next such day is meant.

    Understands 12.4.2027, 12/4, 2027-04-12, 12 April, 12.-16. April, April 12-16, dal 12 al 16 aprile, in 24 languages.
    """
    return days_told(text, today)


def tells_one_stay(text: str) -> bool:
    """Whether typed dates are those of one stay: nothing is denied, and there is no "or"."""
    either = words("or") - {"of"}  # "12th of May"
    folded = fold(text).split()
    return not denied_in_answer(text) and not any(word in either for word in folded)


def month_named(name: str) -> int | None:
    """The month (1-12) of a typed name in any language of the programme, slips of the finger allowed."""
    folded = fold(name)
    named = month_of(folded)
    return named[0] if len(named) == 1 else month_by_slip(folded)
