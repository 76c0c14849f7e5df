"""What kind of organisation somebody is, and how large."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from matching.times.counting import count_at
from matching.understanding.clauses import begins_with_one, listed, sentences_of, stems_in
from matching.understanding.head_counts import of_us
from matching.understanding.hosting import receives
from matching.words.names import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from matching.understanding.clauses import Sentence

_COUNTED = re.compile(
    r"(?<![\d.,/-])(?P<count>\d{1,3}(?:[ .,]\d{3})|\d{1,5})(?![\d/%€$:.]|-(?!il )|,\d)(?:\+|-il)?\s+(?P<words>[^\d\n.;]{2,60})"
)
_AFTER_PEOPLE = re.compile(
    r"(?P<words>[^\W\d_]{3,})(?:\s*[:=–-]\s*|\s+(?:on|is|are|är|er|ist|sind|to|je|jest|è|são|es|é|ir|yra|este|είναι)\s+)(?P<count>\d{1,5})(?![\d:/%]|[.,]\d|\s?[-–])",
    re.IGNORECASE,
)
"""People before their number: "Employees: 13", "Työntekijöitä on 13"."""
_EMPLOYING = re.compile(
    r"\b(?:employ(?:s|ing)?|beschäftig(?:en|t)|emploi(?:e|ent)|employons|emple(?:a|amos)|impiega|impieghiamo|occupa|emprega|empregamos|tewerkstellen|zatrudnia(?:m|my)?|"
    r"zaměstnává(?:me)?|zamestnáva(?:me)?|pracuje|zapošljava(?:mo)?|zaposluje(?:mo)?|foglalkoztat(?:unk)?|dolgozik|angajează|angajăm|lucrează|наема(?:ме)?|работят|απασχολ(?:ούμε|εί)|"
    r"sysselsätter|beskæftiger|työllistää|annab tööd|nodarbina(?:m)?|strādā|įdarbina(?:me)?|dirba|[tnj]impjega(?:w)?|fostaíonn|fostaímid)"
    r"(?:\s+[^\W\d_]{1,12}){0,2}?\s+(?P<count>\d{1,3}(?:[ .,]\d{3})|\d{1,5})(?=\s*(?:$|[.,;!)](?!\d)|[^\W\d_]))",
    re.IGNORECASE,
)
"""Whom somebody employs: "Pracuje nás tu 140"."""
_MOST = 500_000  # people: nobody has more
_AHEAD = 3  # words after a number within which its people are named
_NEXT = 2  # the same after a number in words
_PARTS = 2  # more words that a number may have
_MEMBER_OF = 6  # words between a member and what it is a member of
_SHORTEST_NUMBER = 3  # letters of a number in words that is no small word
_SIZES = ((10, "micro"), (50, "small"), (250, "medium"))


def people_told(sentences: Sequence[Sentence]) -> tuple[int, str] | None:
    """Return how many people somebody says that they are, with the words; None if they do not.

    Where a sentence tells whom they receive, its number counts only if no other sentence has one.
    """
    for sentence in sorted(sentences, key=receives):  # "two people can come" are guests
        text = sentence.text
        told = (*_counted(text), *_in_words(sentence), *of_us(text), *_employed(text))
        if found := next((one for one in told if 0 < one[0] < _MOST), None):
            return found
    return None


def _counted(text: str) -> Iterator[tuple[int, str]]:
    """Yield the numbers after which people are named, each with the words."""
    for found in _COUNTED.finditer(text):
        words = [fold(word) for word in re.findall(r"[^\W\d_]+", found["words"])[:_AHEAD]]
        first, *rest = words or [""]
        theirs = rest if begins_with_one(first, _members()) else []
        companies = any(begins_with_one(word, _companies()) for word in (first, *theirs[:1]))
        if not companies and any(begins_with_one(word, _people()) for word in words if word):
            yield int(re.sub(r"\D", "", found["count"])), found.group().strip()


def _employed(text: str) -> Iterator[tuple[int, str]]:
    """Yield the numbers behind a word for people and after a verb of employing, each with the words."""
    for found in _AFTER_PEOPLE.finditer(text):
        if begins_with_one(fold(found["words"]), _counted_people()):
            yield int(found["count"]), found.group().strip()
    for found in _EMPLOYING.finditer(text):
        yield int(re.sub(r"\D", "", found["count"])), found.group().strip()


def _in_words(sentence: Sentence) -> Iterator[tuple[int, str]]:
    """Yield the numbers written as words before people, and words that count people themselves."""
    words = sentence.words
    folded = [word.folded for word in words]
    people = [begins_with_one(one, _people()) for one in folded]
    for at, word in enumerate(words):
        if crew := _crews().get(word.folded):
            yield crew, word.written
        elif any(people[at + 1 : at + 1 + _NEXT + _PARTS]):
            number, length = _number_at(folded, at)
            named = any(people[at + length : at + length + _NEXT])
            if number > 1 and named and len(word.folded) >= _SHORTEST_NUMBER:
                yield number, " ".join(one.written for one in words[at : at + length])


def _number_at(words: Sequence[str], at: int) -> tuple[int, int]:
    """Return the number that folded words are from `at` on, and in how many of them."""
    about = _about().get(words[at])
    return (about, 1) if about else count_at(words, at)


def counts_people(told: str) -> bool:
    """Return whether some words tell how many somebody are: "18 people"."""
    return any(0 < count < _MOST for count, _ in (*_counted(told), *of_us(told))) or any(
        0 < count < _MOST for sentence in sentences_of(told) for count, _ in _in_words(sentence)
    )


def kinds_called(folded: str) -> bool:
    """Return whether a folded word is what some kind of organisation is called."""
    return any(begins_with_one(folded, stems) for stems in _kinds().values())


def size_of(people: int) -> str:
    """Return the class of size of so many people, by the recommendation 2003/361/EC."""
    return next((size for below, size in _SIZES if people < below), "large")


def kind_told(sentences: Sequence[Sentence]) -> tuple[str, str] | None:
    """Return what kind of organisation somebody says to be, and the word; what is wished for is not.

    Nor is what they deny, what they are a member of, or what their partners are. A large company is no small one.
    """
    for kind, stems in _kinds().items():
        for sentence in sentences:
            for at, word in enumerate(sentence.words):
                if word.wished or word.denied or word.theirs or _belongs(sentence, at):
                    continue
                if begins_with_one(word.folded, stems) or _with_the_next(sentence, at) in stems[0]:
                    large = kind == "sme" and at and sentence.words[at - 1].folded in _large()
                    return "large_company" if large else kind, word.written
    return None


def _with_the_next(sentence: Sentence, at: int) -> str:
    """Return a word and the one after it as one: “fab lab”."""
    return "".join(one.folded for one in sentence.words[at : at + 2])


def _belongs(sentence: Sentence, at: int) -> bool:
    """Whether a word tells what somebody is a member of."""
    before = sentence.words[max(at - _MEMBER_OF, 0) : at]
    return any(begins_with_one(one.folded, _members()) for one in before)


def kinds_wished(sentences: Sequence[Sentence]) -> list[tuple[str, str]]:
    """Return the kinds of organisation that somebody wishes for, each with its word."""
    return [
        (kind, word.written)
        for sentence in sentences
        for word in sentence.words
        if word.wished and not word.denied
        for kind, stems in _kinds().items()
        if begins_with_one(word.folded, stems)
    ]


@cache
def _large() -> frozenset[str]:
    return frozenset(fold(word) for word in listed("people.txt")["large"].split())


@cache
def _people() -> tuple[frozenset[str], tuple[str, ...]]:
    return stems_in(
        words
        for key, words in listed("people.txt").items()
        if key != "large" and key[0] not in "=~"
    )


@cache
def _companies() -> tuple[frozenset[str], tuple[str, ...]]:
    return stems_in(listed("companies.txt").values())


@cache
def _counted_people() -> tuple[frozenset[str], tuple[str, ...]]:
    """Return the words for people that are no small words: "of: 3" counts nobody."""
    whole, begun = _people()
    return whole - {"of", "us"}, begun


@cache
def _crews() -> dict[str, int]:
    return _counting("=")


@cache
def _about() -> dict[str, int]:
    return _counting("~")


def _counting(sign: str) -> dict[str, int]:
    told = [(key, words) for key, words in listed("people.txt").items() if key[0] == sign]
    return {fold(word): int(key[1:]) for key, words in told for word in words.split()}


@cache
def _kinds() -> dict[str, tuple[frozenset[str], tuple[str, ...]]]:
    return {kind: stems_in([words]) for kind, words in listed("kinds.txt").items()}


@cache
def _members() -> tuple[frozenset[str], tuple[str, ...]]:
    return stems_in(listed("members.txt").values())
