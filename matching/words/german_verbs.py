"""German verbs that are written as a noun of another sense, but for the capital: "wir schulen Pflegekräfte" has no schools in it."""

from __future__ import annotations

import re

_VERBS = {"schulen": "schulungen"}
"""Each with a noun of its own sense."""
_NOUN_IN_CAPITALS = re.compile(r"[a-zäöüß,] [A-ZÄÖÜ][a-zäöüß]{2}")
_AFTER = r"(?:(?<=\bwir )|(?<=\bsie )|(?<=\bzu )|(?<=\bund )|(?<=\bdie ))"
"""Words before a verb, which tell it where a text has no capitals."""


def verbs_as_nouns(text: str) -> str:
    """Return a text with such verbs told by their noun: where nouns have capitals they have none."""
    for verb, noun in _VERBS.items():
        if verb in text:
            before = "" if _NOUN_IN_CAPITALS.search(text) else _AFTER
            text = re.sub(rf"{before}\b{verb}\b", noun, text)
    return text


def as_written(word: str) -> str:
    """Return the verb of a noun that stands for one, any other word as it is."""
    return next((verb for verb, noun in _VERBS.items() if noun == word), word)
