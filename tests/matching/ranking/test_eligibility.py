from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.ranking.columns import lay_out
from matching.ranking.eligibility import (
    ORDINARY,
    Circumstances,
    Exclusion,
    ExclusionCode,
    bars,
    exclusion,
)
from tests.builders.matching.people import PROFILES, VISITOR, host
from tests.sizes import examples

NOW = Circumstances(
    closed={"shut"},
    tried={"met"},
    countries={"AT", "PT"},
    kinds={"sme", "scaling_up_support"},
    month="2027-04",
)


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
        ({"country": "CH"}, ExclusionCode.COUNTRY_MAY_NOT_HOST, {"country": "CH"}),
        (
            {"organisation_type": "public_authority"},
            ExclusionCode.KIND_MAY_NOT_HOST,
            {"kind": "public_authority"},
        ),
        ({"months": ("2027-02", "2027-01")}, ExclusionCode.DATES_OVER, {"month": "2027-02"}),
        ({"busy": 2}, ExclusionCode.FULL, {"capacity": 2}),
        ({"capacity": 0, "busy": 0}, ExclusionCode.FULL, {"capacity": 0}),
    ],
)
def test_every_bar_names_its_rule(changes, code, facts):
    """An excluded pair knows the rule that bars it."""
    assert exclusion(VISITOR, host(**changes), NOW) == Exclusion(code, facts)


@pytest.mark.parametrize(
    "changes",
    [{}, {"country": ""}, {"organisation": ""}, {"organisation_type": ""}, {"months": ()}],
)
def test_everybody_else_may_meet(changes):
    """What is not known bars nobody."""
    assert exclusion(VISITOR, host(**changes)) is None
    assert exclusion(VISITOR, host(**changes), NOW) is None


@settings(max_examples=examples(100))
@given(
    PROFILES,
    st.lists(PROFILES, max_size=5, unique_by=lambda one: one.id),
    st.sampled_from([ORDINARY, NOW]),
)
def test_rules_for_one_and_for_all_agree(yours, hosts, now):
    """A pair's rule is the first that bars the host where all hosts are looked at together."""
    columns = lay_out([*hosts, yours])
    found = bars(yours, columns, now)
    for place, one in enumerate(columns.hosts):
        alone = exclusion(yours, one, now)
        barred = [code for code, mask in found.items() if mask[place]]
        assert (alone and alone.code) == (barred[0] if barred else None)
