"""How people call in their tables what a list of the call offers: a kind of organisation, a size."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from matching.understanding.clauses import sentences_of
from matching.understanding.organising import kind_told, size_of
from matching.words.names import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    Called = Callable[[str], Collection[str]]
    """What gives an English label as it is called in each of our languages."""

# In the order en, de, fr, es, it, pt, nl, pl, sv, cs; what is the same in two stands once.
_SIZES = {
    "micro": "micro, kleinst, kleinstunternehmen, tres petite, microempresa, microimpresa, mikro",
    "small": (
        "small, klein, kleinunternehmen, kleines unternehmen, petite, petite entreprise, pequena, pequena empresa, "
        "piccola, piccola impresa, kleinbedrijf, mala, maly, liten, litet"
    ),
    "medium": (
        "medium, medium-sized, mittel, mittelgross, mittleres unternehmen, moyenne, moyenne entreprise, mediana, "
        "media, media impresa, medio, middelgroot, srednia, sredni, medelstor, medelstort, stredni"
    ),
    "large": "large, big, gross, grossunternehmen, grande, gran empresa, groot, duza, duzy, stor, stort, velky, velka",
}
_COUNT = re.compile(r"\d+")
_BELOW = re.compile(
    r"[<≤]|\b(?:unter|under|fewer|less|below|weniger|moins|menos|meno|minder|mniej|mindre|mene)\b"
)
_ABOVE = re.compile(
    r"[>≥]|\b(?:uber|over|more|mehr|above|plus de|mas|piu|mais|meer|ponad|mer|vice)\b"
)


def in_english(label: str) -> tuple[str, ...]:
    """As the call's file calls it, where no other language is known."""
    return (label,)


def kind_called(typed: str) -> str | None:
    """The kind of organisation that a cell names in any language: KMU, PME, Incubateur. None where it names none."""
    told = kind_told(sentences_of(typed))
    return told[0] if told else None


def size_called(typed: str) -> str | None:
    """The class of size that a cell names, or tells by a number of people: "klein", "10-49", "35 Mitarbeiter", "> 250".

    None where it names none, or numbers of two classes.
    """
    folded = fold(typed)
    if folded in _sizes():
        return _sizes()[folded]
    told = {
        _class(int(one), f"{typed} {folded}")
        for one in _COUNT.findall(re.sub(r"(?<=\d)[.' ](?=\d{3})", "", typed))
    }
    return told.pop() if len(told) == 1 else None


def _class(count: int, told: str) -> str:
    below, above = _BELOW.search(told), _ABOVE.search(told)
    return size_of(count - 1 if below else count + 1 if above else count)


@cache
def _sizes() -> Mapping[str, str]:
    return {fold(one): size for size, names in _SIZES.items() for one in names.split(", ")}


BESIDE: Mapping[str, Callable[[str], str | None]] = {
    "organisation_types": kind_called,
    "sizes": size_called,
}
"""What reads a cell that is no name on that list."""
