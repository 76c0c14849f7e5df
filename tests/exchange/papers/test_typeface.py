"""Which letters our papers can print, and what becomes of the others."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from exchange.papers.typeface import one_line, printable

ALPHABETS = {
    "Bulgarian": "Ъгълът на щастието, южняк",
    "Greek": "Ξεσκεπάζω τὴν ψυχοφθόρα ΐΰ",
    "Romanian": "Gheorghe, obezul, a reușit să obțină țâță",
    "Polish": "Zażółć gęślą jaźń",
    "Turkish": "Pijamalı hasta yağız şoföre İçti",
    "Icelandic": "Kæmi ný öxi hér, ykist þjófum",
    "Maltese": "Ġaħan ħa żunżana",
    "Ukrainian": "Жебракують ґумові їжаки є",
    "Armenian": "Հայաստան",
    "signs": "€ – — … • ’ “ ” „ « » № ½ × → ²",
}


@pytest.mark.parametrize("text", ALPHABETS.values(), ids=ALPHABETS)
def test_the_languages_of_the_scheme_print_as_they_are(text):
    """Each language of a country in the scheme keeps every letter."""
    assert printable(text) == text


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("visit 👍🏽 soon", "visit  soon"),
        ("👩‍👩‍👧", ""),
        ("工場", "□□"),
        ("s\u0326", "ș"),
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("a\tb\u00a0c\u3000d", "a b c d"),
        ("a\x00\u202e\ufeff\uf6c5b", "ab"),
    ],
)
def test_other_characters_are_dropped_boxed_or_made_plain(typed, printed):
    """Pictures go, unknown letters become boxes, white space becomes plain."""
    assert printable(typed) == printed


@given(st.text())
def test_one_line_is_one_line(text):
    """A single line has no breaks, no double spaces and none at its ends."""
    line = one_line(text)
    assert line == " ".join(line.split())


@given(st.text())
@example("A\x1f\u0323")
def test_printing_twice_changes_nothing(text):
    """What is printable stays as it is."""
    assert printable(printable(text)) == printable(text)
