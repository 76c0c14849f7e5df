"""Who may take part as what, and who may visit whom."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.errors import NotFound
from exchange.scheme.call import load_scheme
from exchange.scheme.eligibility import WORDS, Applicant, Rule, check_eligibility
from exchange.scheme.kinds import DatedCountry
from exchange.words import plain_english

SCHEME = load_scheme("clusterxchange")
ON = date(2027, 3, 1)
MEMBER = Applicant("sme", "visitor", "AT", cluster_member=True, already_visited=False)
TYPES = [one.id for one in SCHEME.organisation_types]
applicants = st.builds(
    Applicant,
    st.sampled_from(TYPES),
    st.sampled_from(["visitor", "host", "both"]),
    st.sampled_from(["AT", "XK", "NO", "US"]),
    st.booleans(),
    st.booleans(),
)
NO_VISIT, NO_CLUSTER, TWICE = (
    Rule.TYPE_MAY_NOT_VISIT,
    Rule.CLUSTER_MEMBERSHIP,
    Rule.VISITED_ALREADY,
)


def rules_against(**changes):
    """The rules that a member of a cluster breaks, changed in some ways."""
    return [one.rule for one in check_eligibility(replace(MEMBER, **changes), SCHEME, ON)]


@pytest.mark.parametrize(
    ("kind", "visitor", "host", "both"),
    [
        ("cluster_organisation", [], [], []),
        ("scaling_up_support", [], [], []),
        ("sme", [], [], []),
        ("large_company", [NO_VISIT], [], [NO_VISIT]),
        ("public_authority", [NO_VISIT], [], [NO_VISIT]),
        ("training_provider", [NO_VISIT], [], [NO_VISIT]),
    ],
)
def test_types_and_roles(kind, visitor, host, both):
    """Companies beyond SMEs, authorities and training providers can only host."""
    roles = ("visitor", "host", "both")
    found = [rules_against(organisation_type=kind, role=role) for role in roles]
    assert found == [visitor, host, both]


@pytest.mark.parametrize("role", ["visitor", "host", "both"])
@pytest.mark.parametrize(
    ("kind", "rules"),
    [("cluster_organisation", []), ("scaling_up_support", [NO_CLUSTER]), ("sme", [NO_CLUSTER])],
)
def test_all_but_cluster_organisations_need_a_cluster(role, kind, rules):
    """Membership is asked of visitors and hosts alike."""
    assert rules_against(organisation_type=kind, role=role, cluster_member=False) == rules


@pytest.mark.parametrize("role", ["visitor", "host"])
@pytest.mark.parametrize(
    ("kind", "size", "refused"),
    [
        ("sme", "micro", False),  # fewer than 10 people
        ("sme", "small", False),  # 10 to 49
        ("sme", "medium", False),  # 50 to 249
        ("sme", "large", True),  # 250 and more
        ("sme", None, False),  # not asked, as of whoever an officer enters
        ("large_company", "large", False),
        ("scaling_up_support", "large", False),
        ("cluster_organisation", "large", False),
    ],
)
def test_an_sme_has_fewer_than_250_people(role, kind, size, refused):
    """The headcount of the EU's definition, http://eyeglobal.eu/faq/ ; other kinds may have any size."""
    rules = rules_against(organisation_type=kind, role=role, size=size)
    assert (Rule.TOO_LARGE in rules) == refused


def test_who_is_too_large_hears_what_they_can_be():
    """A refusal is no dead end."""
    (found,) = check_eligibility(replace(MEMBER, size="large"), SCHEME, ON)
    told = plain_english(found.remedy, **found.facts)
    assert "“Large company”" in told
    assert "receive visitors" in told


@pytest.mark.parametrize(
    ("kind", "role", "declared"),
    [
        ("sme", "visitor", ["sme", "residence"]),
        ("sme", "both", ["sme", "residence"]),
        ("sme", "host", ["sme"]),
        ("scaling_up_support", "visitor", ["residence"]),
        ("large_company", "host", []),
    ],
)
def test_what_is_declared(kind, role, declared):
    """Turnover or balance sheet of an SME (http://eyeglobal.eu/faq/), residence of whoever travels (ECCP)."""
    assert [one.id for one in SCHEME.declared_by(kind, role)] == declared


@pytest.mark.parametrize(("role", "rules"), [("visitor", [TWICE]), ("host", []), ("both", [TWICE])])
def test_one_visit_only(role, rules):
    """Whoever has visited can only host from then on."""
    assert rules_against(role=role, already_visited=True) == rules


