"""A short test, typed in one message: a question a line, its answers with strokes between, the right one with a star."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from exchange.errors import CxcError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

MOST_QUESTIONS, FEWEST_ANSWERS, MOST_ANSWERS = 10, 2, 6
LONGEST = 120  # signs of an answer: more has no room on a button
_BETWEEN = re.compile(r"\s*[/;|\n]\s*")
_LISTED = re.compile(r"^\s*(?:[-–•·]\s*|[a-fA-F1-9]\d?[.)]\s+)")
_STAR = "*✓✔✅"


class NoQuizQuestions(CxcError):
    """I found no question. Each ends with “?”, then come its answers."""


class TooManyQuizQuestions(CxcError):
    """That is more than {most} questions. A short test is answered by more people: please leave some out."""


class QuestionUnclear(CxcError):
    """Question {number} needs 2 to 6 answers, and a star at the right one."""


@dataclass(frozen=True)
class QuizQuestion:
    """A question, its answers, and which of them is right, from 0."""

    text: str
    answers: tuple[str, ...]
    right: int


def read_test(text: str) -> tuple[QuizQuestion, ...]:
    """The questions that a message tells. Raises NoQuizQuestions, TooManyQuizQuestions, QuestionUnclear."""
    told: list[tuple[str, list[str]]] = []
    for line in text.splitlines():
        asked, mark, rest = line.partition("?")
        if mark:
            told.append((_LISTED.sub("", asked).strip() + "?", _answers(rest)))
        elif told:
            told[-1][1].extend(_answers(line))
    if not told:
        raise NoQuizQuestions
    if len(told) > MOST_QUESTIONS:
        raise TooManyQuizQuestions(most=MOST_QUESTIONS)
    return tuple(_question(number, *one) for number, one in enumerate(told, start=1))


def _answers(text: str) -> list[str]:
    return [one for part in _BETWEEN.split(text) if (one := _LISTED.sub("", part).strip())]


def _question(number: int, text: str, told: Sequence[str]) -> QuizQuestion:
    starred = [at for at, one in enumerate(told) if one[0] in _STAR or one[-1] in _STAR]
    answers = tuple(one.strip(_STAR + " ") for one in told)
    enough = FEWEST_ANSWERS <= len(set(answers)) == len(answers) <= MOST_ANSWERS
    if not enough or len(starred) != 1 or not all(answers) or max(map(len, answers)) > LONGEST:
        raise QuestionUnclear(number=number)
    return QuizQuestion(text, answers, starred[0])


def as_rows(found: Iterable[QuizQuestion]) -> list[dict[str, object]]:
    """Questions as they are kept."""
    return [{"text": one.text, "answers": list(one.answers), "right": one.right} for one in found]


def as_test(rows: Iterable[Mapping[str, object]]) -> tuple[QuizQuestion, ...]:
    """Questions as they are asked."""
    return tuple(
        QuizQuestion(
            str(one["text"]), tuple(map(str, _listed(one["answers"]))), int(str(one["right"]))
        )
        for one in rows
    )


def _listed(value: object) -> Sequence[object]:
    return value if isinstance(value, list) else ()


def as_text(found: Iterable[QuizQuestion]) -> str:
    """Questions as they are typed."""
    return "\n".join(f"{one.text} {' / '.join(_starred(one))}" for one in found)


def _starred(one: QuizQuestion) -> list[str]:
    return [f"{answer}*" if at == one.right else answer for at, answer in enumerate(one.answers)]
