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
from matching.words.beginnings import Beginnings
from matching.words.language_guess import languages_of
from matching.words.names import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from matching.understanding.clauses import Sentence

_MOST = 3
_SOCIAL = "social_economy"
_OWNED = tuple(
    "cooper kooper coop spoldziel druzstv zadrug szovetkezet osuuskun uhistu koperat comharch συνεταιρ genossensch andels koopera кооперац".split()
)
"""How words for a cooperative begin: that is how it is owned, and no trade."""
_ALONE = frozenset(("en",))  # words of English stand in texts of all languages


def ecosystems_told(
    sentences: Iterable[Sentence], about: Iterable[str], name: str = ""
) -> tuple[str, ...]:
    """Return the ecosystems of the trades in sentences, three at most, in the order they come up.

    `about` are the topics of what the writer tells of themselves. The words of the organisation's own
    `name` count where no other word tells a trade: Salt and Sun Ltd makes soap.
    """
    called = frozenset(fold(name).split())
    sentences = tuple(sentences)
    cooperative = any(w.folded.startswith(_OWNED) for one in sentences for w in one.words)
    about = [one for one in about if not (cooperative and one == _SOCIAL)]
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


@cache
def trades() -> frozenset[str]:
    """Return the ecosystems that words tell of."""
    return frozenset(key.split()[1] for key in listed("trades.txt"))


@cache
def _told_by(language: str) -> Beginnings:
    told = ((*key.split(), words) for key, words in listed("trades.txt").items())
    return Beginnings(language, [(of, words) for code, of, words in told if code == language])
