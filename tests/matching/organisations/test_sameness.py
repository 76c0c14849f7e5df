from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.organisations.clues import Clue, Named
from matching.organisations.sameness import Register, same_organisations

OTHERS = ["Porto Weavers Lda", "Technology House", "Green Energy Solutions GmbH"]
LIKELY = 0.5


def matched(asked, known):
    """What is found out about one organisation in a register of it and others."""
    found = same_organisations([asked], [known, *OTHERS])[0]
    return next((one for one in found if one.index == 0), None)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Müller Maschinenbau GmbH", "Mueller Maschinenbau Gesellschaft mit beschränkter Haftung"),
        ("ΥΦΑΝΤΟΥΡΓΙΑ ΝΑΟΥΣΑ Α.Ε.", "Υφαντουργία Νάουσα ΑΕ"),
        ("Тъкачи България ООД", "ТЪКАЧИ БЪЛГАРИЯ ЕООД"),
        ("Vienna Weavers & Sons", "Vienna Weavers and Sons"),
        ("TechSolutions Group", "Tech Solutions Group"),
        ("Kärnten Holz Cluster", "Holzcluster Kärnten"),
        ("Institute of Textile Technology", "Textile Technology Institute"),
        ("Acme, Inc.", "ACME"),
        ("ΒΙΟΤΕΧΝΙΚΗ ΑΕ", "Viotechniki S.A."),
        ("Слънчева къща ООД", "Slancheva Kashta OOD"),
        ("Novrprecision S.p.A.", "Novaprecision SRL"),
        ("Popescu Transport", "Porpescu Tranpsort"),
        ("Dept. of Looms, Weavers Institute, Graz", "Department of Yarn, Weavers Institute, Graz"),
    ],
)
def test_one_organisation_written_in_two_ways(one, other):
    """Forms, accents, joining words, compounds and departments do not hide it, either way round."""
    assert matched(one, other).probability > LIKELY
    assert matched(other, one).probability > LIKELY


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Alpine Robotics GmbH", "Alpine Textiles GmbH"),
        ("Nord Textil SRL", "Sud Energie SRL"),
        ("Solutions GmbH", "Weavers Solutions Group GmbH"),
        ("Studio 54 GmbH", "Studio 45 GmbH"),
        ("GmbH", "GmbH"),
        ("GmbH", "Weavers GmbH"),
        ("🤷", "🤷"),
        ("", ""),
    ],
)
def test_what_many_have_in_common_proves_nothing(one, other):
    """A shared form, trade or empty name does not make two organisations one."""
    found = matched(one, other)
    assert found is None or found.probability < LIKELY


AT = Named("Loom Robotics", "AT")


@pytest.mark.parametrize(
    ("one", "other", "clue", "likely", "proven"),
    [
        (
            Named("Loom", "AT", vat="ATU12345678"),
            Named("Bar", "AT", vat="u 123 456 78"),
            Clue.SAME_VAT,
            True,
            True,
        ),
        (
            Named("Loom", "GR", vat="EL123456789"),
            Named("Bar", "DE", vat="GR 123456789"),
            Clue.SAME_VAT,
            True,
            True,
        ),
        (
            Named("Loom", "AT", vat="ATU12345678"),
            Named("Loom", "AT", vat="ATU87654321"),
            Clue.OTHER_VAT,
            False,
            False,
        ),
        (
            Named("Loom Ltd", "AT", website="https://loom.at"),
            Named("Loom", "DE", email="ann@loom.at"),
            Clue.SAME_DOMAIN,
            True,
            True,
        ),
        (
            Named("Institute of Loom Design", "AT", email="a@uni-graz.at"),
            Named("Institute of Law", "AT", email="b@uni-graz.at"),
            Clue.SHARED_DOMAIN,
            False,
            False,
        ),
        (Named("Loom", "AT", "Wien"), Named("Loom", "AT", "Wien"), Clue.SAME_CITY, True, False),
        (Named("Loom", "AT", "Wien"), Named("Loom", "AT", "Graz"), Clue.OTHER_CITY, True, False),
        (
            Named("Loom GmbH", "AT"),
            Named("Loom AG", "AT"),
            Clue.OTHER_LEGAL_FORM,
            True,
            False,
        ),
        (
            Named("BTW", "AT"),
            Named("Bund Tiroler Weber", "AT"),
            Clue.SHORT_FORM,
            False,
            False,
        ),
    ],
)
def test_clues(one, other, clue, likely, proven):
    """Numbers and addresses weigh more than names; only those of one organisation prove."""
    register = [other, Named("Loom of Weavers", "DE"), Named("Mill", "AT", email="m@uni-graz.at")]
    found = next(m for m in same_organisations([one], register)[0] if m.index == 0)
    assert (clue in found.clues, found.probability > LIKELY, found.proven) == (True, likely, proven)


