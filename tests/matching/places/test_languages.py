from __future__ import annotations

import pytest

from matching.places.babel_names import NAMED_IN, tongue
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


@pytest.mark.parametrize("language", NAMED_IN[:24])
def test_every_language_in_every_language(language):
    """All of ours, by the name that each language has for them."""
    for code in LANGUAGES:
        name = tongue(code, language)
        found = find_language(name or code)
        assert code in found.candidates, name


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("fluent german", "de"),
        ("deutsch (fließend)", "de"),
        ("C1 French", "fr"),
        ("a bit of English", "en"),
        ("native Slovak", "sk"),
        ("po polsku", "pl"),
        ("englanti", "en"),
        ("angolul", "en"),
        ("немски език", "de"),
        ("język niemiecki", "de"),
        ("Eesti keel", "et"),
        ("English language", "en"),
        ("🇩🇪", "de"),
        ("deu", "de"),
        ("spa", "es"),
        ("ger", "de"),
    ],
)
def test_languages_in_other_words(typed, code):
    """How well, in another form, by flag or code."""
    assert (find_language(typed).best, find_language(typed).certainty) == (code, Certainty.SURE)


@pytest.mark.parametrize(
    "typed",
    [
        "Mandarin",
        "Latin",
        "Latein",
        "čínština",
        "Bengalisch",
        "Hindi",
        "japonais",
        "Farsi",
        "kinesiska",
    ],
)
def test_other_languages_are_none_of_ours(typed):
    """Nor a misspelt one of ours."""
    assert find_language(typed).certainty is Certainty.NONE


def test_two_languages_are_asked_about():
    """Where one is looked for."""
    assert find_language("English and French").candidates == ("en", "fr")


def test_every_language_finds_itself():
    """The name a language gives itself leads back to it."""
    assert {find_language(language_name(c, c)).best for c in LANGUAGES} == set(LANGUAGES)


def test_names():
    """A language is named in the reader's language, else in English, else by its code."""
    assert language_name("fr", "de") == "Französisch"
    assert language_name("fr", "xx") == "French"
    assert language_name("qqq") == "qqq"
    assert len(EU_LANGUAGES) == 24
