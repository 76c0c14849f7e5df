from __future__ import annotations

import pytest

from matching.places.languages import EU_LANGUAGES, LANGUAGES, find_language, language_name
from matching.words.names import Certainty


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("Deutsch", "de"),
        ("german", "de"),
        ("Allemand", "de"),
        ("englsh", "en"),
        ("anglais", "en"),
        ("Ελληνικά", "el"),
        ("български", "bg"),
        ("castellano", "es"),
        ("Flemish", "nl"),
        ("Slovenian", "sl"),
        ("FR", "fr"),
        ("gaeilge", "ga"),
        ("norsk", "no"),
    ],
)
def test_typed_languages(typed, code):
    """Languages are understood in any language, as codes and with a slip."""
    found = find_language(typed)
    assert (found.best, found.certainty) == (code, Certainty.SURE)


def test_every_language_finds_itself():
    """The name a language gives itself leads back to it."""
    assert {find_language(language_name(c, c)).best for c in LANGUAGES} == set(LANGUAGES)


def test_names():
    """A language is named in the reader's language, else in English, else by its code."""
    assert language_name("fr", "de") == "Französisch"
    assert language_name("fr", "xx") == "French"
    assert language_name("qqq") == "qqq"
    assert len(EU_LANGUAGES) == 24
