"""All of an application that a text tells: to be confirmed, with the words that each was read from.

Nothing here is taken without asking. What somebody wishes for, and what they deny, is not what they
are: each word is told apart by what stands before it in its sentence.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime
from itertools import groupby
from typing import TYPE_CHECKING, Any

from matching.times.reading import find_dates
from matching.topics.vocabulary import find_topics
from matching.understanding.aims import activities_of, aims_of
from matching.understanding.apposed_names import name_apposed
from matching.understanding.clauses import sentences_of
from matching.understanding.denial import denied_in, without
from matching.understanding.greeting import without_greeting
from matching.understanding.listed_names import name_listed
from matching.understanding.naming import name_told, without_article
from matching.understanding.nations import OR, countries_named, countries_of_partners
from matching.understanding.offering import says_what_is_offered
from matching.understanding.opening import without_opening
from matching.understanding.organising import kind_told, kinds_wished, people_told, size_of
from matching.understanding.speaking import languages_spoken
from matching.understanding.trades import ecosystems_told
from matching.understanding.travelling import party_told
from matching.understanding.whereabouts import place_told
from matching.words.language_guess import languages_of
from matching.words.names import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from matching.understanding.clauses import Sentence
    from matching.understanding.nations import Mention
    from matching.understanding.whereabouts import Place

_AND = frozenset("and und et y e i a og och en ja es agus un ir in și si и και oraz".split())
_ALSO_AND = frozenset("u")
"""What is "and" in Maltese."""
_A_CLAUSE = 2  # words
_BREATH = 90
"""Letters before and after what is told in one breath."""
_PAUSE = re.compile(r"[,;:()]")
_SINCE = frozenset(
    map(fold, "since seit depuis desde sinds sedan siden alates kopš óta już již už".split())
)
"""With these a month is long over."""
_TOPICS = 12
_LONGEST_TEXT = 5_000
_SURE, _LIKELY, _MAYBE = 0.95, 0.8, 0.6


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that was read: of which field, the words that it was read from, how sure in [0, 1]."""

    field: str
    value: Any
    said: str
    sure: float


@dataclass(frozen=True, slots=True, repr=False)
class Understood:
    """What a text seems to say about its writer; ids as everywhere, most telling first.

    `months` are those to come, as "2027-05"; `working_days` a length of stay; `people` how many work
    there, `size` their class, `party` how many would travel; `offers` and `seeks` are sentences as they
    were written, `goals` and `activities` what follows from what is sought.
    """

    topics: tuple[str, ...] = ()
    ecosystems: tuple[str, ...] = ()
    country: str | None = None
    city: str | None = None
    languages: tuple[str, ...] = ()
    organisation: str | None = None
    organisation_type: str | None = None
    size: str | None = None
    people: int | None = None
    cluster: str | None = None
    wished: tuple[str, ...] = ()
    months: tuple[str, ...] = ()
    working_days: int | None = None
    party: int | None = None
    offers: str = ""
    seeks: str = ""
    goals: tuple[str, ...] = ()
    activities: tuple[str, ...] = ()
    partner_kinds: tuple[str, ...] = ()
    told: tuple[Told, ...] = ()

    def __repr__(self) -> str:
        """Show the fields that something was read for."""
        found = ((one.name, getattr(self, one.name)) for one in fields(self) if one.name != "told")
        return f"<Understood: {', '.join(f'{name}={value!r}' for name, value in found if value)}>"


def understand(text: str | None, today: date | None = None) -> Understood:
    """Return what `text`, in any language of the EU, says about its writer; empty if nothing.

    Months are those after `today`, the present day unless told.
    """
    text = (text or "")[:_LONGEST_TEXT]
    sentences = sentences_of(text)
    affirmed = without(text, denied_in(text, languages_of(text)))
    who = [*_who(text, sentences)]
    name = next((one.value for one in who if one.field == "organisation"), "")
    told = [
        *_where(sentences, name, today),
        *who,
        *_when(_without_name(without_opening(affirmed, sentences_of(affirmed)), name), today),
    ]
    told += [Told("languages", *one, _SURE) for one in languages_spoken(sentences).items()]
    own = _told_of_themselves(sentences)
    found = find_topics(affirmed)[:_TOPICS]
    told += [*_sentences(sentences, name), *_kinds_sought(sentences)]
    one: dict[str, Any] = {}
    several: defaultdict[str, list[Any]] = defaultdict(list)
    for reading in told:
        one.setdefault(reading.field, reading.value)
        several[reading.field].append(reading.value)
    alone = (
        "country",
        "city",
        "organisation",
        "organisation_type",
        "size",
        "people",
        "cluster",
        "working_days",
        "party",
    )
    sought = " ".join(several["seeks"])
    return Understood(
        topics=found,
        ecosystems=ecosystems_told(sentences, find_topics(own) or found, name),
        **{field: one.get(field) for field in alone},
        languages=tuple(several["languages"]),
        wished=tuple(several["wished"]),
        months=tuple(several["months"]),
        offers=_joined(several["offers"]),
        seeks=_joined(several["seeks"]),
        goals=aims_of(sought),
        activities=activities_of(sought),
        partner_kinds=tuple(dict.fromkeys(several["partner_kinds"])),
        told=tuple(told),
    )


