"""What the cells of a table of organisations may say, and how each becomes part of a profile."""

from __future__ import annotations

import re
from dataclasses import fields
from datetime import date, timedelta
from functools import cache, partial
from itertools import product
from typing import TYPE_CHECKING

from babel import Locale

from exchange.spreadsheets.called import BESIDE, in_english
from exchange.words import N_
from matching.places.countries import country_name, find_country
from matching.places.lands import land_called
from matching.places.languages import find_language, language_name
from matching.profiles import Profile, Record
from matching.times.reading import find_dates
from matching.topics.vocabulary import languages
from matching.words.names import Certainty, NameIndex, fold, resolve
from storage.tables import ANSWERS

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping

    from exchange.scheme.call import Scheme
    from exchange.scheme.kinds import Option, OrganisationType
    from exchange.spreadsheets.called import Called
    from matching.words.names import Resolution
    from storage.tables import Answer

    Reader = Callable[[str], object]

RECORD = tuple(one.name for one in fields(Record))
COLUMNS = (*(one.name for one in fields(Profile) if one.name != "record"), *RECORD)
"""The columns that are read: the fields of a profile and of its record of invitations."""
LIST_SEPARATORS = re.compile(r"[;|\n]")
_JOINING = re.compile(
    r"[,/&+]|\s(?:and|und|et|y|e|i|og|och|en|ja|és|și|si|a|un|ir|in|u|agus|и|και)\s"
)
"""What people put between two things of a list."""
_NO_DAY = date(2000, 1, 1)
"""Before all that tables tell of: a month without its year would be of this one."""
CATEGORIES = ("less_developed", "transition", "more_developed")
LABELS = ("bronze", "silver", "gold")
_MONTH = re.compile(r"(?P<year>20\d\d)-(?P<month>0?[1-9]|1[0-2])")
_MONTH_FIRST = re.compile(r"(?P<month>0?[1-9]|1[0-2])[./](?P<year>20\d\d)")
_DAY = re.compile(r"(?P<year>20\d\d)-(?P<month>0?[1-9]|1[0-2])-(0?[1-9]|[12]\d|3[01])(?:[T ].*)?")
_NUMBERS = re.compile(r"(?P<one>\d{1,2})[./-](?P<other>\d{1,2})[./-](?P<year>20\d\d|\d\d)")
_NAMED = re.compile(r"(?:\d{1,2}[. ]+)?(?P<name>[^\W\d_]+)\.?[-/., ]*(?P<year>20\d\d|\d\d)")
_SERIAL = re.compile(r"[4-6]\d{4}")
_EXCELS_FIRST_DAY = date(1899, 12, 30)
_MOST, _MONTHS = 1_000_000, 12


class NotUnderstood(ValueError):
    """A cell says something else than its column is for: what it should say, and what is near.

    `expected` is a text for people, with its `facts`; `meant` are names of what it may have meant.
    """

    def __init__(self, expected: str, meant: str = "", **facts: object) -> None:
        self.expected, self.meant, self.facts = expected, meant, facts
        told = expected.format(**facts)
        super().__init__(f"{told}; did you mean {meant}?" if meant else told)


def cell_readers(
    scheme: Scheme, columns: Collection[str] = COLUMNS, called: Called = in_english
) -> dict[str, Reader]:
    """Return, by column, what turns a cell that is not empty into a value.

    What a list of the call offers is read as it is `called` in any of our languages. Each raises
    NotUnderstood. Columns that are not named are text.
    """
    category, label = (choice_of({one: (one,) for one in ids}) for ids in (CATEGORIES, LABELS))
    counts: dict[str, Reader] = dict.fromkeys(("busy", *RECORD), whole_number)
    return {
        **counts,
        **{one.name: _reader(one, scheme, called) for one in ANSWERS if one.name in columns},
        "latitude": partial(number, most=90.0),
        "longitude": partial(number, most=180.0),
        "region_category": category,
        "maturity": label,
        "days": partial(number, least=0.0, most=1000.0),
    }


def _reader(answer: Answer, scheme: Scheme, called: Called) -> Reader:
    """What reads an answer: ids by the list that they are of."""
    if answer.number:
        return partial(whole_number, least=answer.least)
    if not answer.of:
        return str
    outside: dict[str, Callable[[str], str]] = {
        "countries": country,
        "languages": language,
        "months": month,
    }
    one = outside.get(answer.of) or _offered(scheme, answer.of, called)
    return _list_of(one) if answer.several else one


@cache
def country(typed: str) -> str:
    """Return the code of the country that is named in any language. Raises NotUnderstood."""
    return _sure(find_country(typed), N_("a country"), country_name)


@cache
def language(typed: str) -> str:
    """Return the code of the language that is named in any language. Raises NotUnderstood."""
    return _sure(find_language(typed), N_("a language"), language_name)


def month(typed: str) -> str:
    """Return `3/2027`, `Mar-27` or a day, as spreadsheets write them, as `2027-03`.

    Raises NotUnderstood.
    """
    found = next(
        (f.fullmatch(typed) for f in (_MONTH, _MONTH_FIRST, _DAY) if f.fullmatch(typed)), None
    )
    if found:
        return f"{found['year']}-{int(found['month']):02}"
    if _SERIAL.fullmatch(typed):
        return f"{_EXCELS_FIRST_DAY + timedelta(days=int(typed)):%Y-%m}"
    named, numbers = _NAMED.fullmatch(typed), _NUMBERS.fullmatch(typed)
    if named and fold(named["name"]) in _month_names():
        return f"{_year(named['year'])}-{_month_names()[fold(named['name'])]:02}"
    if numbers:
        return (
            f"{_year(numbers['year'])}-{_month_of(int(numbers['one']), int(numbers['other'])):02}"
        )
    raise NotUnderstood(N_("a month like 2027-03"))


