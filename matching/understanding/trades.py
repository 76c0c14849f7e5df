"""In which ecosystems somebody works, as the things that they make, grow, mend or run tell.

`data/trades.txt` lists for every language how the words begin that tell of one ecosystem alone; what
is wished for, denied or said of customers tells nothing. Where no such word stands, the topics of
the text tell, each by the ecosystem that it names first.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

from matching.topics.vocabulary import topics
from matching.understanding.clauses import listed
from matching.words.language_guess import languages_of
from matching.words.names import fold
from matching.words.phrases import COMPOUNDING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from matching.understanding.clauses import Sentence

_MOST = 3
_KEPT = 20_000  # words of a language, looked up before
_INSIDE = 6  # letters of a beginning that is also looked for within compounds
_ALONE = frozenset(("en",))  # words of English stand in texts of all languages


def ecosystems_told(
    sentences: Iterable[Sentence], about: Iterable[str], name: str = ""
) -> tuple[str, ...]:
    """Return the ecosystems of the trades in sentences, three at most, in the order they come up.

    `about` are the topics of what the writer tells of themselves. The words of the organisation's own
    `name` count where no other word tells a trade: Salt and Sun Ltd makes soap.
    """
    called = frozenset(fold(name).split())
    found = [one for sentence in sentences for one in _trades_in(sentence)]
    said = [trade for trade, word in found if word not in called]
    return tuple(dict.fromkeys(said or (trade for trade, _ in found)))[:_MOST] or _of_topics(about)


def _of_topics(about: Iterable[str]) -> tuple[str, ...]:
    first = (one.ecosystems[0] for topic in about if (one := topics()[topic]).ecosystems)
    return tuple(dict.fromkeys(first))[:1]


def _trades_in(sentence: Sentence) -> Iterator[tuple[str, str]]:
    """Yield the ecosystems that the words of a sentence tell of, each with its word."""
    for word in sentence.words:
        if word.wished:
            return
        if not word.denied and not word.theirs:
            found = trade_called(word.folded, sentence.spoken)
            yield from ((found, word.folded),) if found else ()


def trades_named(text: str) -> tuple[str, ...]:
    """Return the ecosystems that the words of a text tell of, whoever is spoken of."""
    tables = [_told_by(one) for one in sorted(languages_of(text)) or _ALONE]
    english = _told_by("en").whole
    found: dict[str, None] = {}
    for word in fold(text).split():
        of = next((of for one in tables if (of := one.of(word))), None) or english.get(word)
        if of:
            found[of] = None
    return tuple(found)


def trade_called(folded: str, spoken: frozenset[str]) -> str | None:
    """Return the ecosystem that a folded word of one of these languages tells of by itself."""
    for language in sorted(spoken) or _ALONE:
        if found := _told_by(language).of(folded):
            return found
    return _told_by("en").whole.get(folded)


class _Trades:
    """The words of one language, whole and by how they begin, each with its ecosystem."""

    def __init__(self, language: str) -> None:
        self.whole: dict[str, str] = {}
        self._begun: dict[str, str] = {}
        for key, words in listed("trades.txt").items():
            code, ecosystem = key.split()
            if code == language:
                for word in words.split():
                    there = self.whole if word.endswith("!") else self._begun
                    there.setdefault(fold(word), ecosystem)
        within = language in COMPOUNDING
        lengths = {len(one) for one in self._begun}
        self._lengths = sorted(lengths, reverse=True)
        self._inside = [one for one in self._lengths if one >= _INSIDE] if within else []
        self.of = lru_cache(maxsize=_KEPT)(self._of)

    def _of(self, word: str) -> str | None:
        """Return the ecosystem of a folded word: of the whole, its beginning, a part of it."""
        if word in self.whole:
            return self.whole[word]
        begun = self._begun
        for length in self._lengths:
            if word[:length] in begun:
                return begun[word[:length]]
        return next(
            (
                begun[part]
                for length in self._inside
                for at in range(1, len(word) - length + 1)
                if (part := word[at : at + length]) in begun
            ),
            None,
        )


@cache
def trades() -> frozenset[str]:
    """Return the ecosystems that words tell of."""
    return frozenset(key.split()[1] for key in listed("trades.txt"))


@cache
def _told_by(language: str) -> _Trades:
    return _Trades(language)
