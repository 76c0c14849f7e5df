"""Greek and Bulgarian words in Latin letters, as organisations write their names abroad.

After ISO 843 (the Greek standard ELOT 743) and the Bulgarian law on transliteration of 2009, without
accents. Text is taken as `matching.words.names.fold` leaves it: й is и there and ς is σ.
"""

from __future__ import annotations

import re
from functools import lru_cache

_GREEK = {
    "α": "a", "β": "v", "γ": "g", "δ": "d", "ε": "e", "ζ": "z", "η": "i", "θ": "th", "ι": "i",
    "κ": "k", "λ": "l", "μ": "m", "ν": "n", "ξ": "x", "ο": "o", "π": "p", "ρ": "r", "σ": "s",
    "τ": "t", "υ": "y", "φ": "f", "χ": "ch", "ψ": "ps", "ω": "o",
}  # fmt: skip
_BULGARIAN = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ж": "zh", "з": "z", "и": "i",
    "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t",
    "у": "u", "ф": "f", "х": "h", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sht", "ъ": "a", "ь": "y",
    "ю": "yu", "я": "ya",
}  # fmt: skip
_LETTERS = str.maketrans(_GREEK | _BULGARIAN)
_TOGETHER = (
    (re.compile("ου"), "ou"),
    # An upsilon behind these is a consonant, a hard one before hard ones and at the end.
    (re.compile(r"([αεη])υ(?=[θκξπστφχψ]|\b)"), r"\1f"),
    (re.compile("([αεη])υ"), r"\1v"),
    (re.compile("γ(?=[γξχ])"), "n"),
    (re.compile(r"\bμπ"), "b"),
)


@lru_cache(maxsize=65_536)
def in_latin(folded: str) -> str:
    """Return folded words with their Greek and Bulgarian letters written in Latin ones."""
    if folded.isascii():
        return folded
    for letters, written in _TOGETHER:
        folded = letters.sub(written, folded)
    return folded.translate(_LETTERS)
