"""Dates, amounts and countries as the reader's language writes them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_interval
from babel.numbers import format_currency, format_decimal

if TYPE_CHECKING:
    from datetime import datetime

    from exchange.money import Money


def day(when: date, language: str) -> str:
    """A day in full: 3 May 2027."""
    return format_date(when, "long", locale=_locale(language))


def weekday_date(when: date, language: str) -> str:
    """A day with its day of the week, in short: Mon 12 Apr."""
    return in_short(when, "MMMEd", language)


ENGLISH = {"yMMMEd": "EEE d MMM y", "MMMEd": "EEE d MMM", "yMMMd": "d MMM y"}
"""Days in short as Europe writes them in English, without commas."""


def in_short(when: date, parts: str, language: str) -> str:
    """A day in short, of these parts, in the order and with the points of a language: Mo., 12. Apr. 2027."""
    locale = _locale(language)
    pattern = ENGLISH.get(parts) if locale.language == "en" else None
    shown = pattern or locale.datetime_skeletons[parts].pattern
    return format_date(when, shown, locale=locale)


def days(first: date, last: date, language: str) -> str:
    """From the first to the last day, saying once what they share: 3–7 May 2027."""
    if first == last:
        return day(first, language)
    return format_interval(first, last, "yMMMMd", locale=_locale(language))


def moment(when: datetime, zone: str, language: str) -> str:
    """Day and time on the clocks of a zone (IANA): 3 May 2027, 14:05."""
    there = when.astimezone(ZoneInfo(zone))
    return f"{day(there.date(), language)}, {there:%H:%M}"


def month(year_and_month: str, language: str) -> str:
    """A month in short, from "2027-05": May 27. Anything else stays as it is."""
    try:
        first = date.fromisoformat(f"{year_and_month}-01")
    except ValueError:
        return year_and_month
    return format_date(first, "MMM yy", locale=_locale(language))


def amount(money: Money, language: str) -> str:
    """Money with its currency: €390.00."""
    return format_currency(money.amount, money.currency, locale=_locale(language))


def number(count: int, language: str) -> str:
    """A whole number: 1,000."""
    return format_decimal(count, locale=_locale(language))


def decimal(value: float, language: str) -> str:
    """A number with one decimal: 4.5."""
    return format_decimal(value, "#,##0.0", locale=_locale(language))


def country(code: str, language: str) -> str:
    """A country's name from its ISO 3166 code; an unknown code stays as it is."""
    return str(_locale(language).territories.get(code, code))


def _locale(language: str) -> Locale:
    """The language's locale; English is British, and unknown languages are English."""
    if language == "en":
        return Locale("en", "GB")
    try:
        return Locale.parse(language, sep="-" if "-" in language else "_")
    except (ValueError, UnknownLocaleError):
        return Locale("en", "GB")
