from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.profiles import Record
from matching.ranking.columns import lay_out
from matching.ranking.parts import NEUTRAL, NEUTRAL_TEXT, distance
from matching.ranking.remembered_parts import RememberedParts
from matching.reasons import PartName
from tests.builders.matching.people import HOST, PROFILES, VISITOR, host, visitor
from tests.sizes import examples


def value(part: PartName, yours, theirs) -> float:
    """Return what a part is worth for one pair."""
    return round(float(RememberedParts(lay_out([theirs]), 0).worth(yours)[part][0]), 3)


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
    """Another call may draw the line elsewhere: Ljubljana is 134 km away."""
    near = lay_out([host(latitude=46.05, longitude=14.5)])
    assert distance(VISITOR, near, near_km=100.0).tolist() == [1.0]


@pytest.mark.parametrize(
    ("yours", "theirs", "worth"),
    [
        ("more_developed", "less_developed", 1.0),
        ("less_developed", "more_developed", 1.0),
        ("more_developed", "transition", 0.8),
        ("less_developed", "transition", 0.8),
        ("transition", "transition", 0.4),
        (None, "transition", 0.6),
        ("transition", None, 0.6),
        ("transition", "unheard_of", 0.6),
        ("unheard_of", "transition", 0.6),
    ],
)
def test_regions(yours, theirs, worth):
    """Bringing regions of different development together is an aim of the programme."""
    pair = visitor(region_category=yours), host(region_category=theirs)
    assert value(PartName.REGIONS, *pair) == worth


@pytest.mark.parametrize(
    ("yours", "theirs", "worth"),
    [
        ("gold", "bronze", 1.0),
        ("bronze", "gold", 1.0),
        ("silver", "gold", 0.8),
        ("silver", "silver", 0.4),
        (None, "gold", 0.6),
        ("gold", None, 0.6),
        ("platinum", "gold", 0.6),
    ],
)
def test_maturity(yours, theirs, worth):
    """So is bringing clusters of different maturity together."""
    assert value(PartName.MATURITY, visitor(maturity=yours), host(maturity=theirs)) == worth


@pytest.mark.parametrize(
    ("yours", "theirs", "worth"),
    [
        ("solar power", "recycling of plastics", 1.0),
        ("solar power and robotics", "recycling of plastics", 0.5),
        ("solar power", "robotics", 0.0),
        ("cheese", "robotics", NEUTRAL),
        ("solar power", "cheese", NEUTRAL),
    ],
)
def test_themes(yours, theirs, worth):
    """The green and the digital transition, as far as each side writes of them."""
    pair = visitor(seeks=yours, offers=""), host(offers=theirs, seeks="")
    assert value(PartName.THEMES, *pair) == worth


@pytest.mark.parametrize(
    ("goals", "seeks", "offers", "kind", "worth"),
    [
        (("technology",), "", "test facilities for yarn", "sme", 1.0),
        ((), "a fab lab to try things out", "test facilities", "sme", 1.0),
        (("technology",), "", "yarn", "scaling_up_support", 0.8),
        (("technology",), "", "yarn", "sme", 0.3),
        (("technology",), "", "", "sme", 0.3),
        (("technology",), "", "", "", NEUTRAL),
        ((), "yarn", "test facilities", "sme", NEUTRAL),
    ],
)
def test_centres(goals, seeks, offers, kind, worth):
    """Who looks for technology is best off where a laboratory or workshop opens its doors."""
    yours = visitor(goals=goals, seeks=seeks)
    theirs = host(offers=offers, summary="", organisation_type=kind)
    assert value(PartName.CENTRES, yours, theirs) == worth


@pytest.mark.parametrize(
    ("yours", "seeks", "theirs", "offers", "worth"),
    [
        ("cluster_organisation", "cluster management", "sme", "cluster management", 1.0),
        ("cluster_organisation", "cluster management, EU funding", "sme", "EU funding", 0.5),
        ("cluster_organisation", "cluster management", "sme", "coaching", 0.0),
        ("cluster_organisation", "cluster management", "sme", "yarn", NEUTRAL),
        ("cluster_organisation", "cluster management", "cluster_organisation", "yarn", 0.7),
        ("cluster_organisation", "yarn", "cluster_organisation", "yarn", 0.7),
        ("sme", "cluster management", "cluster_organisation", "cluster management", NEUTRAL),
    ],
)
def test_learning(yours, seeks, theirs, offers, worth):
    """Cluster staff learn from who knows their trade, and from other clusters in any case."""
    pair = (
        visitor(organisation_type=yours, seeks=seeks),
        host(organisation_type=theirs, offers=offers, summary=""),
    )
    assert value(PartName.LEARNING, *pair) == worth


