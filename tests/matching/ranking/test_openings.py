"""What keeps hosts away from a visitor, and which wish would open how many."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.profiles import Profile
from matching.ranking.columns import lay_out
from matching.ranking.eligibility import Circumstances, ExclusionCode
from matching.ranking.openings import (
    DROPPABLE,
    FIELDS,
    HostWish,
    Shortage,
    Way,
    Wish,
    outlook,
    shortage,
)
from tests.builders.matching.people import PROFILES, VISITOR, host, visitor
from tests.sizes import examples

OPEN = dict.fromkeys(FIELDS.values(), ())


def hosts(*changes):
    """Return hosts that suit the visitor of the tests, but for some changes each."""
    return lay_out([host(id=f"h{n}", organisation="", **one) for n, one in enumerate(changes)])


def test_a_host_that_meets_every_wish_suits():
    """Nothing stands in the way, so nothing needs opening."""
    found = outlook(VISITOR, hosts({}, {}))
    assert (found.suits, found.obstacles, found.ways, found.together, found.full) == (
        *(2, {}, (), (), 0),
    )


@pytest.mark.parametrize(
    ("changes", "obstacle", "ways"),
    [
        ({"country": "FI"}, Wish.COUNTRIES, [(Wish.COUNTRIES, "", 1), (Wish.COUNTRIES, "FI", 1)]),
        (
            {"months": ("2027-09",)},
            Wish.MONTHS,
            [(Wish.MONTHS, "", 1), (Wish.MONTHS, "2027-09", 1)],
        ),
        (
            {"organisation_type": "large_company"},
            Wish.KINDS,
            [(Wish.KINDS, "", 1), (Wish.KINDS, "large_company", 1)],
        ),
        ({"languages": ("pt",)}, Wish.LANGUAGES, [(Wish.LANGUAGES, "pt", 1)]),
        ({"wished_countries": ("FR",)}, HostWish.THEIR_COUNTRIES, []),
        ({"partner_kinds": ("large_company",)}, HostWish.THEIR_KINDS, []),
        ({"country": "AT"}, ExclusionCode.SAME_COUNTRY, []),
        ({"busy": 2}, ExclusionCode.FULL, []),
    ],
)
def test_what_stands_in_the_way_is_named(changes, obstacle, ways):
    """And the visitor's own wish with what would open it; the host's wish is not theirs to change."""
    found = outlook(VISITOR, hosts(changes))
    assert found.suits == 0
    assert found.obstacles[obstacle] == 1
    assert [(way.wish, way.value, way.opens) for way in found.ways] == ways


def test_months_that_open_most_come_first():
    """No host in the wished countries is free in spring: two if July is allowed, one in May."""
    free = hosts(
        {"months": ("2027-07",)},
        {"months": ("2027-05", "2027-07")},
        {"months": ("2027-07",), "country": "FI"},
    )
    found = outlook(VISITOR, free)
    assert found.ways[:3] == (
        Way(Wish.MONTHS, "", 2),
        Way(Wish.MONTHS, "2027-07", 2),
        Way(Wish.MONTHS, "2027-05", 1),
    )
    assert found.together == ((Wish.COUNTRIES, Wish.MONTHS, 1),)


def test_months_that_are_over_open_nothing():
    """Nor do they count as a wish."""
    late = Circumstances(month="2027-05")
    found = outlook(VISITOR, hosts({"months": ("2027-01", "2027-05")}), late)
    assert (found.suits, found.ways) == (1, ())
    found = outlook(visitor(months=("2027-06",)), hosts({"months": ("2027-01", "2027-08")}), late)
    assert [way.value for way in found.ways] == ["", "2027-08"]


def test_an_ecosystem_opens_those_it_is_linked_with():
    """Retail sells what agri-food grows, so it opens a host of either."""
    found = outlook(
        visitor(ecosystems=("construction",)),
        hosts({"ecosystems": ("agri_food",)}, {"ecosystems": ("creative",)}),
    )
    assert found.suits == 1
    opened = {way.value: way.opens for way in found.ways}
    assert (opened["agri_food"], opened["retail"]) == (1, 1)
    assert "aerospace_defence" in opened
    assert "electronics" in opened


def test_full_hosts_are_counted_apart():
    """They would suit as soon as a place is free; who is full and abroad of the wishes would not."""
    found = outlook(VISITOR, hosts({"busy": 2}, {"busy": 2, "country": "FI"}))
    assert (found.full, found.obstacles) == (1, {ExclusionCode.FULL: 2, Wish.COUNTRIES: 1})


def test_the_visitor_is_no_host_lost():
    """Who is both does not stand in their own way."""
    assert outlook(VISITOR, lay_out([VISITOR])).obstacles == {}


@settings(max_examples=examples(100))
@given(PROFILES, st.lists(PROFILES, max_size=6, unique_by=lambda one: one.id))
def test_ways_open_exactly_what_they_say(yours, others):
    """Making the change and counting again gives the promised number; leaving open gives all."""
    columns = lay_out(others)
    found = outlook(yours, columns)
    for way in found.ways:
        name = FIELDS[way.wish]
        wider = (*getattr(yours, name), way.value) if way.value else ()
        again = outlook(replace(yours, **{name: wider}), columns)
        assert again.suits == found.suits + way.opens


@settings(max_examples=examples(60))
@given(PROFILES, st.lists(PROFILES, max_size=6, unique_by=lambda one: one.id))
def test_two_wishes_left_open_open_what_they_say(yours, others):
    """The pair together opens its own hosts beside those that each opens alone."""
    columns = lay_out(others)
    found = outlook(yours, columns)
    alone = {way.wish: way.opens for way in found.ways if not way.value}
    for one, other, opens in found.together:
        wider = replace(yours, **{FIELDS[one]: (), FIELDS[other]: ()})
        expected = found.suits + opens + alone.get(one, 0) + alone.get(other, 0)
        assert outlook(wider, columns).suits == expected


@settings(max_examples=examples(60))
@given(PROFILES, st.lists(PROFILES, max_size=6, unique_by=lambda one: one.id))
def test_who_wishes_for_nothing_misses_nothing(yours, others):
    """Only rules and the hosts' own wishes are left."""
    found = outlook(replace(yours, **OPEN), lay_out(others))
    assert not set(found.obstacles) & set(Wish)
    assert (found.ways, found.together) == ((), ())


