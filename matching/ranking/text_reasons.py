"""Why what one side offers answers what the other one seeks: reasons out of their texts."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from matching.ranking.columns import offered_by
from matching.ranking.relevance import words_of
from matching.reasons import Reason, ReasonCode
from matching.topics.things import thing_called
from matching.topics.vocabulary import find_topics, related, spot_topics
from matching.understanding.clauses import tells_of_others, tells_of_wishing
from matching.understanding.trades import trade_called
from matching.words.language_guess import is_small_word, surely_in
from matching.words.names import fold
from matching.words.phrases import stem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matching.profiles import Profile
    from matching.ranking.pair import Pair
    from matching.ranking.relevance import TextSpace

TOPICS = 3  # that a reason names
_LONG_WORD = 7  # letters
_WORDS = 4
_HINTED, SUPPORTED, _CLOSE, _FAR = 0.12, 0.25, 0.4, 0.12
"""Values of a text part: from the first on, a topic that two texts share is worth a reason, from the
second on words are, from the third on what they mean; below the last nothing is."""
_ASIDE, _NEAR, _NEARER = 0.5, 0.5, 1.5
"""How near the meanings of two texts are at least, in deviations from chance: where a topic that they
share is no accident, where a word is none, and where they are nearer than most others."""
_TELLING_WORD = 6
"""Letters of a word that may be told alone; shorter ones come up in any text."""
_LONGEST_QUOTE = 90


# The visitor's texts meet every host's, and a host's those of many visitors.
_said = lru_cache(maxsize=16_384)(words_of)


@dataclass(frozen=True, slots=True)
class _TextCodes:
    met: ReasonCode
    nearly: ReasonCode
    echoed: ReasonCode
    close: ReasonCode
    unmet: ReasonCode


_NEEDS = _TextCodes(
    ReasonCode.NEEDS_MET,
    ReasonCode.NEEDS_NEARLY_MET,
    ReasonCode.NEEDS_ECHOED,
    ReasonCode.NEEDS_CLOSE,
    ReasonCode.NEEDS_UNMET,
)
_OFFERS = _TextCodes(
    ReasonCode.OFFERS_WANTED,
    ReasonCode.OFFERS_NEARLY_WANTED,
    ReasonCode.OFFERS_ECHOED,
    ReasonCode.OFFERS_CLOSE,
    ReasonCode.OFFERS_UNWANTED,
)


def needs(pair: Pair, value: float) -> list[Reason]:
    """Return why the host's offer answers what the visitor seeks, or why not."""
    return _texts(pair, pair.visitor.seeks, offered_by(pair.host), _NEEDS, value)


def offers(pair: Pair, value: float) -> list[Reason]:
    """Return why the visitor's offer answers what the host seeks, or why not."""
    return _texts(pair, offered_by(pair.visitor), pair.host.seeks, _OFFERS, value)


def _texts(pair: Pair, yours: str, theirs: str, codes: _TextCodes, value: float) -> list[Reason]:
    """Return what two texts share: a topic, kindred topics, words, or what they mean.

    Each stands only where the value of the part supports it, and where the meanings of the texts,
    as far as they are known, do not speak against it.
    """
    if not fold(yours) or not fold(theirs):
        return []
    tongues = _tongue(yours, pair.visitor), _tongue(theirs, pair.host)
    mine, others = _spoken_of(yours, pair), _spoken_of(theirs, pair)
    nearness = pair.space.nearness(yours, theirs)
    found = _shared_topic(pair, mine, others, codes, tongues) if nearness >= _ASIDE else None
    if value >= _HINTED and found:
        return [found]
    same = tongues[0] == tongues[1]
    words = (
        _shared_words(yours, theirs, pair.space, tongues[0]) if same and nearness >= _NEAR else ()
    )
    if value >= SUPPORTED and words:
        return [Reason(codes.echoed, {"words": words}, good=True)]
    if value >= _CLOSE and math.inf > nearness >= _NEARER:
        said = {"yours": _quote(yours), "theirs": _quote(theirs)}
        return [Reason(codes.close, said | _told_in(tongues), good=True)]
    if value < _FAR:
        return [Reason(codes.unmet, {"topics": _telling(list(mine), pair.space)}, good=False)]
    return []


