"""How many travel: "just me", "me and a colleague", "three of us", "zu zweit"."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from matching.times.words import number_of
from matching.understanding.clauses import begins_with_one, listed, sentences_of, stems_in
from matching.words.names import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

_WORD = re.compile(r"\d+|[^\W\d_]+")
_MOST = 100


def party_of(answer: str) -> tuple[int, ...]:
    """Return the numbers of people that an answer may mean, each once; nothing where it tells none.

    Whoever says "I" or "me" is one of them: "me and two colleagues" are three.
    """
    words = [fold(word) for word in _WORD.findall(answer)]
    counted = tuple(dict.fromkeys(_counted(words)))
    speaker = any(word in _words("me") for word in words)
    with_others = any(begins_with_one(word, _stems("others")) for word in words)
    if speaker and with_others:
        return tuple(1 + one for one in counted) or (2,)
    if counted and not with_others:
        return counted
    if counted and with_others and any(word in _words("and_i") for word in words):
        return tuple(1 + one for one in counted)
    alone = speaker or any(word in _words("alone") for word in words)
    return counted or ((1,) if alone and len(words) <= _AN_ANSWER else ())


_AN_ANSWER = 6  # words


def party_told(text: str) -> tuple[int, str] | None:
    """Return how many a text about more says would travel, with the sentence; None if it does not."""
    for sentence in sentences_of(text):
        folded = [word.folded for word in sentence.words]
        if not any(begins_with_one(word, _stems("travel")) for word in folded):
            continue
        found = _OF_US.search(sentence.text)
        told = party_of(found.group()) if found else ()
        if len(told) == 1:
            return told[0], sentence.text
    return None


_OF_US = re.compile(
    r"\b(?:[^\W_]+ of us|zu (?:zweit|dritt|viert|fünft)|à (?:deux|trois|quatre|cinq)|just me|only me|nur ich|"
    r"(?:me|i) and (?:a|one|two|three) colleagues?|(?:a|one|two|three) colleagues? and (?:me|i)|"
    r"ich und (?:ein|eine|zwei|drei) kolleg\w+)\b",
    re.IGNORECASE,
)


def _counted(words: list[str]) -> Iterator[int]:
    for word in words:
        number = int(word) if word.isdecimal() and len(word) <= len(str(_MOST)) else number_of(word)
        number = number or next((n for n, said in _TOGETHER.items() if word == said), None)
        if number and number <= _MOST:
            yield number


_TOGETHER = {2: "zweit", 3: "dritt", 4: "viert", 5: "funft"}


@cache
def _words(what: str) -> frozenset[str]:
    return frozenset(fold(word) for word in listed("travelling.txt")[what].split())


@cache
def _stems(what: str) -> tuple[frozenset[str], tuple[str, ...]]:
    return stems_in([listed("travelling.txt")[what]])