def _without_name(text: str, name: str) -> str:
    """Return a text with what they are called blanked: "Ħobż tas-Sajf", Summer Bread, tells no season."""
    return text.replace(name, " " * len(name)) if name else text


def _joined(sentences: list[str]) -> str:
    """Return sentences as a text: each begins with a capital and ends with a stop."""
    return " ".join(f"{one[:1].upper()}{one[1:].rstrip(' .,;')}." for one in sentences)


def _where(sentences: Sequence[Sentence], name: str, today: date | None) -> Iterator[Told]:
    """Yield their country and city, and the countries that they wish for."""
    day = today or datetime.now(UTC).date()
    named = [*_named(sentences, day)]
    own = [one for one in named if not (one.wished or one.denied or one.theirs or one.of_a_land)]
    place = place_told(sentences, (one.code for one in own), name)
    home = _home(own, place)
    at_home = [one.sentence for one in own if home and one.code == home.value]
    home_sentence = max(at_home[:1] + ([place.sentence] if place else []), default=0)
    if home:
        yield home
    if place and home and place.city.country == home.value:
        yield Told("city", place.city.id, place.said, min(_SURE, _MAYBE + place.worth / 20))
    told = [
        one
        for one in named
        if not one.denied
        and (one.wished or not one.theirs or sentences[one.sentence].wishes)
        and not (home and one.code == home.value)
    ]
    wished = [one for one in told if one.wished] + countries_of_partners(sentences)
    if place and not wished:
        wished = [one for one in told if _is_after(one, place, sentences[one.sentence], day)]
    later = [
        one
        for one in told
        if home and (one.sentence > home_sentence or sentences[one.sentence].wishes)
    ]
    for code, one in {one.code: one for one in reversed(wished or later)}.items():
        yield Told("wished", code, one.said, _SURE if one.wished else _MAYBE)


def _named(sentences: Sequence[Sentence], day: date) -> Iterator[Mention]:
    """Yield the countries that are named; one told with a month, and what follows it, is wished for."""
    gone_to = -1
    for number, some in groupby(countries_named(sentences), lambda one: one.sentence):
        sentence, named = sentences[number], list(some)
        chosen = _of_a_choice(sentence, named)
        for one in named:
            if _with_a_month(one, sentence, day) or one.at in chosen:
                gone_to = number
            follows = number == gone_to and not (one.theirs or one.denied)
            yield one._replace(wished=one.wished or follows)


def _of_a_choice(sentence: Sentence, named: Sequence[Mention]) -> set[int]:
    """Return where those begin that are a choice: of a sentence of nothing but countries and an "or" all, else those beside it."""
    words = {word.folded for word in sentence.words}
    if not words & OR:
        return set()
    if words - OR <= {word for one in named for word in fold(one.said).split()}:
        return {one.at for one in named}
    beside = set(_beside_an_or(sentence, named))
    return {one.at for one in named if one.at in beside and not (one.theirs or one.denied)}


def _beside_an_or(sentence: Sentence, named: Sequence[Mention]) -> Iterator[int]:
    """Yield where two countries begin between which nothing but an "or" stands: "Czechia or Slovakia would be a dream"."""
    ends = {one.at: one.at + len(one.said.split()) for one in named}
    joined = {at for at, word in enumerate(sentence.words) if word.folded in OR - _ALSO_AND}
    for begins, past in ends.items():
        if past in joined and past + 1 in ends:
            yield from (begins, past + 1)


