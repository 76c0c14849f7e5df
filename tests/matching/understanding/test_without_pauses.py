"""What people dictate or type without a comma: countries that are sought, and languages that are spoken."""

from __future__ import annotations

from datetime import date

import pytest

from matching.understanding.reading import understand

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("text", "wished", "languages"),
    [
        ("gostava de ir a hungria ou eslovaquia em maio falo ingles", {"HU", "SK"}, {"en"}),
        ("am vrea in finlanda sau slovenia in martie vorbim engleza", {"FI", "SI"}, {"en"}),
        ("on aimerait voir l'irlande ou le danemark on parle français", {"IE", "DK"}, {"fr"}),
        ("olemme panimo salosta, kiinnostaa viro ja puola, englanti", {"EE", "PL"}, {"en"}),
        ("Our steel is Swedish. We are from Cork and speak English.", set(), {"en"}),
        ("Acier suédois, clients américains. Nous sommes à Thiers.", set(), set()),
        ("Czechia or Slovakia would be a dream. We sit in Cork.", {"CZ", "SK"}, set()),
        ("cześć, firma z Krakowa, chcemy do Danii, angielski", {"DK"}, {"en"}),
    ],
)
def test_a_country_that_is_sought_is_no_language(text, wished, languages):
    """Nor is an adjective beside a thing; an "or" between countries is a wish."""
    found = understand(text, TODAY)
    assert ({*found.wished}, {*found.languages}) == (wished, languages)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Klaster Zelená doprava združuje 52 podnikov a sídli v Michalovciach.", "Klaster Zelená doprava"),
        ("Obrt Zlatna nit iz Đakova veze nošnje.", "Obrt Zlatna nit"),
        ("OÜ Metsa Hääl asub Võrus ja valmistab kandleid.", "OÜ Metsa Hääl"),
        ("Młyn pod Dębem sp. j. z Krotoszyna mieli mąkę.", "Młyn pod Dębem sp. j."),
        ("Tvornica čarapa Bijela vuna d.d., Ivanec: 160 zaposlenih.", "Tvornica čarapa Bijela vuna d.d."),
        ("A Oficina da Luz é uma cooperativa de Viana do Castelo.", "Oficina da Luz"),
        ("Ferrous & Fern is a four-person forge outside Ludlow.", "Ferrous & Fern"),
        ("Il-kooperattiva Ħobż tas-Sajf tinsab fiż-Żejtun.", "Ħobż tas-Sajf"),
    ],
)  # fmt: skip
def test_a_name_is_read_whole(text, name):
    """With its form wherever that stands, the noun of its adjective, and what joins its parts."""
    assert understand(text, TODAY).organisation == name


def test_what_they_are_called_tells_no_season():
    """Summer Bread is baked all year; and "with" is no denial in Maltese."""
    found = understand("Il-kooperattiva Ħobż tas-Sajf tinsab fiż-Żejtun.", TODAY)
    assert found.months == ()
    assert understand("Naħdem ma' Ċiment u Ġebel Ltd f'Mosta.", TODAY).country == "MT"