@pytest.mark.parametrize(
    ("record", "worth"),
    [
        (Record(), 0.75),
        (Record(accepted=3), 0.875),
        (Record(declined=3), 0.675),
        (Record(lapsed=3), 0.375),
        (Record(accepted=3, days=7.0), 0.775),
        (Record(accepted=3, days=70.0), 0.675),
        (Record(waiting=2), 0.65),
        (Record(waiting=99), 0.5),
        (Record(accepted=-1, waiting=-1), 0.75),
    ],
)
def test_reliability(record, worth):
    """A yes counts most, a no is an answer too; silence, delay and a queue count against."""
    assert value(PartName.RELIABILITY, VISITOR, host(record=record)) == worth


COUNTS = st.integers(0, 500)
RECORDS = st.builds(Record, COUNTS, COUNTS, COUNTS, COUNTS, st.none() | st.floats(0, 1e6))


@given(RECORDS)
def test_a_better_answer_never_makes_a_host_less_reliable(record):
    """From silence to a no, from a no to a yes, one waiting less, a day sooner: never worse."""
    before = value(PartName.RELIABILITY, VISITOR, host(record=record))
    better = [
        replace(record, accepted=record.accepted + 1),
        replace(record, waiting=max(0, record.waiting - 1)),
    ]
    if record.lapsed:
        better.append(replace(record, lapsed=record.lapsed - 1, declined=record.declined + 1))
    if record.declined:
        better.append(replace(record, declined=record.declined - 1, accepted=record.accepted + 1))
    if record.days:
        better.append(replace(record, days=record.days / 2))
    after = [value(PartName.RELIABILITY, VISITOR, host(record=one)) for one in better]
    assert min(after) >= before


@pytest.mark.parametrize(
    ("seeks", "offers", "both"),
    [("wool", "yarn", True), ("wool", "cheese", False), ("cheese", "yarn", False)],
)
def test_reciprocity(seeks, offers, both):
    """A pair is worth what the side that gains less gains."""
    yours = visitor(seeks=seeks, offers=offers)
    found = RememberedParts(lay_out([host(offers="wool", seeks="yarn", summary="")]), 0).worth(
        yours
    )
    smaller = min(found[PartName.NEEDS][0], found[PartName.OFFERS][0])
    assert found[PartName.RECIPROCITY].tolist() == [smaller]
    assert (smaller > 0.5) == both


SYMMETRIC = [
    PartName.ECOSYSTEM,
    PartName.PARTNER_KIND,
    PartName.LANGUAGES,
    PartName.WISHES,
    PartName.DISTANCE,
    PartName.REGIONS,
    PartName.MATURITY,
]


@settings(max_examples=examples(80))
@given(PROFILES, PROFILES)
def test_what_is_mutual_is_worth_the_same_from_both_sides(one, other):
    """Who visits whom does not matter to these parts."""
    there, back = (
        RememberedParts(lay_out([other]), 0).worth(one),
        RememberedParts(lay_out([one]), 0).worth(other),
    )
    for part in SYMMETRIC:
        assert there[part][0] == pytest.approx(back[part][0], abs=1e-9)


@settings(max_examples=examples(80))
@given(PROFILES, st.lists(PROFILES, max_size=4))
def test_every_part_has_a_value_for_every_host(yours, hosts):
    """Whatever people write, each part of each pair lies in [0, 1]."""
    found = RememberedParts(lay_out(hosts), 0).worth(yours)
    assert list(found) == list(PartName)
    for values in found.values():
        assert values.shape == (len(hosts),)
        assert bool(((values >= 0) & (values <= 1)).all())


GROWING = [
    (PartName.ECOSYSTEM, "ecosystems"),
    (PartName.LANGUAGES, "languages"),
    (PartName.DATES, "months"),
    (PartName.GOALS, "goals"),
    (PartName.ACTIVITIES, "activities"),
]


@pytest.mark.parametrize(("part", "field"), GROWING)
@settings(max_examples=examples(40))
@given(yours=PROFILES, theirs=PROFILES)
def test_one_more_thing_in_common_never_makes_a_pair_worse(part, field, yours, theirs):
    """What the host takes up of the visitor's languages, months, goals and so on only helps."""
    if not getattr(theirs, field):
        return
    nearer = replace(theirs, **{field: (*getattr(theirs, field), *getattr(yours, field))})
    assert value(part, yours, nearer) >= value(part, yours, theirs)


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
