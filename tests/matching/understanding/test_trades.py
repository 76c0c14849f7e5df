"""The trade that somebody tells is their ecosystem; what they want to see is not."""

from __future__ import annotations

import pytest

from matching.topics.ecosystems import ECOSYSTEMS
from matching.topics.vocabulary import languages
from matching.understanding.clauses import listed
from matching.understanding.reading import understand
from matching.understanding.trades import trades_named


@pytest.mark.parametrize(
    ("text", "ecosystems"),
    [
        ("Small brewery near Ghent, we look for sensors", ("agri_food",)),
        ("Wir schreiben Software für Krankenhäuser", ("digital", "health")),
        ("Szyjemy odzież w Łodzi, chcemy zobaczyć roboty", ("textiles",)),
        ("Teeme puitmaju ja tahame näha droone", ("construction",)),
    ],
)
def test_what_is_made_tells_and_what_is_wished_does_not(text, ecosystems):
    """In the order of the words."""
    assert understand(text).ecosystems == ecosystems


@pytest.mark.parametrize(
    ("text", "ecosystems"),
    [
        ("Onze koeien krijgen uierontsteking", ()),
        ("Gosti dolaze samo u srpnju, hotel nam je prazan", ("tourism",)),
        ("We look for a brewery, not for a shipyard", ("agri_food", "mobility")),
        ("", ()),
    ],
)
def test_words_name_trades_whoever_is_spoken_of(text, ecosystems):
    """What is wished for and what is denied are spoken of as well."""
    assert trades_named(text) == ecosystems


def test_every_language_has_words_of_every_ecosystem():
    """All 24 of the EU, all 14."""
    listed_pairs = {tuple(key.split()) for key in listed("trades.txt")}
    assert {(one, of) for one in languages() for of in ECOSYSTEMS} <= listed_pairs
