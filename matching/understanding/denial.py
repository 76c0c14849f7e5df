"""What a text takes back: "not in July", "X, not Y but Z", "everywhere but France", "August geht nicht".

A denial reaches to the end of its clause; a comma ends it unless a list goes on to its last "or".
Who says "not before May" takes nothing away that could be named: such a stretch tells nothing. What something is
without is no more than a thing: "bread without gluten in Austria" takes back neither Austria nor bread.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from matching.words.language_guess import languages_of
from matching.words.names import fold

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

_DATA = Path(__file__).parent / "data"
_TOKEN = re.compile(
    r"\bma['’](?=\s)|[^\W\d_]+(?:[-'’][^\W\d_]+)*|\d[\d.,:/-]*\d|\d|[,.;:!?()\n]|\s[-–—]\s"
)
_REACH = 7  # words after one that denies
_BEFORE_A_WISH = 3  # words that may stand between one that denies and the wish that it denies
_LONGEST_LIST = 16  # tokens, in which a list comes to its "or"
_ITEM = 3  # words of one thing in a list
_ITEM_LACKED = 1  # the same, of what something is without
_TELLING = 6  # words that tell their language; in fewer, those of all deny
_NEAR = 3  # words between "every" and "but"
_SET_OFF = frozenset("-–—:")
_EITHER_SIDE = 4  # words before an "and" that are another clause


class Stretch(NamedTuple):
    """Where in a text something is taken back; not `clear` where it is not known what."""

    start: int
    end: int
    clear: bool = True


class _Token(NamedTuple):
    start: int
    end: int
    folded: str  # a mark of punctuation is itself

    @property
    def word(self) -> bool:
        return self.folded[:1].isalnum()


def denied_in(text: str, spoken: frozenset[str]) -> list[Stretch]:
    """Return the stretches that a text takes back, in their order, in languages or English."""
    tokens = [one for found in _TOKEN.finditer(text) if (one := _token(found)).folded]
    spoken = spoken if len(tokens) > _TELLING else frozenset(_lines())
    found: list[Stretch] = []
    at = 0
    while at < len(tokens):
        if not _denies(tokens, at, spoken):
            at += 1
            continue
        past = _past(tokens, at, spoken)
        back = _looks_back(tokens[at + 1 : past], tokens[at])
        first = _clause(tokens, at - _is_set_off(tokens, at)) if back else at
        clear = not any(one.folded in words("until") for one in tokens[at + 1 : at + 3])
        found.append(Stretch(tokens[first].start, tokens[past - 1].end, clear))
        at = past
    return found


def without(text: str, stretches: list[Stretch]) -> str:
    """Return the text with what is taken back blanked, every other letter where it was."""
    for one in stretches:
        text = text[: one.start] + "," + " " * (one.end - one.start - 1) + text[one.end :]
    return text


def left(text: str, stretches: list[Stretch]) -> str:
    """Return what is told beside what is taken back, without the "but" before it."""
    told = without(text, stretches).strip(" ,.;").split()
    while told and fold(told[0]) in words("contrast"):
        told = told[1:]
    return " ".join(told)


def only(text: str, stretches: list[Stretch]) -> str:
    """Return what is taken back, stretch by stretch in lines, as far as it is clear what."""
    return "\n".join(text[one.start : one.end] for one in stretches if one.clear)


def _token(found: re.Match[str]) -> _Token:
    mark = found.group().strip() or "\n"
    if mark[-1] in "'’":
        return _Token(found.start(), found.end(), mark.lower())  # "ma' Ċiment" is with them
    return _Token(found.start(), found.end(), fold(mark) if mark[0].isalnum() else mark[0])


def _denies(tokens: list[_Token], at: int, spoken: frozenset[str]) -> bool:
    """Return whether a token takes back what is around it; "not only" and "no problem" do not.

    Nor does the "no" of an answer; after a word it does: "no, French" and "French no".
    """
    one, after = tokens[at].folded, tokens[at + 1].folded if at + 1 < len(tokens) else "."
    answers = one in words("answer") and (at == 0 or not tokens[at - 1].word)
    answers = answers and not _is_set_off(tokens, at)
    small = after in words("only") or (after in (",", ".", "!") and answers)
    if small or any(token.folded in words("problem") for token in tokens[at + 1 : at + 1 + _NEAR]):
        return False
    if one in words("but_for"):
        before = tokens[max(0, _clause(tokens, at), at - _NEAR) : at]
        return any(token.folded in words("every") for token in before)
    if one in words("remove"):
        return all(token.folded in words("polite") for token in tokens[_clause(tokens, at) : at])
    if one in words("rather"):
        return after in words("than")
    if one in words("barred"):
        a_thing = at > 0 and tokens[at - 1].folded in words("article")  # "une ferme en Bretagne"
        return not a_thing and (not after[:1].isalpha() or after in words("when"))
    return one in words("always") or denies(one, spoken)


def denies(folded: str, spoken: AbstractSet[str]) -> bool:
    """Return whether a folded word takes back what follows, in one of the languages or English."""
    return any(folded in words(one) for one in (spoken or {"en"}) & _languages())


def _past(tokens: list[_Token], at: int, spoken: frozenset[str]) -> int:
    """Return the token after the last that a denial at `at` reaches."""
    past = reached = at + 1
    lacks = tokens[at].folded in words("lack")
    while past < len(tokens) and past - reached < _REACH:
        one = tokens[past].folded
        item = _ITEM_LACKED if lacks else _ITEM
        if one == "," and past - at > 2 and _goes_on(tokens, past, item):  # noqa: PLR2004 - "not X, Y"
            past, reached = past + 1, past + 1
            continue
        wish = past - at > _BEFORE_A_WISH and one in words("wish")
        where = lacks and past - at > 1 and one in words("where")
        if not tokens[past].word or one in words("contrast") or wish or where:
            break
        reached = past if _denies(tokens, past, spoken) else reached
        past += 1
    return past


def _goes_on(tokens: list[_Token], comma: int, item: int) -> bool:
    """Return whether a list of things of so many words goes on after a comma to an "or" before its last."""
    length = 0
    for one in tokens[comma + 1 : comma + _LONGEST_LIST]:
        if one.folded in words("or"):
            return True
        length = 0 if one.folded == "," else length + 1
        if length > item or not (one.word or one.folded == ","):
            return False
    return False


def _looks_back(after: list[_Token], denier: _Token) -> bool:
    """Return whether a denial is of what stands before it: "August is not possible", "Wolle weg"."""
    return (denier.folded in words("barred") and not after) or (
        denier.folded not in words("remove")
        and all(one.folded in words("possible") for one in after)
    )


def _is_set_off(tokens: list[_Token], at: int) -> bool:
    """Return whether a dash or a colon stands before a denial: "Russian – no"."""
    return at > 1 and tokens[at - 1].folded in _SET_OFF and tokens[at - 2].word


def _clause(tokens: list[_Token], at: int) -> int:
    """Return the first token of the clause that a token stands in."""
    first = at
    while (
        first > 0 and tokens[first - 1].word and tokens[first - 1].folded not in words("contrast")
    ):
        first -= 1
        if tokens[first].folded in words("and") and first - _EITHER_SIDE > 0:
            return first
    return first


@cache
def _lines() -> dict[str, frozenset[str]]:
    lines = (_DATA / "denying.txt").read_text(encoding="utf-8").splitlines()
    told = (line.partition(":") for line in lines if line and not line.startswith("#"))
    return {key.strip(): frozenset(map(fold, rest.split())) for key, _, rest in told}


@cache
def _languages() -> frozenset[str]:
    return frozenset(one for one in _lines() if len(one) == len("en") and one != "or")


@cache
def words(what: str) -> frozenset[str]:
    """Return the folded words of a line of the file: of a language, or of what they do."""
    return _lines()[what]


def takes_back(text: str) -> bool:
    """Return whether a text takes something away: "not France", "ohne August"."""
    return bool(denied_in(text, languages_of(text)))


def denied_in_answer(typed: str) -> list[Stretch]:
    """Return what an answer takes back; nothing where one word is all there is."""
    return denied_in(typed, languages_of(typed)) if len(typed.split()) > 1 else []
