"""A German verb is not the noun that is written like it."""

from __future__ import annotations

import pytest

from matching.topics.things import things_in
from matching.topics.vocabulary import spot_topics


@pytest.mark.parametrize(
    ("text", "topic", "said"),
    [
        ("Wir schulen Pflegekräfte am Bildschirm.", "skills", "schulen"),
        ("wir schulen mitarbeiter in hotels", "skills", "schulen"),
        ("Wir bauen Schulen aus Holz.", "education", "Schulen"),
        ("möbel für schulen und kitas", "education", "schulen"),
    ],
)
def test_schulen_is_to_train_or_schools(text, topic, said):
    """By its capital, or by the word before it; the words are told as they were written."""
    found = spot_topics(text)
    assert found.get(topic) == said
    assert len({"skills", "education"} & found.keys()) == 1


def test_who_trains_tells_of_no_children():
    """Nor of schools, where things are told."""
    assert "children" not in things_in("Wir schulen Pflegekräfte am Bildschirm.")
    assert "children" in things_in("Wir beliefern Schulen mit Obst.")
