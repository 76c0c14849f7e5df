"""Put words into a reader's language, and figures into its customs."""

from __future__ import annotations

import datetime as dt
import io
from decimal import Decimal
from functools import cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_interval
from babel.lists import format_list
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_currency, format_decimal
from markupsafe import Markup

from exchange.money import Money
from exchange.papers import regional
from matching.places.countries import country_name, flag
from matching.places.languages import language_name
from matching.places.shown import city_shown

if TYPE_CHECKING:
    from collections.abc import Iterable

CATALOGUES = Path(__file__).parent.parent / "locales"
FALLBACK = "en"


@cache
def languages() -> tuple[str, ...]:
    """The languages we have a catalogue for, English first."""
    found = sorted(path.parent.name for path in CATALOGUES.glob("*/messages.po"))
    return (FALLBACK, *(code for code in found if code != FALLBACK))


def known_language(code: str | None) -> str:
    """The catalogue for a Telegram language code: `de-AT` speaks German, an unknown one English."""
    base = (code or "").replace("_", "-").split("-")[0].lower()
    return base if base in languages() else FALLBACK


@cache
def _catalogue(language: str) -> NullTranslations:
    path = CATALOGUES / language / "messages.po"
    if not path.exists():
        return NullTranslations()
    with path.open("rb") as source:
        catalogue = read_po(source, locale=language)
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return GNUTranslations(compiled)


def in_all_languages(text: str) -> tuple[str, ...]:
    """A text of ours as each of our languages has it."""
    return tuple(_catalogue(code).gettext(text) for code in languages())


@cache
def _locale(language: str) -> Locale:
    return Locale.parse("en_GB" if language == FALLBACK else language)


def in_one_line(text: str) -> str:
    """What somebody wrote, in one line: a line of its own would look like one of ours."""
    parts = text.splitlines()
    return text if parts in ([text], []) else " · ".join(filter(None, map(str.strip, parts)))


class Speech:
    """One language's words. Call it with an English text and the facts in its {placeholders}.

    A moment is shown as the clock on the reader's wall shows it (`zone`). Every fact is escaped here and nowhere else, so `<Ann> & Co` stays what it is; text by people
    stays within the line that it is put into.
    """

    def __init__(self, language: str, zone: str = "UTC") -> None:
        self.language, self.zone = known_language(language), zone
        self.locale = _locale(self.language)

    def __call__(self, text: str, /, **facts: object) -> Markup:
        """The text in this language with its facts filled in."""
        return self._fill(_catalogue(self.language).gettext(text) if text else "", facts)

    def many(self, one: str, other: str, count: int, /, **facts: object) -> Markup:
        """The form of the text that fits `{count}`."""
        text = _catalogue(self.language).ngettext(one, other, count)
        return self._fill(text, {"count": count, **facts})

    def _fill(self, text: str, facts: dict[str, object]) -> Markup:
        shown = {name: self.show(fact) for name, fact in facts.items()}
        return Markup(text).format(**shown) if shown else Markup(text)

    def show(self, fact: object) -> object:
        """A fact as this language writes it; text as it is."""
        if isinstance(fact, Money):
            return self.money(fact)
        if isinstance(fact, dt.datetime):
            return self.moment(fact)
        if isinstance(fact, dt.date):
            return self.date(fact)
        if isinstance(fact, float | Decimal):
            return self.number(fact)
        if isinstance(fact, list | tuple):
            return self.join(str(part) for part in fact)
        by_people = isinstance(fact, str) and not isinstance(fact, Markup)
        return in_one_line(str(fact)) if by_people else fact

    def money(self, money: Money) -> str:
        """Like `780 €`; cents only where there are some."""
        whole = money.amount == money.amount.to_integral_value()
        pattern = "#,##0 ¤" if whole else "#,##0.00 ¤"
        return format_currency(
            money.amount, money.currency, pattern, locale=self.locale, currency_digits=False
        )

    def number(self, value: float | Decimal) -> str:
        """With this language's separators and at most one decimal."""
        return format_decimal(value, "#,##0.#", locale=self.locale)

    def fit(self, points: float) -> str:
        """The fit of pairs together, to the hundredth of a point."""
        return format_decimal(points, "#,##0.00", locale=self.locale)

    def change(self, points: float) -> str:
        """How much fit is gained or lost, with its sign: `+0.02`."""
        return format_decimal(points, "+#,##0.00;-#,##0.00", locale=self.locale)

    def date(self, day: dt.date) -> str:
        """Like `Mon 12 Apr 2027`."""
        return regional.in_short(day, "yMMMEd", self.language)

    def day(self, day: dt.date) -> str:
        """A day of a week that is known: Mon 12 Apr."""
        return regional.in_short(day, "MMMEd", self.language)

    def days(self, starts: dt.date, ends: dt.date) -> str:
        """A range of dates, as short as this language allows."""
        return format_interval(starts, ends, "yMMMd", locale=self.locale)

    def month(self, month: str) -> str:
        """`2027-03` as `March 2027`."""
        first = dt.date.fromisoformat(f"{month}-01")
        return format_date(first, "LLLL y", locale=self.locale)

    def moment(self, at: dt.datetime, zone: str = "") -> str:
        """An instant as the clock on the reader's wall shows it, or the one of another `zone`."""
        clock = ZoneInfo(zone or self.zone)
        there = at.astimezone(clock)
        return f"{regional.in_short(there.date(), 'yMMMd', self.language)} {there:%H:%M}"

    def on(self, at: dt.datetime) -> dt.date:
        """The day of an instant where the reader is."""
        return at.astimezone(ZoneInfo(self.zone)).date()

    def country(self, code: str) -> str:
        """A country's flag and name."""
        return f"{flag(code)} {country_name(code, self.language)}"

    def city(self, name: str, country: str | None) -> str:
        """A city as it is called in this language: Wien."""
        return city_shown(name, country or "", self.language)

    def tongue(self, code: str) -> str:
        """A language's name in this language."""
        return language_name(code, self.language)

    def join(self, parts: Iterable[str]) -> str:
        """`a, b and c`."""
        return format_list([str(part) for part in parts], locale=self.locale)
