"""What an organisation is called where a list tells it, and what in a list is no name."""

from __future__ import annotations

import pytest

from matching.understanding.reading import understand


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Hello, Copper Kettle Brewing in Cork, 11 people. We brew beer.", "Copper Kettle Brewing"),
        ("Brauerei Lindenhof aus Köln, 9 Leute", "Brauerei Lindenhof"),
        ("Boulangerie Du Pont Neuf, Lyon, 8 salariés", "Boulangerie Du Pont Neuf"),
        ("Oak & Iron Furniture — Ghent — 14 people — tables", "Oak & Iron Furniture"),
        ("Piekarnia Złoty Kłos\nTarnów\n25 osób\nchleb", "Piekarnia Złoty Kłos"),
        ("From Braga, Northern Looms, 18 people, towels", "Northern Looms"),
        ("Somos de Guimarães, Tecidos do Vale, 18 pessoas", "Tecidos do Vale"),
        ("Nazywamy się Cicha Fala. Robimy aplikacje.", "Cicha Fala"),
        ("Siamo la Cantina Tre Colli di Asti, in nove.", "Cantina Tre Colli"),
    ],
)
def test_a_name_stands_beside_the_place_and_how_many_they_are(text, name):
    """In lines as between commas, before or after the place, or called so."""
    assert understand(text).organisation == name


@pytest.mark.parametrize(
    "text",
    [
        "Small bakery in Lyon, 12 people, bread and cakes",
        "small bakery in lyon, 12 people, bread",
        "Maria Silva, Porto. We are 12 people and make shoes.",
        "Anna Kowalska, Tarnów, 34 lata",
        "We are a family business in Graz, 20 people.",
        "Kleine Schreinerei, Ravensburg, 18 Leute",
        "Familienbetrieb Möbelbau in Ravensburg, 18 Leute",
        "Ingenieurbüro für Wasserbau, Dresden, 33 Leute",
        "Cluster für Medizintechnik, Tuttlingen, 8 Leute",
        "Medical devices, Tuttlingen, 40 people",
        "AI startup, Berlin, 7 people",
        "Winery in Eger, 6 people, Bikavér wines",
        "Pivovar v Plzni, 12 lidí",
        "Rakennamme laivoja Turussa, 60 henkilöä",
        "Facem încălțăminte la Oradea, 30 oameni, Italia sau Spania",
        "We are Danish. We make ships.",
    ],
)
def test_what_is_told_of_them_is_no_name(text):
    """A trade, a place, a person, a sentence."""
    assert understand(text).organisation is None
