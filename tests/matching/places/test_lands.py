"""Lands of several countries, as they are called and declined in 24 languages."""

from __future__ import annotations

import pytest

from matching import Profile, rank
from matching.places.countries import COUNTRIES
from matching.places.lands import land_at, land_called, lands_spelt_out
from matching.short_profiles import as_meant
from matching.words.names import fold

SCANDINAVIA, BALTICS = ("DK", "NO", "SE"), ("EE", "LT", "LV")
BENELUX, IBERIA = ("BE", "LU", "NL"), ("ES", "PT")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        *((one, SCANDINAVIA) for one in "Скандинавия|Skandinávie|Skandinavien|Σκανδιναβία|Scandinavia".split("|")),
        *((one, SCANDINAVIA) for one in "Escandinavia|Skandinaaviasse|Skandinaviaan|Scandinavie".split("|")),
        *((one, SCANDINAVIA) for one in "Críoch Lochlann|Skandinaviju|Skandináviába|i paesi scandinavi".split("|")),
        *((one, SCANDINAVIA) for one in "Skandinaviją|Skandināviju|l-Iskandinavja|Scandinavië".split("|")),
        *((one, SCANDINAVIA) for one in "Skandynawii|Escandinávia|țările scandinave|Škandinávie".split("|")),
        *((one, BALTICS) for one in "балтийските страни|Pobaltí|pobaltských zemí|Baltikum|baltischen Ländern".split("|")),
        *((one, BALTICS) for one in "χώρες της Βαλτικής|the Baltics|Baltic states|países bálticos|Balti riikidesse".split("|")),
        *((one, BALTICS) for one in "Baltian maihin|pays baltes|na Stáit Bhaltacha|baltičke zemlje".split("|")),
        *((one, BALTICS) for one in "balti országokba|paesi baltici|Baltijos šalis|Baltijas valstis".split("|")),
        *((one, BALTICS) for one in "pajjiżi Baltiċi|Baltische staten|krajów bałtyckich|țările baltice".split("|")),
        *((one, BALTICS) for one in "pobaltské krajiny|baltske države|baltiska länderna".split("|")),
        *((one, BENELUX) for one in "Бенелюкс|Beneluxu|Beneluxlandene|Beneluxländern|Μπενελούξ|Benelux".split("|")),
        *((one, BENELUX) for one in "Beneluxi riikidesse|Benelux-maihin|Beneluksa|Beniliuksą|Beniluksa valstis".split("|")),
        *((one, BENELUX) for one in "Benelux országokba|krajów Beneluksu|les pays du Benelux|države Beneluksa".split("|")),
        *((one, IBERIA) for one in "Иберийския полуостров|Pyrenejského poloostrova|Iberische Halbinsel".split("|")),
        *((one, IBERIA) for one in "Ιβηρική χερσόνησο|Iberian peninsula|península ibérica|Pürenee poolsaarele".split("|")),
        *((one, IBERIA) for one in "Pyreneiden niemimaalle|Pirenejski poluotok|penisola iberica|Iberijos pusiasalį".split("|")),
        *((one, IBERIA) for one in "Ibērijas pussalu|peniżola Iberika|Iberisch schiereiland".split("|")),
        *((one, IBERIA) for one in "półwysep Iberyjski|Peninsula Iberică|Pyrenejský polostrov|Iberiska halvön".split("|")),
    ],
)  # fmt: skip
def test_a_land_is_its_countries_in_every_language(typed, meant):
    """In the cases of the language, with an article or without."""
    words = fold(typed).split()
    found = next(codes for at in range(len(words)) if (codes := land_at(words[at:])[0]))
    assert found == meant


@pytest.mark.parametrize(
    "typed",
    [
        *("skandinavische Möbel", "jamón ibérico", "Iberian ham", "balkánská kuchyně", "the Baltic Sea"),
        *("hoher Norden", "Visegrád", "meuble scandinave", "mobili scandinavi", "skandinávský design"),
        *("V4", "Balti jaam", "Beneluxová", "nordic walking", "Península Foods"),
    ],
)  # fmt: skip
def test_an_adjective_or_a_town_is_no_land(typed):
    """What only comes from there, or is called alike, names no countries."""
    words = fold(typed).split()
    assert not any(land_at(words[at:])[0] for at in range(len(words)))


def test_the_longest_name_counts():
    """The Western Balkans are not all the Balkans."""
    assert set(land_called("Western Balkans")) < set(land_called("Balkans")) <= {*COUNTRIES}


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("Benelux or Spain", "Belgium or Luxembourg or Netherlands or Spain"),
        ("not the Baltics", "not Estonia or Lithuania or Latvia"),
        ("Scandinavia", "Denmark or Sweden"),
        ("Spain", "Spain"),
        ("Western Balkans", "Western Balkans"),
        ("", ""),
    ],
)
def test_lands_are_spelt_out_as_far_as_they_can_be_chosen(typed, told):
    """Of what cannot be chosen nothing is made up: the words stay."""
    chosen = {"BE", "LU", "NL", "ES", "EE", "LT", "LV", "DK", "SE"}
    assert lands_spelt_out(typed, chosen) == told


def test_a_profile_may_wish_for_a_land():
    """In the library as in the bots."""
    told = as_meant(Profile(id="v", wished_countries=("Benelux", "Spain")))  # type: ignore[arg-type]
    assert told.wished_countries == ("BE", "LU", "NL", "ES")
    assert rank({"seeks": "cheese", "wished_countries": "the Baltics"}, ["cheese"]).total == 1