def day(typed: str) -> date:
    """Return the day that is written, in digits as people in Europe write it, or in words. Raises NotUnderstood."""
    if _SERIAL.fullmatch(typed):
        return _EXCELS_FIRST_DAY + timedelta(days=int(typed))
    told = find_dates(typed, _NO_DAY)
    found = {one.first for one in told.spans if one.first == one.last and not one.whole_months}
    if len(found) != 1 or len(told.spans) != 1 or min(found).year <= _NO_DAY.year + 1:
        raise NotUnderstood(N_("a day like 2027-03-31"))
    return found.pop()


def months_told(typed: str) -> tuple[str, ...]:
    """Return the months of ranges and seasons that tell their year: "March to May 2027"; else none."""
    told = find_dates(typed, _NO_DAY)
    clear = told.sure and all(one.whole_months for one in told.spans)
    dated = all(int(one[:4]) > _NO_DAY.year for one in told.months)
    return told.months if clear and dated and len(told.months) > 1 else ()


def _year(told: str) -> int:
    return int(told) if len(told) > 2 else 2000 + int(told)  # noqa: PLR2004 - 27 is 2027


def _month_of(one: int, other: int) -> int:
    """Return which of two numbers is the month; of a month's first day it is not the 1."""
    may_be = {number for number in (one, other) if 1 <= number <= _MONTHS}
    if one == 1 or other == 1:
        may_be = {other if one == 1 else one} & may_be
    if len(may_be) != 1:
        raise NotUnderstood(N_("a month like 2027-03, day and month may be mistaken"))
    return may_be.pop()


@cache
def _month_names() -> dict[str, int]:
    """Return the numbers of months by their names, long and short, folded, in our languages."""
    found: dict[str, int] = {}
    for code in reversed(languages()):  # English last: what it says is what is meant
        for kind, width in product(("format", "stand-alone"), ("wide", "abbreviated")):
            for number, name in Locale.parse(code).months[kind][width].items():
                found[fold(name)] = number
    return found


def whole_number(typed: str, least: int = 0) -> int:
    """Return a number of `least` or more. Raises NotUnderstood."""
    plain = typed.isascii() and typed.isdecimal() and len(typed) <= len(str(_MOST))
    if not plain or not least <= int(typed) <= _MOST:
        raise NotUnderstood(N_("a whole number from {least} to {most}"), least=least, most=_MOST)
    return int(typed)


def number(typed: str, most: float, least: float | None = None) -> float:
    """Return a number between `least` (`-most` if not given) and `most`. Raises NotUnderstood."""
    lowest = -most if least is None else least
    try:
        found = float(typed.replace(",", "."))
    except ValueError:
        found = float("nan")
    if not lowest <= found <= most:
        raise NotUnderstood(
            N_("a number from {least} to {most}"), least=f"{lowest:g}", most=f"{most:g}"
        )
    return found


def _list_of(read: Callable[[str], str]) -> Reader:
    def several(typed: str) -> tuple[str, ...]:
        parts = filter(None, (part.strip() for part in LIST_SEPARATORS.split(typed)))
        try:
            return tuple(dict.fromkeys(one for part in parts for one in _each(read, part)))
        except NotUnderstood:
            if read is month and (told := months_told(typed)):
                return told
            raise

    return several


def _each(read: Callable[[str], str], part: str) -> Iterator[str]:
    """Yield what a part of a list names: one thing, failing that several with something between."""
    if read is country and (codes := land_called(part)):
        yield from codes
    elif _JOINING.search(part):
        try:
            yield read(part)
        except NotUnderstood:
            yield from (read(one.strip()) for one in _JOINING.split(part) if one.strip())
    else:
        yield read(part)


def choice_of(choices: Mapping[str, tuple[str, ...]]) -> Callable[[str], str]:
    """Return what reads one of these ids by any of its names."""
    index, listed = NameIndex(choices), ", ".join(choices)
    return lambda typed: _sure(resolve(typed, index), N_("one of {choices}"), str, choices=listed)


def _offered(scheme: Scheme, of: str, called: Called) -> Callable[[str], str]:
    """Return what reads one of a list of the call, failing its names as people call such things."""
    entries: tuple[Option | OrganisationType, ...] = getattr(scheme, of)
    named = {one.id: (one.id, one.label, *called(one.label)) for one in entries}
    read, beside = choice_of(named), BESIDE.get(of)

    def either(typed: str) -> str:
        try:
            return read(typed)
        except NotUnderstood:
            found = beside(typed) if beside else None
            if found not in named:
                raise
            return found

    return either


def _sure(found: Resolution, expected: str, name: Callable[[str], str], **facts: object) -> str:
    if found.certainty is Certainty.SURE and found.best:
        return found.best
    meant = " or ".join(name(one) for one in found.candidates[:3])
    raise NotUnderstood(expected, meant, **facts)
