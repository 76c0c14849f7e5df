"""How many a host says can come."""

from __future__ import annotations

import pytest

from matching.understanding.hosting import places_told, programme_told


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
        ("A fab lab, 9 people. Visitors try our machines. up to 4 people", 4),
    ],
)
def test_the_places_of_a_host(text, places):
    """Room first, then a limit, then guests that are counted; who works there is no guest."""
    assert places_told(text) == places


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("You'd see our hall and the ovens.", True),
        ("Somos doce. Enseñamos nuestra planta y el laboratorio.", True),
        ("Pokażemy członków i farmy słoneczne.", True),
        ("Wir zeigen unsere Halle.", True),
        ("We show our looms.", True),
        ("We see ourselves as a mill.", False),
        ("We weave wool.", False),
    ],
)
def test_what_a_host_shows_needs_no_guest_that_is_named(text, shown):
    """“We show our looms” is what there is to see."""
    assert bool(programme_told(text)) is shown
