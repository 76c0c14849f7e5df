"""Dates, ranges, months, seasons, weeks and lengths, read in 24 languages and every written order.

A month or a season without a year is the next one. What has two readings (12/11) is told with both.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from matching.times.lengths import length_of
from matching.times.meant import AND, DASH, is_meant, may_be_small
from matching.times.relative import next_month, stretched
from matching.times.spans import Span, Times
from matching.times.words import (
    begins_a_range,
    ends_a_range,
    month_by_slip,
    month_of,
    months,
    season_of,
    words_for,
)
from matching.words.language_guess import languages_of
from matching.words.names import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

_AN_ANSWER = 7  # words, up to which a text is nothing but a time
_LONGEST_GAP = 4  # words between the two ends of a range
_DAYS, _CENTURY = 31, 2000
_THIS_CENTURY_FROM = 26  # from which two digits after a month are rather its year than its day
_MONTHS_OF_A_YEAR, _A_SEASON, _A_QUARTER = 12, 3, 3
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_YEAR = r"(?P<year>20\d\d)"
_NUMERIC = (
    re.compile(rf"\b{_YEAR}[-/.](?P<month>0?[1-9]|1[0-2])[-/.](?P<day>[0-3]?\d)\b"),
    re.compile(rf"\b(?P<day>[0-3]?\d)\.\s?(?P<month>0?[1-9]|1[0-2])\.\s?{_YEAR}\b"),
    re.compile(rf"\b(?P<a>[0-3]?\d)[/-](?P<b>[0-3]?\d)[/-]{_YEAR}\b"),
    re.compile(rf"\b{_YEAR}[-/.](?P<month>0?[1-9]|1[0-2])\b"),
    re.compile(rf"\b(?P<month>0?[1-9]|1[0-2])[-/.]{_YEAR}\b"),
    re.compile(r"\b(?P<day>[0-3]?\d)\.\s?(?P<month>0?[1-9]|1[0-2])\.(?!\d)"),
    re.compile(r"(?<![\d/])(?P<a>[0-3]?\d)/(?P<b>[0-3]?\d)(?![\d/])"),
)
_UNTIL = r"(?:to|bis|au|al|do|til|till|tot|a|ao|à|la|până la|до|έως|ως|μέχρι|līdz|iki|kuni|go dtí|sal|sa|och med)"
_DAYS_BEFORE = re.compile(
    r"(?:(?<!\d)(?P<first>[0-3]?\d)\s*(?:\.|st|nd|rd|th|er|º|ª|ο|η)?\s*"
    rf"(?:-|–|—|{_UNTIL}|(?P<and>and|und|et|y|e|i|a|és|și|si|и|και|og|och|ja|en|un|ir|u))(?:\s*-?\s*(?:den|the|dem|zum|an|le))?-?\s*)?"
    r"(?<!\d)(?P<last>[0-3]?\d)\s*(?:\.|st|nd|rd|th|er|º|ª|-?го)?\s*(?:of|de|d['’]|di|ta['’])?\s*$"
)
_YEAR_BEFORE = re.compile(rf"{_YEAR}\s*(?:\.|m\.|gada|г\.|aasta|-)?\s*$")
_AFTER = re.compile(
    r"^\.?(?:\s*(?P<first>[0-3]?\d)(?:st|nd|rd|th|\.)?(?:\s*(?:-|–|to|iki|līdz)\s*(?P<last>[0-3]?\d)(?:st|nd|rd|th|\.)?)?(?!\d))?"
    r"(?:\s*(?:,|de|del|of|г\.|-|/|')*\s*'?’?(?P<year>20\d\d|(?<=['’\s/-])(?:2[6-9]|[34]\d)(?!\.?\s*[^\W\d_]{3}))(?![\d.:]))?"
)
_WEEK = re.compile(
    r"(?:\b(?P<before>[^\W\d_]+)\.?\s*(?:no|nr|n°|nº)?\.?\s*(?P<week>[1-5]?\d)|\b(?P<ordinal>[1-5]?\d)\.\s*(?P<after>[^\W\d_]+))"
    rf"(?:\s*[/,-]?\s*{_YEAR})?(?![\d])"
)
_QUARTER = re.compile(
    r"(?:\b[QqTt](?P<quarter>[1-4])\b|\b(?P<ordinal>[1-4])\s?(?:\.|st|nd|rd|th|e|er|ème|º|°)?\s*"
    r"(?:quarter|quartal|trimest\w+|kwarta\w+|čtvrtlet\w+|štvrťrok\w*|negyedév\w*|kvarta\w+|četrtletj\w+|тримесеч\w+|τρίμην\w+|neljänne\w+|ceturk\w+|ketvir\w+|ráithe))"
    rf"(?:\s*[/,-]?\s*{_YEAR})?",
    re.IGNORECASE,
)
_WHERE_A_IS_AND = frozenset(("cs", "sk"))


class _Mark(NamedTuple):
    """Where in a text a time stands, and what of it is told: months without a year have none."""

    start: int
    end: int
    word: str
    month: int
    months: int
    year: int | None
    days: tuple[int, int] | None = None
    week: int | None = None
    also: tuple[int, int] | None = None  # another month, and its day


def find_dates(
    text: str, today: date, *, slips: bool = False, spoken: frozenset[str] = frozenset()
) -> Times:
    """Return the times that `text` tells, those to come; months without a year are the next ones.

    With `slips`, where a time was asked for, a word that misses a month by a letter is that month. Which
    languages are `spoken` tells a month where the text itself does not: “listopada” is two.
    """
    words = [*_WORD.finditer(text)]
    answer = len(words) <= _AN_ANSWER
    guessed = languages_of(text)
    spoken = guessed & spoken or guessed or spoken
    marks = list(_marks(text, words, spoken, answer=answer))
    marks = sorted([*marks, *_slips(words, marks)] if slips else marks)
    read = (_ahead(span, today) for span in _spans(text, _apart(marks), today))
    told = [span for span in read if span.last >= today]
    told += [one for one in next_month(text, today) if not told]
    spans = tuple(span for span in told if not _narrowed(span, told))
    spans = tuple(stretched(text, spans))
    anytime = not spans and answer and _is_any(words)
    days, said = length_of(text)
    return Times(spans, anytime, days, said)


def _ahead(span: Span, today: date) -> Span:
    """Return a time as far as it is to come: of two readings (12/11/2026) none that is over."""
    ahead = [one for one in (span[:2], *span.doubts) if one[1] >= today]
    if not ahead or not span.doubts:
        return span
    return span._replace(first=ahead[0][0], last=ahead[0][1], doubts=tuple(ahead[1:]))


def _slips(words: list[re.Match[str]], marks: list[_Mark]) -> Iterator[_Mark]:
    """Yield the months whose names were written wrong, among the words that tell nothing else."""
    for found in words:
        told = any(one.start < found.end() and found.start() < one.end for one in marks)
        if month := None if told else month_by_slip(fold(found.group())):
            yield _dated(found.string, found.start(), found.end(), found.group(), month, 1, ())


def _narrowed(span: Span, told: list[Span]) -> bool:
    """Return whether another span tells which part of this one is meant: "in spring, best in April"."""
    return any(
        span.first <= one.first and one.last <= span.last and (one.first, one.last) != span[:2]
        for one in told
    )


def _is_any(words: list[re.Match[str]]) -> bool:
    return any(fold(word.group()) in words_for("any") for word in words)


def _apart(marks: list[_Mark]) -> list[_Mark]:
    """Return the marks without those that lie within another."""
    kept: list[_Mark] = []
    for mark in marks:
        if not kept or mark.start >= kept[-1].end:
            kept.append(mark)
    return kept


def _marks(
    text: str, words: list[re.Match[str]], spoken: frozenset[str], *, answer: bool
) -> Iterator[_Mark]:
    taken: list[tuple[int, int]] = []
    for mark in (*_numeric(text, answer=answer), *_weeks(text), *_quarters(text)):
        if all(mark.start >= end or mark.end <= start for start, end in taken):
            taken.append((mark.start, mark.end))
            yield mark
    for at, found in enumerate(words):
        if any(start <= found.start() < end for start, end in taken):
            continue
        yield from _worded(text, words, at, spoken, answer=answer)


def _numeric(text: str, *, answer: bool) -> Iterator[_Mark]:
    for pattern in _NUMERIC:
        for found in pattern.finditer(text):
            told = found.groupdict()
            if not told.get("year") and not answer:
                continue
            mark = _of_numbers(found, told)
            if mark:
                yield mark


def _of_numbers(found: re.Match[str], told: dict[str, str | None]) -> _Mark | None:
    year = int(told.get("year") or 0) or None
    also = None
    if told.get("a") and told.get("b"):
        day, month = int(told["a"] or 0), int(told["b"] or 0)
        if month > _MONTHS_OF_A_YEAR:
            day, month = month, day
        elif day <= _MONTHS_OF_A_YEAR and day != month:
            also = (day, month)
    else:
        day, month = int(told.get("day") or 0), int(told["month"] or 0)
    if not 1 <= month <= _MONTHS_OF_A_YEAR or day > _DAYS:
        return None
    days = (day, day) if day else None
    return _Mark(found.start(), found.end(), "", month, 1, year, days, also=also)


def _weeks(text: str) -> Iterator[_Mark]:
    for found in _WEEK.finditer(text):
        word = fold(found["before"] or found["after"] or "")
        week = int(found["week"] or found["ordinal"] or 0)
        if word in words_for("week") and 1 <= week <= 53:  # noqa: PLR2004 - weeks of a year
            year = int(found["year"]) if found["year"] else None
            yield _Mark(found.start(), found.end(), word, 0, 0, year, week=week)


def _quarters(text: str) -> Iterator[_Mark]:
    for found in _QUARTER.finditer(text):
        first = (int(found["quarter"] or found["ordinal"]) - 1) * _A_QUARTER + 1
        year = int(found["year"]) if found["year"] else None
        yield _Mark(found.start(), found.end(), "", first, _A_QUARTER, year)


def _worded(
    text: str, words: list[re.Match[str]], at: int, spoken: frozenset[str], *, answer: bool
) -> Iterator[_Mark]:
    """Yield the month or season that a word names."""
    word = fold(words[at].group())
    # "f'Mejju", "d'octobre", "l'autunno"
    short = re.split(r"['’]", words[at].group())[-1]
    pair = f"{word} {fold(words[at + 1].group())}" if at + 1 < len(words) else ""
    for named in filter(None, (pair, word, fold(short))):
        found = () if may_be_small(named) else month_of(named, spoken)
        season = None if found else season_of(named, spoken, only=not answer)
        if (found or season) and (answer or is_meant(text, words, at, named, spoken)):
            end = words[at + (named == pair)].end()
            month, months = (found[0], 1) if found else (season or 0, _A_SEASON)
            yield _dated(text, words[at].start(), end, named, month, months, found[1:])
            return


def _dated(
    text: str, start: int, end: int, word: str, month: int, months: int, others: tuple[int, ...]
) -> _Mark:
    """Return a month or season with the days and the year that stand around it."""
    year_before, told = _YEAR_BEFORE.search(text[:start]), _AFTER.match(text[end:])
    around = _Around(*(told["first"], told["last"], told["year"]) if told else (None, None, None))
    after = (around := around.year_alone()).told
    before = _DAYS_BEFORE.search(text[:start]) if months == 1 and not year_before else None
    if before:
        # "between 3 and 14 May" is a stretch, "3 and 14 May" are two days, of which the later is told.
        apart = before["and"] and not _is_between(text[: before.start()])
        first = None if apart else before["first"]
        around = around._replace(first=first or before["last"], last=before["last"])
        start = before.start("last") if apart else before.start()
    if year_before:
        start, around = year_before.start(), around._replace(year=year_before["year"])
    if told and after and not (year_before and not around.days):
        end += told.end()
    also = (others[0], 0) if others else None
    return _Mark(start, end, word, month, months, around.full_year, around.days, also=also)


def _is_between(text: str) -> bool:
    """Return whether a text ends with a word that says "between"."""
    return any(fold(word) in words_for("between") for word in _WORD.findall(text)[-1:])


class _Around(NamedTuple):
    """The numbers that stand around a month: its days, and its year."""

    first: str | None
    last: str | None
    year: str | None

    @property
    def told(self) -> bool:
        """Whether there is any number at all."""
        return bool(self.first or self.year)

    def year_alone(self) -> _Around:
        """Return the number after a month as its year where it may be one: "Mar-27", "Sep 27"."""
        number = int(self.first or 0)
        if self.year or self.last or number < _THIS_CENTURY_FROM:
            return self._replace(last=self.last or self.first)
        return _Around(None, None, self.first)

    @property
    def days(self) -> tuple[int, int] | None:
        """The days, where they are days of a month."""
        first, last = int(self.first or 0), int(self.last or self.first or 0)
        return (first, last) if 1 <= first <= _DAYS and 1 <= last <= _DAYS else None

    @property
    def full_year(self) -> int | None:
        """The year in four digits."""
        year = int(self.year or 0)
        return (year if year >= _CENTURY else _CENTURY + year) if year else None


def _spans(text: str, marks: list[_Mark], today: date) -> Iterator[Span]:
    """Yield single times and ranges; a year that stands at the end holds for what is before it."""
    marks = _with_years(text, marks)
    at = 0
    while at < len(marks):
        one = marks[at]
        if at + 1 < len(marks) and _joined(text, one, marks[at + 1]):
            yield _ranged(text, one, marks[at + 1], today)
            at += 2
            continue
        yield _single(text, one, today)
        at += 1


def _with_years(text: str, marks: list[_Mark]) -> list[_Mark]:
    """Return the marks, a year also given to those without one that stand just before its own."""
    found = [*marks]
    for at in range(len(marks) - 2, -1, -1):
        one, after = found[at], found[at + 1]
        gap = _WORD.findall(text[one.end : after.start])
        if one.year is None and after.year is not None and len(gap) <= _LONGEST_GAP:
            earlier = bool(one.month > after.month and after.months)
            found[at] = one._replace(
                year=after.year - (1 if earlier and _joined(text, one, after) else 0)
            )
    return found


def _joined(text: str, one: _Mark, other: _Mark) -> bool:
    """Return whether two times are the ends of a range: "March to May", "märtsist maini"."""
    gap = text[one.end : other.start]
    words = [fold(word) for word in _WORD.findall(gap)]
    if DASH.match(gap) and one.also is None:
        return True
    if len(words) > _LONGEST_GAP or re.search(r"[.;!?\n]\s", gap):
        return False
    if any(word in words_for("until") for word in words) and not _lists(words, one):
        return True
    if begins_a_range(one.word) and ends_a_range(other.word) and not words:
        return True
    before = [fold(word) for word in _WORD.findall(text[: one.start])[-2:]]
    between = any(word in words_for("between") for word in before)
    return between and bool(words) and words[0] in AND


def _lists(words: list[str], one: _Mark) -> bool:
    """Return whether words only join two: "a" does so in Czech and Slovak, elsewhere it is "to"."""
    spoken = months().get(one.word, {}).get(one.month, frozenset())
    return all(word in AND for word in words) and bool(spoken & _WHERE_A_IS_AND)


def _ranged(text: str, one: _Mark, other: _Mark, today: date) -> Span:
    last = _single(text, other, today)
    first = _single(text, one, today)
    if first.first > last.first and one.year is None:
        first = _single(text, one._replace(year=first.first.year - 1), today)
        if first.first < today.replace(day=1):
            first = _single(text, one._replace(year=first.first.year + 1), today)
            last = _single(text, other._replace(year=last.first.year + 1), today)
    elif other.year is None and last.last < first.first:
        last = _single(text, other._replace(year=first.first.year + 1), today)
    whole = first.whole_months and last.whole_months
    return Span(
        first.first, max(first.first, last.last), text[one.start : other.end].strip(), whole
    )


def _single(text: str, mark: _Mark, today: date) -> Span:
    said = text[mark.start : mark.end].strip()
    if mark.week:
        return _of_week(mark, said, today)
    first, last = _days_of(mark, mark.month, mark.days, today)
    doubts: tuple[tuple[date, date], ...] = ()
    if mark.also:
        day = mark.also[1]
        doubts = (_days_of(mark, mark.also[0], (day, day) if day else None, today),)
    return Span(first, last, said, mark.days is None, doubts)


def _days_of(
    mark: _Mark, month: int, days: tuple[int, int] | None, today: date
) -> tuple[date, date]:
    """Return the days of a month or season, the next one where no year is told.

    A season that is half over is not the next one.
    """
    year = mark.year or today.year
    first, last = _bounds(year, month, mark.months, days)
    begun = first + (last - first) / 2 if mark.months > 1 else last
    if mark.year is None and begun < today:
        first, last = _bounds(year + 1, month, mark.months, days)
    return first, last


def _bounds(year: int, month: int, months: int, days: tuple[int, int] | None) -> tuple[date, date]:
    if days:
        most = monthrange(year, month)[1]
        return date(year, month, min(days[0], most)), date(year, month, min(max(days), most))
    later, index = divmod(month - 1 + months - 1, _MONTHS_OF_A_YEAR)
    return date(year, month, 1), date(
        year + later, index + 1, monthrange(year + later, index + 1)[1]
    )


def _of_week(mark: _Mark, said: str, today: date) -> Span:
    year = mark.year or today.year
    monday = date.fromisocalendar(year, min(mark.week or 1, 52), 1)
    if mark.year is None and monday + timedelta(days=6) < today:
        monday = date.fromisocalendar(year + 1, min(mark.week or 1, 52), 1)
    return Span(monday, monday + timedelta(days=6), said, whole_months=False)
