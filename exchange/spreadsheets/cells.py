"""What the cells of a table of organisations may say, and how each becomes part of a profile."""

from __future__ import annotations

import re
from dataclasses import fields
from functools import cache, partial
from typing import TYPE_CHECKING

from matching.places.countries import country_name, find_country
from matching.places.languages import find_language, language_name
from matching.profiles import Profile, Record
from matching.words.names import NameIndex, Outcome, resolve

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from exchange.scheme.call import Option, OrganisationType, Scheme
    from matching.words.names import Resolution

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
    kind, size, category, label = (
        _one_of(_options(scheme.organisation_types)),
        _one_of(_options(scheme.sizes)),
        _one_of({one: (one,) for one in CATEGORIES}),
        _one_of({one: (one,) for one in LABELS}),
    )
    counts: dict[str, Reader] = dict.fromkeys(("capacity", "busy", *RECORD), whole_number)
    return {
        **counts,
        "organisation_type": kind,
        "country": country,
        "latitude": partial(number, most=90.0),
        "longitude": partial(number, most=180.0),
        "region_category": category,
        "ecosystems": _list_of(_one_of(_options(scheme.ecosystems))),
        "goals": _list_of(_one_of(_options(scheme.goals))),
        "activities": _list_of(_one_of(_options(scheme.activities))),
        "languages": _list_of(language),
        "wished_countries": _list_of(country),
        "months": _list_of(month),
        "working_days": partial(whole_number, least=1),
        "party": partial(whole_number, least=1),
        "partner_kinds": _list_of(kind),
        "size": size,
        "maturity": label,
        "days": partial(number, least=0.0, most=1000.0),
    }


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
    return {one.id: (one.id, one.label) for one in entries}


def _sure(found: Resolution, expected: str, name: Callable[[str], str]) -> str:
    if found.outcome is Outcome.SURE and found.best:
        return found.best
    meant = " or ".join(name(one) for one in found.candidates[:3])
    raise NotUnderstood(f"{expected}; did you mean {meant}?" if meant else expected)
