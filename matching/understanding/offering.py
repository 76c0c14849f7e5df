"""What people offer in so many words: "we can offer", "wir bieten", "oferecemos"."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from matching.understanding.clauses import begins_with_one, listed, stems_in

if TYPE_CHECKING:
    from matching.understanding.clauses import Sentence


def says_what_is_offered(sentence: Sentence, length: int) -> bool:
    """Return whether the first so many letters of a sentence say what its writer offers, with some words of what."""
    return any(
        begins_with_one(word.folded, _stems()) and not (word.denied or word.theirs or word.wished)
        for word in sentence.words[:-1]
        if word.start < length
    )


@cache
def _stems() -> tuple[frozenset[str], tuple[str, ...]]:
    """Of every language: a short sentence tells its own too seldom, and these words are no others elsewhere."""
    return stems_in(listed("offering.txt").values())
