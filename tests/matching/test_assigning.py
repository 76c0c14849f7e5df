"""A cohort of profiles is assigned with reasons, figures and prices."""

from __future__ import annotations

import random

import pytest

from matching.assigning import assign
from matching.cohort.account.unplaced import Why
from matching.cohort.model.demand import Demand
from matching.ranking.eligibility import Circumstances, ExclusionCode
from matching.ranking.rank import rank
from tests.builders.matching.people import host, visitor

V1, V2 = visitor(id="v1"), visitor(id="v2", organisation="Other Weavers", country="DE")
H1 = host(id="h1", capacity=2, busy=1)
H2 = host(
    id="h2", organisation="Second Centre", country="ES", offers="Machines", capacity=1, busy=0
)


def pairs(found):
    """Return the pairs of an assignment."""
    return {(one.visitor, one.host) for one in found.plan.placed}


def test_a_host_takes_as_many_as_it_has_free_places():
    """A host takes as many as it has free places."""
    assert {one.host for one in assign([V1, V2], [H1, H2]).plan.placed} == {"h1", "h2"}


def test_scores_are_those_of_the_ranking():
    """Scores are those of the ranking."""
    found = assign([V1, V2], [H1, H2])
    shown = {"v1": rank(V1, [H1, H2]), "v2": rank(V2, [H1, H2])}
    for one in found.plan.placed:
        scores = {match.host.id: match.score for match in shown[one.visitor].matches}
        assert one.score == scores[one.host]


def test_the_order_of_people_does_not_matter():
    """The order of people does not matter."""
    people = [visitor(id=f"v{n}", organisation=f"O{n}", country="AT") for n in range(6)]
    hosts = [host(id=f"h{n}", organisation=f"P{n}", capacity=1, busy=0) for n in range(5)]
    found = assign(people, hosts)
    random.Random(3).shuffle(people)  # noqa: S311 - a fixed order
    assert assign(people, hosts[::-1]) == found


def test_barred_pairs_are_counted_by_rule():
    """Barred pairs are counted by rule."""
    found = assign([V1, V2], [H1, H2], circumstances={"v1": Circumstances(tried={"h1"})})
    assert found.barred == {ExclusionCode.TRIED: 1}
    assert (found.figures.eligible, found.figures.pairs) == (3, 4)


def test_who_has_no_eligible_host_reads_which_rules_bar_them():
    """Who has no eligible host reads which rules bar them."""
    at_home = visitor(id="v3", organisation="At Home", country="PT")
    found = assign([at_home], [H1])
    assert [(one.visitor, one.why) for one in found.unplaced] == [("v3", Why.NO_ELIGIBLE_HOST)]
    assert found.bars == {"v3": {ExclusionCode.SAME_COUNTRY: 1}}


def test_figures_tell_shares_ranks_and_places():
    """Figures tell shares ranks and places."""
    third = visitor(id="v3", organisation="Third", country="DE", region_category="less_developed")
    found = assign([V1, V2, third], [H1, H2]).figures
    assert (found.matched.matched, found.matched.of) == (2, 3)
    assert (found.places_used.matched, found.places_used.of) == (2, 2)
    assert sum(one.of for one in found.by_country.values()) == 3
    assert found.by_region_category["less_developed"].of == 1
    assert found.top_three.share == 1.0
    assert found.total == pytest.approx(found.optimum)
    assert found.worst <= found.fifth_percentile


def test_moves_are_counted_against_the_last_run():
    """Moves are counted against the last run."""
    before = frozenset({("v1", "h9"), ("v2", "h2")})
    found = assign([V1, V2], [H1, H2], demand=Demand(previous=before, keep_bonus=1.0))
    assert pairs(found) == {("v1", "h1"), ("v2", "h2")}
    assert found.figures.moved == 1


@pytest.mark.parametrize(("visitors", "hosts"), [([], []), ([V1], []), ([], [H1])])
def test_empty_sides(visitors, hosts):
    """Empty sides."""
    found = assign(visitors, hosts)
    assert found.plan.placed == ()
    assert found.figures.worst is None
    assert len(found.unplaced) == len(visitors)
