"""An agenda told by its days, however people head them: “Day 1:”, “Monday 3.5. –”, “Tag 3 bis 5:”, “4 May:”.

Where a head cannot be read, or names no day of the stay, no day is told: a text that is kept whole
is better than one of which a part stands at another day.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from matching.times.reading import find_dates
from matching.times.words import months, weekdays, words_for

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from datetime import date

_LEAST = 3  # letters of a weekday's name that is no other word
_NTH = r"(?:\.|st|nd|rd|th|er|eme|e|o|a|º|ª)"
_BARE = rf"(?<!\d)\d{{1,2}}{_NTH}?(?!\w)"
_NUMERIC = (
    r"20\d\d-[01]?\d-[0-3]?\d|[0-3]?\d\.\s?(?:0?[1-9]|1[0-2])(?:\.\s?(?:20)?\d\d|\.)?(?!\d)"
    r"|[0-3]?\d/[01]?\d(?:/(?:20)?\d\d)?(?!\d)"
)
_JOINERS = (
    "to until till til thru bis au al a do ate tot az po iki lidz kuni до εως".split(),
    "and und et y e i og och en ja es si и και ir un in".split(),
)
_PREFIX = r"(?:[-–•*·▪]\s*)?(?:(?:on|am|le|el|il|op|den|pa|na|w|we|v|ve)\s+)?"
_TIME = r"\d\d?[:.]\d\d"
_ASIDE = rf"\s*(?:\([^()\n]{{1,60}}\)|(?:[^\W\d_]+ ){{0,2}}[^\W\d_]+|{_TIME}(?:\s*[-–]\s*{_TIME})?)"
"""What may stand before a head's sign and is told of its day: “Monday morning:”, “Day 1 (by bus):”."""


def by_day(agenda: str, days: Sequence[date], *, ended: bool = False) -> list[tuple[date, str]]:
    """What an agenda says of each working day; nothing where it does not tell them apart for sure.

    What stands above the first head goes with its day. Of a stay that `ended` sooner than it was
    planned, numbers after the last day are left out.
    """
    plain = _plain(agenda)
    heads = [*_heads().finditer(plain)]
    if not heads or not days or _doubtful(plain, heads):
        return []
    ends = [*(one.start() for one in heads), len(agenda)]
    above, at = agenda[: ends[0]].strip(), 0
    told: dict[date, str] = {}
    for head, (_, end) in zip(heads, pairwise(ends), strict=True):
        meant = _meant(agenda[slice(*head.span(head.lastgroup or 0))], days, at)
        if not meant or (meant[0] >= len(days) and not ended):
            return []
        text = _joined(above, agenda[head.end() : end].strip(" \n.,;"))
        above, at = "", meant[0]
        for day in [days[one] for one in meant if text and one < len(days)]:
            told[day] = "; ".join(filter(None, (told.get(day), text)))
    return sorted(told.items())


def by_head(agenda: str) -> list[tuple[str, str]]:
    """An agenda in its own words and their order, each head apart from what stands under it; in doubt one text without a head."""
    plain = _plain(agenda)
    heads = [*_heads().finditer(plain)]
    if not heads or _doubtful(plain, heads):
        return [("", agenda.strip())]
    ends = [*(one.start() for one in heads), len(agenda)]
    told = [("", agenda[: ends[0]].strip())]
    for head, (_, end) in zip(heads, pairwise(ends), strict=True):
        told.append(
            (agenda[head.start() : head.end()].strip(" \n:–—-"), agenda[head.end() : end].strip())
        )
    return [one for one in told if any(one)]


def _joined(above: str, text: str) -> str:
    """What stands above all days, with what is told of the first of them."""
    if not above or not text:
        return above or text
    return f"{above} {text}" if above[-1] in ".:;,!?" else f"{above}. {text}"


def _plain(text: str) -> str:
    """The same text without accents, letter for letter: what is found in one stands there in the other."""
    return "".join(unicodedata.normalize("NFD", one)[0] for one in text)


def _doubtful(plain: str, heads: Collection[re.Match[str]]) -> bool:
    """Whether something looks like a head and was not read as one."""
    found = (one.start(one.lastgroup or 0) for one in _likely_heads().finditer(plain))
    return any(not any(head.start() <= at < head.end() for head in heads) for at in found)


def _meant(head: str, days: Sequence[date], after: int) -> list[int]:
    """The days of a head, from nought; none where a part of it is of no day, or two are of different ones.

    A weekday that is there twice is the next one `after` the head before it.
    """
    parts = [(one.lastgroup, head[slice(*one.span())]) for one in _parts().finditer(_plain(head))]
    numbered = any(kind == "number" for kind, _ in parts)
    labels: list[tuple[str, set[int]]] = []
    joined = "and"
    for kind, said in parts:
        if kind in ("to", "and"):
            joined = kind
        elif joined:
            as_number = kind == "bare" and numbered
            labels.append((joined, _could_be("number" if as_number else kind, said, days)))
            joined = ""
        else:  # “Monday 3.5.”, “Day 1 (Monday)”
            labels[-1][1].intersection_update(_could_be(kind, said, days))
    return _counted(labels, after)


