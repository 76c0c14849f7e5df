"""A vocabulary of topics in several languages, so that words meet that mean the same.

Text is cut into words, words to their stems, and the longest known phrase wins at every place.
Long words of a phrase's length are also found with one slip of the finger, and inside compounds.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from rapidfuzz.distance import OSA

from matching.names import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

_FILE = Path(__file__).parent / "data" / "topics.toml"
_ENDINGS = "aeiouynsmr"
_STEM = 5
_LONGEST_ENDING = 4
_FUZZY = 7
_COMPOUND = 11
_PART = 6
# Words in their own right that are one letter away from a topic's name (patents).
_NO_SLIPS = frozenset({"patients", "patient"})


@dataclass(frozen=True, slots=True)
class Topic:
    """A subject of work: its ecosystems (none: all), kindred topics, and names by language."""

    id: str
    ecosystems: tuple[str, ...]
    near: tuple[str, ...]
    names: dict[str, tuple[str, ...]]


@cache
def topics() -> dict[str, Topic]:
    """Return the vocabulary, by topic id."""
    table = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return {name: _topic(name, entry) for name, entry in table.items()}


def find_topics(text: str) -> tuple[str, ...]:
    """Return the ids of the topics that `text` speaks of, in the order they come up."""
    return tuple(spot_topics(text))


def spot_topics(text: str) -> dict[str, str]:
    """Return the topics of `text`, each with the words of the text that led to it."""
    words = text.split()
    pieces = [(place, piece) for place, word in enumerate(words) for piece in fold(word).split()]
    stems = [stem(piece) for _, piece in pieces]
    found: dict[str, str] = {}
    at = 0
    while at < len(pieces):
        length, names = _longest(stems, at)
        first, last = pieces[at][0], pieces[at + max(length, 1) - 1][0]
        for name in names or _inside(pieces[at][1]):
            found.setdefault(name, " ".join(words[first : last + 1]).strip(".,;:!?()\"'«»„“”"))
        at += max(length, 1)
    return found


def related(topic: str) -> tuple[str, ...]:
    """Return the topics that count in part for `topic`, whichever of the two names the other."""
    return _relations().get(topic, ())


def topic_label(topic: str, language: str = "en") -> str:
    """Return the name of a topic in `language`, in English or as its id failing that."""
    known = topics().get(topic)
    names = known.names if known else {}
    label = names.get(language.replace("_", "-").split("-")[0]) or names.get("en")
    return label[0] if label else topic


def stem(word: str) -> str:
    """Return a folded word without the endings that case, number and gender give it."""
    shortest = max(_STEM, len(word) - _LONGEST_ENDING)
    while len(word) > shortest and word[-1] in _ENDINGS:
        word = word[:-1]
    return word


def _topic(name: str, entry: dict[str, object]) -> Topic:
    names = {lang: text for lang, text in entry.items() if isinstance(text, str)}
    split = {lang: tuple(part.strip() for part in text.split(";")) for lang, text in names.items()}
    return Topic(name, _ids(entry, "ecosystems"), _ids(entry, "near"), split)


def _ids(entry: dict[str, object], key: str) -> tuple[str, ...]:
    listed = entry.get(key)
    return tuple(map(str, listed)) if isinstance(listed, list) else ()


def spellings() -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield every name of every topic as the stems of its words, with the topic's id."""
    for topic in topics().values():
        for names in topic.names.values():
            for name in names:
                yield tuple(stem(word) for word in fold(name).split()), topic.id


@cache
def _phrases() -> dict[tuple[str, ...], str]:
    return dict(spellings())


@cache
def _longest_phrase() -> int:
    return max(len(phrase) for phrase in _phrases())


@cache
def _relations() -> dict[str, tuple[str, ...]]:
    near: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for topic in topics().values():
        for other in topic.near:
            near[topic.id][other] = None
            near[other][topic.id] = None
    return {name: tuple(others) for name, others in near.items()}


def _longest(stems: list[str], at: int) -> tuple[int, tuple[str, ...]]:
    """Return how many words from `at` on make the longest known phrase, and its topic."""
    for length in range(min(_longest_phrase(), len(stems) - at), 0, -1):
        topic = _phrases().get(tuple(stems[at : at + length]))
        if topic:
            return length, (topic,)
    return 0, ()


@cache
def _single_words() -> dict[tuple[str, int], list[tuple[str, str]]]:
    """Return the one-word names by first letter and length: the only ones a slip can reach."""
    words: defaultdict[tuple[str, int], list[tuple[str, str]]] = defaultdict(list)
    for topic in topics().values():
        for name in dict.fromkeys(fold(n) for names in topic.names.values() for n in names):
            if len(name) >= _FUZZY and " " not in name:
                words[name[0], len(name)].append((name, topic.id))
    return dict(words)


@lru_cache(maxsize=65_536)
def _inside(word: str) -> tuple[str, ...]:
    """Return the topics of a word that is no name itself: one slip away, or part of a compound."""
    if len(word) < _FUZZY or word in _NO_SLIPS:
        return ()
    slips = [
        topic
        for length in (len(word) - 1, len(word), len(word) + 1)
        for known, topic in _single_words().get((word[0], length), ())
        if OSA.distance(word, known, score_cutoff=1) <= 1
    ]
    return tuple(dict.fromkeys(slips or _compound(word)))


def _compound(word: str) -> Iterator[str]:
    """Yield the topics of the longest known beginning and the longest known end of a word."""
    if len(word) < _COMPOUND:
        return
    lengths = range(len(word) - 3, _PART - 1, -1)
    for parts in ((word[:n] for n in lengths), (word[-n:] for n in lengths)):
        topic = next(filter(None, (_phrases().get((stem(part),)) for part in parts)), None)
        if topic:
            yield topic
