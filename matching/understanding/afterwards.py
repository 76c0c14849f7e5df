"""What should come of something afterwards, among what somebody wants of it."""

from __future__ import annotations

import re
from functools import cache

from matching.understanding.clauses import begins_with_one, sentences_of, stems_in

_ENDS = re.compile(r"(?<=[.!?])\s+|\n+")
_STEMS = (
    "after! afterwards later! follow outcome result pilot order! contract cooperat collaborat partnership proposal prototype product! project jointly "
    "danach! nachher! später! anschließend ergebnis pilot auftrag verträg vertrag kooperation zusammenarbeit partnerschaft projekt prototyp gemeinsame "
    "après! ensuite! résultat pilote contrat coopération partenariat projet después! resultado piloto contrato cooperación proyecto "
    "dopo! risultat contratto cooperazione progetto depois! cooperação projeto daarna! resultaat samenwerking potem! później! wynik umow współprac "
    "potom! výsled smlouv spoluprác zmluv apoi! rezultat contract cooper után! eredmény szerződés együttműköd"
)


def afterwards_told(text: str) -> str:
    """Return the sentences of a text that tell what should come afterwards, as they were written; "" if none."""
    parts = [one.strip() for one in _ENDS.split(text) if one.strip()]
    return " ".join(one for one in parts if _tells(one))


def _tells(sentence: str) -> bool:
    words = (word.folded for one in sentences_of(sentence) for word in one.words)
    return any(begins_with_one(word, _stems()) for word in words)


@cache
def _stems() -> tuple[frozenset[str], tuple[str, ...]]:
    return stems_in([_STEMS])
