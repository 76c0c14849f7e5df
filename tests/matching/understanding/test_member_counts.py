"""How many members a cluster says that it has."""

from __future__ import annotations

import pytest

from matching.understanding.member_counts import is_all_about_members, members_in


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("We are a cluster of 140 members in Porto", 140),
        ("Gegründet 2009, 85 Mitglieder, 3 Labore", 85),
        ("1 200 entreprises du bois", 1200),
        ("we have 1.200 companies", 1200),
        ("90 small and medium companies", 90),
        ("cuenta con 64 empresas", 64),
        ("zrzesza 45 firm", 45),
        ("Founded in 2010. We bring laser labs to members.", None),
        ("We are 12", None),
        ("a budget of 300.5 for companies", None),
        ("999999999 members", None),
    ],
)
def test_a_number_beside_a_word_for_members(text, count):
    """Not a year, a sum or a share of something else."""
    assert members_in(text) == count


@pytest.mark.parametrize(
    ("text", "only"),
    [("140 members", True), ("we have 140 members", True), ("140 members and a new lab", False)],
)
def test_whether_it_says_anything_else(text, only):
    """Then only the number changes."""
    assert is_all_about_members(text) is only
