"""An assignment is the best of all that keep the rules, or an error that says why there is none."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import optimize, sparse

from matching.cohort.model import errors
from matching.cohort.model.candidates import read_candidates
from matching.cohort.model.demand import Demand, Group, Quota, QuotaSide
from matching.cohort.model.errors import LeastNotReached, LeastOverPlaces
from matching.cohort.model.solution import Method
from matching.cohort.plan import plan
from tests.builders.matching.small_cohorts import allowed, cohort, cohorts, every_plan, names, worth
from tests.sizes import examples

QUICK = settings(max_examples=examples(80), deadline=None)


def check_best(pairs, places, demand):
    """Assert that the plan keeps every rule and is worth as much as the best of all plans."""
    best = max(
        (worth(pairs, demand, one) for one in every_plan(pairs, places, demand)), default=None
    )
    if best is None:
        with pytest.raises((LeastNotReached, LeastOverPlaces)):
            plan(pairs, places, demand)
        return None
    try:
        found = plan(pairs, places, demand)
    except LeastOverPlaces:
        assert any(demand.least_loads.get(h, 0) > places[h] for h in pairs.hosts)
        return None
    host_of = {one.visitor: one.host for one in found.placed}
    hosts = tuple(host_of.get(one) for one in pairs.visitors)
    assert allowed(pairs, places, demand, hosts)
    assert worth(pairs, demand, hosts) == pytest.approx(best)
    assert found.proved
    return found


@QUICK
@given(cohorts())
def test_nested_quotas(drawn):
    """The best of all plans is found under quotas, nested or not there at all."""
    check_best(*drawn)


@QUICK
@given(cohorts(minima=True))
def test_minima_are_reached_or_refused(drawn):
    """Minima are reached or refused."""
    check_best(*drawn)


@QUICK
@given(cohorts(groups=True))
def test_groups_go_together_or_not_at_all(drawn):
    """Groups go together or not at all."""
    check_best(*drawn)


@QUICK
@given(cohorts(groups=True, minima=True))
def test_groups_and_minima(drawn):
    """Groups go together also where minima must be reached."""
    check_best(*drawn)


@QUICK
@given(cohorts(seats=True))
def test_a_visit_of_several_people_takes_their_seats_at_one_host(drawn):
    """A visit of several people takes a place for each of them, and counts once."""
    check_best(*drawn)


@QUICK
@given(cohorts(seats=True, groups=True, minima=True, overlapping=True))
def test_seats_with_everything_else(drawn):
    """Seats are kept also with groups, minima and quotas that overlap."""
    check_best(*drawn)


def test_a_minimum_without_a_ceiling_may_be_larger_than_the_number_of_hosts():
    """One host must get all three visitors."""
    least = Quota("PT", QuotaSide.HOSTS, frozenset({"h0"}), least=3)
    found = plan(cohort(np.full((3, 2), 0.5)), {"h0": 3, "h1": 3}, Demand(quotas=(least,)))
    assert {one.host for one in found.placed} == {"h0"}


def halves(n_visitors, n_hosts, several, places):
    """A drawn town where some visitors come with up to four others."""
    rng = np.random.default_rng(11)
    visitors, hosts = names("v", n_visitors), names("h", n_hosts)
    pairs = read_candidates(visitors, hosts, rng.random((n_visitors, n_hosts)))
    seats = {one: int(rng.integers(2, 6)) for one in visitors[:several]}
    return pairs, {one: int(rng.integers(0, places + 1)) for one in hosts}, seats


def test_group_visits_are_proved_over_every_pair():
    """A tenth are group visits: the plan is proved, and no visit of a host exceeds its places."""
    pairs, places, seats = halves(200, 150, 20, 4)
    found = plan(pairs, places, Demand(seats=seats))
    assert found.proved
    assert found.solution.given < len(pairs.score)
    taken = dict.fromkeys(pairs.hosts, 0)
    for one in found.placed:
        taken[one.host] += seats.get(one.visitor, 1)
    assert all(taken[host] <= places[host] for host in pairs.hosts)


def test_the_proof_of_group_visits_agrees_with_a_plain_integer_programme():
    """The same count and total as one integer programme over all pairs."""
    pairs, places, seats = halves(40, 25, 10, 4)
    found = plan(pairs, places, Demand(seats=seats))
    taken = np.array([seats.get(pairs.visitors[one], 1) for one in pairs.visitor])
    columns = np.arange(len(pairs.score))
    rows = sparse.vstack(
        [
            sparse.csr_array((np.ones(len(columns)), (pairs.visitor, columns))),
            sparse.csr_array((taken, (pairs.host, columns))),
        ]
    )
    room = [1] * 40 + [places[one] for one in pairs.hosts]
    best = optimize.milp(
        -(pairs.score + 100),
        integrality=np.ones(len(columns)),
        bounds=optimize.Bounds(0, 1),
        constraints=optimize.LinearConstraint(rows, -np.inf, room),
    )
    assert found.proved
    assert found.matched * 100 + found.total == pytest.approx(-best.fun, abs=1e-5)


@settings(max_examples=examples(60), deadline=None)
@given(cohorts(groups=True, minima=True, overlapping=True))
def test_overlapping_quotas(drawn):
    """Also quotas that overlap are kept, and the best plan found."""
    check_best(*drawn)


def pairs_of(found):
    """Return the pairs of a plan as (visitor, host)."""
    return frozenset((one.visitor, one.host) for one in found.placed)


@QUICK
@given(cohorts(groups=True))
def test_a_second_run_changes_nothing(drawn):
    """A second run changes nothing."""
    pairs, places, demand = drawn
    keeping = replace(demand, keep_bonus=0.05)
    first = plan(pairs, places, keeping)
    again = plan(pairs, places, replace(keeping, previous=pairs_of(first)))
    assert pairs_of(again) == pairs_of(first)


@QUICK
@given(cohorts(), st.data())
def test_locked_pairs_stay_whatever_the_bonus(drawn, data):
    """Locked pairs stay whatever the bonus."""
    pairs, places, demand = drawn
    free = plan(pairs, places, replace(demand, raise_worst=False))
    if not free.placed:
        return
    locked = frozenset({data.draw(st.sampled_from(sorted(pairs_of(free))))})
    bonus = data.draw(st.sampled_from([0.0, 0.05, 1.0]))
    found = check_best(pairs, places, replace(demand, locked=locked, keep_bonus=bonus))
    assert locked <= pairs_of(found)


def test_the_order_of_the_input_does_not_matter():
    """The order of the input does not matter."""
    rng = np.random.default_rng(5)
    table = rng.integers(0, 4, (12, 9)) / 4  # many ties
    visitors, hosts = names("v", 12), names("h", 9)
    found = plan(read_candidates(visitors, hosts, table), dict.fromkeys(hosts, 1), Demand())
    rows, columns = rng.permutation(12), rng.permutation(9)
    mixed = read_candidates(
        [visitors[row] for row in rows],
        [hosts[column] for column in columns],
        table[np.ix_(rows, columns)],
    )
    assert plan(mixed, dict.fromkeys(hosts, 1), Demand()).placed == found.placed


def test_a_sparse_matrix_and_an_array_give_the_same_plan():
    """A sparse matrix and an array give the same plan."""
    table = np.array([[0.5, np.nan, 0.0], [0.2, 0.9, -np.inf]])
    stored = sparse.csr_array(
        (np.array([0.5, 0.0, 0.2, 0.9]), np.array([0, 2, 0, 1]), np.array([0, 2, 4])), shape=(2, 3)
    )
    ids, places = (names("v", 2), names("h", 3)), dict.fromkeys(names("h", 3), 1)
    dense = plan(read_candidates(*ids, table), places, Demand())
    assert plan(read_candidates(*ids, stored), places, Demand()) == dense


@pytest.mark.parametrize("places_each", [1, 3])
@pytest.mark.parametrize("popular", [0.0, 1.0])
def test_the_optimum_over_every_pair_though_the_solver_sees_few(places_each, popular):
    """The optimum over every pair though the solver sees few."""
    rng = np.random.default_rng(7)
    table = (rng.random((400, 420)) + popular * rng.random(420)) / 2
    hosts = names("h", 420)
    places = {
        host: places_each if number < 380 // places_each else 0 for number, host in enumerate(hosts)
    }
    found = plan(read_candidates(names("v", 400), hosts, table), places, Demand())
    columns = np.repeat(np.arange(420), list(places.values()))
    rows, chosen = optimize.linear_sum_assignment(table[:, columns], maximize=True)
    assert found.matched == len(rows)
    assert found.total == pytest.approx(table[:, columns][rows, chosen].sum(), abs=1e-6)
    assert found.solution.given < table.size
    assert found.proved


def test_the_worst_pair_is_as_good_as_it_can_be_over_every_pair():
    """The worst pair is as good as it can be over every pair."""
    rng = np.random.default_rng(8)
    table = rng.random((300, 280))
    hosts = names("h", 280)
    pairs = read_candidates(names("v", 300), hosts, table)
    found = plan(pairs, dict.fromkeys(hosts, 1), Demand(raise_worst=True))
    better = sparse.csr_array(table > found.floors[0])
    matching = sparse.csgraph.maximum_bipartite_matching(better)
    assert found.matched == 280
    assert (matching >= 0).sum() < 280
    assert (min(one.score for one in found.placed),) == found.floors


@QUICK
@given(st.permutations(range(1, 13)), st.integers(1, 4), st.data())
def test_level_by_level_the_worst_pairs_are_as_good_as_can_be(order, levels, data):
    """Where no two scores are alike, no plan with as many pairs is better at the first difference."""
    pairs = cohort(np.array(order).reshape(4, 3) / 20)
    places = {host: data.draw(st.integers(0, 2)) for host in pairs.hosts}
    groups = data.draw(st.sampled_from([(), (Group("a", frozenset({"v0", "v1"})),)]))
    demand = Demand(groups=groups, raise_worst=True, raise_levels=levels)
    found = plan(pairs, places, demand)
    told = [sorted(scores_of(pairs, one)) for one in every_plan(pairs, places, demand)]
    best = max((one for one in told if len(one) == found.matched), default=[])
    assert found.matched == max(map(len, told))
    reached = sorted(one.score for one in found.placed)
    assert reached[: len(found.floors)] == best[: len(found.floors)]
    alone = not groups
    assert len(found.floors) == min(levels, found.matched) or not alone
    assert found.proved


def scores_of(pairs, hosts):
    """The scores of a plan's pairs."""
    chosen = [(v, h) for v, h in zip(pairs.visitors, hosts, strict=True) if h is not None]
    where = {one: number for number, one in enumerate(pairs.hosts)}
    who = {one: number for number, one in enumerate(pairs.visitors)}
    return [float(pairs.score[pairs.find(who[v], where[h])]) for v, h in chosen]


