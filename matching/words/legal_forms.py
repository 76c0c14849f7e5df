"""The legal forms of Europe as they are written, and patterns of those that end or begin a name in a text."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_FILE = Path(__file__).parent / "data" / "legal_forms.txt"
ANYWHERE = "EU"
_LONGEST = 24  # letters of one that is looked for in texts
_FEW = 4  # letters of one in small letters that may be a word: "ay", "publ"
_LEADING = 2  # capitals of one that stands before a name: "OÜ Metsa Hääl"
_WORDS = frozenset("Company Incorporated Corporation Co Corp mbH Limitada".split())
"""Forms that texts have as words, and a part of another."""


class ListedForm(NamedTuple):
    """A form as it is written, its country and kind; whether it also leads, and whether only at home it is no other word."""

    country: str
    kind: str
    written: str
    leads: bool
    at_home: bool


@cache
def listed_forms() -> tuple[ListedForm, ...]:
    """Return every legal form that is known, read once."""
    lines = _FILE.read_text(encoding="utf-8").splitlines()
    return tuple(one for line in lines if not line.startswith("#") for one in _listed_in(line))


def _listed_in(line: str) -> Iterator[ListedForm]:
    head, _, forms = line.partition(":")
    country, kind = head.split()
    for written in map(str.strip, forms.split("|")):
        marks = written[: len(written) - len(written.lstrip("^~"))]
        yield ListedForm(
            country, kind, written.lstrip("^~"), "^" in marks, "~" in marks and country != ANYWHERE
        )


def ending_forms() -> str:
    """Return a pattern of the forms that end a name in a text: "sp. j.", "S.n.c.", "ООД"."""
    return _either(one.written for one in listed_forms() if not one.at_home and _tells(one.written))


def leading_forms() -> str:
    """Return a pattern of the forms in capitals that may stand before a name: "OÜ", "ЕТ", "UAB"."""
    told = (one.written for one in listed_forms() if one.leads and not one.at_home)
    return _either(one for one in told if sum(map(str.isupper, one)) >= _LEADING)


def _tells(written: str) -> bool:
    """Return whether a form is none of a text's other words: it has capitals within, dots, or two words."""
    if len(written) > _LONGEST or written in _WORDS:
        return False
    return "." in written or " " in written or any(map(str.isupper, written[1:]))


def _either(forms: Iterable[str]) -> str:
    """Return a pattern of any of the forms, by their first letters, the longest first."""
    by_letter: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for one in sorted(set(forms), key=len, reverse=True):
        by_letter[one[0]][_loosely(one)] = None
    return "|".join(
        f"(?={re.escape(letter)})(?:{'|'.join(told)})" for letter, told in sorted(by_letter.items())
    )


def _loosely(written: str) -> str:
    """Return a pattern of a form with or without its spaces, and its dots where it is in capitals."""
    dots = r"\." if written.islower() else r"\.?"
    signs = {".": dots, " ": r"\s?"}
    told = "".join(signs.get(one, re.escape(one)) for one in written)
    return (
        told
        if told.endswith(dots) or len(written) > _FEW
        else told + (r"\.?" if written[0].isupper() else "")
    )
