"""The scheme file: what it says, and that a broken one is refused with a reason."""

from __future__ import annotations

import tomllib
from datetime import date, time
from decimal import Decimal

import pytest

from exchange.errors import NotFound
from exchange.money import Money
from exchange.scheme import terms
from exchange.scheme.call import SchemeInvalid, load_scheme
from exchange.scheme.files import SCHEMES
from exchange.scheme.send_window import Window

TEXT = (SCHEMES / "clusterxchange.toml").read_text(encoding="utf-8")
TABLE = TEXT[TEXT.index("[[lump_sums]]") : TEXT.index("# Commitment to Quality")]
RAISED = TABLE.replace("2022-02-01", "2027-01-01").replace("PT = 780", "PT = 850")
EU = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK"
COSME = "AL AM BA IS MD ME MK RS TR UA XK"


@pytest.fixture(scope="module")
def scheme():
    """The shipped scheme."""
    return load_scheme("clusterxchange")


def test_agreements_are_paid_whole_by_two_who_sign(scheme):
    """One instalment, as CLAMTEX pays (https://clamtex.eu/faq-page), signed by VO and VOP."""
    rules = scheme.agreement
    assert (rules.instalments, rules.signing_order) == ((100,), ("VO", "VOP"))
    first = scheme.partnerships[0].model_copy(update={"instalments": (70, 30), "payment_days": 30})
    own = scheme.model_copy(update={"partnerships": (first, *scheme.partnerships[1:])})
    assert terms.instalments_of(own, first.name) == (70, 30)
    assert terms.term_facts(own, first.name)["payment_days"] == 30
    assert terms.instalments_of(own, "BLUES") == (100,)


@pytest.mark.parametrize(
    ("was", "becomes", "why"),
    [
        ("instalments = [100]", "instalments = [60, 30]", "do not add up"),
        ('signing_order = ["VO", "VOP"]', 'signing_order = ["VO", "VO"]', "once each"),
        ("within {payment_days} days of that", "within {days} days of that", "unknown figure"),
    ],
)
def test_an_agreement_that_cannot_be_drawn_up_is_refused(tmp_path, was, becomes, why):
    """Before anybody is asked to sign it."""
    broken = tmp_path / "broken.toml"
    broken.write_text(TEXT.replace(was, becomes, 1), encoding="utf-8")
    with pytest.raises(SchemeInvalid, match=why):
        load_scheme(broken)


def test_the_same_countries_send_and_receive(scheme):
    """Visitors and hosts come from the EU and the other COSME countries."""
    countries = {*EU.split(), *COSME.split()}
    assert (set(scheme.visitor_countries), set(scheme.host_countries)) == (countries, countries)


@pytest.mark.parametrize(
    ("type_id", "visitor", "host", "membership"),
    [
        ("cluster_organisation", True, True, False),
        ("scaling_up_support", True, True, True),
        ("sme", True, True, True),
        ("large_company", False, True, True),
        ("public_authority", False, True, True),
        ("training_provider", False, True, True),
    ],
)
def test_who_may_be_what(scheme, type_id, visitor, host, membership):
    """Three types may visit, all six may host, and only cluster organisations need no cluster."""
    kind = scheme.organisation_type(type_id)
    assert (kind.visitor, kind.host, kind.membership_required) == (visitor, host, membership)


@pytest.mark.parametrize(
    ("countries", "euros"),
    [
        ("DK", 1100),
        ("IE", 1000),
        ("FI SE", 950),
        ("AT FR IS IT", 900),
        ("BE DE LU NL ES", 830),
        ("CY GR PT", 780),
        ("TR", 750),
        ("HR MT SI", 720),
        ("EE HU", 670),
        ("AM CZ LV PL SK", 610),
        ("BA BG XK LT ME MK RO RS", 560),
        ("AL MD UA", 530),
    ],
)
def test_the_lump_sum_of_each_host_country(scheme, countries, euros):
    """The published table, country by country."""
    amounts = {country: scheme.amount(country, date(2026, 11, 23)) for country in countries.split()}
    assert amounts == dict.fromkeys(countries.split(), Money(Decimal(euros)))


def test_every_host_country_has_an_amount(scheme):
    """Nobody can be promised a visit that has no lump sum."""
    assert {*scheme.lump_sums[0].amounts} == {*scheme.host_countries}


def test_an_unknown_country_has_no_amount(scheme):
    """The table does not invent figures."""
    assert scheme.amount("US", date(2026, 11, 23)) is None


@pytest.mark.parametrize(
    ("on", "euros"),
    [
        (date(2020, 1, 1), 780),
        (date(2026, 12, 31), 780),
        (date(2027, 1, 1), 850),
        (date(2030, 1, 1), 850),
    ],
)
def test_a_new_table_counts_from_its_first_day(tmp_path, on, euros):
    """The latest table that has begun counts; before all of them, the earliest."""
    path = tmp_path / "raised.toml"
    path.write_text(f"{TEXT}\n{RAISED}", encoding="utf-8")
    assert load_scheme(path).amount("PT", on) == Money(Decimal(euros))