@pytest.mark.parametrize(("cost", "floors", "total"), [(0.1, 1, 1.2), (0.2, 3, 1.0)])
def test_a_level_that_costs_more_than_is_allowed_is_not_raised(cost, floors, total):
    """The worst pair has no choice; to raise the second worst costs a sixth of all."""
    pairs = cohort([[0.1, np.nan, np.nan], [np.nan, 0.9, 0.5], [np.nan, 0.4, 0.2]])
    demand = Demand(raise_worst=True, raise_levels=3, raise_cost=cost)
    found = plan(pairs, dict.fromkeys(pairs.hosts, 1), demand)
    assert (len(found.floors), found.total) == (floors, pytest.approx(total))


V0H0, V1H0 = ("v0", "h0"), ("v1", "h0")
HOSTS_AT_MOST_0 = Quota("PT", QuotaSide.HOSTS, frozenset({"h0"}), most=0)


@pytest.mark.parametrize(
    ("demand", "error", "told"),
    [
        (Demand(locked=frozenset({V0H0, ("v0", "h1")})), errors.LockedTwice, ("v0", "h0, h1")),
        (
            Demand(locked=frozenset({V0H0}), forbidden=frozenset({V0H0})),
            errors.LockedAndForbidden,
            V0H0,
        ),
        (Demand(locked=frozenset({("v2", "h0")})), errors.LockedNotEligible, ("v2", "h0")),
        (Demand(locked=frozenset({V0H0, V1H0})), errors.LockedOverPlaces, ("h0", "room for 1")),
        (
            Demand(locked=frozenset({V0H0}), quotas=(HOSTS_AT_MOST_0,)),
            errors.LockedOverQuota,
            ("PT", "allows 0"),
        ),
        (Demand(locked=frozenset({("v9", "h0")})), errors.UnknownMember, ("v9",)),
        (Demand(least_loads={"h9": 1}), errors.UnknownMember, ("h9",)),
        (Demand(least_loads={"h0": 2}), errors.LeastOverPlaces, ("h0", "2 visitors")),
        (
            Demand(quotas=(Quota("PT", QuotaSide.HOSTS, frozenset({"h0"}), most=1, least=2),)),
            errors.QuotaUpsideDown,
            ("PT",),
        ),
        (
            Demand(quotas=(replace(HOSTS_AT_MOST_0, most=None, least=2),)),
            errors.LeastNotReached,
            ("PT", "1 short"),
        ),
        (
            Demand(quotas=(HOSTS_AT_MOST_0,), least_loads={"h0": 1}),
            errors.LeastNotReached,
            ("h0", "1 short"),
        ),
        (
            Demand(groups=(Group("a", frozenset({"v0", "v1"})), Group("b", frozenset({"v1"})))),
            errors.GroupsOverlap,
            ("v1", "a, b"),
        ),
        (
            Demand(
                groups=(Group("a", frozenset({"v0", "v1"})),),
                locked=frozenset({V0H0, ("v1", "h1")}),
            ),
            errors.GroupSplitByLocks,
            ("a",),
        ),
        (Demand(groups=(Group("a", frozenset({"v0", "v9"})),)), errors.UnknownMember, ("v9",)),
        (Demand(seats={"v0": 0}), errors.NoSeats, ("v0", "0 places")),
        (
            Demand(seats={"v0": 2}, locked=frozenset({V0H0})),
            errors.LockedOverPlaces,
            ("h0", "need 2"),
        ),
    ],
)
def test_a_contradiction_is_named(demand, error, told):
    """A contradiction is named."""
    pairs = cohort([[0.9, 0.5], [0.8, 0.4], [np.nan, 0.3]])
    with pytest.raises(error) as raised:
        plan(pairs, {"h0": 1, "h1": 1}, demand)
    assert all(word in str(raised.value) for word in told)


