"""Whoever is left out learns why, and a knob that is named does let one more go."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings

from matching.cohort.account.unplaced import Why, unplaced
from matching.cohort.model.demand import Demand, Group, Quota, QuotaSide
from matching.cohort.plan import plan
from tests.builders.matching.small_cohorts import cohort, cohorts
from tests.sizes import examples

BARRED = float("nan")


def reasons(scores, places, demand=None):
    """Return the reason of each visitor who is left out, by id."""
    pairs, demand = cohort(scores), demand or Demand()
    places = dict(zip(pairs.hosts, places, strict=True))
    found = unplaced(pairs, places, demand, plan(pairs, places, demand))
    return {one.visitor: one for one in found}


def test_nobody_is_left_out_when_all_go():
    """Nobody is left out when all go."""
    assert reasons([[0.5, 0.4], [0.5, 0.3]], [1, 1]) == {}


def test_no_eligible_host():
    """No eligible host."""
    assert reasons([[BARRED], [0.5]], [1])["v0"].why is Why.NO_ELIGIBLE_HOST


def test_every_eligible_host_is_forbidden():
    """Every eligible host is forbidden."""
    out = reasons([[0.5]], [1], Demand(forbidden=frozenset({("v0", "h0")})))["v0"]
    assert (out.why, out.hosts) == (Why.ALL_FORBIDDEN, ("h0",))


def test_eligible_hosts_without_a_place():
    """Eligible hosts without a place."""
    out = reasons([[0.5, BARRED], [0.5, 0.6]], [0, 1])["v0"]
    assert (out.why, out.places_at) == (Why.NO_FREE_PLACE, ("h0",))


def test_outbid_names_the_hosts_their_places_and_the_rivals():
    """Outbid names the hosts their places and the rivals."""
    out = reasons([[0.9, 0.8], [0.8, 0.7], [0.3, 0.2]], [1, 1])["v2"]
    assert out.why is Why.OUTBID
    assert (out.hosts, out.places, out.rivals) == (("h0", "h1"), 2, 3)
    assert out.places_at == ("h0", "h1")


def test_one_giving_way_to_another_counts_as_the_same_field():
    """One giving way to another counts as the same field."""
    out = reasons([[0.9, BARRED], [0.8, 0.7], [BARRED, 0.9]], [1, 1])
    (left_out,) = out.values()
    assert (left_out.hosts, left_out.rivals) == (("h0", "h1"), 3)


@pytest.mark.parametrize(
    ("side", "members", "why"),
    [
        (QuotaSide.VISITORS, {"v0", "v1"}, Why.VISITOR_QUOTA),
        (QuotaSide.HOSTS, {"h0", "h1"}, Why.HOST_QUOTA),
    ],
)
def test_a_quota_that_binds_is_named(side, members, why):
    """A quota that binds is named."""
    quota = Quota("BLUES", side, frozenset(members), most=1)
    out = reasons([[0.9, 0.8], [0.4, 0.3]], [2, 2], Demand(quotas=(quota,)))["v1"]
    assert (out.why, out.quotas) == (why, ("BLUES",))


def test_a_group_that_fits_nowhere():
    """A group that fits nowhere."""
    demand = Demand(groups=(Group("choir", frozenset({"v0", "v1"})),))
    out = reasons([[0.9, 0.8], [0.9, 0.8]], [1, 1], demand)
    assert {one.why for one in out.values()} == {Why.GROUP}
    assert {one.group for one in out.values()} == {"choir"}


def test_who_comes_with_others_needs_their_seats_at_one_host():
    """Hosts with as many places in all are named, others are not."""
    demand = Demand(seats={"v0": 2}, locked=frozenset({("v1", "h0")}))
    out = reasons([[0.9, 0.8], [0.9, 0.8]], [2, 1], demand)["v0"]
    assert (out.why, out.seats, out.hosts) == (Why.SEATS, 2, ("h0",))


def test_two_steps_are_needed_when_host_and_quota_are_both_full():
    """Two steps are needed when host and quota are both full."""
    quota = Quota("PT", QuotaSide.HOSTS, frozenset({"h0"}), most=1)
    out = reasons([[0.9], [0.4]], [1], Demand(quotas=(quota,)))["v1"]
    assert (out.places_at, out.quotas) == ((), ())


@settings(max_examples=examples(100), deadline=None)
@given(cohorts() | cohorts(seats=True))
def test_each_knob_alone_lets_one_more_go(drawn):
    """Each knob alone lets one more go."""
    pairs, places, demand = drawn
    found = plan(pairs, places, demand)
    for one in unplaced(pairs, places, demand, found):
        for host in one.places_at:
            more = plan(pairs, {**places, host: places[host] + 1}, demand)
            assert more.matched == found.matched + 1
        if one.why is Why.HOST_QUOTA:
            for name in one.quotas:
                more = plan(pairs, places, replace(demand, quotas=raised(demand, name)))
                assert more.matched == found.matched + 1


def raised(demand, name):
    """Return the quotas, the one of that name raised by one."""
    return tuple(replace(q, most=q.most + 1) if q.name == name else q for q in demand.quotas)