def test_figures_of_the_scheme(scheme):
    """Terms, reminders and limits read as they stand in the file."""
    assert (scheme.stay.min_working_days, scheme.stay.max_months) == (3, 1)
    assert (scheme.halving.below_working_days, scheme.halving.below_km) == (5, 200)
    assert (scheme.proposals.max_open, scheme.visits_per_organisation) == (5, 1)
    assert scheme.reminding_days("report.due") == (7, 1, -3, -10)
    assert scheme.send_window == Window(starts=time(9), ends=time(18))
    assert scheme.signing_order == ("VO", "HO", "VOP", "HOP")
    assert scheme.target_exchanges == 1000


@pytest.mark.parametrize(
    ("kind", "count"), [("sizes", 4), ("ecosystems", 14), ("goals", 5), ("activities", 5)]
)
def test_published_lists_are_complete(scheme, kind, count):
    """The lists to choose from are as long as the published ones."""
    assert len(getattr(scheme, kind)) == count


def test_an_option_is_found_by_its_list_and_id(scheme):
    """Ids are looked up in their own list only."""
    assert scheme.option("ecosystems", "agri_food").label == "Agri-food"


@pytest.mark.parametrize(("kind", "option_id"), [("goals", "agri_food"), ("deadlines", "x")])
def test_an_unknown_option_is_not_found(scheme, kind, option_id):
    """An id of another list, or a list that is none, is NotFound."""
    with pytest.raises(NotFound):
        scheme.option(kind, option_id)


def test_an_unknown_organisation_type_is_not_found(scheme):
    """A type that the scheme does not have is NotFound."""
    with pytest.raises(NotFound):
        scheme.organisation_type("club")


def test_broken_off_stays_are_asked_other_questions(scheme):
    """Both surveys ask why a stay ended early, and of a finished one whether its goals were met."""
    asked = [{one.id: one.only_when for one in survey} for _, survey in scheme.surveys]
    assert [(one["why_ended"], one["goals_met"]) for one in asked] == [
        ("interrupted", "completed"),
        ("interrupted", "completed"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("target_exchanges = 1000", "target_exchanges = many", "Invalid value"),
        ("target_exchanges = 1000", "", "target_exchanges"),
        ("target_exchanges = 1000", "target_exchanges = 0", "target_exchanges"),
        ("target_exchanges = 1000", "target_exchanges = 9\nsurprise = 1", "surprise"),
        ('"AT", "BE"', '"AT", "Belgium"', "visitor_countries.1"),
        ("languages = 0.09", "languages = 0.20", "add up to 1"),
        ("starts = 09:00:00", "starts = 19:00:00", "ends before it starts"),
        ('id = "micro"', 'id = "small"', "small stands there twice"),
        ("PT = 780", "PT = -1", "lump_sums.0.amounts.PT"),
        ("PT = 780", "PT = nan", "lump_sums.0.amounts.PT"),
        ("PT = 780", "PT = 780.55", "lump_sums.0.amounts.PT"),
        ("PT = 780", "", "2022-02-01: no amount for PT"),
        ("worth_saying_days = 14", "worth_saying_days = 0", "reminders.draft.waiting.worth"),
        ("[[commitment_form]]", f"{TABLE}\n[[commitment_form]]", "2022-02-01 stands there twice"),
        ("languages = 0.09", "tongues = 0.10", "unknown: tongues"),
        ("languages = 0.09", "languages = nan", "weights.languages"),
        ('"VO", "HO"', '"VO", "VO"', "signing_order: VO stands there twice"),
        ('["VO", "HO", "VOP", "HOP"]', "[]", "signing_order"),
        ('"AT", "BE"', '"AT", "AT"', "visitor_countries: AT stands there twice"),
        ('id = "overall"', 'id = "support"', "the visitor's survey: support stands there twice"),
        ('name = "BLUES"', 'name = "CLAMTEX"', "partnerships: CLAMTEX stands there twice"),
        ('name = "ATEVAL"', 'name = "AEI Textils"', "AEI Textils stands there twice"),
        (
            '"AEI Textils", country = "ES"',
            '"AEI", country = "ES", lead = true',
            "two lead clusters",
        ),
        ('kind = "score"', 'kind = "choice"', "options belong to choices"),
        ('"overall", "goals_met"', '"mood", "goals_met"', "learning: no survey asks mood"),
        ('["regions", "maturity"', '["regions", "charm"', "learning.policy.1"),
        ("good_from = 0.75", "good_from = 75", "learning.good_from"),
        ("least = 50", "least = 5000", "least is above most"),
        ("visitor = false, host = true", "visitor = false, host = false", "neither visit nor host"),
    ],
)
def test_a_broken_scheme_says_what_is_wrong(tmp_path, old, new, why):
    """A fault in the file is refused at once, named by its place."""
    path = tmp_path / "broken.toml"
    path.write_text(TEXT.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(SchemeInvalid, match=why):
        load_scheme(path)


def test_a_scheme_that_is_not_there_is_refused():
    """A wrong name is told by that name."""
    with pytest.raises(SchemeInvalid, match="no_such_scheme"):
        load_scheme("no_such_scheme")


def test_a_role_can_have_its_own_countries(tmp_path):
    """A list for one role overrides the common one for that role."""
    path = tmp_path / "own.toml"
    path.write_text(f'host_countries = ["PT"]\n{TEXT}', encoding="utf-8")
    own = load_scheme(path)
    assert own.host_countries == ("PT",)
    assert list(own.visitor_countries) == tomllib.loads(TEXT)["countries"]
