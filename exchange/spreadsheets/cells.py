"""What the cells of a table of organisations may say, and how each becomes part of a profile."""

from __future__ import annotations

import re
from dataclasses import fields
from functools import cache, partial
from typing import TYPE_CHECKING

from matching.places.countries import country_name, find_country
from matching.places.languages import find_language, language_name
from matching.profiles import Profile, Record
from matching.words.names import Certainty, NameIndex, resolve
from storage.tables import ANSWERS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from exchange.scheme.call import Option, OrganisationType, Scheme
    from matching.words.names import Resolution
    from storage.tables import Answer

    Reader = Callable[[str], object]

RECORD = tuple(one.name for one in fields(Record))
COLUMNS = (*(one.name for one in fields(Profile) if one.name != "record"), *RECORD)
"""The columns that are read: the fields of a profile and of its record of invitations."""
LIST_SEPARATORS = re.compile(r"[;|]")
CATEGORIES = ("less_developed", "transition", "more_developed")
LABELS = ("bronze", "silver", "gold")
_MONTH = re.compile(r"(?P<year>20\d\d)-(?P<month>0?[1-9]|1[0-2])")
_MONTH_FIRST = re.compile(r"(?P<month>0?[1-9]|1[0-2])[./](?P<year>20\d\d)")
_MOST = 1_000_000


class NotUnderstood(ValueError):
    """A cell says something else than its column is for; the text tells what it should say."""


def cell_readers(scheme: Scheme) -> dict[str, Reader]:
    """Return, by column, what turns a cell that is not empty into a value.

    Each raises NotUnderstood. Columns that are not named are text.
    """
    category, label = (_one_of({one: (one,) for one in ids}) for ids in (CATEGORIES, LABELS))
    counts: dict[str, Reader] = dict.fromkeys(("busy", *RECORD), whole_number)
    return {
        **counts,
        **{one.name: _reader(one, scheme) for one in ANSWERS if one.name in COLUMNS},
        "latitude": partial(number, most=90.0),
        "longitude": partial(number, most=180.0),
        "region_category": category,
        "maturity": label,
        "days": partial(number, least=0.0, most=1000.0),
    }


def _reader(answer: Answer, scheme: Scheme) -> Reader:
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
    one = outside.get(answer.of) or _one_of(_options(getattr(scheme, answer.of)))
    return _list_of(one) if answer.several else one


@cache
def country(typed: str) -> str:
    """Return the code of the country that is named in any language. Raises NotUnderstood."""
    return _sure(find_country(typed), "a country", country_name)


@cache
def language(typed: str) -> str:
    """Return the code of the language that is named in any language. Raises NotUnderstood."""
    return _sure(find_language(typed), "a language", language_name)


def month(typed: str) -> str:
    """Return `3/2027` or `2027-3` as `2027-03`. Raises NotUnderstood."""
    found = _MONTH.fullmatch(typed) or _MONTH_FIRST.fullmatch(typed)
    if not found:
        raise NotUnderstood("a month like 2027-03")
    return f"{found['year']}-{int(found['month']):02}"


def whole_number(typed: str, least: int = 0) -> int:
    """Return a number of `least` or more. Raises NotUnderstood."""
    plain = typed.isascii() and typed.isdecimal() and len(typed) <= len(str(_MOST))
    if not plain or not least <= int(typed) <= _MOST:
        raise NotUnderstood(f"a whole number from {least} to {_MOST}")
    return int(typed)


def number(typed: str, most: float, least: float | None = None) -> float:
    """Return a number between `least` (`-most` if not given) and `most`. Raises NotUnderstood."""
    lowest = -most if least is None else least
    try:
        found = float(typed.replace(",", "."))
    except ValueError:
        found = float("nan")
    if not lowest <= found <= most:
        raise NotUnderstood(f"a number from {lowest:g} to {most:g}")
    return found


def _list_of(read: Callable[[str], str]) -> Reader:
    def several(typed: str) -> tuple[str, ...]:
        parts = filter(None, (part.strip() for part in LIST_SEPARATORS.split(typed)))
        return tuple(dict.fromkeys(map(read, parts)))

    return several


def _one_of(choices: Mapping[str, tuple[str, ...]]) -> Callable[[str], str]:
    index = NameIndex(choices)
    expected = f"one of {', '.join(choices)}"
    return lambda typed: _sure(resolve(typed, index), expected, str)


def _options(entries: tuple[Option | OrganisationType, ...]) -> dict[str, tuple[str, ...]]:
    return {entry.id: (entry.id, entry.label) for entry in entries}


def _sure(found: Resolution, expected: str, name: Callable[[str], str]) -> str:
    if found.certainty is Certainty.SURE and found.best:
        return found.best
    meant = " or ".join(name(one) for one in found.candidates[:3])
    raise NotUnderstood(f"{expected}; did you mean {meant}?" if meant else expected)
