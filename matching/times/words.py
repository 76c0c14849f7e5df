"""The words that languages have for months, seasons and lengths of time."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from unicodedata import combining, normalize

from babel import Locale
from rapidfuzz import process
from rapidfuzz.distance import OSA

from matching.words.names import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

_DATA = Path(__file__).parent / "data"
_LANGUAGES = (
    *("bg", "cs", "da", "de", "el", "en", "es", "et", "fi", "fr", "ga", "hr", "hu", "it", "lt"),
    *("lv", "mt", "nl", "pl", "pt", "ro", "sk", "sl", "sv", "tr", "uk", "nb", "is", "ca", "sq"),
)
_WHOLE = 5  # letters of a name that endings may follow
_LONGEST_ENDING = 6
WITH_ENDINGS = frozenset(("et", "fi", "hu", "tr"))
"""Languages that put endings after the whole name; the forms of the others are listed."""
_ENGLISH_TOO = frozenset(("host",))
"""Seasons that are another word in English once they are folded: høst."""
_DOZEN = 12
_PARTS_BOUND = ("halfte", "haelfte", "mitte", "ende", "anfang")
_SHORT_WEEKDAYS = {"tues": 1, "weds": 2, "thur": 3, "thurs": 3}
_COVERED = {"b": "m", "c": "g", "d": "n", "f": "bh", "g": "n", "p": "b", "t": "d"}
_FIRST_OF_CASES, _FIRST_OF_RANGES = ("tol", "sta", "st"), ("ig", "hun", "hon", "ni")


@cache
def months() -> dict[str, dict[int, frozenset[str]]]:
    """Return the forms of months' names, folded, with the months that each is, by languages."""
    found: defaultdict[str, defaultdict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
    for language in _LANGUAGES:
        named = Locale.parse(language).months
        for form in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in named[form][width].items():
                    for one in _mutated(fold(name)) if language == "ga" else (fold(name),):
                        found[one][number].add(language)
    for language, number, name in _listed("months.txt"):
        found[name][number].add(language)
    return {
        name: {number: frozenset(spoken) for number, spoken in of.items()}
        for name, of in found.items()
        if name and not name.isdecimal()
    }


def _mutated(name: str) -> tuple[str, ...]:
    """Return an Irish name and how it begins after small words: bealtaine, mbealtaine, bhealtaine."""
    covered = _COVERED.get(name[0], "")
    return (name, covered + name, f"{name[0]}h{name[1:]}")


def month_of(word: str, spoken: frozenset[str] = frozenset()) -> tuple[int, ...]:
    """Return the months that a folded word names, in any case; of the languages spoken if any has it."""
    named = months().get(word) or ({} if " " in word else _inflected(word) or _compound(word))
    own = [number for number, languages in named.items() if languages & spoken]
    return tuple(own or named)


def is_whole_name(word: str, spoken: frozenset[str]) -> bool:
    """Return whether a folded word is a month as one of the languages calls it in full: mei, maj."""
    return word in _whole_names(spoken or frozenset({"en"}))


@cache
def _whole_names(spoken: frozenset[str]) -> frozenset[str]:
    named = (Locale.parse(one).months for one in sorted(spoken) if one in _LANGUAGES)
    return frozenset(
        fold(name)
        for one in named
        for form in ("format", "stand-alone")
        for name in one[form]["wide"].values()
    )


def _compound(word: str) -> dict[int, frozenset[str]]:
    """Return the month that a German word begins with, of which it tells a part: "Maihälfte", "Junimitte"."""
    part = next((one for one in _PARTS_BOUND if word.endswith(one)), None)
    return months().get(word.removesuffix(part), {}) if part else {}


@cache
def _inflected(word: str) -> dict[int, frozenset[str]]:
    for at in range(len(word) - 1, max(_WHOLE, len(word) - _LONGEST_ENDING) - 1, -1):
        named = months().get(word[:at], {})
        if any(languages & WITH_ENDINGS for languages in named.values()):
            return named
    return {}


@cache
def month_by_slip(word: str) -> int | None:
    """Return the month whose name a folded word misses by a letter, or by two that changed places.

    None where two months are as near: "jumio" is June or July in Spanish.
    """
    if len(word) < _WHOLE or word in _told_otherwise():
        return None
    names = [name for name in months() if len(name) >= _WHOLE]
    near = process.extract(word, names, scorer=OSA.distance, score_cutoff=1, limit=None)
    meant = {number for name, *_ in near for number in months()[name]}
    return meant.pop() if len(meant) == 1 else None


@cache
def _told_otherwise() -> frozenset[str]:
    """Return the words that tell of times without being months: seasons, numbers, "week"."""
    lines = (_DATA / "words.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(fold(word) for line in lines for word in line.split()) | {*_seasons()}


@cache
def weekdays() -> dict[str, frozenset[int]]:
    """Return the names of weekdays, whole and short, without accents, with the days that each is: Monday is 0."""
    found: defaultdict[str, set[int]] = defaultdict(set)
    for language in _LANGUAGES:
        named = Locale.parse(language).days
        for form in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in named[form][width].items():
                    found[_bare(name)].add(number)
                    found[_bare(name).removesuffix("-feira")].add(number)
    for name, number in _SHORT_WEEKDAYS.items():
        found[name].add(number)
    return {name: frozenset(of) for name, of in found.items() if len(name) > 1}


def _bare(name: str) -> str:
    plain = "".join(sign for sign in normalize("NFD", name) if not combining(sign))
    return plain.casefold().rstrip(".")


def season_of(word: str, spoken: frozenset[str] = frozenset(), *, only: bool = False) -> int | None:
    """Return the first month of the season that a folded word names, None for other words.

    With `only` a short word counts in its own language alone, or in English where none is known: "telen" is
    winter, and Dutch for growing; "host" is Danish for autumn, and "tel" Hungarian for winter.
    """
    named = _seasons().get(word, {})
    told_in = spoken or frozenset({"en"})
    own = [first for first, languages in named.items() if languages & told_in]
    strange = (only and len(word) <= _WHOLE) or word in _ENGLISH_TOO
    return next(iter(own or ({} if strange else named)), None)


def seasons_in(word: str) -> frozenset[str]:
    """Return the languages in which a folded word is a season."""
    return frozenset[str]().union(*_seasons().get(word, {}).values())


@cache
def _seasons() -> dict[str, dict[int, set[str]]]:
    found: defaultdict[str, defaultdict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
    for language, first, name in _listed("seasons.txt"):
        found[name][first].add(language)
    return {name: dict(of) for name, of in found.items()}


@cache
def words_for(what: str) -> frozenset[str]:
    """Return the folded small words that do something: "until", "between", "any", "week", "2"."""
    lines = (_DATA / "words.txt").read_text(encoding="utf-8").splitlines()
    told = dict(line.split(": ", 1) for line in lines if not line.startswith("#"))
    return frozenset(part for word in told[what].split() for part in [fold(word)] if part)


def number_of(word: str) -> int | None:
    """Return the number that a folded word is, of those that people write in words; None for others."""
    return _numbers().get(word)


def in_dozens(words: Sequence[str]) -> list[str]:
    """Return folded words with dozens as the numbers that they are: `a dozen` is 12, `half a dozen` 6, `two dozen` 24."""
    told: list[str] = []
    for word in words:
        if word not in words_for("dozen"):
            told.append(word)
            continue
        while told and number_of(told[-1]) == 1:
            told.pop()  # "a"
        before = told[-1] if told else ""
        many = number_of(before) or (int(before) if before.isdecimal() and len(before) == 1 else 0)
        is_half = before in words_for("half")
        if many or is_half:
            told.pop()
        told.append(str(_DOZEN // 2 if is_half else _DOZEN * (many or 1)))
    return told


@cache
def _numbers() -> dict[str, int]:
    ones = (*range(90, 20, -10), *range(20, 0, -1))  # the smaller one of two that are written alike
    return {word: number for number in ones for word in words_for(str(number))}


def begins_a_range(word: str) -> bool:
    """Return whether a folded word says "from": märtsist, márciustól, maaliskuusta."""
    return word.endswith(_FIRST_OF_CASES)


def ends_a_range(word: str) -> bool:
    """Return whether a folded word says "until": maini, májusig, toukokuuhun."""
    return word.endswith(_FIRST_OF_RANGES)


def _listed(name: str) -> list[tuple[str, int, str]]:
    """Return language, number and folded word of each word in a file."""
    found = []
    for line in (_DATA / name).read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        language, _, rest = line.partition(": ")
        parts = re.split(r"\s*(?<!\S)(\d{1,2})\s+", rest)[1:]
        for number, words in zip(parts[::2], parts[1::2], strict=True):
            found += [(language, int(number), fold(word)) for word in words.split()]
    return found
