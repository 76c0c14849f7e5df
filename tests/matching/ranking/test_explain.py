from __future__ import annotations

import pytest

from matching.profiles import Record
from matching.ranking.rank import rank
from matching.reasons import PartName, Reason, ReasonCode, misfits, strongest
from tests.builders.matching.people import VISITOR, host, visitor


def match(yours=VISITOR, **theirs):
    """Return the match of a visitor with the host of the tests, changed."""
    return rank(yours, [host(**theirs)]).matches[0]


def reasons(part: PartName, yours=VISITOR, **theirs):
    """Return the reasons of one part."""
    return next(p.reasons for p in match(yours, **theirs).parts if p.name == part)


def test_the_same_topic_in_other_words_is_quoted():
    """Fabrico aditivo and 3D printing: one topic, both wordings."""
    (reason,) = reasons(PartName.NEEDS, visitor(seeks="Learn 3D printing"))
    assert (reason.code, reason.good) == (ReasonCode.NEEDS_MET, True)
    assert reason.facts["topics"] == ("additive_manufacturing",)
    assert (reason.facts["yours"], reason.facts["theirs"]) == ("3D printing", "Fabrico aditivo")


@pytest.mark.parametrize(
    ("seeks", "offers", "code"),
    [
        ("robotics", "Robotik", ReasonCode.NEEDS_MET),
        ("robotics", "We build drones", ReasonCode.NEEDS_NEARLY_MET),
        ("falconry in towns", "Falconry courses", ReasonCode.NEEDS_ECHOED),
        ("robotics", "Cheese", ReasonCode.NEEDS_UNMET),
    ],
)
def test_how_needs_are_met(seeks, offers, code):
    """A shared topic, a kindred one, shared words, or nothing at all."""
    found = reasons(PartName.NEEDS, visitor(seeks=seeks), offers=offers)
    assert [reason.code for reason in found] == [code]


def test_echoed_words_are_spelled_as_the_visitor_did():
    """The reader recognises their own words."""
    (reason,) = reasons(PartName.NEEDS, visitor(seeks="Bee-keeping!"), offers="bee-keeping, again")
    assert reason.facts == {"words": ("Bee-keeping",)}


@pytest.mark.parametrize(
    ("seeks", "offers", "words"),
    [
        (
            "Nasi spawacze odchodzą na emeryturę, a młodych u nas nie ma.",
            "Szkolimy spawaczy na symulatorach i prowadzimy kampanie u nas w szkołach.",
            ("spawaczy",),
        ),
        (
            "Radimo nakit i prodajemo samo turistima ljeti, cijele godine nemamo posla.",
            "Ljeti iznajmljujemo brodove, radimo cijele godine i samo uz dogovor.",
            (),
        ),
    ],
)
def test_only_words_that_name_something_are_echoed(seeks, offers, words):
    """As they stand in what is offered; what any text has is no reason."""
    found = reasons(PartName.NEEDS, visitor(seeks=seeks), offers=offers)
    assert tuple(w for one in found for w in one.facts.get("words", ())) == words


