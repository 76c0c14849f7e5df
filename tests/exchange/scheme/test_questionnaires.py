"""Answers are checked against the scheme file."""

from __future__ import annotations

import pytest

from exchange.scheme.kinds import Option
from exchange.scheme.questionnaires import AnswerMissing, AnswerNotFitting, check_answers
from exchange.scheme.questions import FormQuestion

OPTIONS = (Option(id="red", label="Red"), Option(id="blue", label="Blue"))


def question(kind, **more):
    """A question of that kind."""
    options = OPTIONS if kind.startswith("choice") else ()
    return FormQuestion(id="one", title="One", prompt="One?", kind=kind, options=options, **more)


@pytest.mark.parametrize(
    ("kind", "given", "kept"),
    [
        ("text", "  mended & kept ", "mended & kept"),
        ("rating", "5", 5),
        ("rating", 1, 1),
        ("score", "0", 0),
        ("score", 10, 10),
        ("choice", "red", "red"),
        ("choices", ["blue", "red"], ["blue", "red"]),
        ("yes_no", "no", "no"),
    ],
)
def test_fitting_answers_are_kept(kind, given, kept):
    """Each kind of question has its form of answer."""
    assert check_answers([question(kind)], {"one": given}) == {"one": kept}


@pytest.mark.parametrize(
    ("kind", "given"),
    [
        ("text", "a" * 1001),
        ("rating", "6"),
        ("rating", "0"),
        ("rating", "5.0"),
        ("rating", "²"),
        ("score", -1),
        ("score", 11),
        ("choice", "green"),
        ("choices", ["red", "green"]),
        ("choices", "red"),
        ("yes_no", "perhaps"),
    ],
)
def test_answers_that_do_not_fit_are_refused(kind, given):
    """What the question does not offer is not kept."""
    with pytest.raises(AnswerNotFitting):
        check_answers([question(kind)], {"one": given})


@pytest.mark.parametrize("nothing", [None, "", []])
@pytest.mark.parametrize("kind", ["text", "rating", "choices"])
def test_only_optional_answers_may_be_missing(kind, nothing):
    """A left-out answer is left out, or asked for."""
    assert check_answers([question(kind, optional=True)], {"one": nothing}) == {}
    with pytest.raises(AnswerMissing):
        check_answers([question(kind)], {"one": nothing})


def test_unknown_answers_are_dropped():
    """Only what was asked is kept."""
    assert check_answers([question("yes_no")], {"one": "yes", "two": "no"}) == {"one": "yes"}
