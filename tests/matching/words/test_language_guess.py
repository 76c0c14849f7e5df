from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.words.language_guess import languages_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Wir möchten mehr über das Recycling von Textilien erfahren", "de"),
        ("Nous voulons apprendre le recyclage des textiles", "fr"),
        ("Vogliamo imparare il riciclo della lana per la moda", "it"),
        ("We want to learn about wool", "en"),
        ("Queremos aprender el reciclaje para las empresas", "es"),
        ("Szukamy partnera do recyklingu oraz współpracy", "pl"),
        ("Queremos aprender com uma empresa em não-tecidos", "pt"),
        ("Wij zoeken een partner voor het recyclen van textiel", "nl"),
        ("Θέλουμε να μάθουμε για την ανακύκλωση", "el"),
        ("Искаме да научим за рециклиране", "bg"),
        ("Vrem să învățăm despre reciclarea textilelor", "ro"),
        ("Szeretnénk tanulni az újrahasznosításról, hogy jobb gyűjtés legyen", "hu"),
    ],
)
def test_a_sentence_tells_its_language(text, language):
    """By its small words and its letters, among 24 languages."""
    assert languages_of(text) == {language}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Uljara Brijeg, Pula. Hrvatski, talijanski.", "hr"),
        ("Lumikello, Rovaniemi. Syyskuuta. Suomi, ruotsi, englanti.", "fi"),
        ("Leipomo, 8 henkilöä", "fi"),
    ],
)
def test_a_list_without_small_words_tells_it_by_other_names(text, language):
    """Of languages and months, and by how people are counted."""
    assert languages_of(text) == {language}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Child day-care activities", "ro"),
        ("SME support, pre-press services", "sk"),
        ("Télécommunications sans fil", "mt"),
        ("Riproduzione su supporti registrati", "hr"),
    ],
)
def test_a_word_of_one_language_is_no_sign_of_another(text, language):
    """What is a small word there is an ordinary one here."""
    assert language not in languages_of(text)


@pytest.mark.parametrize("text", ["", "🙂", "wool", "Textilrecycling"])
def test_a_word_alone_tells_nothing(text):
    """No guess without a sign."""
    assert languages_of(text) == frozenset()


@given(st.text(max_size=60))
def test_anything_may_be_asked(text):
    """Every text has an answer: known codes, or none."""
    assert all(len(code) == 2 for code in languages_of(text))
