"""Parts of a country and islands: they tell the country, and no town."""

from __future__ import annotations

from datetime import date

import pytest

from matching.places.lands import part_at
from matching.understanding.reading import understand
from matching.words.names import fold

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("told", "country"),
    [
        ("South Tyrol", "IT"),
        ("Tyrol", "AT"),
        ("Bavorska", "DE"),
        ("Małopolski", "PL"),
        ("Saaremaal", "EE"),
        ("Toskánsku", "IT"),
        ("Dolny Śląsk", "PL"),
    ],
)
def test_a_part_is_of_its_country(told, country):
    """In its cases, and the longest name counts."""
    words = fold(told).split()
    assert part_at(words) == ((country,), len(words))


@pytest.mark.parametrize(
    ("text", "country", "wished"),
    [
        ("We are a mill in Bavaria and would like to go to Spain in May.", "DE", ("ES",)),
        ("Nous sommes une ferme en Bretagne et nous voulons aller en Irlande.", "FR", ("IE",)),
        ("Jsme z Moravy a chceme do Bavorska.", "CZ", ("DE",)),
        ("Oleme Saaremaal ja teeme juustu, tahame Soome.", "EE", ("FI",)),
        ("We make Galicia style cheese in Cork.", "IE", ()),
        ("Είμαστε στη Σύρο και θέλουμε Ιταλία.", "GR", ("IT",)),
        ("Tiroler Loden kaufen wir, unsere Weberei steht in Kassel.", "DE", ()),
    ],
)
def test_who_is_in_a_part_is_in_its_country(text, country, wished):
    """Where somebody is in it or goes there; a style is no place."""
    found = understand(text, TODAY)
    assert (found.country, found.wished) == (country, wished)


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Vi bygger både i Svendborg. Vores træ kommer fra Sverige.", "DK"),
        ("Our wool comes from Norway. We weave it in Cork.", "IE"),
        ("Unsere Firma kommt aus Österreich.", "AT"),
        ("We come from Portugal and make lamps of cork.", "PT"),
    ],
)
def test_where_a_thing_comes_from_is_not_where_they_are(text, country):
    """But where a company comes from is."""
    assert understand(text, TODAY).country == country
