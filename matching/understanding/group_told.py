"""What a paragraph about a group visit tells: how many seats there are, what it is called, what there is to see."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from matching.times.reading import find_dates
from matching.times.words import in_dozens, number_of
from matching.words.names import fold

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

_SEATS = frozenset(
    fold(one)
    for one in "ppl pax seat seats place places spot spots visitor visitors guest guests people participant participants company companies person persons "
    "platz plätze plätzen gast gäste gästen besucher teilnehmer teilnehmende personen unternehmen firmen sitze leute "
    "places visiteurs participants personnes entreprises plazas visitantes participantes personas empresas posti visitatori partecipanti "
    "persone imprese lugares pessoas plaatsen bezoekers deelnemers bedrijven miejsc osób gości firm míst osob hostů locuri persoane".split()
)
_ON = 2  # words between a number and what it counts: "12 free seats"
_LONGEST, _DIGITS = 80, 3
_QUOTED = re.compile(r"[“„\"«]\s*([^“”„\"«»]{3,80}?)\s*[”“\"»]")
_ENDS = re.compile(r"[.!?:\n]|\s[–-]\s|, ")
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")
_WORD = re.compile(r"\d+|[^\W\d_]+")
_A_TEST = r"(?:\w*(?:test|quiz|exam|prüfung|examen|esame|teste|kviz|τεστ|тест))"
_TEST = re.compile(
    rf"\b(?:with|mit|avec|con|com|cu|met|z|ze|s|so|med|με|със?|includ\w+|plus|and|und|et|e|then|dann)"
    rf"(?:\s+\w+){{0,2}}?\s+{_A_TEST}\b(?!\s+(?:lab|bed|rig|facilit\w*|cent\w*|methods?|machines?))"
    rf"|\b{_A_TEST}\s+(?:at the end|afterwards|after it|am ende|danach|hinterher|à la fin|al final|alla fine|no fim|la final)\b",
    re.IGNORECASE,
)
_NO_TEST = re.compile(
    rf"\b(?:no|without|not|ohne|kein\w*|sans|sin|senza|sem|fără)(?:\s+\w+)?\s+{_A_TEST}\b",
    re.IGNORECASE,
)


def seats_told(text: str) -> int | None:
    """Return how many seats a text tells, the largest number where it tells several; None where none."""
    told = in_dozens([fold(one) for one in _WORD.findall(text)])
    found = [
        number
        for at, word in enumerate(told)
        if (number := _number(word)) and _counts(told[at + 1 : at + 1 + _ON])
    ]
    return max(found, default=None)


def _number(word: str) -> int | None:
    return int(word) if word.isdecimal() and len(word) <= _DIGITS else number_of(word)


def _counts(after: Sequence[str]) -> bool:
    """Whether seats follow, and no other number before them: “9-12, 5 seats” are five."""
    until = next((at for at, one in enumerate(after) if one in _SEATS), None)
    return until is not None and not any((_number(one) or 0) > 1 for one in after[:until])


def test_told(text: str) -> bool:
    """Return whether a text promises a test at its end: “with a short test”, “test at the end”, “mit Abschlusstest”."""
    return bool(_TEST.search(text)) and not _NO_TEST.search(text)


def title_told(text: str) -> str:
    """Return what a text calls it, in quotation marks; else the beginning of its first sentence, if that is short."""
    if quoted := _QUOTED.search(text):
        return quoted[1]
    first = _ENDS.split(text.strip(), maxsplit=1)[0].strip(" ,;–-")
    return first if 3 <= len(first) <= _LONGEST else ""  # noqa: PLR2004 - letters of a name


def programme_told(text: str, today: date) -> str:
    """Return the sentences about what there is to see: without those that tell the days, or the seats; else all of it."""
    sentences = [one.strip() for one in _SENTENCE.split(text) if one.strip()]
    kept = [one for one in sentences if not _is_about_terms(one, today)]
    return " ".join(kept) or text.strip()


def _is_about_terms(sentence: str, today: date) -> bool:
    return bool(seats_told(sentence) or find_dates(sentence, today).spans)