def _spoken_of(text: str, pair: Pair) -> dict[str, str]:
    """Return the topics of a text that it means, each with the words that led to it."""
    found = spot_topics(text)
    about = [one for one in found if one not in _ACTORS or _looks_for_them(text)]
    return {topic: found[topic] for topic in about if pair.space.speaks_of(topic, text)}


def _looks_for_them(text: str) -> bool:
    """Return whether a text is about those whom it names: it says no more, or that they are wished for."""
    words = fold(text).split()
    return len(words) <= _A_FEW or tells_of_wishing(words)


def _shared_topic(
    pair: Pair,
    mine: dict[str, str],
    others: dict[str, str],
    codes: _TextCodes,
    tongues: tuple[str, str],
) -> Reason | None:
    """Return the topics that both texts speak of, failing that two that are kindred."""
    shared = _telling([topic for topic in mine if topic in others], pair.space)
    if shared:
        said = {"yours": mine[shared[0]], "theirs": others[shared[0]], **_told_in(tongues)}
        return Reason(codes.met, {"topics": shared, **said}, good=True)
    for topic in _telling(list(mine), pair.space):
        near = next((other for other in related(topic) if other in others), None)
        if near:
            said = {"yours": mine[topic], "theirs": others[near], **_told_in(tongues)}
            return Reason(codes.nearly, {"topics": (topic,), "near": (near,), **said}, good=True)
    return None


def _told_in(tongues: tuple[str, str]) -> dict[str, str]:
    return {"your_tongue": tongues[0], "their_tongue": tongues[1]}


def _tongue(text: str, profile: Profile) -> str:
    """Return the code of the language that a text is surely in, empty where that is not sure."""
    code = surely_in(text)
    return code if not profile.languages or code in profile.languages else ""


def _quote(text: str) -> str:
    """Return the beginning of a text, up to the end of a sentence or of a word."""
    words = " ".join(text.split())
    first = re.split(r"(?<=[.!?;])\s", words)[0]
    if len(first) <= _LONGEST_QUOTE:
        return first.rstrip(".;")
    return first[:_LONGEST_QUOTE].rsplit(" ", 1)[0].rstrip(",;:") + "…"


def _telling(found: Sequence[str], space: TextSpace) -> tuple[str, ...]:
    """Return the rarest topics first: what hardly anybody offers tells more than networking."""
    return tuple(sorted(found, key=lambda topic: -space.rarity.get(topic, 0.0)))[:TOPICS]


@lru_cache(maxsize=4_096)
def _spelled(text: str) -> dict[str, str]:
    """Return the words of a text as they are written, by their stems."""
    return {stem(fold(word)): word.strip(".,;:!?()\"'«»„“”") for word in text.split()}


def _shared_words(yours: str, theirs: str, space: TextSpace, tongue: str) -> tuple[str, ...]:
    """Return the most telling words both use that name something, as the reader wrote them.

    What has another ending in `theirs` is spelled as it is there: that is the word that they have.
    """
    known, mine = set(_said(yours)), _spelled(yours)
    spelled = _spelled(theirs)
    shared = [word for word in _said(theirs) if word in known and word in spelled]
    ranked = sorted(dict.fromkeys(shared), key=lambda word: -space.weight_of(word))
    told = [
        mine[word] if fold(mine.get(word, "")) == fold(spelled[word]) else spelled[word]
        for word in ranked
        if _names_something(spelled[word], tongue)
    ][:_WORDS]
    return tuple(told) if any(len(word) >= _TELLING_WORD for word in told) else ()


def _names_something(word: str, tongue: str) -> bool:
    """Return whether a word names a thing, a trade or a topic: "half", "our" and "good" say nothing.

    In English, which has few endings, a long word does so, too: falconry.
    """
    folded = fold(word)
    spoken = frozenset({tongue} if tongue else ())
    named = thing_called(folded, tongue) or trade_called(folded, spoken) or find_topics(word)
    long = tongue in {"", "en"} and len(folded) >= _LONG_WORD
    theirs = tells_of_others(folded, spoken)  # "klienta": everybody has customers
    return bool(named or long) and not theirs and not is_small_word(word)


_ACTORS = frozenset(("suppliers", "universities", "public_services"))
"""Who is named in most tellings of a problem, as those who cause it: no subject by themselves."""
_A_FEW = 6  # words
