"""The place that letters go to is where somebody is, not the one that their street is called after."""

from __future__ import annotations

from datetime import date

import pytest

from matching.places.cities import city
from matching.understanding.reading import understand

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("text", "country", "name"),
    [
        ("15 route de Toulouse, 12100 Millau", "FR", "Millau"),
        ("Hamburger Straße 12, 28205 Bremen", "DE", "Bremen"),
        ("Via Roma 3, 37121 Verona", "IT", "Verona"),
        ("Calle Sevilla 5, 48001 Bilbao", "ES", "Bilbao"),
        ("ul. Krakowska 12, 80-001 Gdańsk", "PL", "Gdańsk"),
        ("Rua de Lisboa 8, 4700-001 Braga", "PT", "Braga"),
        ("Bahnhofstraße 3, 6020 Innsbruck", "AT", "Innsbruck"),
        ("Weberei in Graz. 2015-2019 Toulouse", "AT", "Graz"),
        (
            "Lebenslauf\nName: Jonas Weiher\nArbeitgeber: Solarwerk Inn GmbH, Rosenheim\nSprachen: Deutsch, Englisch, Italienisch\nWunsch: Spanien oder Griechenland, November 2027",
            "DE",
            "Rosenheim",
        ),
        (
            "Prodáváme med a vosk, sídlíme v Písku. V září bychom chtěli do Slovinska.",
            "CZ",
            "Písek",
        ),
        ("We sell to hotels in Germany and are based in Limerick.", "IE", "Limerick"),
        ("Kuopiolainen saha, 22 työntekijää.", "FI", "Kuopio"),
        ("Is comharchumann muid i nDaingean Uí Chúis", "IE", "Dingle"),
        ("Tá muid i gCill Airne", "IE", "Killarney"),
        ("comhlacht i bPort Láirge", "IE", "Waterford"),
        ("A győri székhelyű Rába Kijelző Kft. vagyunk.", "HU", "Győr"),
    ],
)
def test_the_place_of_an_address(text, country, name):
    """Behind its postcode; a year, a label and a month are none, customers live elsewhere. In Irish also with its first letter changed."""
    found = understand(text, TODAY)
    assert (found.country, city(found.city or "").name) == (country, name)


@pytest.mark.parametrize(
    "text",
    [
        "Ouvert de mai à septembre. Ferme à Millau.",
        "Geöffnet von Mai bis September. Hofladen in Graz.",
        "Open from April to October. Farm in Cork.",
        "Aperto da maggio a settembre. Azienda di Bari.",
        "Otwarte od maja do września. Piekarnia w Gdyni.",
        "Öppet maj till september. Bageri i Malmö.",
    ],
)
def test_when_somebody_is_open_is_not_when_they_travel(text):
    """No month is read of it."""
    assert understand(text, TODAY).months == ()


def test_a_wish_keeps_its_months_where_somebody_is_open_too():
    """“We are open to a visit in May” is no opening time where it tells a wish."""
    assert understand("We would like to come in May; we are open.", TODAY).months == ("2027-05",)


@pytest.mark.parametrize(
    ("text", "wished"),
    [
        ("Ba mhaith linn dul chun na Fraince nó na Gearmáine.", {"FR", "DE"}),
        ("Táimid ag lorg comhpháirtí sa Spáinn nó san Iodáil.", {"ES", "IT"}),
        ("Ba mhaith linn dul go dtí an Íoslainn nó an Ostair i mí Aibreáin.", {"IS", "AT"}),
    ],
)
def test_irish_names_of_countries_in_any_form(text, wished):
    """In the genitive, and after the article."""
    assert {*understand(text, TODAY).wished} == wished
