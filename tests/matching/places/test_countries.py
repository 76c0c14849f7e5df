from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.places.babel_names import NAMED_IN, territory
from matching.places.countries import COUNTRIES, country_name, find_country, flag, time_zone
from matching.words.names import Certainty, fold
from tests.sizes import examples

# One slip turns a name of one into a name of the other: Irland/Island, Ranska/Danska,
# Polland/Holland, Slovensko/Slovinsko, Tyrkland/Tyskland.
LOOKALIKES = {
    frozenset(pair)
    for pair in (("IE", "IS"), ("FR", "DK"), ("PL", "NL"), ("SK", "SI"), ("TR", "DE"))
}
NAMES = sorted(
    {
        (fold(name), code)
        for code in COUNTRIES
        for language in NAMED_IN
        if (name := territory(code, language)) and len(fold(name)) >= 6
    }
)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("Germny", "DE"),
        ("Allemagne", "DE"),
        ("DE", "DE"),
        ("deu", "DE"),
        ("Deutchland", "DE"),
        ("Deustchland", "DE"),
        ("Holland", "NL"),
        ("the Netherlands", "NL"),
        ("Neatherlands", "NL"),
        ("Grece", "GR"),
        ("EL", "GR"),
        ("ελλαδα", "GR"),
        ("Elada", "GR"),
        ("UK", "GB"),
        ("Scotland", "GB"),
        ("Czech Republic", "CZ"),
        ("Czechia", "CZ"),
        ("Turkey", "TR"),
        ("Turkiye", "TR"),
        ("Bosnia", "BA"),
        ("Makedonia", "MK"),
        ("Україна", "UA"),
        ("Германия", "DE"),
        ("Magyarorszag", "HU"),
        ("Swizerland", "CH"),
        ("Kosova", "XK"),
        ("Island", "IS"),
        ("Irland", "IE"),
        ("France 🇫🇷", "FR"),
    ],
)
def test_typed_countries(typed, code):
    """People write countries in their own language, as codes and with slips."""
    assert find_country(typed).best == code
    assert find_country(typed).certainty is Certainty.SURE


@pytest.mark.parametrize(
    ("typed", "among"), [("Iseland", {"IS", "IE"}), ("Slovania", {"SK", "SI"})]
)
def test_between_two_countries_the_bot_asks(typed, among):
    """A slip that could be either of two countries is asked about."""
    found = find_country(typed)
    assert found.certainty is Certainty.UNSURE
    assert among <= set(found.candidates)


@pytest.mark.parametrize("typed", ["", "?", "Brazil", "Australia", "Japan", "Georgia", "USA", "🙂"])
def test_the_rest_of_the_world_is_no_typo(typed):
    """A country elsewhere is not mistaken for a European one."""
    assert find_country(typed).certainty is Certainty.NONE


@st.composite
def one_slip(draw):
    """Return a country's name with one letter dropped, added, changed or swapped."""
    name, code = draw(st.sampled_from(NAMES))
    at = draw(st.integers(0, len(name) - 1))
    letter = draw(st.sampled_from("abcdefghijklmnopqrstuvwxyz"))
    kinds = (
        name[:at] + name[at + 1 :],
        name[:at] + letter + name[at:],
        name[:at] + letter + name[at + 1 :],
        name[:at] + name[at : at + 2][::-1] + name[at + 2 :],
    )
    return draw(st.sampled_from(kinds)), code


@settings(max_examples=examples(400), deadline=None)
@given(one_slip())
def test_one_slip_never_leads_to_another_country(slip):
    """One slip in a name of six letters or more finds the country, or asks with it on the list."""
    typed, code = slip
    found = find_country(typed)
    mistaken = frozenset((found.best or "", code)) in LOOKALIKES
    assert code in found.candidates or mistaken


def test_every_country_is_complete():
    """Every country has a real time zone, a flag of two signs and a name in every language."""
    for code in COUNTRIES:
        assert ZoneInfo(time_zone(code)).key == time_zone(code)
        assert len(flag(code)) == 2
        assert all(territory(code, language) for language in NAMED_IN[:24])


@pytest.mark.parametrize(
    ("code", "language", "name"),
    [
        ("DE", "fr", "Allemagne"),
        ("GR", "el", "Ελλάδα"),
        ("FR", "pt-br", "França"),
        ("FR", "xx", "France"),
        ("FR", "", "France"),
        ("ZZZ", "en", "ZZZ"),
    ],
)
def test_names_in_the_reader_s_language(code, language, name):
    """Names come in the asked language, else in English, else as the code."""
    assert country_name(code, language) == name


def test_flags_and_zones():
    """A flag is two regional signs; what is no country has none and keeps UTC."""
    assert (flag("gr"), flag("XYZ"), flag("")) == ("🇬🇷", "", "")
    assert (time_zone("PT"), time_zone("ZZ")) == ("Europe/Lisbon", "UTC")
