"""What people tell stands behind our own words without theirs that say the same."""

from __future__ import annotations

import pytest

from bot.words.told import brought, sought

SOUGHT = [
    ("We look for looms", "looms"),
    ("we are looking for: looms", "looms"),
    ("We also look for looms", "looms"),
    ("Wir suchen Webstühle", "Webstühle"),
    ("Buscamos hilos", "hilos"),
    ("Looms of wood", "Looms of wood"),
    ("We look for", "We look for"),
    ("", ""),
]


@pytest.mark.parametrize(("told", "left"), SOUGHT)
def test_what_is_looked_for(told, left):
    """Nothing is said twice, and nothing is lost."""
    assert sought(told) == left


@pytest.mark.parametrize(
    ("told", "left"), [("We bring dyes", "dyes"), ("Wir bieten Tests", "Tests"), ("Dyes", "Dyes")]
)
def test_what_is_brought(told, left):
    """The same."""
    assert brought(told) == left
