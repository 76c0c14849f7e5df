"""Which side of a visit somebody wants to be on: "visit pls", "we would like to host", "beides"."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Literal, TypeAlias

from matching.understanding.clauses import begins_with_one, listed, sentences_of, stems_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from matching.understanding.clauses import Word

Side: TypeAlias = Literal["visitor", "host", "both"]

_VERBS: dict[str, Side] = {"visit": "visitor", "host": "host"}
_NOUNS: dict[str, Side] = {"guests": "host", "visitor": "visitor", "hosts": "host"}


def side_of(answer: str) -> Side | None:
    """Return the side that a short answer names; None where it names none.

    What somebody does says it before whom they meet: who visits a host visits, who receives a
    visitor hosts; who begins with the visitor, as in "visitor and host", is one.
    """
    words = [one for sentence in sentences_of(answer) for one in sentence.words if not one.denied]
    if any(_is(word, "both") for word in words):
        return "both"
    done = _done_in(words)
    if done and _is(words[0], "visitor"):
        done.add("visitor")
    return _only(done or _met_in(words))


def side_wished(text: str) -> Side | None:
    """Return the side that a text about more wishes for in so many words; None where it does not.

    Receiving is said of many things: only with a guest in the same sentence is it a visit.
    """
    found: set[Side] = set()
    for sentence in sentences_of(text):
        wished = [one for one in sentence.words if one.wished and _of_oneself(one)]
        done = _done_in(wished)
        with_guests = any(_is(one, "guests") or _is(one, "visitor") for one in wished)
        found |= done if with_guests or "host" not in done else set()
    return _only(found)


def names_a_side(text: str) -> bool:
    """Return whether a text speaks of guests, visitors or hosts, or of what they do."""
    words = [word for sentence in sentences_of(text) for word in sentence.words]
    return any(_is(word, what) for word in words for what in (*_VERBS, *_NOUNS))


def _of_oneself(word: Word) -> bool:
    """Return whether a word is neither taken back nor of others; guests are one's own."""
    return not word.denied and (not word.theirs or _is(word, "guests") or _is(word, "visitor"))


def _only(sides: set[Side]) -> Side | None:
    """Return the one side, or both of them."""
    if len(sides) > 1:
        return "both"
    return next(iter(sides), None)


def _done_in(words: Sequence[Word]) -> set[Side]:
    """Return the sides whose verbs are there; after an article such a word is none: "a visit"."""
    verbs = {one for before, one in _with_the_word_before(words) if not _is(before, "articles")}
    return {side for what, side in _VERBS.items() if any(_is(one, what) for one in verbs)}


def _met_in(words: Sequence[Word]) -> set[Side]:
    return {side for what, side in _NOUNS.items() if any(_is(one, what) for one in words)}


def _with_the_word_before(words: Sequence[Word]) -> Iterable[tuple[Word | None, Word]]:
    return pairwise([None, *words])  # type: ignore[list-item]  # the first has none


def _is(word: Word | None, what: str) -> bool:
    return word is not None and begins_with_one(word.folded, _stems(what))


@cache
def _stems(what: str) -> tuple[frozenset[str], tuple[str, ...]]:
    return stems_in([listed("sides.txt")[what]])
