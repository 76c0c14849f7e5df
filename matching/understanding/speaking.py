"""Which languages somebody speaks, told by what stands around their names."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from matching.places.countries import country_called
from matching.places.languages import language_forms
from matching.understanding.clauses import denies, segments_of
from matching.words.names import fold
from matching.words.terms import stopwords

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from matching.understanding.clauses import Sentence

_FILE = Path(__file__).parent / "data" / "speaking.txt"
_LONGEST_ARTICLE = 4  # letters of what is bound to a word: bit-Taljan
_SMALL = 3  # letters of a word that joins two
_OTHER_WORDS = 1  # beside the languages, in a segment that lists them
_HOW_WELL = frozenset(
    fold(word)
    for word in (
        "ok okay fluent fluently good well bit some little native basic bonne bien bon peu poco bene bien algo "
        "gut fließend etwas bisschen goed beetje trochę dobrze pohodě dobře dobre malo vähän veidi hyvin "
        "valoda keel keelt jezik jazyk język nyelv kalba limba език kielet a2 b1 b2 c1 c2 sehr very only nur "
        "auch also"
    ).split()
)


def languages_spoken(sentences: list[Sentence]) -> dict[str, str]:
    """Return the languages that somebody says to speak, with the words that told so.

    Their names count where speaking is told of, and where a stretch between commas is nothing but a
    list of them: in "a German partner" the word is none.
    """
    found: dict[str, str] = {}
    for sentence in sentences:
        speaking = False
        for segment in segments_of(sentence.text):
            words = [fold(word) for word in _parts(segment)]
            told = list(_told(words, sentence.spoken))
            speaks = any(word.startswith(_speaking()) for word in words)
            others = [word for word in words if not _of_a_list(word)]
            lists = len(others) - len({word for _, word, _ in told}) <= _OTHER_WORDS
            if speaks or (told and lists) or (speaking and told and lists):
                for code, word, denied in told:
                    found |= {} if denied else {code: word}
            speaking = speaks or (speaking and lists)
    return found


def _parts(segment: str) -> Iterator[str]:
    for word in segment.replace("’", "'").replace("/", " ").replace("&", " ").split():
        bare = word.rpartition("'")[2] or word
        article, _, rest = bare.rpartition("-")
        yield rest if rest and len(article) <= _LONGEST_ARTICLE else bare


def _told(words: list[str], spoken: frozenset[str]) -> Iterator[tuple[str, str, bool]]:
    """Yield the languages that words name, the word, and whether what they are is denied."""
    denied = False
    for word in words:
        denied = denied or denies(word, spoken)
        if word not in stopwords() and not country_called(word):  # "Romania" is a language in Finnish
            yield from ((code, word, denied) for code in language_forms(word))


def _of_a_list(word: str) -> bool:
    """Return whether a word joins, or tells how well a language is spoken."""
    return len(word) <= _SMALL or word in stopwords() or word in _HOW_WELL or word.startswith(_speaking())


def tells_of_speaking(words: Iterable[str]) -> bool:
    """Return whether one of the folded words is about speaking or languages."""
    return any(word.startswith(_speaking()) for word in words)


@cache
def _speaking() -> tuple[str, ...]:
    lines = _FILE.read_text(encoding="utf-8").splitlines()
    told = (line.partition(":")[2].split() for line in lines if not line.startswith("#"))
    return tuple(dict.fromkeys(fold(word) for words in told for word in words))
