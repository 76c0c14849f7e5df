"""Whether something that was typed is a question."""

from __future__ import annotations

import pytest

from matching.questions.asked import is_question
from tests.matching.questions.test_finding import asked


def test_questions_of_all_languages_are_questions():
    """By their sign all, by their words alone most."""
    questions = [question for *_, question in asked()]
    assert [one for one in questions if not is_question(one)] == []
    bare = [one.rstrip("?; ").lstrip("¿") for one in questions]
    assert sum(map(is_question, bare)) >= 0.6 * len(bare)


@pytest.mark.parametrize(
    "text",
    [
        "Porto?",
        "?",
        "Hello?",
        "May",
        "whatever",
        "Who Ltd",
        "We weave wool.",
        "Ana Pop; Mondego Looms",
        "12-16 April 2027",
        "How we work: with wool. We look for a partner.",
        "x" * 400 + "?",
    ],
)
def test_answers_are_no_questions(text):
    """Also one that is not sure of itself, and a long text whatever it ends with."""
    assert not is_question(text)
