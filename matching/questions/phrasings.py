"""How people ask: for every answer that we have, questions in each language, from `data/`."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True)
class Phrasing:
    """One way to ask for an answer: the id of the answer, and the words."""

    entry: str
    text: str


@cache
def phrasings() -> tuple[Phrasing, ...]:
    """Every phrasing, language by language in the order of their codes."""
    files = sorted(DATA.glob("*.txt"))
    return tuple(
        Phrasing(entry, text)
        for file in files
        for line in file.read_text(encoding="utf-8").splitlines()
        for entry, _, texts in [line.partition(": ")]
        for text in texts.split(" | ")
    )


@cache
def foreign() -> tuple[str, ...]:
    """Questions that are no business of ours: of the weather, of football, of how to bake a cake."""
    return tuple((DATA / "foreign" / "questions.txt").read_text(encoding="utf-8").splitlines())


def digest() -> str:
    """The SHA-256 of all phrasings: vectors that were made of other ones are of no use."""
    told = "\n".join([*(f"{one.entry}: {one.text}" for one in phrasings()), *foreign()])
    return hashlib.sha256(told.encode()).hexdigest()
