"""Dates: a month of buttons, and dates typed as people type them."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING

from babel import Locale

from bot.conversation import addresses
from bot.conversation.screens import Button, Rows
from bot.conversation.speech import languages
from matching.understanding.denial import denied_in_answer, words
from matching.words.names import Certainty, fold, resolve

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from bot.conversation.addresses import Data
    from bot.conversation.speech import Speech

NUMERIC = re.compile(
    r"(\d{4})-(\d{1,2})-(\d{1,2})|(\d{1,2})[./](\d{1,2})\.?(?:[./]?(\d{4}|\d{2}))?"
)
WORDY = re.compile(r"(\d{1,2})\.?(?:st|nd|rd|th)?\s*(?:of\s+|de\s+)?([^\W\d_]{3,})\.?\s*(\d{4})?")
SHARED = re.compile(
    r"(\d{1,2})\.?\s*(?:-|–|—|to|bis|until|till|au|al|à)\s*(?=\d{1,2}[. ]*[^\W\d_]{3,}|\d{1,2}[./]\d)"
)
LATER = timedelta(days=1)
YEARS = range(2000, 2100)  # those that an address of a day knows
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

    Understands 12.4.2027, 12/4, 2027-04-12, 12 April, 12.-16. April, 12–16.4.27 in any language
    we speak.
    """
    text = _share_month(text)
    found: list[tuple[int, date]] = []
    taken: list[tuple[int, int]] = []
    for match in NUMERIC.finditer(text):
        one = _numeric(match, today)
        if one:
            found.append((match.start(), one))
            taken.append(match.span())
    for match in WORDY.finditer(text):
        one = None if _inside(match.start(), taken) else _wordy(match, today)
        if one:
            found.append((match.start(), one))
    return _in_order([one for _, one in sorted(found)])


def tells_one_stay(text: str) -> bool:
    """Whether typed dates are those of one stay: nothing is denied, and there is no "or"."""
    either = words("or") - {"of"}  # "12th of May"
    folded = fold(text).split()
    return not denied_in_answer(text) and not any(word in either for word in folded)


def _inside(at: int, spans: Iterable[tuple[int, int]]) -> bool:
    return any(start <= at < end for start, end in spans)


def _share_month(text: str) -> str:
    """`12-16 April` as `12 April - 16 April`."""
    match = SHARED.search(text)
    if not match:
        return text
    rest = text[match.end() :]
    month = re.match(r"\d{1,2}\.?\s*([^\W\d_]{3,}|[./]\s*\d{1,2})", rest) or re.match(
        r"\d{1,2}([./]\d{1,2})", rest
    )
    if not month:
        return text
    return f"{text[: match.start()]}{match.group(1)} {month.group(1)} – {rest}".replace(
        " .", "."
    ).replace(" /", "/")


def _numeric(match: re.Match[str], today: date) -> date | None:
    year, month, day, first, second, late = match.groups()
    if year:
        return _valid(int(year), int(month), int(day))
    if late:
        full = int(late) + (2000 if len(late) == 2 else 0)  # noqa: PLR2004 - two digits
        return _valid(full, int(second), int(first))
    return _coming(int(second), int(first), today)


def _wordy(match: re.Match[str], today: date) -> date | None:
    day, name, year = match.groups()
    month = month_named(name)
    if month is None:
        return None
    return _valid(int(year), month, int(day)) if year else _coming(month, int(day), today)


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if year in YEARS else None
    except ValueError:
        return None


def _coming(month: int, day: int, today: date) -> date | None:
    one = _valid(today.year, month, day)
    return one if one is None or one >= today else _valid(today.year + 1, month, day)


def _in_order(found: list[date]) -> list[date]:
    """A year's turn between two dates without years: December to January."""
    if len(found) == 2 and found[1] < found[0]:  # noqa: PLR2004 - a range
        later = _valid(found[1].year + 1, found[1].month, found[1].day)
        near = later and later - found[0] < timedelta(days=60)
        return [found[0], later] if later and near else found
    return found


def month_named(name: str) -> int | None:
    """The month (1-12) of a typed name in any language we speak, slips of the finger allowed."""
    found = resolve(name, _month_names())
    return int(found.best) if found.certainty is Certainty.SURE and found.best else None


@cache
def _month_names() -> dict[str, list[str]]:
    names: dict[str, list[str]] = {str(month): [] for month in range(1, 13)}
    for code in {*languages(), "en", "de", "fr", "es", "it", "pt", "ro", "pl", "nl"}:
        months = Locale.parse(code).months["format"]
        for month in range(1, 13):
            names[str(month)] += [months["wide"][month], months["abbreviated"][month].rstrip(".")]
    return names
