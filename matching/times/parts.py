"""When, told loosely: “any week in May”, “first half of June”, “Ende März”, “the second week of May”."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from matching.times.reading import find_dates
from matching.times.words import months
from matching.words.names import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

_PARTS = {
    "early": "beginning begin early start anfang beginn début debut commencement principio principios comienzo inizio início inicio comienzos początek początku "
    "začátek začátkem začátku začiatok začiatkom eleje elején începutul început начало началото αρχές αρχή početak početkom začetek na-začetku början "
    "starten begyndelsen alku alussa algus alguses sākums sākumā pradžia pradžioje bidu tús",
    "middle": "middle mid mitte mi milieu mediados metà meados medio midden połowa połowie polovina polovině közepe közepén mijlocul средата μέσα sredina "
    "sredinom sredi mitten midten puoliväli puolivälissä keskel vidus vidū vidurys viduryje nofs lár",
    "late": "end late ende fin finales fine final finais eind einde koniec końcu końca konec koncem koniec vége végén sfârșitul края τέλη τέλος kraj krajem "
    "konec slutet slutningen loppu lopussa lõpp lõpus beigas beigās pabaiga pabaigoje tmiem deireadh",
}
_HALF = "half hälfte moitié mitad metà metade helft połowa polovina fele jumătatea половина μισό polovica hälften halvdel puolisko pool puse pusė nofs leath quinzaine quincena".split()
_WEEK = "week woche semaine semana settimana week tydzień týden týždeň hét hete săptămâna седмица εβδομάδα tjedan teden vecka uge viikko nädal nedēļa savaitė ġimgħa seachtain".split()
_ORDER = {
    1: "first 1st erste ersten erster 1 première premier primera primer prima primo primeira eerste pierwszy pierwsza pierwszym první prvý első prima първа πρώτη prvi prvog prva første första ensimmäinen esimene pirmā pirmoji ewwel chéad",
    2: "second 2nd zweite zweiten zweiter 2 deuxième seconde segunda segundo seconda secondo tweede drugi druga drugim druhá druhý második a-doua втора δεύτερη drugog anden andra toinen teine otrā antroji tieni dara",
    3: "third 3rd dritte dritten dritter 3 troisième tercera terza terceira derde trzeci třetí tretí harmadik treia трета τρίτη treći treća tretji tredje kolmas trešā trečioji",
    4: "fourth 4th vierte vierten vierter 4 quatrième cuarta quarta vierde czwarty čtvrtý štvrtý negyedik patra четвърта τέταρτη četvrti četrti fjerde neljäs ceturtā ketvirtoji",
    -1: "last letzte letzten letzter dernière dernier última último ultima ultimo laatste ostatni ostatnim poslední posledný utolsó ultima последна τελευταία zadnji posljednji sidste sista viimeinen viimane pēdējā paskutinė",
}
_LOOKED_AT = 4  # words before a month that tell which part of it
_A_MONTH = 28
_TENTH, _TWENTIETH, _HALFWAY = 10, 20, 15


class Stretch(NamedTuple):
    """The first and the last day that are meant."""

    first: date
    last: date


def parts_told(text: str, today: date) -> tuple[Stretch, ...]:
    """Return the stretches of time that a text tells, each no longer than is told; none where it tells no time."""
    text = _parted(text)
    found = []
    for span in find_dates(text, today, slips=True).spans:
        before = text[: text.find(span.said)] if span.said else ""
        for first, last in ((span.first, span.last), *span.doubts):  # “listopada” is two months
            whole = (last - first).days + 1 >= _A_MONTH
            found.append(_narrowed(first, last, before) if whole else Stretch(first, last))
    return tuple(one for one in found if one.last >= today)


def _parted(text: str) -> str:
    """“Junihälfte” in two words."""
    return re.sub(
        rf"\b({_month_names()})(hälfte|mitte|ende|anfang)\b", r"\2 \1", text, flags=re.IGNORECASE
    )


@cache
def _month_names() -> str:
    return "|".join(sorted(map(re.escape, months()), key=len, reverse=True))


def _narrowed(first: date, last: date, before: str) -> Stretch:
    """The part of a month that the words before it tell."""
    words = fold(before).split()[-_LOOKED_AT:]
    order = next((number for number, told in _orders().items() if set(words) & told), None)
    if order and set(words) & _folded(tuple(_HALF)):
        return (
            Stretch(first, first.replace(day=_HALFWAY))
            if order == 1
            else Stretch(first.replace(day=_HALFWAY + 1), last)
        )
    if order and set(words) & _folded(tuple(_WEEK)):
        return _week(first, last, order)
    part = next((name for name, told in _parts().items() if set(words) & told), "")
    return Stretch(*dict(_days_of(first, last)).get(part, (first, last)))


def _days_of(first: date, last: date) -> Iterator[tuple[str, tuple[date, date]]]:
    ends = last.replace(day=1)
    yield "early", (first, first.replace(day=_TENTH))
    yield "middle", (first.replace(day=_TENTH + 1), first.replace(day=_TWENTIETH))
    yield (
        "late",
        (ends.replace(day=_TWENTIETH + 1), ends.replace(day=monthrange(ends.year, ends.month)[1])),
    )


def _week(first: date, last: date, order: int) -> Stretch:
    """The week of that number in a month: the first one is the one with the first Monday."""
    mondays = [
        day
        for at in range((last - first).days + 1)
        if (day := first + timedelta(days=at)).weekday() == 0
    ]
    monday = mondays[-1] if order < 0 else mondays[min(order, len(mondays)) - 1]
    return Stretch(monday, monday + timedelta(days=6))


@cache
def _orders() -> dict[int, frozenset[str]]:
    return {number: _folded(tuple(words.split())) for number, words in _ORDER.items()}


@cache
def _parts() -> dict[str, frozenset[str]]:
    return {name: _folded(tuple(words.split())) for name, words in _PARTS.items()}


@cache
def _folded(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(fold, words))
