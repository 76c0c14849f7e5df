"""Clusters that fit each other: across a border, for reasons, in an order that the reasons explain."""

from __future__ import annotations

import pytest

from matching.chains.twins import Strengths, twins

OWN = Strengths(
    "own",
    "AT",
    "We weave wool and have a test lab for fabrics.",
    "Natural dyes and robotics.",
    "silver",
    "more_developed",
    ("textiles",),
    ("testing",),
)


def other(number="other", **more):
    """A cluster abroad that shares nothing but what is given."""
    return Strengths(number, "PT", **{"brings": "Olive oil.", "seeks": "Bottles."} | more)


@pytest.mark.parametrize(
    ("facts", "reasons"),
    [
        ({"brings": "We have natural dyes."}, {"gives": ("textile_finishing",)}),
        ({"seeks": "A lab for the testing of wool."}, {"takes": ("wool",)}),
        ({"ecosystems": ("health", "textiles")}, {"same": ("textiles",)}),
        ({"ecosystems": ("textiles",), "label": "gold"}, {"above": 1}),
        ({"ecosystems": ("textiles",), "label": "bronze"}, {"above": -1}),
        ({"ecosystems": ("textiles",), "label": None}, {"above": None}),
        ({"ecosystems": ("textiles",), "region": "transition"}, {"region": True}),
        ({"ecosystems": ("textiles",), "region": None}, {"region": False}),
        (
            {"ecosystems": ("textiles",), "services": ("testing", "fab_lab")},
            {"services": ("fab_lab",)},
        ),
    ],
)
def test_every_reason_follows_from_what_differs_or_is_shared(facts, reasons):
    """And from nothing else."""
    (found,) = twins(OWN, [other(**facts)], None)
    for name, wanted in reasons.items():
        said = getattr(found, name)
        assert said == wanted


@pytest.mark.parametrize(
    "gains",
    [
        {"brings": "We have natural dyes."},
        {"label": "gold"},
        {"region": "less_developed"},
        {"services": ("fab_lab",)},
    ],
)
def test_whoever_has_one_reason_more_comes_first(gains):
    """Each of them counts."""
    plain = other("plain", ecosystems=("textiles",))
    better = other("better", ecosystems=("textiles",), **gains)
    assert [one.id for one in twins(OWN, [plain, better], None)] == ["better", "plain"]


def test_who_shares_nothing_or_is_at_home_is_not_among_them():
    """A twinning crosses a border."""
    home = Strengths("home", "AT", "Natural dyes.", "Wool.", ecosystems=("textiles",))
    assert twins(OWN, [other(), home], None) == []
    assert twins(OWN, [], None) == []