def _could_be(kind: str | None, said: str, days: Sequence[date]) -> set[int]:
    """The days that one part of a head may mean."""
    if kind == "number":
        return {int(re.findall(r"\d+", said)[0]) - 1} - {-1}
    if kind == "weekday":
        meant = weekdays().get(_plain(said).casefold().rstrip("."), frozenset())
        return {at for at, day in enumerate(days) if day.weekday() in meant}
    if kind == "bare":
        return {at for at, day in enumerate(days) if day.day == int(re.findall(r"\d+", said)[0])}
    return _dated(said, days)


def _dated(said: str, days: Sequence[date]) -> set[int]:
    """The days of a date as it is read in any other place; “3.5” and “3.5.27” are dates here as well."""
    told = re.sub(r"^([\d\s]+[./][\d\s]+[./]\s?)(\d\d)$", r"\g<1>20\2", said)
    told = f"{told}." if re.fullmatch(r"\d+\.\s?\d+", told) else told
    ranges = [
        stretch
        for span in find_dates(told, min(days)).spans
        for stretch in ((span.first, span.last), *span.doubts)
    ]
    return {
        at for at, day in enumerate(days) if any(first <= day <= last for first, last in ranges)
    }


def _counted(labels: Iterable[tuple[str, set[int]]], after: int) -> list[int]:
    """Each day of “1”, “2 and 4”, “3 to 5”."""
    found: list[int] = []
    for joined, could in labels:
        if not could:
            return []
        day = next((one for one in sorted(could) if one >= after), min(could))
        if joined == "to" and (not found or day < found[-1]):
            return []
        found += range(found[-1] + 1, day + 1) if joined == "to" else [day]
        after = day
    return found


@cache
def _parts() -> re.Pattern[str]:
    """The parts of a head, each by what it is; between two others “to” is not the Finnish Thursday."""
    to, and_ = (rf"(?<=[^,(]\s)(?:{_any_of(words)})(?=\s)" for words in _JOINERS)
    return re.compile(
        rf"(?P<to>[-–—]|{to})|(?P<and>[&+]|{and_})|(?P<date>{_date()})|(?P<number>{_number()})"
        rf"|(?P<weekday>{_weekday(1)})|(?P<bare>{_BARE})",
        re.IGNORECASE,
    )


@cache
def _heads() -> re.Pattern[str]:
    """A head at the beginning of a line before any sign; within a line after one, before a colon."""
    part = f"(?:{_date()}|{_number()}|{_weekday(1)})"
    words = _any_of([word for words in _JOINERS for word in words])
    joiner = rf"(?:[ \t]*[-–—&+][ \t]*|[ \t]+(?:{words})[ \t]+)"
    plainly = f"(?:{_date()}|{_number()}|{_weekday(_LEAST)})"
    alone = rf"{plainly}(?:[ ,(]*{plainly}\)?|{joiner}{plainly}){{0,8}}"
    parts = rf"{part}(?:[ ,(]*{part}\)?|{joiner}{part}){{0,8}}"
    first = rf"(?:{part}|{_BARE}(?={joiner}(?:{_date()})))"
    bare_too = rf"{first}(?:[ ,(]*(?:{part}|{_BARE})\)?|{joiner}(?:{part}|{_BARE})){{0,8}}"
    colon, stop = r"\s*:(?!\d)", r"\s*\.(?!\d)"
    sign = rf"(?:{colon}|\s*[–—]|\s*-(?=\s))"
    return re.compile(
        rf"^{_PREFIX}(?:(?P<bare>{bare_too}){sign}|(?P<head>{parts})(?:{stop}|(?={_ASIDE}{sign})))\s*"
        rf"|^{_PREFIX}(?P<alone>{alone})[ \t]*$\s*"
        rf"|(?<=[.;,!?·|]\s){_PREFIX}(?:(?P<inner_bare>{bare_too}){colon}|(?P<inner>{parts})(?={_ASIDE}{colon}))\s*",
        re.IGNORECASE | re.MULTILINE,
    )


@cache
def _likely_heads() -> re.Pattern[str]:
    """What nobody writes but to head a day: “Day 2” to begin with, “Monday” in a new line, “Monday:”."""
    return re.compile(
        rf"(?:^|(?<=[.;!?·|]\s)){_PREFIX}(?P<numbered>{_number()})"
        rf"|^{_PREFIX}(?P<named>{_weekday(_LEAST)}|{_BARE}\s*[-–—]\s*{_date()}|(?:{_NUMERIC})\S*\s*[:–—])"
        rf"|(?P<signed>(?:{_number()}|{_weekday(_LEAST)})\s*:(?!\d))",
        re.IGNORECASE | re.MULTILINE,
    )


def _number() -> str:
    day = _any_of(map(_plain, words_for("day")))
    return rf"(?<!\w)(?:(?:{day})\s*\d{{1,2}}(?:\.(?=\s*[:–—(-]))?(?!\w)|\d{{1,2}}{_NTH}\s*(?:{day})(?!\w))"


def _weekday(least: int) -> str:
    return rf"(?<!\w)(?:{_any_of(one for one in weekdays() if len(one) >= least)})(?!\w)\.?"


def _date() -> str:
    month = _any_of(map(_plain, months()))
    year = r"(?:,?\s*20\d\d)?"
    before = rf"\d{{1,2}}{_NTH}?\s*(?:of\s+|de\s+|d['’]|di\s+)?(?:{month})(?!\w)\.?{year}"
    return rf"(?<!\w)(?:{_NUMERIC}|{before}|(?:{month})\.?\s*\d{{1,2}}{_NTH}?(?!\w){year})"


def _any_of(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
