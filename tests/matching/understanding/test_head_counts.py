"""How many somebody says that they are, whatever they call themselves."""

from __future__ import annotations

from datetime import date

import pytest

from matching.understanding.reading import understand

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Suntem 6 programatori din Cluj și facem aplicații.", 6),
        ("Wir sind vier Schwestern aus Graz und nähen Taschen.", 4),
        ("vi er tre piger fra silkeborg der syr tøj", 3),
        ("Je nás 9 a děláme protézy v Brně.", 9),
        ("Small seaweed outfit in Clonakilty, just me and 3 others.", 4),
        ("There are thirty-one of us in Walsall.", 31),
        ("A Bakony Méz Kft. családi cég, huszonegy munkatárssal.", 21),
        ("We are 3 hours from Vienna and make cheese.", None),
        ("Sme 20 minút od Viedne a robíme syr.", None),
        ("Somos una granja de Galicia.", None),
        ("We are 52 companies in the north of Portugal.", None),
    ],
)
def test_who_is_counted_are_those_who_write(text, people):
    """Whatever they are; ways, times and companies are no people."""
    assert understand(text, TODAY).people == people