@pytest.mark.parametrize(
    ("visitors", "hosts", "scores", "told"),
    [
        (["a", "a"], ["b"], np.zeros((2, 1)), "a visitor stands there twice"),
        (["a"], ["b", "b"], np.zeros((1, 2)), "a host stands there twice"),
        (["a"], ["b"], np.zeros((2, 1)), "2 × 1 scores for 1 visitors and 1 hosts"),
        (["a"], ["b"], np.array([[1.5]]), "1.5 is not a number from 0 to 1"),
        (["a"], ["b"], np.array([[np.inf]]), "inf is not a number from 0 to 1"),
        (["a"], ["b"], sparse.csr_array(np.array([[np.nan]])), "nan is not a number from 0 to 1"),
    ],
)
def test_scores_that_cannot_be_used(visitors, hosts, scores, told):
    """Scores that cannot be used."""
    with pytest.raises(errors.BadScores, match=told):
        read_candidates(visitors, hosts, scores)


def test_fewer_places_than_none():
    """Fewer places than none."""
    with pytest.raises(errors.NegativePlaces, match="h0 has room for -1"):
        plan(cohort([[0.5]]), {"h0": -1}, Demand())


@pytest.mark.parametrize(
    ("visitors", "hosts"), [([], []), (["a"], []), ([], ["b"]), (["a"], ["b"])]
)
def test_empty_sides_and_barred_pairs_give_an_empty_plan(visitors, hosts):
    """Empty sides and barred pairs give an empty plan."""
    table = np.full((len(visitors), len(hosts)), np.nan)
    found = plan(read_candidates(visitors, hosts, table), {}, Demand(raise_worst=True))
    assert (found.placed, found.proved) == ((), True)


@pytest.mark.parametrize(
    ("demand", "method"),
    [
        (Demand(), Method.FLOW),
        (Demand(seats={"v0": 2}), Method.PROGRAMME),
        (Demand(groups=(Group("a", frozenset({"v0", "v1"})),)), Method.PROGRAMME),
        (
            Demand(
                quotas=(
                    Quota("a", QuotaSide.HOSTS, frozenset({"h0", "h1"}), most=1),
                    Quota("b", QuotaSide.HOSTS, frozenset({"h1", "h2"}), most=1),
                )
            ),
            Method.PROGRAMME,
        ),
    ],
)
def test_a_plan_tells_how_it_was_proved(demand, method):
    """A plan tells how it was proved."""
    found = plan(cohort(np.full((3, 3), 0.5)), dict.fromkeys(names("h", 3), 2), demand)
    assert (found.solution.method, found.proved) == (method, True)
