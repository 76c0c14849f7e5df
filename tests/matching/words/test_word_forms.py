from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.words.word_forms import KnownWord, WordForms, endings


def _forms(*words):
    forms = WordForms()
    for word, language in words:
        forms.add(word, language)
    return forms


@pytest.mark.parametrize(
    ("word", "language", "form", "sound"),
    [
        ("hrana", "sl", "hrane", [False]),
        ("hrana", "en", "hrane", []),
        ("sensor", "en", "sensors", [True]),
        ("sensor", "en", "sensore", []),
        ("port", "en", "ports", [True]),
        ("ports", "en", "port", [False]),
        ("voda", "cs", "vody", [False]),
        ("voda", "cs", "vodách", []),
        ("fuinneamh", "ga", "bhfuinneamh", [True]),
        ("fuinneamh", "fr", "bhfuinneamh", []),
        ("sensor", "", "sensorului", [True]),
    ],
)
def test_forms_follow_the_language_of_the_known_word(word, language, form, sound):
    """Both endings must be the language's; a short root speaks only in company."""
    assert [one.sound for one in _forms((word, language)).of(form)] == sound


def test_the_word_itself_comes_first():
    """A word that is known as it stands is not mistaken for its kin."""
    forms = _forms(("sensori", "it"), ("sensore", "it"))
    assert forms.of("sensore") == (
        KnownWord("sensore", sound=True),
        KnownWord("sensori", sound=True),
    )


def test_a_longer_root_comes_first():
    """What shares more with a word is nearer to it."""
    forms = _forms(("sport", "de"), ("sporte", "de"))
    assert [one.word for one in forms.of("sportes")] == ["sporte", "sport"]


def test_one_word_of_two_languages_has_the_endings_of_both():
    """Which language a text is in is not known."""
    forms = _forms(("sport", "de"), ("sport", "pl"))
    assert forms.of("sports")
    assert forms.of("sportami")
    assert not forms.of("sportului")


@given(st.text(alphabet="abcdeinrst", min_size=1, max_size=12), st.sampled_from(["de", "fi", ""]))
def test_a_known_word_is_its_own_kin(word, language):
    """Whatever has been added is found."""
    assert _forms((word, language)).of(word)[0] == KnownWord(word, sound=True)


def test_no_ending_is_an_ending():
    """Every language lists words that stay as they are, and some that do not."""
    assert all("" in endings(code) and len(endings(code)) > 1 for code in ("en", "ga", "sv", ""))
