"""Which language a text is probably in, told by its small words and its letters.

Enough to decide whether a text can be given to an encoder that knows some languages only.
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

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
_GREEK, _CYRILLIC = range(0x370, 0x400), range(0x400, 0x500)


def languages_of(text: str) -> frozenset[str]:
    """Return the codes of the languages with the most signs in `text`, none where nothing tells."""
    signs = Counter[str]()
    for word in fold(text).split():
        signs.update(_by_word().get(word, ()))
    for letter in text.casefold():
        signs.update(_by_letter().get(letter, ()))
    signs["el"] += sum(ord(letter) in _GREEK for letter in text)
    signs["bg"] += sum(ord(letter) in _CYRILLIC for letter in text)
    most = max(signs.values())
    return frozenset(code for code, count in signs.items() if count == most > 0)


@cache
def _by_word() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for line in _FILE.read_text(encoding="utf-8").splitlines():
        code, _, words = line.partition(":")
        for word in [] if line.startswith("#") else words.split():
            found[fold(word)] = (*found.get(fold(word), ()), code)
    return found


@cache
def _by_letter() -> Mapping[str, tuple[str, ...]]:
    letters = {letter for listed in _LETTERS.values() for letter in listed}
    return {
        one: tuple(code for code, listed in _LETTERS.items() if one in listed) for one in letters
    }
