"""Each thing asked has its price: what the plan would be without it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings

from matching.cohort.account.tradeoffs import Asked, price_list
from matching.cohort.model.candidates import read_candidates
from matching.cohort.model.demand import Demand, Group, Quota, QuotaSide
from matching.cohort.model.solution import UNTOLD
from matching.cohort.plan import plan
from tests.builders.matching.small_cohorts import cohort, cohorts, names
from tests.sizes import examples

SCORES = [[0.9, 0.5], [0.8, 0.1]]


@pytest.mark.parametrize(
    ("demand", "asked", "subject", "matched", "total"),
    [
        (
            Demand(quotas=(Quota("PT", QuotaSide.HOSTS, frozenset({"h0"}), most=0),)),
            Asked.QUOTA,
            ("PT",),
            1,
            0.8,
        ),
        (Demand(locked=frozenset({("v0", "h0")})), Asked.LOCK, ("v0", "h0"), 0, 0.3),
        (Demand(forbidden=frozenset({("v1", "h0")})), Asked.FORBID, ("v1", "h0"), 0, 0.3),
        (
            Demand(groups=(Group("choir", frozenset({"v0", "v1"})),)),
            Asked.GROUP,
            ("choir",),
            2,
            1.3,
        ),
        (Demand(seats={"v0": 2}), Asked.SEATS, (), 1, 0.5),
        (Demand(previous=frozenset({("v0", "h0")}), keep_bonus=0.5), Asked.KEEP, (), 0, 0.3),
    ],
)
def test_the_price_of_one_thing(demand, asked, subject, matched, total):
    """The price of one thing."""
    pairs, places = cohort(SCORES), {"h0": 1, "h1": 1}
    found = price_list(pairs, places, demand, plan(pairs, places, demand))
    (price,) = found.prices
    assert (price.asked, price.subject, price.matched) == (asked, subject, matched)
    assert price.total == pytest.approx(total)
    assert found.free.total == pytest.approx(1.3)


def test_what_does_not_bind_has_no_price():
    """What does not bind has no price."""
    pairs, places = cohort(SCORES), {"h0": 1, "h1": 1}
    demand = Demand(
        quotas=(Quota("PT", QuotaSide.HOSTS, frozenset({"h0"}), most=1),),
        locked=frozenset({("v1", "h0")}),
        least_loads={"h1": 1},
        raise_worst=True,
    )
    assert price_list(pairs, places, demand, plan(pairs, places, demand)).prices == ()


def test_the_price_of_fairness():
    """The price of fairness."""
    pairs, places = cohort([[0.9], [0.88]]), {"h0": 1}
    demand = Demand(favoured=frozenset({"v1"}), favour_bonus=0.05)
    (price,) = price_list(pairs, places, demand, plan(pairs, places, demand)).prices
    assert (price.asked, price.matched) == (Asked.FAVOUR, 0)
    assert price.total == pytest.approx(0.02)


def test_the_price_of_a_raised_worst_pair():
    """The price of a raised worst pair."""
    pairs, places = cohort([[0.9, 0.2], [0.6, 0.1]]), {"h0": 1, "h1": 1}
    demand = Demand(raise_worst=True)
    found = plan(pairs, places, demand)
    (price,) = price_list(pairs, places, demand, found).prices
    assert (price.asked, found.floors) == (Asked.WORST, (0.2,))
    assert price.total == pytest.approx(0.2)


def test_many_pairs_are_priced_together():
    """One price for all that are forbidden, as each alone would take too long."""
    pairs = cohort([[0.9] * 21 + [0.5]])
    places = dict.fromkeys(pairs.hosts, 1)
    demand = Demand(forbidden=frozenset(("v0", f"h{number}") for number in range(21)))
    (price,) = price_list(pairs, places, demand, plan(pairs, places, demand)).prices
    assert (price.asked, price.subject) == (Asked.FORBID, ())
    assert price.total == pytest.approx(0.4)


def test_many_groups_are_priced_together():
    """Of more than twenty groups, what all of them cost."""
    count = 21
    pairs = cohort(np.tile([0.9, 0.5], (2 * count, 1)))
    groups = tuple(
        Group(f"g{one}", frozenset({f"v{one}", f"v{one + count}"})) for one in range(count)
    )
    places, demand = {"h0": 1, "h1": count}, Demand(groups=groups)
    (price,) = price_list(pairs, places, demand, plan(pairs, places, demand)).prices
    assert (price.asked, price.subject) == (Asked.GROUP, ())
    assert price.matched == 2


def without(demand, number):
    """The demand without a quota, by its number."""
    return replace(demand, quotas=demand.quotas[:number] + demand.quotas[number + 1 :])


@settings(deadline=None, max_examples=examples(60))
@given(cohorts(groups=True, seats=True, overlapping=True))
def test_without_an_idle_quota_nothing_is_better(drawn):
    """What the proof does not need costs nothing, whatever else is asked."""
    pairs, places, demand = drawn
    demand = replace(demand, raise_worst=False)
    found = plan(pairs, places, demand)
    for number in found.solution.idle if found.solution.idle_proved else ():
        other = plan(pairs, places, without(demand, number)).solution
        assert other.count == found.solution.count
        assert abs(other.gain - found.solution.gain) < UNTOLD * found.scale


@pytest.mark.parametrize("seats", [{}, {"v3": 3, "v40": 2}])
def test_only_quotas_that_may_matter_are_tried(seats):
    """Of forty hosts' quotas those of one country are full; the others' are idle, and cost nothing."""
    rng = np.random.default_rng(4)
    visitors, hosts = names("v", 60), names("h", 40)
    pairs = read_candidates(visitors, hosts, rng.random((60, 40)))
    quotas = tuple(
        Quota(f"q{first}", QuotaSide.HOSTS, frozenset(hosts[first::4]), most=3 if first < 1 else 25)
        for first in range(4)
    )
    places, demand = dict.fromkeys(hosts, 2), Demand(quotas=quotas, seats=seats)
    found = plan(pairs, places, demand)
    assert found.solution.idle == {1, 2, 3}
    priced = [one.subject for one in price_list(pairs, places, demand, found).prices]
    assert ("q0",) in priced
    assert priced[0] == ("q0",) or seats
    assert not {("q1",), ("q2",), ("q3",)} & {*priced}


@pytest.mark.parametrize(("count", "untried"), [(20, 0), (21, 21)])
def test_many_quotas_of_an_unsure_proof_are_counted(count, untried):
    """Where the gap leaves it open, a few idle quotas are tried each, more are told as a number."""
    pairs, places = cohort(SCORES), {"h0": 1, "h1": 1}
    quota = Quota("PT", QuotaSide.HOSTS, frozenset({"h0"}), most=2)
    demand = Demand(quotas=(quota,) * count)
    found = plan(pairs, places, demand)
    assert len(found.solution.idle) == count
    unsure = replace(found, solution=replace(found.solution, idle_proved=False))
    told = price_list(pairs, places, demand, unsure)
    assert (told.untried, told.prices) == (untried, ())
