from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.words.latin import in_latin
from matching.words.names import fold


@pytest.mark.parametrize(
    ("written", "latin"),
    [
        ("Βιοτεχνική", "viotechniki"),
        ("Ευρωπαϊκή Αυγή", "evropaiki avgi"),
        ("Αυτοκίνητο", "aftokinito"),
        ("Μπουγάτσα Άγγελος", "bougatsa angelos"),
        ("Слънчева къща", "slancheva kashta"),
        ("Юнски жътвари", "yunski zhatvari"),
        ("Łódź & Söhne 24", "lodz sohne 24"),
        ("", ""),
    ],
)
def test_how_names_are_written_abroad(written, latin):
    """By the two standards, without accents; Latin letters stay."""
    assert in_latin(fold(written)) == latin


@given(st.text("αβγδεζηθικλμνξοπρστυφχψωабвгдежзиклмнопрстуфхцчшщъьюя "))
def test_no_letter_is_left(text):
    """Every letter of both alphabets has a Latin one."""
    assert in_latin(text).isascii()
