"""Which language a text is probably in, told by its small words and its letters.

Enough to decide whether a text can be given to an encoder that knows some languages only.
"""

from __future__ import annotations

from collections import Counter
from functools import cache, lru_cache
from itertools import filterfalse
from pathlib import Path
from typing import TYPE_CHECKING

from babel import Locale

from matching.words.names import fold

if TYPE_CHECKING:
    from collections.abc import Mapping

_FILE = Path(__file__).parent / "data" / "function_words.txt"
# Letters that hardly any other of the languages writes.
_LETTERS = {
    "cs": "ěřů",
    "de": "ß",
    "es": "ñ¿",
    "et": "õ",
    "hu": "őű",
    "lt": "ėųį",
    "lv": "āēīūļņģķ",
    "mt": "ħġċ",
    "pl": "łąęńś",
    "pt": "ãõ",
    "ro": "ășțşţ",
    "sk": "ľĺŕ",
    "sv": "å",
    "da": "øæå",
}
_SURE, _TELLING = 2, 4
_GREEK, _CYRILLIC = range(0x370, 0x400), range(0x400, 0x500)


@lru_cache(maxsize=64)  # a text is asked about a dozen things, one after the other
def languages_of(text: str) -> frozenset[str]:
    """Return the codes of the languages with the most signs in `text`, none where nothing tells.

    Where small words leave it open, as in a list without any, the names of languages and months tell.
    """
    most = _with_most(_signs(text))
    if len(most) == 1:
        return most
    named = Counter[str](code for word in fold(text).split() for code in _named().get(word, ()))
    return _with_most(Counter({code: named[code] for code in most or named})) or most


def _with_most(signs: Counter[str]) -> frozenset[str]:
    most = max(signs.values(), default=0)
    return frozenset(code for code, count in signs.items() if count == most > 0)


@lru_cache(maxsize=16_384)
def surely_in(text: str) -> str:
    """Return the code of a language that has clearly more signs than any other, else nothing."""
    (code, most), (_, next_most) = [*_signs(text).most_common(2), ("", 0), ("", 0)][:2]
    return code if most >= _SURE and most >= 2 * next_most else ""


def is_small_word(word: str) -> bool:
    """Return whether a word is one of the small ones of some language, or is too short to tell."""
    folded = fold(word)
    return len(folded) < _TELLING or folded in _by_word()


def is_small_in(word: str, spoken: frozenset[str]) -> bool:
    """Return whether a folded word is one of the small ones of these languages."""
    return not spoken.isdisjoint(_by_word().get(word, ()))


def _signs(text: str) -> Counter[str]:
    signs = Counter[str]()
    for word in fold(text).split():
        for code in _by_word().get(word, ()):
            signs[code] += 1
    for letter, count in Counter(filterfalse(str.isascii, text.casefold())).items():
        for code in _by_letter().get(letter, ()):
            signs[code] += count
        for code in _not_writing(letter):
            signs[code] -= 1
        signs["el"] += count * (ord(letter) in _GREEK)
        signs["bg"] += count * (ord(letter) in _CYRILLIC)
    return signs


@cache
def _by_word() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for line in _lines():
        code, _, words = line.partition(":")
        for word in words.split():
            found[fold(word)] = (*found.get(fold(word), ()), code)
    return found


@cache
def _lines() -> tuple[str, ...]:
    lines = _FILE.read_text(encoding="utf-8").splitlines()
    return tuple(line for line in lines if not line.startswith("#"))


@cache
def _tongues() -> tuple[str, ...]:
    """Return the codes of the languages whose names are looked for: those that are told here."""
    return tuple(line.partition(":")[0] for line in _lines())


@cache
def _not_writing(letter: str) -> tuple[str, ...]:
    """Return the languages that do not write a letter which some other does: "ý" is in no Polish word."""
    lines = (_FILE.parent / "alphabets.txt").read_text(encoding="utf-8").splitlines()
    told = dict(line.split(": ") for line in lines if not line.startswith("#"))
    known = any(letter in letters for letters in told.values())
    return tuple(code for code, letters in told.items() if known and letter not in letters)


@cache
def _by_letter() -> Mapping[str, tuple[str, ...]]:
    letters = {letter for listed in _LETTERS.values() for letter in listed}
    return {
        one: tuple(code for code, listed in _LETTERS.items() if one in listed) for one in letters
    }


@cache
def _named() -> Mapping[str, tuple[str, ...]]:
    """Return the names of languages and months, folded, with the languages that call them so."""
    found: dict[str, dict[str, None]] = {}
    for code in _tongues():
        locale = Locale.parse(code)
        months = (
            *locale.months["format"]["wide"].values(),
            *locale.months["stand-alone"]["wide"].values(),
        )
        tongues = (locale.languages.get(one, "") for one in _tongues())
        for word in map(fold, (*months, *tongues)):
            if len(word) >= _TELLING and " " not in word:
                found.setdefault(word, {})[code] = None
    return {word: tuple(codes) for word, codes in found.items()}
