"""Lands of several countries: Scandinavia, the Baltic states, Benelux, in 24 languages and their cases; and parts of one."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from matching.places.countries import COUNTRIES, country_name
from matching.words.names import fold

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

_DATA = Path(__file__).parent / "data"
_LANDS, _PARTS = "lands.txt", "parts.txt"
_ANY_ENDING = "*"
_LONGEST_ENDING = 6  # letters: Skandinaviassa, baltische, Beneluxländern
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*|\w+")


class _Name(NamedTuple):
    """The words of a name, folded; those that are `open` may end in any way."""

    words: tuple[str, ...]
    open: tuple[bool, ...]
    codes: tuple[str, ...]

    def begins(self, words: Sequence[str]) -> bool:
        """Return whether folded words begin with the name."""
        return len(words) >= len(self.words) and all(
            word == told
            or (ends and word.startswith(told) and len(word) - len(told) <= _LONGEST_ENDING)
            for word, told, ends in zip(words, self.words, self.open, strict=False)
        )


def land_at(words: Sequence[str]) -> tuple[tuple[str, ...], int]:
    """Return the countries of the land that folded words begin with, and how many words name it.

    Nothing and 0 where they name none; the longest name counts: Western Balkans.
    """
    return _named_at(words, _LANDS)


def part_at(words: Sequence[str]) -> tuple[tuple[str, ...], int]:
    """Return the country of the part that folded words begin with, "Bavaria", and how many words name it; else nothing and 0."""
    return _named_at(words, _PARTS)


def _named_at(words: Sequence[str], file: str) -> tuple[tuple[str, ...], int]:
    named = (
        [one for one in _names(file).get(words[0][:_KEY], ()) if one.begins(words)] if words else []
    )
    best = max(named, key=lambda one: (len(one.words), not any(one.open)), default=None)
    return (best.codes, len(best.words)) if best else ((), 0)


def land_called(typed: str) -> tuple[str, ...]:
    """Return the countries of the land that is called so, "Benelux"; nothing for any other words."""
    words = fold(typed).split()
    codes, length = land_at(words)
    return codes if length == len(words) else ()


def lands_spelt_out(text: str, among: Collection[str], between: str = " or ") -> str:
    """Return a text in which lands are told as their countries, of those `among` which one may choose.

    "Benelux or Spain" is "Belgium or Luxembourg or Netherlands or Spain".
    """
    words = [(fold(one.group()), one.start(), one.end()) for one in _WORD.finditer(text)]
    # A word may fold to several: "D-A-CH".
    folded = [(part, start, end) for word, start, end in words for part in word.split()]
    told, last, at = "", 0, 0
    while at < len(folded):
        codes, length = land_at([word for word, _, _ in folded[at:]])
        chosen = [country_name(code) for code in codes if code in among]
        if chosen:
            told += text[last : folded[at][1]] + between.join(chosen)
            last = folded[at + length - 1][2]
        at += max(length, 1)
    return told + text[last:]


_KEY = 3  # letters in which names are looked up


@cache
def _names(file: str) -> dict[str, tuple[_Name, ...]]:
    """Return the names of a file by how they begin."""
    found: dict[str, tuple[_Name, ...]] = {}
    for line in (_DATA / file).read_text(encoding="utf-8").splitlines():
        codes, _, names = line.partition(": ")
        for name in [] if line.startswith("#") else names.split(" | "):
            one = _name(name, tuple(codes.split()))
            found[one.words[0][:_KEY]] = (*found.get(one.words[0][:_KEY], ()), one)
    return found


def _name(told: str, codes: tuple[str, ...]) -> _Name:
    if unknown := [*{*codes} - {*COUNTRIES}]:
        raise ValueError(f"{told}: no countries of ours are {unknown}")
    parts = [
        (part, one.endswith(_ANY_ENDING)) for one in told.split() for part in fold(one).split()
    ]
    return _Name(tuple(word for word, _ in parts), tuple(ends for _, ends in parts), codes)
