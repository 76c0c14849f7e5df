from __future__ import annotations

import pytest

from matching.columns import lay_out
from matching.parts import NEUTRAL, NEUTRAL_TEXT, PARTS, distance, kilometres
from matching.reasons import PartName
from tests.matching.people import HOST, VISITOR, host, visitor


def value(part: PartName, yours, theirs) -> float:
    """Return what a part is worth for one pair."""
    return round(float(PARTS[part](yours, lay_out([theirs]))[0]), 3)


def test_needs_meet_what_is_offered_in_another_language():
    """3D printing and textile recycling are found in Portuguese; leather shoes are not."""
    met = value(PartName.NEEDS, VISITOR, HOST)
    unmet = value(PartName.NEEDS, VISITOR, host(offers="Leather shoes"))
    assert met > 0.5
    assert unmet < 0.2


def test_offers_meet_what_the_host_seeks():
    """E-textiles are the visitor's smart textiles."""
    met = value(PartName.OFFERS, VISITOR, HOST)
    unmet = value(PartName.OFFERS, VISITOR, host(seeks="Cheese makers"))
    assert met > 0.3 > unmet


@pytest.mark.parametrize(
    ("yours", "theirs", "worth"),
    [
        (("textiles",), ("textiles", "retail"), 1.0),
        (("textiles",), ("retail",), 0.6),
        (("textiles", "digital"), ("electronics",), 0.7),
        (("textiles",), ("tourism",), 0.15),
        ((), ("textiles",), NEUTRAL),
        (("textiles",), (), NEUTRAL),
        (("unheard_of",), ("textiles",), NEUTRAL),
    ],
)
def test_ecosystems(yours, theirs, worth):
    """The same ecosystem is worth most, then the strongest link along a value chain."""
    pair = visitor(ecosystems=yours), host(ecosystems=theirs)
    assert value(PartName.ECOSYSTEM, *pair) == worth


@pytest.mark.parametrize("part", [PartName.GOALS, PartName.ACTIVITIES])
@pytest.mark.parametrize(
    ("yours", "theirs", "worth"),
    [
        (("a", "b"), ("b", "a", "c"), 1.0),
        (("a", "b"), ("b",), 0.5),
        (("a",), ("b",), 0.0),
        ((), ("b",), NEUTRAL),
        (("a",), (), NEUTRAL),
    ],
)
def test_goals_and_activities(part, yours, theirs, worth):
    """The share of what the visitor is after that the host is after too."""
    pair = visitor(**{part.value: yours}), host(**{part.value: theirs})
    assert value(part, *pair) == worth


@pytest.mark.parametrize(
    ("yours", "theirs", "worth"),
    [
        (("scaling_up_support",), ("sme",), 1.0),
        ((), (), 1.0),
        (("sme",), ("sme",), 0.5),
        (("sme",), ("large_company",), 0.0),
        (("sme",), (), 0.5),
    ],
)
def test_partner_kinds(yours, theirs, worth):
    """Each side that meets a kind it asked for counts half; not asking means any kind."""
    pair = visitor(partner_kinds=yours), host(partner_kinds=theirs)
    assert value(PartName.PARTNER_KIND, *pair) == worth


@pytest.mark.parametrize(
    ("yours", "theirs", "worth"),
    [
        (("de", "en"), ("en",), 1.0),
        (("de",), ("fr",), 0.0),
        ((), ("fr",), NEUTRAL),
        (("de",), (), NEUTRAL),
    ],
)
def test_languages(yours, theirs, worth):
    """One shared language is enough."""
    pair = visitor(languages=yours), host(languages=theirs)
    assert value(PartName.LANGUAGES, *pair) == worth


@pytest.mark.parametrize(
    ("yours", "theirs", "worth"),
    [
        (("2027-03",), ("2027-03", "2027-04"), 1.0),
        (("2027-03", "2027-04"), ("2027-04",), 0.85),
        (("2027-03",), ("2027-04",), 0.0),
        ((), ("2027-04",), 1.0),
        (("2027-03",), (), 1.0),
    ],
)
def test_dates(yours, theirs, worth):
    """A common month is what counts, more of them a little more; no months means any."""
    assert value(PartName.DATES, visitor(months=yours), host(months=theirs)) == worth


@pytest.mark.parametrize(
    ("yours", "theirs", "worth"),
    [
        (("PT",), ("AT",), 1.0),
        ((), (), 1.0),
        (("ES",), ("AT",), 0.5),
        (("ES",), ("FR",), 0.0),
    ],
)
def test_wishes(yours, theirs, worth):
    """Each side that meets a country it wished for counts half; no wish means any country."""
    pair = visitor(wished_countries=yours), host(wished_countries=theirs)
    assert value(PartName.WISHES, *pair) == worth


@pytest.mark.parametrize(
    ("latitude", "longitude", "worth"),
    [
        (41.1, -8.6, 1.0),
        (46.05, 14.5, 0.2),  # Ljubljana, 135 km from Graz
        (None, None, 0.8),
    ],
)
def test_distance(latitude, longitude, worth):
    """Under 200 km the lump sum is halved; an unknown place is probably further."""
    assert value(PartName.DISTANCE, VISITOR, host(latitude=latitude, longitude=longitude)) == worth


def test_the_distance_rule_is_the_call_s():
    """Another call may draw the line elsewhere."""
    near = lay_out([host(latitude=46.05, longitude=14.5)])
    assert [round(km) for km in kilometres(VISITOR, near)] == [134]
    assert distance(VISITOR, near, near_km=100.0).tolist() == [1.0]


@pytest.mark.parametrize(
    ("yours", "theirs", "worth"),
    [
        ("more_developed", "less_developed", 1.0),
        ("transition", "transition", 0.4),
        (None, "transition", 0.6),
        ("transition", None, 0.6),
    ],
)
def test_regions(yours, theirs, worth):
    """Bringing regions of different development together is an aim of the programme."""
    pair = visitor(region_category=yours), host(region_category=theirs)
    assert value(PartName.REGIONS, *pair) == worth


@pytest.mark.parametrize(
    ("yours", "theirs", "size", "worth"),
    [
        ("sme", "sme", "small", 1.0),
        ("sme", "sme", "large", 0.8),
        ("sme", "sme", None, 1.0),
        ("sme", "scaling_up_support", "small", 0.8),
        ("sme", "public_authority", "small", 0.5),
        ("", "sme", "small", NEUTRAL),
        ("sme", "", "small", NEUTRAL),
    ],
)
def test_standing(yours, theirs, size, worth):
    """Peers of like size come first, then organisations that support the visitor's kind."""
    pair = visitor(organisation_type=yours), host(organisation_type=theirs, size=size)
    assert value(PartName.STANDING, *pair) == worth


@pytest.mark.parametrize(
    ("capacity", "busy", "worth"),
    [(2, 0, 1.0), (4, 1, 0.75), (1, 1, 0.0), (0, 0, 0.0), (1, 3, 0.0)],
)
def test_availability(capacity, busy, worth):
    """The share of the places that are still free, never below zero."""
    assert value(PartName.AVAILABILITY, VISITOR, host(capacity=capacity, busy=busy)) == worth


@pytest.mark.parametrize("part", [PartName.NEEDS, PartName.OFFERS])
def test_silence_is_neutral(part):
    """Who wrote nothing, or nothing but signs, is neither helped nor harmed."""
    empty = {"offers": "🙂", "seeks": "", "summary": ""}
    assert value(part, visitor(**empty), HOST) == NEUTRAL_TEXT
    assert value(part, VISITOR, host(**empty)) == NEUTRAL_TEXT
