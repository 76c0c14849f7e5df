"""Days, told one by one: “12–16 April”, “dal 12 al 16 aprile 2027”, “2027. április 12-16.”, “12-04-2027 - 16-04-2027”.

The day stands before the month, in figures; a month without figures around it is no day.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from matching.times.words import month_by_slip, month_of, months, weekdays
from matching.words.names import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

YEARS = range(2000, 2100)
_CENTURY, _DAYS, _TWO_FIGURES = 2000, 31, 2
_SHORT = 4  # letters of a name in which a slip is looked for only where one is left out
_SATURDAY = 5
_NEAR = timedelta(days=60)
"""How far apart the ends of a range are at most, where the second is told without its year: over New Year."""
_TOKEN = re.compile(
    r"(?<!\d)(?P<y>\d{4})\s?(?P<s1>[-/.])\s?(?P<ym>\d{1,2})\s?(?P=s1)\s?(?P<yd>\d{1,2})\.?(?!\d)"
    r"|(?<!\d)(?P<d>\d{1,2})\s?(?P<s2>[-/.])\s?(?P<m>\d{1,2})\s?(?P=s2)\s?(?P<dy>\d{4}|\d{2})(?!\d|(?P=s2)\d)"
    r"|(?<!\d)(?P<sd>\d{1,2})(?:[./](?P<sm>0?[1-9]|1[0-2])\.?|\.\s(?P<sn>0?[1-9]|1[0-2])\.)(?!\d|:\d)"
    r"|(?P<clock>\d{1,2}[:h]\d{2})(?!\d)"
    r"|(?<!\d)(?P<number>\d{1,4})(?:(?:st|nd|rd|th|er|ère|re|º|ª|°|ú|ο|η|ht)(?!\w))?\.?(?!\d)"
    r"|(?P<sign>t/m|[-–—‒/&,])"
    r"|(?P<word>[^\W\d_]+)",
    re.IGNORECASE,
)
_UNTIL = frozenset(
    fold(one)
    for one in "to bis until till til through thru au al a à as às ao até hasta fino tot do až az la până kuni līdz iki έως ως μέχρι до and und et y e și og och ja és i in u un ir και и agus".split()
)
_OF = frozenset(fold(one) for one in "of de del d di ta den der the dem die el le o il".split())
_ENDINGS = frozenset(fold(one) for one in "től tól tol ig án én a e i d m г го ten".split())
"""Of figures, after a stroke or a point: “12-től 16-ig”, “12 d.”."""
_MONTH_FIRST = re.compile(r"(?<![\d/])(0?[1-9]|1[0-2])/(1[3-9]|2\d|3[01])(?!\d|\s*[^\W\d_]{3})")


class _Piece(NamedTuple):
    """A part of a text: of which kind, and what it says."""

    kind: str  # day, month, date, year, until, of, other
    value: int = 0
    told: tuple[int | None, int, int] = (None, 0, 0)  # of a date: year, month, day
    also_weekday: bool = False


class _Told(NamedTuple):
    """Days of one month."""

    days: tuple[int, ...]
    month: int
    year: int | None


def days_told(text: str, today: date) -> list[date]:
    """Return the days that a text tells, in its order; without a year the next such day is meant.

    Of days in a row there are the first and the last; none where a month stands before its day.
    """
    if month_first(text):
        return []
    pieces = _without_weekdays([*_pieces(text)])
    told = [*_told(pieces)]
    years = {one.year for one in told if one.year}
    year = years.pop() if len(years) == 1 else None
    found = [day for at, one in enumerate(told) for day in _dates(told, at, one, year, today)]
    return _in_order(found)


def month_first(text: str) -> bool:
    """Return whether a date in figures has its month before its day: “04/16/2027”."""
    return _MONTH_FIRST.search(text) is not None


def last_of(first: date, days: int) -> date:
    """Return the last of so many days from Monday to Friday, of which that is the first."""
    last, left = first, days - 1
    while left > 0:
        last += timedelta(days=1)
        left -= last.weekday() < _SATURDAY
    return last


def _pieces(text: str) -> Iterator[_Piece]:
    for match in _TOKEN.finditer(text):
        of = match.groupdict()
        if of["y"]:
            yield _in_figures(int(of["y"]), int(of["ym"]), int(of["yd"]))
        elif of["d"]:
            yield _in_figures(_full(of["dy"]), int(of["m"]), int(of["d"]))
        elif of["sd"]:
            yield from _day_and_month(match, int(of["sd"]), int(of["sm"] or of["sn"]))
        elif of["number"]:
            yield _number(int(of["number"]))
        elif of["sign"]:
            yield _Piece("until")
        elif of["word"]:
            yield _word(of["word"], after=match.string[match.start() - 1 : match.start()])


def _full(year: str) -> int:
    return int(year) + (_CENTURY if len(year) == _TWO_FIGURES else 0)


def _in_figures(year: int, month: int, day: int) -> _Piece:
    return _Piece("date", told=(year, month, day))


def _day_and_month(match: re.Match[str], first: int, second: int) -> Iterator[_Piece]:
    """Yield “12.4.” as a date, and “10/12 avril” as two days."""
    after = re.match(r"\s*([^\W\d_]{3,})", match.string[match.end() :])
    if after and _month(fold(after[1])):
        yield from (_number(first), _Piece("until"), _number(second))
    else:
        yield _Piece("date", told=(None, second, first))


def _number(value: int) -> _Piece:
    if value in YEARS:
        return _Piece("year", value)
    return _Piece("day" if 1 <= value <= _DAYS else "other", value)


def _word(word: str, after: str) -> _Piece:
    folded = fold(word)
    if after in {"-", "."} and folded in _ENDINGS:
        return _Piece("of")
    if folded in _UNTIL:
        return _Piece("until")
    if folded in _OF:
        return _Piece("of")
    weekday = folded in weekdays()
    if month := _month(folded):
        return _Piece("month", month, also_weekday=weekday)
    return _Piece("weekday" if weekday else "other")


@cache
def _month(word: str) -> int | None:
    """Return the month of a name, with a slip or without; None where it is none, or two."""
    named = month_of(word) if len(word) > _TWO_FIGURES else ()
    if len(named) == 1:
        return named[0]
    if named:
        return None
    return month_by_slip(word) or _with_a_letter_left_out(word)


def _with_a_letter_left_out(word: str) -> int | None:
    """Return the month of a short name that lacks a letter, “Aprl”: a figure beside it says that it is one."""
    if len(word) != _SHORT:
        return None
    longer = [one for one in months() if len(one) == _SHORT + 1 and one[0] == word[0]]
    meant = {
        number
        for one in longer
        if any(one[:at] + one[at + 1 :] == word for at in range(1, len(one)))
        for number in months()[one]
    }
    return meant.pop() if len(meant) == 1 else None


def _without_weekdays(pieces: Sequence[_Piece]) -> list[_Piece]:
    """Return the pieces without names of weekdays: “mar 13 abril” is a Tuesday, as April is told too."""
    sure = any(one.kind == "month" and not one.also_weekday for one in pieces)
    return [one for one in pieces if one.kind != "weekday" and not (sure and one.also_weekday)]


def _told(pieces: Sequence[_Piece]) -> Iterator[_Told]:
    """Yield what is told of each month, in order; a figure counts once."""
    used = -1
    for at, one in enumerate(pieces):
        if one.kind == "date":
            year, month, day = one.told
            before, after = _before(pieces, at, used, bare=True), _after(pieces, at)
            used = max(at, after[-1][0] if after and not before else at)
            beside = [value for _, value in (before or after) if value != day]
            days = [*beside, day] if before else [day, *(value for value in beside if value > day)]
            yield _Told(tuple(days), month, year)
        elif one.kind == "month":
            days_at = _before(pieces, at, used) or _behind(pieces, at)
            used = max(at, *(where for where, _ in days_at)) if days_at else at
            if days_at:
                values = tuple(value for _, value in days_at)
                yield _Told(values, one.value, _year_at(pieces, at, used))


def _before(
    pieces: Sequence[_Piece], at: int, used: int, *, bare: bool = False
) -> list[tuple[int, int]]:
    """Return where the figures before a month stand, and which; before a date, with what joins them to it."""
    found: list[tuple[int, int]] = []
    joined = not bare
    for where in range(at - 1, used, -1):
        kind = pieces[where].kind
        if kind == "day" and joined:
            found.insert(0, (where, pieces[where].value))
            joined = False
        elif kind == "until":
            joined = True
        elif kind != "of":
            break
    return found


def _after(pieces: Sequence[_Piece], at: int) -> list[tuple[int, int]]:
    """Return the last day of a range whose first is a date in figures: “2027.04.12-16.”."""
    kinds = [one.kind for one in pieces[at + 1 : at + 4]]
    if kinds[:2] == ["until", "day"] and kinds[2:] not in (["month"], ["of"]):
        return [(at + 2, pieces[at + 2].value)]
    return []


def _behind(pieces: Sequence[_Piece], at: int) -> list[tuple[int, int]]:
    """Return where the figures after a month stand, and which: “April 12-16”."""
    found: list[tuple[int, int]] = []
    joined = True
    for where in range(at + 1, len(pieces)):
        kind = pieces[where].kind
        following = [one.kind for one in pieces[where + 1 : where + 3]]
        if kind == "day" and joined and (following[:1] != ["month"] or following[1:] == ["day"]):
            found.append((where, pieces[where].value))
            joined = False
        elif kind == "until" and found:
            joined = True
        elif kind != "of":
            break
    return found


def _year_at(pieces: Sequence[_Piece], at: int, used: int) -> int | None:
    """Return the year that stands beside a month or behind its days."""
    behind = next((one for one in pieces[used + 1 :] if one.kind not in {"of", "until"}), None)
    before = next((one for one in reversed(pieces[:at]) if one.kind != "of"), None)
    return next((one.value for one in (behind, before) if one and one.kind == "year"), None)


def _dates(
    told: Sequence[_Told], at: int, one: _Told, only: int | None, today: date
) -> Iterator[date]:
    """Yield its days, the first and the last of those in a row; of two without a year before one with it, the year before."""
    days = one.days
    if len(days) > _TWO_FIGURES and list(days) == list(range(days[0], days[-1] + 1)):
        days = (days[0], days[-1])
    for day in days:
        year = one.year or only
        if year and one.year is None and _later_in_the_year(told[at + 1 :], one):
            year -= 1
        found = _valid(year, one.month, day) if year else _coming(one.month, day, today)
        if found:
            yield found


def _later_in_the_year(rest: Sequence[_Told], one: _Told) -> bool:
    """Whether what comes next lies before it in a year: “28 Dec – 4 Jan 2028”."""
    return bool(rest and rest[0].year and rest[0].month < one.month)


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
    if len(found) == _TWO_FIGURES and found[1] < found[0]:
        later = _valid(found[1].year + 1, found[1].month, found[1].day)
        near = later and later - found[0] < _NEAR
        return [found[0], later] if later and near else found
    return found
