"""Whether words are a sentence about oneself, or take something back, where a name was asked for."""

from __future__ import annotations

import re

from matching.understanding.denial import takes_back

_WHO = re.compile(
    r"\s*(?:(?:oh|ah|wait|sorry|hm|by the way|btw|ach|und|and)\W+)?(?:i|we|ich|wir|je|nous|yo|nosotros|ik|wij)(?:['’](?:d|m|ve|ll|re))?\s+",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_PARTICLES = frozenset(
    "de da do dos das del della di der den van von zu af la le el y e i bin al ter ten und et".split()
)
_LEAST = 2  # words after who speaks


def is_sentence(text: str) -> bool:
    """Return whether somebody says something of themselves: "I want to host too". A name has capitals: "I. Petrov"."""
    who = _WHO.match(text)
    rest = _WORD.findall(text[who.end() :]) if who else []
    told = [one for one in rest if one.islower() and one not in _PARTICLES]
    return len(rest) >= _LEAST and bool(told)


def is_no_name(text: str) -> bool:
    """Return whether words are about something else than the name that was asked for."""
    return is_sentence(text) or takes_back(text)
