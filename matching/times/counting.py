"""Numbers in words, also those of two parts: "thirty-one", "zesentwintig", "huszonegy", "двадесет и два"."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

from matching.times.words import number_of, words_for
from matching.words.names import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

_TENS = range(20, 100, 10)
_JOINTS = ("", *map(fold, "und og och et y e i a ed en in u and og és și si и και agus is".split()))
_SHORTEST = 7  # letters of two numbers in one word
_PARTS = 3  # words of a number: "treinta y dos"
_LONGEST = 24  # letters of it


@lru_cache(maxsize=4_096)
def count_of(word: str) -> int | None:
    """Return the number that a folded word is, in one part or in two: "einunddreissig" is 31."""
    if number := number_of(word):
        return number
    if " " in word:
        return _of_words(word.split())
    return _of_two(word) if _SHORTEST <= len(word) <= _LONGEST else None


def count_at(words: Sequence[str], at: int) -> tuple[int, int]:
    """Return the number that folded words are from `at` on, and in how many of them; zeros where they are none."""
    for length in range(min(_PARTS, len(words) - at), 1, -1):
        if number := _of_words(words[at : at + length]):
            return number, length
    number = count_of(words[at])
    return (number, 1) if number else (0, 0)


def _of_two(word: str) -> int | None:
    """Return the number of a word that is two: tens and ones in either order, a small word between."""
    for cut in range(2, len(word) - 1):
        first, rest = word[:cut], word[cut:]
        if tens := _tens(first):
            ones = next((one for by in _JOINTS if (one := _ones(_after(by, rest)))), None)
            if ones:
                return tens + ones
        elif ones := _ones(first):
            tens = next((ten for by in _JOINTS[1:] if (ten := _tens(_after(by, rest)))), None)
            if tens:
                return tens + ones
    return None


def _after(joint: str, rest: str) -> str:
    return rest.removeprefix(joint) if rest.startswith(joint) else ""


def _of_words(words: Sequence[str]) -> int | None:
    """Return the number of two words, or of three with a small one between."""
    first, *joint, last = words
    if len(joint) > 1 or (joint and joint[0] not in _JOINTS):
        return None
    if tens := _tens(first):
        ones = _ones(last)
        return tens + ones if ones else None
    ones, tens = _ones(first), _tens(last)
    return tens + ones if joint and ones and tens else None


@cache
def _by_word(numbers: tuple[int, ...]) -> dict[str, int]:
    return {word: number for number in reversed(numbers) for word in words_for(str(number))}


def _tens(word: str) -> int | None:
    """Return the tens that a word is: also without the vowel that Italian drops, "trent" of "trentuno"."""
    tens = _by_word(tuple(_TENS))
    return tens.get(word) or (tens.get(f"{word}i") or tens.get(f"{word}a") if word else None)


def _ones(word: str) -> int | None:
    return _by_word(tuple(range(1, 10))).get(word)
