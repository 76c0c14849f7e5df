"""Which letters our papers can print, and what becomes of the others."""

from __future__ import annotations

import io
from datetime import UTC, datetime

import pypdf
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from exchange.papers.layout import HEADLINE, SECTION, Ink, write
from exchange.papers.sheet import Paper
from exchange.papers.typeface import CODE, one_line, printable

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


@pytest.mark.parametrize("text", ALPHABETS.values(), ids=ALPHABETS)
def test_what_is_set_can_be_read_in_the_document(text):
    """In every face, whether its letters are the usual ones or others too."""
    paper = Paper("A paper", datetime(2027, 1, 13, tzinfo=UTC))
    paper.add_page()
    for ink in (Ink(9.5), HEADLINE, SECTION, Ink(9.5, bold=True)):
        write(paper, printable(text), ink)
    write(paper, "ff-0123", Ink(6.5, family=CODE))
    told = pypdf.PdfReader(io.BytesIO(paper.content())).pages[0].extract_text()
    assert told.split().count(printable(text).split()[0]) == 4
