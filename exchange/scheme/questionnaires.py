"""Answers to the questions of a paper or a survey, checked against the scheme file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from exchange.errors import CxcError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from exchange.scheme.questions import FormQuestion

STARS = range(1, 6)
SCORES = range(11)
YES_NO = ("yes", "no")


class AnswerMissing(CxcError):
    """One answer is missing: {title}."""


class AnswerNotFitting(CxcError):
    """This answer does not fit its question, please give it again: {title}."""


def check_answers(questions: Iterable[FormQuestion], answers: Mapping[str, Any]) -> dict[str, Any]:
    """The answers to these questions by id, and nothing else.

    A text is a str within its limits, a rating an int from 1 to 5, a score one from 0 to 10, a
    choice an option's id, choices a list of them, yes or no the word. What was left out is left
    out. Raises AnswerMissing, AnswerNotFitting.
    """
    found = {question.id: _read(question, answers.get(question.id)) for question in questions}
    return {name: answer for name, answer in found.items() if answer is not None}


def _read(question: FormQuestion, given: Any) -> Any:
    if given not in (None, "", []):
        return READERS[question.kind](question, given)
    if question.optional:
        return None
    raise AnswerMissing(title=question.title)


def _text(question: FormQuestion, given: Any) -> str:
    text = str(given).strip()
    if not question.least <= len(text) <= question.most:
        raise AnswerNotFitting(title=question.title)
    return text


def _whole(question: FormQuestion, given: Any, allowed: range) -> int:
    digits = str(given)
    if not digits.isdecimal() or int(digits) not in allowed:
        raise AnswerNotFitting(title=question.title)
    return int(digits)


def _rating(question: FormQuestion, given: Any) -> int:
    return _whole(question, given, STARS)


def _score(question: FormQuestion, given: Any) -> int:
    return _whole(question, given, SCORES)


def _choice(question: FormQuestion, given: Any) -> str:
    return _among(question, given, tuple(option.id for option in question.options))


def _choices(question: FormQuestion, given: Any) -> list[str]:
    if not isinstance(given, list):
        raise AnswerNotFitting(title=question.title)
    return [_choice(question, one) for one in given]


def _yes_no(question: FormQuestion, given: Any) -> str:
    return _among(question, given, YES_NO)


def _among(question: FormQuestion, given: Any, allowed: tuple[str, ...]) -> str:
    if given not in allowed:
        raise AnswerNotFitting(title=question.title)
    return str(given)


READERS: Mapping[str, Callable[[FormQuestion, Any], Any]] = {
    "text": _text,
    "rating": _rating,
    "score": _score,
    "choice": _choice,
    "choices": _choices,
    "yes_no": _yes_no,
}
