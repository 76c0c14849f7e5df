"""How many somebody says that they are, whatever they call themselves: "we are 12", "a crew of nine", "sme 6 programátorov"."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from matching.times.counting import count_at
from matching.times.words import words_for
from matching.understanding.clauses import begins_with_one, listed, stems_in
from matching.words.language_guess import is_small_in, languages_of
from matching.words.names import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

_WE_ARE = re.compile(
    r"\b(?=[wtsnéeljomvaεна])(?:we are|we're|we employ|team of|staff of|wir sind|wir beschäftigen|nous sommes|on est|équipe de|somos|equipo de|siamo in|siamo|"
    r"squadra di|equipa de|wij zijn|we zijn|team van|jest nas|je n[áa]s|jsme|sme|nas je|smo|suntem|ние сме|ε[ίι]μαστε|vi [äa]r|vi er|olemme|ollaan|"
    r"meit[äa] on|meid on|oleme|esam|m[ēe]s esam|esame|m[ūu]s[ųu]|m[ūu]su|a[ħh]na|a[ħh]na)\s+"
    r"(?:now |only |just |about |around |some |ca\.? |circa |etwa |rund |nur |environ |unos |unas |cerca de |ongeveer |około |asi |cirka |omkring )?"
    r"(?=[\d\w])"
)
"""What somebody says before how many they are."""
_TOLD = re.compile(r"\s*(\d{1,3}(?:[ .,]\d{3})(?!\d)|\d{1,5}|[^\W\d_]+(?:-[^\W\d_]+)*)")
_ENDS = re.compile(
    r"\s*(?:$|[.,;!)]\s|[.,;!)]$|(?:in|at|from|en|à|a|aus|bei|w|v|u|i|em|de|and|und|et|y|e|og|och|ja|és|și)\s+[^\W\d]|strong\b)"
)
"""What ends a number of people without the word: nothing else is counted after it."""
_PARTS = 3  # words of a number
_SHORTEST = 3  # letters of what people are
_AND_I = re.compile(
    r"\b(?:me|myself|ich|moi|yo|io|eu|ik|já|ja|én|jag|jeg|minä|mina|es|aš|εγώ|εγω|аз) "
    r"(?:and|und|et|y|e|en|i|a|és|și|si|och|og|ja|un|ir|και|и) (?P<others>\d{1,3}|[^\W\d_]{3,12})"
    r"(?= (?:other|weiter|ander|autre|otr|altr|outr|más|mais|inny|dal|jin|ďalš|drug|másik|alți|andra|andre|muu|teis|cit|kit|άλλ|αλλ|друг))",
    re.IGNORECASE,
)
"""Oneself beside others: "just me and 3 others"."""
_TEAM = re.compile(
    r"\b(?:team of|crew of|staff of|équipe de|equipo de|squadra di|equipa de|team von|team van|zespół|zespołem|echipă de|týmu?|tímu?|"
    r"team på|hold på|csapat|komanda)\s+(?P<count>[^\W_]{1,12})(?=\s|$|[.,;!)])|\b(?P<hu>\d{1,5})-[ae]n\s+(?:dolgoz|vagyunk)|"
    r"\bsind\s+zu\s+(?P<de>[^\W\d_]{3,12})|(?P<us>[^\W_]{1,12})\s+(?:nas je|smo|сме|nas|nás)(?=\s|$|[.,;!)])",
    re.IGNORECASE,
)
"""A number of people who are a team, whatever they are called."""
_BOUND = re.compile(
    r"\b(?P<count>\d{1,5}|[^\W\d_]{3,12})-(?:strong|person|people|man|member|köpfig\w*|koppig\w*|personers|osobow\w*|členn\w*)\b|"
    r"(?:\bsiamo\b[^.;]{0,60}\b|,\s*)in\s+(?P<it>\d{1,3}|[^\W\d_]{3,12})(?=[.,;]|$)",
    re.IGNORECASE,
)
"""The same bound to a word, "a 12-person team", or in Italian: "siamo in nove"."""


def of_us(text: str) -> Iterator[tuple[int, str]]:
    """Yield the numbers that a "we are" or a team comes before, each with the words."""
    for found in _WE_ARE.finditer(_in_small(text)):
        count, end = _counted_from(text, found.end())
        if count:
            yield count, text[found.start() : end].strip()
    for found in _AND_I.finditer(text):
        others = _number(found["others"])
        yield others + bool(others), found.group().strip()
    for found in (*_TEAM.finditer(text), *_BOUND.finditer(text)):
        told = next(filter(None, found.groups()))
        count = _number(told)
        if count > 1 or told.isdecimal():
            yield count, found.group().strip()


def _in_small(text: str) -> str:
    small = text.lower()
    return small if len(small) == len(text) else text


def _counted_from(text: str, start: int) -> tuple[int, int]:
    """Return the number of people that is told from a place in a text on, and where that ends; 0 where it is none."""
    told: list[re.Match[str]] = []
    while len(told) <= _PARTS and (found := _TOLD.match(text, told[-1].end() if told else start)):
        told.append(found)
    if told and told[0][1][0].isdecimal():
        count, length = _number(told[0][1]), 1
    else:
        count, length = count_at([fold(one[1]) or "-" for one in told], 0) if told else (0, 0)
    if not count:
        return 0, start
    if _ENDS.match(text, told[length - 1].end()):
        return count, told[length - 1].end()
    noun = told[length] if length < len(told) else None
    if noun and noun[0][0].isspace() and is_small_in(fold(noun[1]), languages_of(text)):
        return count, told[length - 1].end()  # "nous sommes 6 on aimerait"
    return (count, noun.end()) if noun and count > 1 and _is_a_head(noun[1]) else (0, start)


def _number(told: str) -> int:
    """Return the number in digits or in words, in one or in several; 0 where it is none."""
    digits = re.sub(r"\D", "", told)
    if digits:
        return int(digits) if digits.isascii() else 0
    words = fold(told).split()
    number, length = count_at(words, 0)
    return number if length == len(words) else 0


def _is_a_head(noun: str) -> bool:
    """Return whether a word may be what people are, and is not counted otherwise: a time, a way, companies, places of theirs."""
    folded = fold(noun)
    times = any(folded in words_for(unit) for unit in ("day", "week", "month"))
    return len(folded) >= _SHORTEST and not times and not begins_with_one(folded, _no_heads())


@cache
def _no_heads() -> tuple[frozenset[str], tuple[str, ...]]:
    return stems_in(
        [
            *listed("companies.txt").values(),
            *listed("kinds.txt").values(),
            *listed("counted_things.txt").values(),
        ]
    )
