from __future__ import annotations

import pytest

from matching.eligibility import Circumstances, Exclusion, ExclusionCode, exclusion
from tests.matching.people import VISITOR, host


@pytest.mark.parametrize(
    ("changes", "code", "facts"),
    [
        ({"id": "v1"}, ExclusionCode.SELF, {}),
        (
            {"organisation": "fictional weavers ltd."},
            ExclusionCode.SAME_ORGANISATION,
            {"organisation": "fictional weavers ltd."},
        ),
        ({"country": "AT"}, ExclusionCode.SAME_COUNTRY, {"country": "AT"}),
        ({"id": "shut"}, ExclusionCode.CLOSED, {}),
        ({"id": "met"}, ExclusionCode.TRIED, {}),
        ({"busy": 2}, ExclusionCode.FULL, {"capacity": 2}),
        ({"capacity": 0, "busy": 0}, ExclusionCode.FULL, {"capacity": 0}),
    ],
)
def test_every_bar_names_its_rule(changes, code, facts):
    """An excluded pair knows the rule that bars it."""
    now = Circumstances(closed={"shut"}, tried={"met"})
    assert exclusion(VISITOR, host(**changes), now) == Exclusion(code, facts)


@pytest.mark.parametrize("changes", [{}, {"country": ""}, {"organisation": ""}])
def test_everybody_else_may_meet(changes):
    """What is not known bars nobody."""
    assert exclusion(VISITOR, host(**changes)) is None
