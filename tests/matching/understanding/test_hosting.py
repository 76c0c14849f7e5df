"""How many a host says can come."""

from __future__ import annotations

import pytest

from matching.understanding.hosting import places_told


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("We can receive three people. A guest would see our looms.", 3),
        (
            "We are 12 people. A guest would see our workshop. April suits us, two people at most.",
            2,
        ),
        ("Wir sind 12 Leute. Im Mai, höchstens zwei Personen.", 2),
        ("Nous sommes 9. Un visiteur verrait nos machines, deux personnes au maximum.", 2),
        ("Visitors could see it, for 2 people.", 2),
        ("We are 12 people. We weave.", None),
    ],
)
def test_the_places_of_a_host(text, places):
    """Room first, then a limit, then guests that are counted; who works there is no guest."""
    assert places_told(text) == places
