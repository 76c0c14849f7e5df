from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.organisations.shortlist import roughly_alike

NAMES = ["Loom Robotics GmbH", "Danube Optics AG", "Bund Tiroler Weber", "BTW GmbH", ""]


@pytest.mark.parametrize(
    ("name", "picked"),
    [
        ("Loom Robotic", [0]),
        ("Robotics Loom KG", [0]),
        ("BTW", [3, 2]),
        ("Bund Tiroler Weber eG", [2, 3]),
        ("Granary of Tomorrow", []),
        ("", []),
        ("🤷", []),
    ],
)
def test_a_rough_pick(name, picked):
    """By words in any order, slips allowed, and by short forms either way."""
    assert roughly_alike(name, NAMES, "AT") == picked


@given(st.lists(st.text(max_size=20), max_size=8), st.text(max_size=20))
def test_places_are_in_the_list(names, name):
    """Each place once, whatever is typed."""
    picked = roughly_alike(name, names)
    assert len(set(picked)) == len(picked)
    assert all(0 <= place < len(names) for place in picked)
