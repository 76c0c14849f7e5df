from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.organisations.slips import gained_by_slips, one_slip_apart

WEIGHTS = st.dictionaries(st.text("abcdeé", min_size=1, max_size=9), st.floats(0.1, 9), max_size=5)


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ("novaprecision", "novrprecision", True),
        ("kappa data", "kapp adata", True),
        ("kappa data", "kappadata", True),
        ("nova bio", "nova bau", False),
        ("agro 2000", "agro 3000", False),
        ("cluster energia 1", "cluster energia 2", False),
        ("agrovia 2000", "agrovla 2000", True),
        ("loom", "room", False),
        ("", "", False),
    ],
)
def test_one_slip_in_a_whole_name(one, other, near):
    """Spaces do not count; short names have to be right."""
    assert one_slip_apart(one, other) is near
    assert one_slip_apart(other, one) is near


@pytest.mark.parametrize(
    ("ours", "theirs", "gained"),
    [
        ({"popescu": 1, "bau": 1}, {"porpescu": 1, "bau": 1}, 7 / 8 / 2),
        ({"maschinenbau": 2}, {"maschinebnau": 2}, 11 / 12),
        ({"bau": 1}, {"bar": 1}, 0),
        ({"route2000": 1}, {"route3000": 1}, 0),
        ({"utah": 1}, {"iowa": 1}, 0),
        ({"delta": 1, "delte": 1}, {"delto": 1}, 4 / 5 / 2**0.5),
        ({}, {"delta": 1}, 0),
    ],
)
def test_slips_in_words(ours, theirs, gained):
    """One slip in four letters, two in eight, each word for one other; what is alike counts."""
    assert gained_by_slips(ours, theirs) == pytest.approx(gained)


@given(WEIGHTS, WEIGHTS)
def test_a_gain_is_a_share(ours, theirs):
    """Never negative, never more than whole, and nothing for what is the same already."""
    assert 0 <= gained_by_slips(ours, theirs) <= 1 + 1e-9
    assert gained_by_slips(ours, ours) == 0
