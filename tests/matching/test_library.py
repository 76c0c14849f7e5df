from __future__ import annotations

from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import matching
from matching.errors import BadWeightsError
from tests.matching.people import HOST, PROFILES, TEXTS, VISITOR, host

OFFERS = ["Cheese and wine", "3D printing", "Weaving"]


@pytest.mark.parametrize(
    "scheme", [{"needs": 1.0}, SimpleNamespace(weights={"needs": 1.0}), {"needs": 2}]
)
def test_texts_are_enough(scheme):
    """What a visitor seeks and hosts offer, in different languages; weights or what has them."""
    found = matching.rank("Wir suchen additive Fertigung", OFFERS, scheme, top=2)
    assert found.matches[0].host.id == "000001"
    assert len(found.matches) == 2


def test_all_at_once():
    """Arrays of places and scores, the same as one by one."""
    found = matching.rank_all(["additive Fertigung", VISITOR], [*OFFERS, HOST], top=2)
    assert found.numbers.shape == found.scores.shape == (2, 2)
    assert found.ids(0)[0] == "000001"
    assert found.ids(1)[0] == "h1"


def test_search_by_words():
    """Typos forgiven, filters as in the catalogue."""
    assert [one.id for one in matching.search("weavng", OFFERS).hosts] == ["000002"]
    assert (
        matching.search("weaving", [HOST, host(id="x", country="FI")], countries=["FI"]).total <= 1
    )


@pytest.mark.parametrize(
    "scheme", [{"needs": 1.0}, SimpleNamespace(weights={"needs": 1.0}), {"needs": 2}]
)
def test_a_cohort_of_texts(scheme):
    """Visitors and hosts told as texts, each to the host that offers what it seeks."""
    found = matching.assign(["additive Fertigung", "tissage"], OFFERS, scheme)
    assert {(one.visitor, one.host) for one in found.plan.placed} == {
        ("v0", "000001"),
        ("v1", "000002"),
    }
    assert found.plan.proved


def test_one_host_one_visitor_all_functions():
    """Every name of the library is there and takes plain data."""
    assert matching.relevance(["wool"], ["wool"]).shape == (1, 1)
    assert matching.same_organisations(["Acme"], ["ACME Ltd"])[0][0].index == 0
    assert matching.assign([VISITOR], [HOST]).plan is not None
    for ask in (
        lambda: matching.rank("wool", OFFERS, {"charm": 1.0}),
        lambda: matching.assign(["wool"], OFFERS, {"charm": 1.0}),
    ):
        with pytest.raises(BadWeightsError):
            ask()


@settings(deadline=None, max_examples=30)
@given(st.one_of(PROFILES, TEXTS), st.lists(st.one_of(PROFILES, TEXTS), max_size=3))
def test_anything_gets_a_clear_answer(visitor, hosts):
    """Empty, one word, signs, long, other scripts, no places, no hosts: never an error or NaN."""
    ranking = matching.rank(visitor, hosts, top=9)
    at_once = matching.rank_all([visitor], hosts, top=9)
    assert at_once.ids(0) == tuple(match.host.id for match in ranking.matches)
    assert all(0 <= match.score <= 1 for match in ranking.matches)
    query = visitor if isinstance(visitor, str) else visitor.seeks
    assert matching.search(query, hosts).total <= len(hosts)
