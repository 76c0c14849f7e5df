"""Times that are told by others: "next month", "from 3 May for five days", "the week of 10 May"."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING

from matching.times.lengths import length_of
from matching.times.spans import Span
from matching.times.words import words_for
from matching.words.names import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_NEXT_MONTH = re.compile(
    r"\b(?:next month|nächste[nr]? monat|kommende[nr]? monat|(?:le )?mois prochain|(?:el )?(?:próximo|proximo) mes|mes que viene|(?:il )?(?:prossimo mese|mese prossimo)|"
    r"(?:próximo|proximo) mês|mês que vem|volgende maand|przyszłym miesiącu|następnym miesiącu|příští měsíc|budúci mesiac|naslednji mesec|sljedeći mjesec|"
    r"idući mjesec|jövő hónap\w*|luna viitoare|следващия месец|επόμενο μήνα|nästa månad|næste måned|ensi kuu\w*|järgmisel kuul|nākam\w+ mēnes\w+|nākammēnes|"
    r"kitą mėnesį|xahar id-dieħel|xahar li ġej|mhí seo chugainn)",
    re.IGNORECASE,
)
_FROM = frozenset(
    map(
        fold,
        "from starting beginning ab von vom dès partir desde dal da vanaf od nuo no din от από från fra alates alkaen mill minn ex".split(),
    )
)
_NEAR = 3  # words before a day, in which "from" or "the week of" stands
_WEEK, _WORKING_WEEK = 7, 5
_WORD = re.compile(r"[^\W\d_]+")
_FROM_ENDINGS = re.compile(r"^-?(?:tól|től|sta|stä|st)\b")


def next_month(text: str, today: date) -> Iterator[Span]:
    """Yield the month after this one, where a text says so."""
    if found := _NEXT_MONTH.search(text):
        first = (today.replace(day=1) + timedelta(days=31)).replace(day=1)
        last = first.replace(day=monthrange(first.year, first.month)[1])
        yield Span(first, last, found.group(), whole_months=True)


def stretched(text: str, spans: Sequence[Span]) -> Iterator[Span]:
    """Yield the spans of a text; a single day from which a length is told, or a week, lasts as long."""
    days, said = length_of(text)
    for one in spans:
        if one.first != one.last or one.doubts or text.count(one.said) != 1:
            yield one
            continue
        before, after = text.split(one.said)
        near = [fold(word) for word in _WORD.findall(before)[-_NEAR:]]
        if any(word in words_for("week") for word in near) and not days:
            monday = one.first - timedelta(days=one.first.weekday())
            yield one._replace(first=monday, last=monday + timedelta(days=_WEEK - 1))
        elif days and (_FROM_ENDINGS.match(after) or any(word in _FROM for word in near)):
            yield one._replace(last=one.first + timedelta(days=_calendar_days(days, said) - 1))
        else:
            yield one


def _calendar_days(working: int, said: str) -> int:
    """Return how many days a length is from its first to its last: of weeks all seven, of days as many as are told."""
    unit = fold(_WORD.findall(said)[-1]) if said else ""
    return working if unit in _days() else working * _WEEK // _WORKING_WEEK


@cache
def _days() -> frozenset[str]:
    return words_for("day")
