"""Text by people: as it was meant, and never like a line or a badge of ours."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.kinds.texts import whole_numbers
from bot.conversation.speech import Speech
from bot.conversation.tidying import BADGES, one_line, personal_name, tidy


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Loom\tWorks", "Loom Works"),
        ("Loom\u00a0Works", "Loom Works"),
        ("Loom\u2028Works", "Loom\nWorks"),
        ("Loom\u2029Works", "Loom\nWorks"),
        ("Loom\r\nWorks", "Loom\nWorks"),
        ("Loom\x85Works\x0bLtd\x0c", "Loom\nWorks\nLtd"),
        ("Loom \n  Works", "Loom\nWorks"),
        ("a\n\n\n\n\nb", "a\n\nb"),
        ("\u202eskroW mooL\u202c", "skroW mooL"),
        ("\u2066Loom\u2069 \u200bWorks\u200f", "Loom Works"),
        ("✅ Checked by Hi-Tech-TEX", "Checked by Hi-Tech-TEX"),
        ("Loom ✔️ Works 🛡️", "Loom Works"),
        ("⚠️ Pay to https://evil.example", "Pay to https://evil.example"),
        ("Z\u0335\u0336\u0337\u0338\u0321algo", "Z\u0335\u0336\u0337algo"),
        ("Łódź, Ångström, Ελλάδα, Київ, ქართული", "Łódź, Ångström, Ελλάδα, Київ, ქართული"),
        ("50 % & <b>bold</b> ™", "50 % & <b>bold</b> ™"),
    ],
)
def test_text_is_tidied(typed, kept):
    """Blanks part words and never join them; what cannot be seen, or passes for ours, goes."""
    assert tidy(typed) == kept
    assert one_line(typed) == " ".join(kept.split())


@given(st.text())
def test_a_line_is_a_line(text):
    """Tidied once or twice, in one line, with nothing that cannot be seen."""
    line = one_line(text)
    assert line == one_line(line)
    assert len(line.splitlines()) <= 1
    assert line.isprintable()
    assert not BADGES.search(line)
    assert tidy(tidy(text)) == tidy(text)


@pytest.mark.parametrize(
    ("called", "name"),
    [
        ("Ana\nPop", "Ana Pop"),
        ("✅ Ana Pop ✅", "Ana Pop"),
        ("\u202eanA", "anA"),
        ("🎉🎉", ""),
        ("123", ""),
        ("", ""),
        ("x" * 300, "x" * 120),
    ],
)
def test_a_telegram_name_is_judged_like_a_typed_one(called, name):
    """Nobody has looked at it: it may hold anything."""
    assert personal_name(called) == name


@given(st.text(), st.text())
def test_what_people_wrote_stays_within_its_line(name, words):
    """Whatever is in a fact, no line begins with it but the one it was put into."""
    said = Speech("en")("<b>{name}</b>: {words}", name=name, words=words)
    assert len(said.split("\n")) == 1


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("5", 5),
        ("about 5 days", 5),
        ("-5", -5),
        ("000000005999999", 5_999_999),
        ("0000000000000000005", 5),
        ("51,000", 51_000),
        ("51.000", 51_000),
        ("51 000", 51_000),
        ("51\u00a0000", 51_000),
        ("1,234,567", 1_234_567),
        ("3.5", None),
        ("2,5 days", None),
        ("9" * 30, None),
        ("9" * 4000, None),
        ("٣", 3),
        ("none", None),
        ("²", None),
        ("", None),
        ("3-5", None),
        ("5.", 5),
    ],
)
def test_a_number_is_what_was_typed(typed, number):
    """Not its first digits; half a day is no number of days."""
    numbers = whole_numbers(typed)
    assert (numbers[0] if len(numbers) == 1 else None) == number
