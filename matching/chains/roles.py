"""Which role an organisation has in a value chain, and which it looks for: read from what it tells.

What kind of organisation it is tells most, then the words of what it does (`data/roles.txt`), then the
topics that lean to one role (`data/topics.txt`). Each role comes with what it was read from; what
nothing tells of is said to be assumed: most of those who take part make something.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from matching.topics.subjects import CENTRE_KIND, CLUSTER
from matching.topics.vocabulary import find_topics
from matching.understanding.clauses import begins_with_one, sentences_of, stems_in
from matching.words.names import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from matching.understanding.clauses import Sentence, Word

    Stems = tuple[frozenset[str], tuple[str, ...]]

_DATA = Path(__file__).parent / "data"
_INSIDE = 6  # letters of a word that is also looked for within a compound
_OWN_REACH = 3  # words after "our" that are one's own
_BEFORE = 3  # words before what somebody says that they are
_TWO = 2


class Role(StrEnum):
    """What somebody does in a value chain, from its beginning on; support stands beside it."""

    SUPPLIES = "supplies"
    MAKES = "makes"
    USES = "uses"
    SUPPORTS = "supports"


@dataclass(frozen=True, slots=True)
class Place:
    """A role, and the words or the topic that it was read from; "" where it is assumed."""

    role: Role
    said: str = ""


def place_of(offers: str, kind: str = "") -> Place:
    """Return the role of an organisation by its kind and by what it says that it does.

    Clusters and technology centres support, whatever they write.
    """
    if kind in {CLUSTER, CENTRE_KIND}:
        return Place(Role.SUPPORTS, kind)
    if told := own_role(offers):
        return told
    leaning = [Place(_leanings()[one], one) for one in find_topics(offers) if one in _leanings()]
    return leaning[0] if leaning else Place(Role.MAKES)


def own_role(text: str) -> Place | None:
    """Return the role that a text tells of its writer in words; None where it tells of none."""
    told = [one for sentence in sentences_of(text) for one in _own(sentence)]
    if not told:
        return None
    role = _most(one.role for one in told)
    return next(one for one in told if one.role is role)


def says_what_one_is(text: str) -> Place | None:
    """Return the role that somebody says to have, "we are a supplier"; None where they only name one."""
    for sentence in sentences_of(text):
        for at, word in enumerate(sentence.words):
            if (role := _role_called(word.folded)) and _says_what_one_is(sentence.words, at):
                return Place(role, word.written)
    return None


def wanted(text: str) -> tuple[Place, ...]:
    """Return the roles that a text looks for, in the order they come up; none where it tells of none.

    Only what is wished for counts, and nothing that is denied.
    """
    told = [one for sentence in sentences_of(text) for one in _sought(sentence)]
    first: dict[Role, Place] = {}
    for one in told:
        first.setdefault(one.role, one)
    return tuple(first.values())


def named(text: str, *, denied: bool = False) -> tuple[Role, ...]:
    """Return the roles that some words name, wished for or not: those that are denied, or the others."""
    found = {
        role: None
        for sentence in sentences_of(text)
        for word in sentence.words
        if word.denied is denied and (role := _role_called(word.folded))
    }
    return tuple(found)


def _own(sentence: Sentence) -> Iterator[Place]:
    """Yield what a sentence says of its writer: up to a wish, to customers, and to whom it is for."""
    for at, word in enumerate(sentence.words):
        if word.wished or _one_of("whom", word):
            return
        role = None if word.denied else _role_called(word.folded)
        if role and (not word.theirs or _says_what_one_is(sentence.words, at)):
            yield Place(role, word.written)


def _says_what_one_is(words: tuple[Word, ...], at: int) -> bool:
    """Return whether a supplier is who writes: "we are a supplier", "we supply"."""
    before = words[max(at - _BEFORE, 0) : at]
    if any(one.theirs for one in before):
        return False
    return any(_one_of("being", one) for one in before) or any(
        _one_of("we", one) for one in before[-1:]
    )


def _sought(sentence: Sentence) -> Iterator[Place]:
    """Yield the roles in a wish, without what is one's own and what the one who is sought is to do."""
    deaf, own, found = False, 0, False
    for at, word in enumerate(sentence.words):
        if not word.wished:
            continue
        if _new_item(sentence, at):
            deaf = False
        elif found and (_one_of("whom", word) or _one_of("which", word)):
            deaf = True
        own = _OWN_REACH if _one_of("ours", word) else max(own - 1, 0)
        role = None if deaf or own or word.denied else _role_called(word.folded)
        if role:
            found = True
            yield Place(role, word.written)


def _new_item(sentence: Sentence, at: int) -> bool:
    """Return whether another thing of a list begins with this word."""
    if not at:
        return False
    word, before = sentence.words[at], sentence.words[at - 1]
    return "," in sentence.text[before.end : word.start] or _one_of("and", before)


def _most(roles: Iterable[Role]) -> Role:
    """Return the role that is told most often, of equals the first."""
    return Counter(roles).most_common(1)[0][0]


def _role_called(word: str) -> Role | None:
    """Return the role that a folded word tells of: the whole, its beginning, or a part of it."""
    whole, begun = _called()
    if word in whole:
        return whole[word]
    for length in range(len(word), _TWO, -1):
        if role := begun.get(word[:length]):
            return role
    for at in range(1, len(word) - _INSIDE + 1):
        for length in range(len(word) - at, _INSIDE - 1, -1):
            if role := begun.get(word[at : at + length]):
                return role
    return None


@cache
def _called() -> tuple[dict[str, Role], dict[str, Role]]:
    """The words that tell of a role, whole and by how they begin; of two languages the first holds."""
    whole: dict[str, Role] = {}
    begun: dict[str, Role] = {}
    for key, words in _lines("roles.txt").items():
        _, _, role = key.partition(" ")
        for word in words.split() if role else ():
            (whole if word.endswith("!") else begun).setdefault(fold(word), Role(role))
    return whole, begun


def _one_of(which: str, word: Word) -> bool:
    return begins_with_one(word.folded, _small(which))


@cache
def _small(which: str) -> Stems:
    whole, begun = stems_in((_lines("roles.txt")[which],))
    return whole, begun or ("\0",)


@cache
def _leanings() -> dict[str, Role]:
    """Topics that tell of one role."""
    return {
        topic: Role(role)
        for role, topics in _lines("topics.txt").items()
        for topic in topics.split()
    }


@cache
def _lines(name: str) -> dict[str, str]:
    lines = (_DATA / name).read_text(encoding="utf-8").splitlines()
    told = (line.partition(":") for line in lines if line and not line.startswith("#"))
    return {key.strip(): words for key, _, words in told}