def test_many_outlooks_in_one():
    """Two of three have no host; July helps both of them, a country only one."""
    columns = hosts({"months": ("2027-07",)}, {"months": ("2027-09",), "country": "FI"})
    seekers = [visitor(), visitor(id="v2", wished_countries=()), visitor(id="v3", months=())]
    found = shortage([(one, Circumstances()) for one in seekers], columns)
    assert (found.visitors, found.short, found.stuck, found.ids) == (3, 2, 0, ("v1", "v2"))
    assert found.ways[:2] == (Way(Wish.MONTHS, "", 2), Way(Wish.MONTHS, "2027-07", 2))
    assert Way(Wish.MONTHS, "2027-09", 1) in found.ways
    assert found.obstacles == {Wish.MONTHS: 2}


def test_no_single_wish_helps_who_is_stuck():
    """A visitor with two obstacles everywhere is counted apart; with no hosts there is no reason."""
    far = hosts({"months": ("2027-09",), "country": "FI"})
    assert shortage([(VISITOR, Circumstances())], far).stuck == 1
    assert shortage([(VISITOR, Circumstances())], lay_out([])) == Shortage(1, 1, (), {}, 1, ("v1",))


def test_wishes_are_fields_of_a_profile():
    """Each can be widened; those that may be left open are among them."""
    assert set(FIELDS) == set(Wish)
    assert set(DROPPABLE) < set(Wish)
    assert all(getattr(Profile(id=""), name) == () for name in FIELDS.values())
