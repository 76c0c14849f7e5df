from __future__ import annotations

import math
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import matching
from matching.cohort.model.demand import Demand
from matching.cohort.model.errors import BadScores
from matching.errors import BadWeightsError
from tests.builders.matching.people import HOST, PROFILES, TEXTS, VISITOR, host
from tests.sizes import examples

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
    assert sorted(found.ids(0)) == ["000001", "h1"]
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


@settings(deadline=None, max_examples=examples(30))
@given(st.one_of(PROFILES, TEXTS), st.lists(st.one_of(PROFILES, TEXTS), max_size=3))
def test_anything_gets_a_clear_answer(visitor, hosts):
    """Empty, one word, signs, long, other scripts, no places, no hosts: never an error or NaN."""
    ranking = matching.rank(visitor, hosts, top=9)
    at_once = matching.rank_all([visitor], hosts, top=9)
    assert at_once.ids(0) == tuple(match.host.id for match in ranking.matches)
    assert all(0 <= match.score <= 1 for match in ranking.matches)
    query = visitor if isinstance(visitor, str) else visitor.seeks
    assert matching.search(query, hosts).total <= len(hosts)


@pytest.mark.parametrize("of", [list, tuple, iter, np.array, dict.fromkeys])
def test_any_iterable_of_texts_will_do(of):
    """Lists, tuples, generators, arrays: the same answers."""
    assert matching.relevance(of(OFFERS), of(OFFERS)).shape == (3, 3)
    assert matching.relevance(of([]), of([])).shape == (0, 0)
    assert len(matching.rank("weaving", of(OFFERS)).matches) == 3
    assert len(matching.rank_all(of(OFFERS), of(OFFERS), top=1).hosts) == 3
    assert matching.search("weaving", of(OFFERS)).total == 1
    assert len(matching.assign(of(OFFERS), of(OFFERS)).plan.placed) == 3
    assert [found[0].index for found in matching.same_organisations(of(OFFERS), of(OFFERS))] == [
        0,
        1,
        2,
    ]


def test_one_text_alone_is_a_list_of_one():
    """And never a list of its letters."""
    assert matching.relevance("weaving", OFFERS).shape == (1, 3)
    assert matching.relevance("weaving", "weaving").tolist() == [[pytest.approx(1.0)]]
    assert len(matching.same_organisations("Acme GmbH", "Acme")) == 1
    assert matching.rank("weaving", "weaving").total == 1
    known = [host(id="fr", country="FR", offers="weaving"), host(id="fi", country="FI")]
    assert [one.id for one in matching.search(None, known, countries="FR").hosts] == ["fr"]


def test_profiles_are_organisations_too():
    """Name, country and city are read of them."""
    found = matching.same_organisations([host(organisation="Acme GmbH")], [HOST, "ACME"])
    assert found[0][0].index == 1


def test_lists_and_nothing_in_a_profile():
    """Lists for tuples, a text for a list of one, None and NaN for what was not told."""
    plain = matching.Profile(id="v", country="DE", languages=("en",), ecosystems=("textiles",))
    listed = matching.Profile(
        id="v",
        country="DE",
        languages=["en"],
        ecosystems="textiles",
        seeks=None,
        months=None,
        capacity=None,
        latitude=math.nan,
        longitude=math.inf,
    )
    assert matching.rank(listed, [HOST]).matches == matching.rank(plain, [HOST]).matches
    assert matching.rank("wool", [listed]).matches[0].host == plain
    assert matching.rank("wool", [None, ""]).total == 2
    assert matching.relevance([None], ["wool"]).tolist() == [[0.0]]


def test_places_beyond_counting():
    """More than a machine's number holds are as good as enough."""
    assert len(matching.assign(["a", "b"], [host(capacity=10**30)]).plan.placed) == 2


@pytest.mark.parametrize("weight", ["much", None, math.nan, math.inf, -1, 10**400])
def test_what_is_no_weight_is_refused(weight):
    """By the error that is documented, and so are weights too large to be added up."""
    with pytest.raises(BadWeightsError):
        matching.rank("wool", OFFERS, {"needs": weight})
    with pytest.raises(BadWeightsError):
        matching.rank("wool", OFFERS, {"needs": 1e308, "offers": 1e308})


def test_no_scheme_is_the_usual_one():
    """None stands for the default weights."""
    assert matching.rank("wool", OFFERS, None) == matching.rank("wool", OFFERS)


@pytest.mark.parametrize("bonus", [math.nan, math.inf])
def test_what_is_no_bonus_is_refused(bonus):
    """By an error of cohorts, whether anybody gains it or not."""
    for demand in (Demand(keep_bonus=bonus), Demand(favour_bonus=bonus)):
        with pytest.raises(BadScores):
            matching.assign(["wool"], OFFERS, demand=demand)
