from __future__ import annotations

from functools import cache
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from matching.places.babel_names import NAMED_IN, locale_of, territory
from matching.places.countries import (
    COUNTRIES,
    _elsewhere,
    country_name,
    country_names,
    find_country,
    flag,
    time_zone,
)
from matching.words.names import Certainty, fold
from tests.sizes import examples

# One slip turns a name of one into a name of the other: Irland/Island, Ranska/Danska,
# Polland/Holland, Slovensko/Slovinsko, Tyrkland/Tyskland.
LOOKALIKES = {
    frozenset(pair)
    for pair in (("IE", "IS"), ("FR", "DK"), ("PL", "NL"), ("SK", "SI"), ("TR", "DE"))
}


@cache
def names() -> list[tuple[str, str]]:
    """Every name of six letters and more in every language, with its code."""
    found = (
        (fold(name), code)
        for code in COUNTRIES
        for language in NAMED_IN
        if (name := territory(code, language))
    )
    return sorted({(name, code) for name, code in found if len(name) >= 6})


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("République hellénique", "GR"),
        ("Íoslainn", "IS"),
        ("Iodáil", "IT"),
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


LONG = [
    ("SE", "Kingdom of Sweden", "Königreich Schweden", "Reino de Suecia", "Ruotsin kuningaskunta"),
    ("PT", "République portugaise", "Portugalská republika", "Republika Portugalska"),
    ("AT", "Republic of Austria", "Republik Österreich", "Osztrák Köztársaság"),
    ("DE", "Federal Republic of Germany", "Bundesrepublik Deutschland", "Saksan liittotasavalta"),
    ("EE", "Republic of Estonia", "Eesti Vabariik"),
    ("GR", "Hellenic Republic", "Ελληνική Δημοκρατία", "República Helénica"),
    ("CH", "Swiss Confederation", "Schweizerische Eidgenossenschaft", "Confédération suisse"),
    ("IT", "Italian Republic", "Repubblica italiana", "Италианска република"),
    ("NL", "Kingdom of the Netherlands", "Koninkrijk der Nederlanden", "Kraljevina Nizozemska"),
    ("LT", "Lietuvos Respublika", "Republic of Lithuania", "République de Lituanie"),
    ("LV", "Latvijas Republika", "Republic of Latvia", "Republik Lettland"),
    ("GB", "United Kingdom of Great Britain and Northern Ireland"),
    ("MK", "Republic of North Macedonia", "Severna Makedonija"),
]


@pytest.mark.parametrize(("code", "typed"), [(code, one) for code, *ones in LONG for one in ones])
def test_official_long_names(code, typed):
    """As forms and registers have them."""
    assert (find_country(typed).best, find_country(typed).certainty) == (code, Certainty.SURE)


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("GER", ("DE",)),
        ("SUI", ("CH",)),
        ("CRO", ("HR",)),
        ("I am from Spain", ("ES",)),
        ("Wir sind aus Polen", ("PL",)),
        ("Lyon, France", ("FR",)),
        ("Germany/Austria", ("DE", "AT")),
        ("Deutschland und Österreich", ("DE", "AT")),
        ("+48", ("PL",)),
        ("0049 30 1234", ("DE",)),
        ("D", ("DE",)),
        ("Czechoslovakia", ("CZ", "SK")),
        ("Bavaria", ("DE",)),
        ("Cataluña", ("ES",)),
    ],
)
def test_countries_in_other_words(typed, codes):
    """In a sentence, by codes of sport; several, a region or a telephone's number are asked about."""
    assert find_country(typed).candidates == codes


FAR = [
    code
    for code in locale_of("en").territories
    if len(code) == 2
    and code.isalpha()
    and code not in {*COUNTRIES, "EU", "EZ", "UN", "ZZ", "QO", "XA", "XB"}
]


@pytest.mark.parametrize("language", NAMED_IN[:24])
def test_no_other_country_of_the_world_is_taken_for_ours(language):
    """In all 24 languages, but where one is called as ours is in another."""
    for code in FAR:
        name = territory(code, language) or ""
        assert find_country(name).best is None or country_names().exact(fold(name)), name


@pytest.mark.parametrize(
    "typed",
    ["ISR", "CHN", "AUS", "IRN", "IRQ", "KOR", "Avstralija", "Sirija", "Austrailia", "South Korea"],
)
def test_codes_of_others_are_none_of_ours(typed):
    """Nor are slips in their names."""
    assert find_country(typed).certainty is Certainty.NONE


@pytest.mark.parametrize("typed", ["", "?", "Brazil", "Australia", "Japan", "Georgia", "USA", "🙂"])
def test_the_rest_of_the_world_is_no_typo(typed):
    """A country elsewhere is not mistaken for a European one."""
    assert find_country(typed).certainty is Certainty.NONE


@st.composite
def one_slip(draw):
    """Return a country's name with one letter dropped, added, changed or swapped."""
    name, code = draw(st.sampled_from(names()))
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
@example(("olande", "NL"))
@given(one_slip())
def test_one_slip_never_leads_to_another_country(slip):
    """One slip in a name of six letters or more finds the country, or asks with it on the list."""
    typed, code = slip
    assume(typed not in _elsewhere())  # "olande" is how Åland is called somewhere
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