CASES = [
    (PartName.OFFERS, {}, ReasonCode.OFFERS_WANTED, True),
    (PartName.OFFERS, {"seeks": "Cheese"}, ReasonCode.OFFERS_UNWANTED, False),
    (PartName.ECOSYSTEM, {}, ReasonCode.SAME_ECOSYSTEM, True),
    (PartName.ECOSYSTEM, {"ecosystems": ("retail",)}, ReasonCode.YOU_SUPPLY_THEM, True),
    (PartName.ECOSYSTEM, {"ecosystems": ("agri_food",)}, ReasonCode.THEY_SUPPLY_YOU, True),
    (PartName.ECOSYSTEM, {"ecosystems": ("digital",)}, ReasonCode.THEY_SUPPORT_YOU, True),
    (PartName.ECOSYSTEM, {"ecosystems": ("tourism",)}, ReasonCode.OTHER_ECOSYSTEM, False),
    (PartName.GOALS, {}, ReasonCode.SHARED_GOALS, True),
    (PartName.GOALS, {"goals": ("investment",)}, ReasonCode.NO_SHARED_GOAL, False),
    (PartName.ACTIVITIES, {}, ReasonCode.SHARED_ACTIVITIES, True),
    (PartName.ACTIVITIES, {"activities": ("projects",)}, ReasonCode.NO_SHARED_ACTIVITY, False),
    (PartName.LANGUAGES, {}, ReasonCode.SHARED_LANGUAGES, True),
    (PartName.LANGUAGES, {"languages": ("pt",)}, ReasonCode.NO_SHARED_LANGUAGE, False),
    (PartName.DATES, {}, ReasonCode.SHARED_MONTHS, True),
    (PartName.DATES, {"months": ("2027-09",)}, ReasonCode.NO_SHARED_MONTH, False),
    (PartName.DISTANCE, {"latitude": 46.05, "longitude": 14.5}, ReasonCode.TOO_NEAR, False),
    (PartName.REGIONS, {}, ReasonCode.REGIONS_DIFFER, True),
    (PartName.RECIPROCITY, {}, ReasonCode.GAIN_ON_BOTH_SIDES, True),
    (PartName.THEMES, {}, ReasonCode.SHARED_THEMES, True),
    (PartName.THEMES, {"offers": "software", "seeks": ""}, ReasonCode.OTHER_THEMES, False),
    (PartName.CENTRES, {"offers": "a test bed"}, ReasonCode.CENTRE_OPEN, True),
    (PartName.CENTRES, {}, ReasonCode.CENTRE_BY_KIND, True),
    (PartName.CENTRES, {"organisation_type": "sme"}, ReasonCode.NO_CENTRE, False),
    (PartName.RELIABILITY, {"record": Record(accepted=2)}, ReasonCode.ANSWERS, True),
    (PartName.RELIABILITY, {"record": Record(lapsed=2)}, ReasonCode.SELDOM_ANSWERS, False),
    (PartName.RELIABILITY, {"record": Record(waiting=3)}, ReasonCode.MANY_WAIT, False),
    (PartName.STANDING, {}, ReasonCode.SUPPORTS_YOUR_KIND, True),
    (PartName.STANDING, {"organisation_type": "sme"}, ReasonCode.SAME_KIND, True),
    (PartName.AVAILABILITY, {}, ReasonCode.LAST_PLACE, True),
    (PartName.AVAILABILITY, {"busy": 0}, ReasonCode.PLACES_FREE, True),
]


@pytest.mark.parametrize(("part", "changes", "code", "good"), CASES)
def test_reasons(part, changes, code, good):
    """Each part says what fits and what does not."""
    assert [(r.code, r.good) for r in reasons(part, **changes)] == [(code, good)]


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({}, [ReasonCode.KIND_YOU_WANT, ReasonCode.KIND_THEY_WANT]),
        (
            {"organisation_type": "large_company", "partner_kinds": ("large_company",)},
            [ReasonCode.KIND_YOU_DID_NOT_ASK, ReasonCode.KIND_THEY_DID_NOT_ASK],
        ),
    ],
)
def test_kinds_are_told_for_both_sides(changes, codes):
    """Whether each side is the kind the other asked for."""
    assert [r.code for r in reasons(PartName.PARTNER_KIND, **changes)] == codes


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({}, [ReasonCode.COUNTRY_YOU_WISH, ReasonCode.COUNTRY_THEY_WISH]),
        (
            {"country": "FI", "wished_countries": ("FR",)},
            [ReasonCode.COUNTRY_YOU_DID_NOT_WISH, ReasonCode.COUNTRY_THEY_DID_NOT_WISH],
        ),
    ],
)
def test_wishes_are_told_for_both_sides(changes, codes):
    """Whether each side's country is on the other's list."""
    assert [r.code for r in reasons(PartName.WISHES, **changes)] == codes


