"""A correction of what was understood: what it tells anew, and what it takes back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from matching.places.cities import around_words, places_called
from matching.places.countries import country_called
from matching.places.languages import language_forms, language_names
from matching.times.reading import find_dates
from matching.topics.vocabulary import find_topics
from matching.understanding.clauses import sentences_of, tells_of_speaking, tells_of_wishing
from matching.understanding.denial import denied_in, only, without, words
from matching.understanding.leading import led
from matching.understanding.nations import countries_named
from matching.understanding.reading import Understood, understand
from matching.words.language_guess import languages_of
from matching.words.names import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from matching.understanding.clauses import Sentence

_LONGEST_NAME = 4  # words of a place


@dataclass(frozen=True, slots=True)
class Named:
    """All that some words name, whatever is said about it; ids as everywhere."""

    countries: frozenset[str]
    cities: frozenset[str]
    languages: frozenset[str]
    topics: frozenset[str]
    months: frozenset[str]
    words: str  # folded


@dataclass(frozen=True, slots=True)
class Correction:
    """What a correction tells, and what it takes back; `takes_back` may be true where none is named.

    `bare` are countries of which it is not said whether somebody is there or wants to go there; `all_but`
    says that everything is meant but what is gone.
    """

    told: Understood
    affirmed: Named
    gone: Named
    takes_back: bool
    bare: frozenset[str]
    all_but: bool


def correction(text: str, today: date | None = None) -> Correction:
    """Return what `text`, a few words about what was understood before, changes of it."""
    day = today or datetime.now(UTC).date()
    denied = denied_in(text, languages_of(text))
    affirmed = without(text, denied)
    named, told = _named(affirmed, day), understand(affirmed, day)
    home = {told.country} if told.city else set[str | None]()  # "in Porto, Portugal"
    return Correction(
        told,
        named,
        _named(only(text, denied), day),
        bool(denied),
        frozenset(_bare(sentences_of(affirmed))) - home,
        bool(denied) and any(word in words("every") for word in fold(text).split()),
    )


def is_led(text: str, name: str) -> bool:
    """Return whether a word such as "in" or "from" stands before `name` in `text`: "we are in Cork", not "cork, 12 people"."""
    size = len(name.split())
    return any(
        led(one.words, at, one.spoken, size)
        for one in sentences_of(text)
        for at in range(len(one.words) - size + 1)
        if " ".join(word.written for word in one.words[at : at + size]) == name
    )


def _named(text: str, today: date) -> Named:
    sentences = sentences_of(text)
    said = [word for one in sentences for word in one.words]
    times = [find_dates(line, today) for line in text.split("\n")]
    return Named(
        frozenset(one.code for one in countries_named(sentences)),
        frozenset(_cities(sentences)),
        frozenset(
            code
            for word in said
            if not country_called(word.folded) and not _is_only_a_place(word.folded)
            for code in language_forms(word.folded)
        ),
        frozenset(find_topics(text)),
        frozenset(month for one in times for month in one.months),
        f" {fold(text)} ",
    )


def _is_only_a_place(word: str) -> bool:
    """Whether a word is a place, and merely like a language: Porto is not Portuguese."""
    return bool(places_called(word)) and not language_names().exact(word)


def _cities(sentences: Sequence[Sentence]) -> Iterator[str]:
    for one in sentences:
        folded = [word.folded for word in one.words]
        for at in range(len(folded)):
            for past in range(at + 1, min(at + _LONGEST_NAME, len(folded)) + 1):
                yield from (place.id for place, _ in places_called(" ".join(folded[at:past])))


def _bare(sentences: Sequence[Sentence]) -> Iterator[str]:
    """Yield the countries with which nothing stands that tells if they are home or wished for."""
    said = [word.folded for one in sentences for word in one.words]
    if tells_of_wishing(said) or tells_of_speaking(said):
        return
    for one in countries_named(sentences):
        before = sentences[one.sentence].words[one.at - 1] if one.at else None
        if before is None or before.folded not in around_words():
            yield one.code