def _with_a_month(one: Mention, sentence: Sentence, day: date) -> bool:
    """Return whether a country is told in one breath with a month to come: "in May to Spain"."""
    if one.theirs or one.denied:
        return False
    start = sentence.words[one.at].start
    wishes = (w.start for w in sentence.words[one.at :] if w.wished and not one.wished)
    ends = min(next(wishes, len(sentence.text)), start + _BREATH)
    before = _PAUSE.split(sentence.text[max(0, start - _BREATH) : start])[-1]
    after = _PAUSE.split(sentence.text[start:ends])[0]
    breath = before + after
    return not _SINCE.intersection(fold(breath).split()) and bool(find_dates(breath, day).months)


def _is_after(one: Mention, home: Place, sentence: Sentence, day: date) -> bool:
    """Return whether a country comes after where they are, in a sentence that tells a month."""
    after = one.sentence == home.sentence and one.at > home.at and not one.theirs
    return after and bool(find_dates(sentence.text, day).months)


def _home(own: list[Mention], place: Place | None) -> Told | None:
    """Return the country they are in: of the place, else the first that is not wished for."""
    first = own[0] if own else None
    if place and (
        first is None
        or place.city.country in {one.code for one in own}
        or place.sentence <= first.sentence
    ):
        return Told("country", place.city.country, place.said, _SURE if first else _LIKELY)
    return Told("country", first.code, first.said, _SURE) if first else None


def _who(text: str, sentences: Sequence[Sentence]) -> Iterator[Told]:
    """Yield what the organisation is called, its kind, its people and its size."""
    name = name_told(text) or name_listed(sentences) or name_apposed(sentences)
    kind, people = kind_told(sentences), people_told(sentences)
    if name:
        called = without_article(name[0], languages_of(text))
        yield Told("organisation", called, called, name[1])
    if party := party_told(text):
        yield Told("party", *party, _LIKELY)
    if kind:
        yield Told("organisation_type", *kind, _LIKELY)
    if people:
        yield Told("people", *people, _SURE)
        yield Told("size", size_of(people[0]), people[1], _SURE)


def _when(text: str, today: date | None) -> Iterator[Told]:
    times = find_dates(text, today or datetime.now(UTC).date())
    said = ", ".join(span.said for span in times.spans)
    for month in times.months:
        yield Told("months", month, said, _SURE if times.sure else _MAYBE)
    if times.working_days:
        yield Told("working_days", times.working_days, times.length_said, _LIKELY)


def _told_of_themselves(sentences: Iterable[Sentence]) -> str:
    """Return the words that tell what they are, without what they wish for."""
    parts = []
    for sentence in sentences:
        first = next((word.start for word in sentence.words if word.wished), len(sentence.text))
        denied = denied_in(sentence.text, sentence.spoken)
        parts.append(without(sentence.text, denied)[:first])
    return ". ".join(part for part in parts if part.strip())


def _sentences(sentences: Sequence[Sentence], name: str) -> Iterator[Told]:
    """Yield what is sought, and what is done: sentences, or the part before the wish in one of both.

    What is offered in so many words is, whatever it is: "We can offer 300 years of milling". Otherwise a topic
    must be in it, and what they are called is not what they do: "Mondego Looms is a family company" offers nothing.
    """
    for sentence in sentences:
        done, sought = map(without_greeting, _parted(sentence))
        if sought:
            yield Told("seeks", sought, sought, _LIKELY)
        telling = without(done, denied_in(done, sentence.spoken))
        in_so_many_words = done and says_what_is_offered(sentence, len(done))
        if in_so_many_words or find_topics(telling.replace(name, " ") if name else telling):
            yield Told("offers", done, done, _LIKELY if in_so_many_words else _MAYBE)


def _parted(sentence: Sentence) -> tuple[str, str]:
    """Return the part of a sentence before the wish in it, and the wish; either may be empty.

    The wish begins after the last comma or "and" before its word: "We weave wool and look for dyes".
    """
    wish = next((at for at, word in enumerate(sentence.words) if word.wished), None)
    if wish is None:
        return sentence.text, ""
    for at in range(wish, 0, -1):
        word, before = sentence.words[at], sentence.words[at - 1]
        gap = sentence.text[before.end : word.start]
        if "," in gap or before.folded in _AND:
            end = before.start if before.folded in _AND else before.end
            done = sentence.text[:end].rstrip(" ,")
            if len(done.split()) >= _A_CLAUSE and not any(
                one.wished for one in sentence.words[: at - 1]
            ):
                return done, sentence.text[word.start :]
    return "", sentence.text


def _kinds_sought(sentences: Sequence[Sentence]) -> Iterator[Told]:
    for kind, word in kinds_wished(sentences):
        yield Told("partner_kinds", kind, word, _MAYBE)