def test_facts_of_a_link_and_of_a_distance():
    """Facts are ids and whole numbers that a sentence can carry."""
    assert reasons(PartName.ECOSYSTEM, ecosystems=("retail",))[0].facts == {
        "yours": "textiles",
        "theirs": "retail",
    }
    near = reasons(PartName.DISTANCE, latitude=46.05, longitude=14.5)
    assert near == (Reason(ReasonCode.TOO_NEAR, {"km": 134, "limit": 200}, good=False),)


@pytest.mark.parametrize(
    ("part", "yours", "theirs"),
    [
        (PartName.RECIPROCITY, {}, {"seeks": "cheese"}),
        (PartName.RECIPROCITY, {"seeks": ""}, {"offers": ""}),
        (PartName.THEMES, {"seeks": "yarn", "offers": ""}, {}),
        (PartName.CENTRES, {"goals": ("learn",), "seeks": "yarn"}, {}),
        (PartName.LEARNING, {}, {"offers": "cluster management"}),
        (PartName.REGIONS, {}, {"region_category": "more_developed"}),
        (PartName.MATURITY, {"maturity": "gold"}, {"maturity": "gold"}),
        (PartName.MATURITY, {"maturity": "gold"}, {}),
        (PartName.RELIABILITY, {}, {"record": Record(accepted=1)}),
        (PartName.RELIABILITY, {}, {"record": Record(accepted=3, lapsed=2)}),
    ],
)
def test_nothing_remarkable_is_not_remarked(part, yours, theirs):
    """A part without a reason says nothing, good or bad."""
    assert reasons(part, visitor(**yours), **theirs) == ()


@pytest.mark.parametrize(
    ("kind", "offers", "code", "facts"),
    [
        ("sme", "EU funding", ReasonCode.LESSONS_MET, {"topics": ("eu_funding",)}),
        ("cluster_organisation", "yarn", ReasonCode.FELLOW_CLUSTER, {}),
        ("sme", "coaching", ReasonCode.LESSONS_UNMET, {"topics": ("eu_funding",)}),
    ],
)
def test_what_cluster_staff_would_learn(kind, offers, code, facts):
    """The lessons both name; failing that, that the host runs a cluster too."""
    yours = visitor(organisation_type="cluster_organisation", seeks="EU funding")
    (reason,) = reasons(PartName.LEARNING, yours, organisation_type=kind, offers=offers)
    assert (reason.code, reason.facts) == (code, facts)


def test_levels_are_told_for_both_sides():
    """Region and cluster, each with the level of either side."""
    facts = {"yours": "gold", "theirs": "bronze"}
    found = reasons(PartName.MATURITY, visitor(maturity="gold"), maturity="bronze")
    assert found == (Reason(ReasonCode.MATURITIES_DIFFER, facts, good=True),)


def test_who_says_nothing_gets_no_reasons():
    """Missing fields are neither praised nor blamed."""
    bare = {"ecosystems": (), "goals": (), "languages": (), "months": (), "seeks": "", "offers": ""}
    found = match(**bare, activities=(), partner_kinds=(), wished_countries=(), latitude=None)
    silent = {PartName.NEEDS, PartName.OFFERS, PartName.GOALS, PartName.DATES, PartName.DISTANCE}
    assert [p.reasons for p in found.parts if p.name in silent] == [()] * len(silent)


def test_the_strongest_reasons_come_first():
    """What weighs most and fits best is said first, what misfits is kept apart."""
    found = match(languages=("pt",), months=("2027-09",))
    codes = [reason.code for reason in strongest(found, 2)]
    assert codes == [ReasonCode.NEEDS_MET, ReasonCode.SAME_ECOSYSTEM]
    assert [reason.code for reason in misfits(found)] == [
        ReasonCode.NO_SHARED_LANGUAGE,
        ReasonCode.NO_SHARED_MONTH,
    ]
