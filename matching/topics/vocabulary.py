"""A vocabulary of topics in the languages of the EU, so that words meet that mean the same.

Facts about topics are in data/topics.toml, names in data/topics/<language>.csv; a language is read
when it is first asked for, all of them when the first text is.
"""

from __future__ import annotations

import csv
import tomllib
from collections import defaultdict
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from matching.words.german_verbs import as_written, verbs_as_nouns
from matching.words.phrases import Name, PhraseBook

if TYPE_CHECKING:
    from collections.abc import Iterator

_DATA = Path(__file__).parent / "data"
_KEPT_TEXT = 1_000
LONGEST_TEXT = 20_000
"""Letters of a text that are read."""


@dataclass(frozen=True, slots=True)
class Topic:
    """A subject of work: its ecosystems (none: all) and kindred topics."""

    id: str
    ecosystems: tuple[str, ...]
    near: tuple[str, ...]


@cache
def topics() -> dict[str, Topic]:
    """Return the vocabulary, by topic id."""
    table = tomllib.loads((_DATA / "topics.toml").read_text(encoding="utf-8"))
    return {
        name: Topic(name, tuple(entry.get("ecosystems", ())), tuple(entry.get("near", ())))
        for name, entry in table.items()
    }


@cache
def languages() -> tuple[str, ...]:
    """Return the codes of the languages with names of topics: English, then the others by code."""
    found = {file.stem for file in (_DATA / "topics").glob("*.csv")}
    return ("en", *sorted(found - {"en"}))


@cache
def topic_names(language: str) -> dict[str, tuple[str, ...]]:
    """Return the names of topics in one of languages(), by topic id, the label first."""
    with (_DATA / "topics" / f"{language}.csv").open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        next(rows)
        return {row[0]: tuple(map(str.strip, row[1].split(";"))) for row in rows}


def find_topics(text: str) -> tuple[str, ...]:
    """Return the ids of the topics that `text` speaks of, in the order they come up."""
    return tuple(_spotted(text))


def spot_topics(text: str) -> dict[str, str]:
    """Return the topics of `text`, each with the words of the text that led to it."""
    return dict(_spotted(text))


def _spotted(text: str) -> dict[str, str]:
    return _remembered(text) if len(text) <= _KEPT_TEXT else _read(text[:LONGEST_TEXT])


def _read(text: str) -> dict[str, str]:
    meant = verbs_as_nouns(text)
    found = _book().spot(meant)
    return found if meant == text else {topic: as_written(said) for topic, said in found.items()}


# A text is read for its topics when it is compared, when its themes are, and when it is explained.
_remembered = lru_cache(maxsize=32_768)(_read)


def related(topic: str) -> tuple[str, ...]:
    """Return the topics that count in part for `topic`, whichever of the two names the other."""
    return _relations().get(topic, ())


def topic_label(topic: str, language: str = "en") -> str:
    """Return the name of a topic in `language`, in English or as its id failing that."""
    code = language.replace("_", "-").split("-")[0]
    own = topic_names(code) if code in languages() else {}
    return (own.get(topic) or topic_names("en").get(topic) or (topic,))[0]


def spellings() -> Iterator[Name]:
    """Yield every name of every topic, English first: on a clash the first name holds."""
    for language in languages():
        for topic, names in topic_names(language).items():
            yield from (Name(name, topic, language) for name in names)


@cache
def _book() -> PhraseBook:
    return PhraseBook(spellings())


@cache
def _relations() -> dict[str, tuple[str, ...]]:
    near: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for topic in topics().values():
        for other in topic.near:
            near[topic.id][other] = None
            near[other][topic.id] = None
    return {name: tuple(others) for name, others in near.items()}
