"""The calls that are shipped: what each rules, as its sources tell (scheme.md §§1, 4, 5, 7 and 9)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from exchange.money import Money
from exchange.scheme.call import SchemeInvalid, load_scheme
from exchange.scheme.eligibility import Applicant, Rule, check_eligibility
from exchange.scheme.faults import faults_of
from exchange.scheme.files import path_of, shipped
from exchange.scheme.lump_sum import lump_sum
from exchange.timing.calls import open_call

DAY = date(2027, 3, 1)
VISITORS_AND_HOSTS = {
    "pilot": (
        {"cluster_organisation", "scaling_up_support", "sme"},
        {"cluster_organisation", "scaling_up_support", "sme"},
    ),
    "second_generation": (
        {"cluster_organisation", "scaling_up_support", "sme"},
        {
            "cluster_organisation",
            "scaling_up_support",
            "sme",
            "large_company",
            "public_authority",
            "training_provider",
        },
    ),
    "young_entrepreneurs": ({"new_entrepreneur"}, {"host_entrepreneur"}),
}


@pytest.mark.parametrize("name", shipped())
def test_a_shipped_call_opens_and_has_no_fault(name):
    """Whole in itself, with what it takes from another."""
    assert open_call(name).id == name
    assert faults_of(path_of(name)) == []


@pytest.mark.parametrize("name", VISITORS_AND_HOSTS)
def test_who_may_visit_and_who_may_host(name):
    """ECCP-faq-1 of the pilot, ECCP-part of the second, EYE-practice of the third."""
    call = load_scheme(name)
    visitors = {one.id for one in call.organisation_types if one.visitor}
    hosts = {one.id for one in call.organisation_types if one.host}
    assert (visitors, hosts) == VISITORS_AND_HOSTS[name]


@pytest.mark.parametrize(
    ("name", "target", "days", "months", "counts", "instalments", "per"),
    [
        ("pilot", 500, 3, 1, "made", (100,), "organisation"),  # Corrigendum-2018, ECCP-faq-1
        (
            "second_generation",
            1200,
            3,
            1,
            "made",
            (100,),
            "organisation",
        ),  # HEMPCLUB-news, ECCP-home
        ("young_entrepreneurs", 600, 18, 6, "made_or_received", (50, 50), "person"),  # EYE-tool-a
    ],
)
def test_figures_of_a_call(name, target, days, months, counts, instalments, per):
    """Target, length, proposals, shares of the sum, and who goes once."""
    call = load_scheme(name)
    assert call.target_exchanges == target
    assert (call.stay.min_working_days, call.stay.max_months) == (days, months)
    assert (call.proposals.max_open, call.proposals.counts) == (5, counts)
    assert call.agreement.instalments == instalments
    assert (call.visits_per_organisation, call.visits_count_for) == (1, per)


@pytest.mark.parametrize(
    ("name", "country", "days", "km", "euros"),
    [
        ("pilot", "PT", 5, 900.0, "780"),  # CLAMTEX-faq
        ("pilot", "PT", 3, 900.0, "390"),
        ("second_generation", "AT", 3, 900.0, "450"),  # P4I-AT
        ("young_entrepreneurs", "PT", 21, 900.0, "780"),  # EYE-amounts: for a month
        ("young_entrepreneurs", "PT", 126, 900.0, "4680"),
        ("young_entrepreneurs", "PT", 32, 900.0, "1170"),  # a month and a half: our setting
        ("young_entrepreneurs", "NO", 21, 20.0, "1100"),  # no distance halves it
        ("young_entrepreneurs", "PT", 21, None, "780"),
    ],
)
def test_what_a_stay_is_worth(name, country, days, km, euros):
    """Per stay and halved, or for each month of it."""
    assert lump_sum(country, days, km, DAY, load_scheme(name)).amount == Money(Decimal(euros))


@pytest.mark.parametrize(
    ("type_id", "size", "rules"),
    [
        ("sme", "medium", ()),
        ("sme", "large", (Rule.TOO_LARGE_FOR_ALL,)),
        ("cluster_organisation", "large", ()),
    ],
)
def test_a_large_company_has_no_place_in_the_pilot(type_id, size, rules):
    """And is told so, without the name of a kind that is not there."""
    applicant = Applicant(
        type_id, "host", "PT", cluster_member=True, already_visited=False, size=size
    )
    refusals = check_eligibility(applicant, load_scheme("pilot"), DAY)
    assert tuple(one.rule for one in refusals) == rules


def test_what_a_call_does_not_say_is_said_by_the_one_it_is_like():
    """And its own word counts before it, entry by entry."""
    own, other = load_scheme("pilot"), load_scheme("clusterxchange")
    assert (own.weights, own.lump_sums) == (other.weights, other.lump_sums)
    blues = own.partnership("BLUES")
    assert blues is not None
    assert (len(blues.clusters), blues.ends_on) == (5, date(2030, 12, 31))
    assert own.partnerships[0].name == "RECiPE4Mobility"


CONTRADICTIONS = [
    ("[stay]\nmin_working_days = 40", "[stay]", "do not fit"),
    ("lengths = [2, 5]", "lengths", "are no stay"),
    ("[monthly]\nworking_days = 21", "[monthly]", "is not half a month"),
    ("[halving]\nbelow_working_days = 30", "[halving]", "no stay is as long"),
    ('visitor_countries = ["PT"]\nhost_countries = ["PT"]', "visitor_countries", "goes abroad"),
    (
        '[[partnerships]]\nname = "BLUES"\nends_on = 2019-01-01',
        "[[partnerships]]",
        "ends before it starts",
    ),
    (
        '[[dated_countries]]\ncountry = "GB"\nsince = 2027-01-01\nuntil = 2026-01-01',
        "[[dated_countries]]",
        "leaves before it comes",
    ),
    ('like = "clusterxchance"', "like", "there is no call clusterxchance"),
]


@pytest.mark.parametrize(("said", "line", "why"), CONTRADICTIONS)
def test_a_call_that_contradicts_itself_is_refused_with_its_line(tmp_path, said, line, why):
    """Line, rule and remedy, before anybody runs a programme on it."""
    like = "" if said.startswith("like") else 'like = "clusterxchange"\n'
    text = f"{like}{said}\n"
    file = tmp_path / "own.toml"
    file.write_text(text, encoding="utf-8")
    (found,) = faults_of(file)
    assert why in found.why
    assert found.remedy
    assert found.line
    assert text.splitlines()[found.line - 1].startswith(line)
    with pytest.raises(SchemeInvalid, match=why):
        load_scheme(file)


def test_what_stands_in_the_other_call_is_told_so(tmp_path):
    """A rule that clashes with one that is not in the file names the call in which that stands."""
    file = tmp_path / "own.toml"
    text = 'like = "clusterxchange"\nhost_countries = ["PT", "NO"]\n'
    file.write_text(text, encoding="utf-8")
    (found,) = faults_of(file)
    assert "no amount for NO" in found.why
    assert "clusterxchange" in found.remedy
