"""A sentence about oneself is nobody's name; names are, whatever they begin with."""

from __future__ import annotations

import pytest

from matching.understanding.speaking_up import is_no_name, is_sentence


@pytest.mark.parametrize(
    "text",
    [
        "I want to host too",
        "we also host visitors",
        "wait, I want to host too",
        "Ich möchte auch Gäste empfangen",
        "nous voulons aussi accueillir",
        "I'd like to change the city",
    ],
)
def test_sentences(text):
    """With who speaks at their beginning, and words in small letters."""
    assert is_sentence(text)
    assert is_no_name(text)


@pytest.mark.parametrize(
    "text",
    [
        "I. Petrov",
        "Ana Pop",
        "ana pop",
        "We Are Looms",
        "I Ching Li",
        "Wei de la Cruz",
        "We Make",
        "Ich & Du GmbH",
    ],
)
def test_names(text):
    """In small letters too, as tired people type them."""
    assert not is_sentence(text)


def test_what_takes_back_is_no_name():
    """Though nobody speaks of themselves in it."""
    assert is_no_name("not Cluj, Turda")