@pytest.mark.parametrize(
    ("country", "rules"),
    [("AT", []), ("XK", []), ("UA", []), ("NO", [Rule.COUNTRY]), ("GB", [Rule.COUNTRY])],
)
@pytest.mark.parametrize("role", ["visitor", "host", "both"])
def test_countries(role, country, rules):
    """Only organisations from the countries of the scheme take part; it is said once."""
    assert rules_against(role=role, country=country) == rules


def test_every_rule_is_named_at_once():
    """Nobody learns of the second hurdle after the first."""
    found = rules_against(
        organisation_type="large_company",
        country="US",
        cluster_member=False,
        already_visited=True,
    )
    assert found == [NO_VISIT, Rule.COUNTRY, NO_CLUSTER, TWICE]


def test_an_unknown_type():
    """A type that the scheme does not have is not silently eligible."""
    with pytest.raises(NotFound):
        rules_against(organisation_type="club")


@given(applicants)
def test_both_roles_need_what_each_needs(applicant):
    """Applying for both is refused for exactly the rules of either role."""
    rules = {
        role: {one.rule for one in check_eligibility(replace(applicant, role=role), SCHEME, ON)}
        for role in ("visitor", "host", "both")
    }
    assert rules["both"] == rules["visitor"] | rules["host"]


@given(applicants)
def test_refusals_can_be_said(applicant):
    """Each reason and remedy finds all its facts."""
    for one in check_eligibility(applicant, SCHEME, ON):
        said = plain_english(f"{one.reason} {one.remedy}", **one.facts)
        assert "{" not in said


def test_every_rule_has_words():
    """No rule is without its reason and its remedy."""
    assert set(WORDS) == set(Rule)


def with_tables(**tables):
    """The call, where EPIX-like BLUES has a table of types of its own."""
    own = [
        one.model_copy(update=tables) if one.name == "BLUES" else one for one in SCHEME.partnerships
    ]
    return SCHEME.model_copy(update={"partnerships": tuple(own)})


@pytest.mark.parametrize(
    ("kind", "role", "partnership", "rules"),
    [
        ("large_company", "visitor", "BLUES", []),
        ("large_company", "visitor", "CLAMTEX", [Rule.PARTNERSHIP_NO_VISITS]),
        ("large_company", "visitor", None, []),
        ("sme", "visitor", "BLUES", [Rule.PARTNERSHIP_NO_VISITS]),
        ("sme", "visitor", "CLAMTEX", []),
        ("sme", "both", "BLUES", [Rule.PARTNERSHIP_NO_VISITS]),
        ("sme", "host", "BLUES", []),
        ("public_authority", "visitor", "BLUES", [NO_VISIT]),
    ],
)
def test_a_partnership_may_have_a_table_of_types_of_its_own(kind, role, partnership, rules):
    """It stands in for the call's on that side; where nobody admits a type, the scheme does not."""
    scheme = with_tables(visitors=("cluster_organisation", "large_company"))
    facts = replace(MEMBER, organisation_type=kind, role=role, partnership=partnership)
    assert [one.rule for one in check_eligibility(facts, scheme, ON)] == rules


def test_a_partnership_cannot_admit_a_type_that_does_not_exist():
    """The file is refused, with the name."""
    given = SCHEME.model_dump() | {"partnerships": [{**BLUES, "hosts": ["circus"]}]}
    with pytest.raises(ValueError, match="BLUES names unknown"):
        type(SCHEME).model_validate(given)


BLUES = {
    "name": "BLUES",
    "field": "Water",
    "target": 50,
    "clusters": [{"name": "ZINNAE", "country": "ES"}],
}


@pytest.mark.parametrize(
    ("since", "until", "on", "rules"),
    [
        (None, date(2027, 12, 31), date(2027, 12, 31), []),
        (None, date(2027, 12, 31), date(2028, 1, 1), [Rule.COUNTRY]),
        (date(2027, 6, 1), None, date(2027, 5, 31), [Rule.COUNTRY]),
        (date(2027, 6, 1), None, date(2027, 6, 1), []),
    ],
)
def test_a_country_may_take_part_for_a_time(since, until, on, rules):
    """As the United Kingdom did: the call of 2020 has a section of its own for British applicants."""
    dated = DatedCountry(country="AT", since=since, until=until)
    scheme = SCHEME.model_copy(update={"dated_countries": (dated,)})
    for role in ("visitor", "host", "both"):
        found = check_eligibility(replace(MEMBER, role=role), scheme, on)
        assert [one.rule for one in found] == rules