@pytest.mark.parametrize(
    ("one", "other", "stands_for_it"),
    [
        ("HWC", "Holz und Wolle Cluster", True),
        ("KHC", "Cluster Kärnten (KHC)", True),
        ("KHC", "Cluster Kärnten, KHC, Weavers University", False),
        ("WUG", "Department of Yarn, Weavers University Graz", True),
    ],
)
def test_an_acronym_in_an_address_may_be_of_another(one, other, stands_for_it):
    """Where several are named together, only first letters tell whose short form it is."""
    clues = matched(one, other).clues
    assert (Clue.SHORT_FORM in clues) is stands_for_it


@pytest.mark.parametrize(
    ("one", "other", "likely"),
    [
        ("IBM Ceramics GmbH", "IBM AG", False),
        ("ABB Robotics", "ABB Ltd", False),
        ("Loom Ceramics GmbH", "Loom GmbH", False),
        ("IBM Deutschland GmbH", "IBM AG", True),
        ("IBM Group", "IBM AG", True),
        ("IBM", "IBM AG", True),
        ("SAP", "SAP SE", True),
        ("SES", "SES SA", True),
        ("GmbH", "SAP SE", None),
    ],
)
def test_a_word_of_its_own_makes_another_company(one, other, likely):
    """A country, a town and "Group" do not; a name that is a legal form elsewhere is found by itself."""
    found = same_organisations([one], [other])[0]
    assert (found[0].probability > 0.5 if found else None) is likely


def test_free_mail_says_nothing():
    """Two with the same provider are strangers."""
    one, other = (Named(name, "AT", email="a@gmail.com") for name in ("Loom", "Mill"))
    assert same_organisations([one], [other]) == [()]


def test_names_are_compared_within_a_country():
    """One name in two countries is two organisations, unless a country is not known."""
    assert same_organisations([AT], [Named("Loom Robotics", "DE")]) == [()]
    assert matched(AT, "Loom Robotics").probability > LIKELY


def test_a_domain_of_many_is_a_hint_only():
    """When four of the register share an address it stops proving that two are one."""
    many = [Named(f"Unit {letter} House", "AT", website="park.at") for letter in "ABCDE"]
    found = same_organisations([Named("Mill Works", "AT", website="park.at")], many)[0]
    assert not any(one.proven or one.probability > LIKELY for one in found)


def test_the_best_come_first_and_no_more_than_asked_for():
    """At most `top` for each candidate, by falling probability."""
    known = [f"Loom {word} Works" for word in "Alpha Beta Gamma Delta Epsilon Zeta".split()]
    found = same_organisations(["Loom Gamma Works", "nothing like it"], known, top=3)
    assert (len(found[0]), found[0][0].index, found[1]) == (3, 2, ())
    probabilities = [one.probability for one in found[0]]
    assert probabilities == sorted(probabilities, reverse=True)


NAMES = st.text(max_size=40) | st.sampled_from(
    ["", "GmbH", "🤷", "AG", "a" * 10_000, "Wörk " * 999]
)


@given(st.lists(NAMES, max_size=4), st.lists(NAMES, max_size=6), st.integers(1, 3))
def test_any_text_is_survived(asked, known, top):
    """Whatever is typed there is one row a candidate, and probabilities lie between 0 and 1."""
    found = Register(known).matches(asked, top)
    assert len(found) == len(asked)
    assert all(0 < one.probability < 1 and 0 <= one.likeness <= 1 for row in found for one in row)
    assert all(len(row) <= top and all(one.index < len(known) for one in row) for row in found)


@given(st.text(alphabet="abcdefghij klmnop", min_size=8, max_size=30).filter(str.strip))
def test_a_name_is_most_like_itself(name):
    """An organisation is found by its own name."""
    found = same_organisations([name], [*OTHERS, name])[0]
    assert not found or found[0].index == len(OTHERS)
