"""In which ecosystems somebody works, as the things that they make, grow, mend or run tell.

`data/trades.txt` lists for every language how the words begin that tell of one ecosystem alone; what
is wished for, denied or said of customers tells nothing. Where no such word stands, the topics of
the text tell, each by the ecosystem that it names first.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from matching.topics.vocabulary import topics
from matching.understanding.clauses import listed
from matching.words.names import fold
from matching.words.phrases import COMPOUNDING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from matching.understanding.clauses import Sentence

_MOST = 3
_INSIDE = 6  # letters of a beginning that is also looked for within compounds
_ALONE = frozenset(("en",))  # words of English stand in texts of all languages


def ecosystems_told(sentences: Iterable[Sentence], about: Iterable[str]) -> tuple[str, ...]:
    """Return the ecosystems of the trades in sentences, three at most, in the order they come up.

    `about` are the topics of what the writer tells of themselves.
    """
    trades = (one for sentence in sentences for one in _trades_in(sentence))
    return tuple(dict.fromkeys(trades))[:_MOST] or _of_topics(about)


def _of_topics(about: Iterable[str]) -> tuple[str, ...]:
    first = (one.ecosystems[0] for topic in about if (one := topics()[topic]).ecosystems)
    return tuple(dict.fromkeys(first))[:1]


def _trades_in(sentence: Sentence) -> Iterator[str]:
    for word in sentence.words:
        if word.wished:
            return
        if not word.denied and not word.theirs:
            found = trade_called(word.folded, sentence.spoken)
            yield from (found,) if found else ()


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
        self._inside = language in COMPOUNDING
        for key, words in listed("trades.txt").items():
            code, ecosystem = key.split()
            if code == language:
                for word in words.split():
                    there = self.whole if word.endswith("!") else self._begun
                    there.setdefault(fold(word), ecosystem)

    def of(self, word: str) -> str | None:
        """Return the ecosystem of a folded word: of the whole, its beginning, a part of it."""
        if word in self.whole:
            return self.whole[word]
        lengths = range(len(word), 2, -1)
        begun = next((self._begun[word[:n]] for n in lengths if word[:n] in self._begun), None)
        return begun or (self._within(word) if self._inside else None)

    def _within(self, word: str) -> str | None:
        parts = ((one, of) for one, of in self._begun.items() if len(one) >= _INSIDE)
        return next((of for one, of in parts if one in word), None)


@cache
def _told_by(language: str) -> _Trades:
    return _Trades(language)
