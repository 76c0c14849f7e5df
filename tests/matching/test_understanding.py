"""A paragraph becomes proposals, and never an exception."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.names import fold
from matching.places.cities import city
from matching.topics import topics
from matching.understanding import Understood, ecosystems_of, understand

PARAGRAPHS = [
    (
        (
            "We are a family mill in Łódź, Poland. We weave wool and are looking for laser cutting. "
            "Our people speak English and Polish."
        ),
        ("Łódź", "PL", {"en", "pl"}, "textiles"),
    ),
    (
        (
            "Wir sind ein Maschinenbauer aus Stuttgart und bieten 3D-Druck und Robotik. Wir sprechen "
            "Deutsch und Englisch."
        ),
        ("Stuttgart", "DE", {"de", "en"}, "electronics"),
    ),
    (
        "Nous fabriquons des fromages près de Lyon, en France, et cherchons des emballages durables.",
        ("Lyon", "FR", set(), "agri_food"),
    ),
    (
        "Suntem un cluster de turism din Brașov, România. Vorbim engleză.",
        ("Brașov", "RO", set(), "tourism"),
    ),
]


@pytest.mark.parametrize(("text", "expected"), PARAGRAPHS)
def test_a_paragraph_tells_place_languages_and_field(text, expected):
    """In four languages."""
    found = understand(text)
    place, country, spoken, ecosystem = expected
    assert fold(city(found.city).name) == fold(place)
    assert found.country == country
    assert spoken <= set(found.languages)
    assert ecosystem in found.ecosystems


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("it is a nice idea that most of us split", "small letters are no names"),
        ("We work IN the IT field", "codes are words"),
        ("Our office is in Springfield", "unknown places are left out"),
    ],
)
def test_what_is_not_a_name_is_not_guessed(text, what):
    """No country, no city."""
    found = understand(text)
    assert (found.country, found.city) == (None, None), what


def test_a_country_is_no_language():
    """Romania is the language too, in Finnish; the writer means the country."""
    assert understand("We are from Romania").languages == ()


def test_the_city_is_sought_in_the_country_that_is_named():
    """There is a Valencia in more than one place, and a Frankfurt that few mean."""
    found = understand("We are from Frankfurt (Oder) in Germany")
    assert city(found.city).country == "DE"
    assert understand("We are from Lisbon, Poland").city is None


@given(st.lists(st.sampled_from(sorted(topics())), max_size=12))
def test_at_most_three_ecosystems_and_only_those_of_the_topics(found):
    """Each belongs to a topic that was found."""
    ecosystems = ecosystems_of(tuple(found))
    allowed = {one for topic in found for one in topics()[topic].ecosystems}
    assert len(ecosystems) <= 3
    assert set(ecosystems) <= allowed


@given(st.text(max_size=400))
def test_any_text_is_understood_somehow(text):
    """Emoji, Greek, nothing at all."""
    assert isinstance(understand(text), Understood)


def test_nothing_is_understood_of_nothing():
    """An empty answer proposes nothing."""
    assert understand("") == Understood()
