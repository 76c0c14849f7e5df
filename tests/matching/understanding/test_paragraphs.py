"""Paragraphs about oneself in 24 languages: what is read of them, counted over all."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from matching.places.cities import find_city
from matching.understanding.reading import understand

SET = Path(__file__).parent / "paragraphs.jsonl"
TODAY = date(2026, 11, 20)
FIELDS = ("country", "city", "languages", "wished", "months", "size", "organisation", "ecosystems")


def _got(text: str) -> dict[str, set[object]]:
    found = understand(text, TODAY)
    return {
        "country": {found.country},
        "city": {found.city},
        "languages": {*found.languages},
        "wished": {*found.wished},
        "months": {int(month[5:]) for month in found.months},
        "size": {found.size},
        "organisation": {found.organisation},
        "ecosystems": {*found.ecosystems},
    }


def _wanted(row: dict[str, object]) -> dict[str, set[object]]:
    city = find_city(str(row["city"]), str(row["country"])).best
    told = {one: row[one] for one in FIELDS if one in row} | {"city": city}
    return {one: {*value} if isinstance(value, list) else {value} for one, value in told.items()}


@cache
def _counted() -> tuple[Counter[str], Counter[str], Counter[str]]:
    """Right, wrong and missing readings of each field."""
    right, wrong, missing = Counter[str](), Counter[str](), Counter[str]()
    for line in SET.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        got, wanted = _got(row["text"]), _wanted(row)
        for field in wanted:
            right[field] += len((got[field] & wanted[field]) - {None})
            wrong[field] += len(got[field] - wanted[field] - {None})
            missing[field] += len(wanted[field] - got[field] - {None})
    return right, wrong, missing


@pytest.mark.parametrize("field", FIELDS)
def test_what_is_read_is_right(field):
    """Of what is read 95 in 100 are right, and of what is told 9 in 10 are read."""
    right, wrong, missing = _counted()
    assert right[field] >= 0.95 * (right[field] + wrong[field])
    assert right[field] >= 0.9 * (right[field] + missing[field])


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ("We speak English, but we don't speak French.", "languages", ("en",)),
        ("Wir sprechen Deutsch, aber kein Englisch.", "languages", ("de",)),
        ("We want to go to Austria, not Germany.", "wished", ("AT",)),
        ("Nous sommes de Lyon et voulons aller en Espagne.", "country", "FR"),
        ("We seek a partner in Spain. We are from Graz.", "country", "AT"),
        ("looking for a german partner with swedish steel", "languages", ()),
        ("Our startup has 12 employees.", "size", "small"),
        ("We would stay two weeks in May.", "working_days", 10),
        ("Klastro organizacija iš Kauno.", "organisation_type", "cluster_organisation"),
        ("We are a cluster organisation from Porto.", "organisation_type", "cluster_organisation"),
        ("We are a company from Porto and seek a cluster.", "organisation_type", "sme"),
    ],
)
def test_what_is_denied_or_wished_is_not_what_they_are(text, field, value):
    """Each told apart by what stands before it."""
    assert getattr(understand(text, TODAY), field) == value


@pytest.mark.parametrize(
    ("text", "wished"),
    [
        ("Tischlerei Ahornblatt, Ravensburg, 18 Leute, im März nach Finnland", ["FI"]),
        ("menuiserie à rennes, 7 personnes, en mai vers l'espagne ou le portugal", ["ES", "PT"]),
        ("Panificio a Matera, 6 persone, a giugno in Grecia", ["GR"]),
        ("Bäckerei in Graz, wir verkaufen seit März nach Italien", []),
        ("brewery in cork, 9 people, june to denmark or the baltics", ["DK", "EE", "LT", "LV"]),
        ("pekárna Brno, 12 lidí, v dubnu do Rakouska", ["AT"]),
        ("Piekarnia w Gdyni, 8 osób, w maju do Szwecji", ["SE"]),
        ("Leipomo Turussa, 8 henkilöä, toukokuussa Viroon", ["EE"]),
        ("Kepykla Kaune, 8 žmonės, gegužę į Lenkiją", ["PL"]),
        ("Pékség Szegeden, 8 fő, májusban Ausztriába", ["AT"]),
        ("Bageri i Malmö, 8 personer, i maj till Danmark", ["DK"]),
        ("Padaria em Braga, 8 pessoas, em maio na Itália", ["IT"]),
        ("Αρτοποιείο στον Βόλο, 8 άτομα, τον Μάιο στην Ιταλία", ["IT"]),
        ("Пекарна във Варна, 8 души, през май в Гърция", ["GR"]),
        ("Brutărie în Cluj-Napoca, 8 oameni, în mai în Italia", ["IT"]),
        ("Pekara u Zadru, 8 ljudi, u svibnju u Austriju", ["AT"]),
        ("Pekarna v Celju, 8 ljudi, maja v Avstrijo", ["AT"]),
        ("Maiznīca Liepājā, 8 cilvēki, maijā uz Igauniju", ["EE"]),
        ("Pagariäri Tartus, 8 inimest, mais Soome", ["FI"]),
        ("Bakkerij in Gent, 8 mensen, in mei naar Frankrijk", ["FR"]),
        ("Bageri i Aarhus, 8 ansatte, i maj til Sverige", ["SE"]),
        ("Pekáreň v Nitre, 8 ľudí, v máji do Rakúska", ["AT"]),
        ("Panadería en Vigo, 8 personas, en mayo a Italia", ["IT"]),
        ("Forn f'Marsa, 8 persuni, f'Mejju lejn l-Italja", ["IT"]),
        ("Bácús i gCorcaigh, 8 duine, i mBealtaine go dtí an Fhrainc", ["FR"]),
        ("Wir sind eine Skandinavische Möbelfirma aus Graz.", []),
        ("We have worked in Austria since May. Our yard is in Cork.", []),
    ],
)
def test_a_country_told_with_a_month_is_wished_for(text, wished):
    """No word has to say so; a land is its countries, and where one has been since May is no wish."""
    assert sorted(understand(text, TODAY).wished) == wished


def test_every_reading_has_its_words_and_its_certainty():
    """The words stand in the text, and it is between 0 and 1 how sure each is."""
    for line in SET.read_text(encoding="utf-8").splitlines():
        text = json.loads(line)["text"]
        for told in understand(text, TODAY).told:
            assert 0 < told.sure <= 1
            assert told.said
            if told.field in {"country", "wished", "city", "size"}:
                assert told.said.split()[0] in text


def test_a_web_page_pasted_whole():
    """Line by line, with its menus."""
    page = "Home\nProducts\nContact\n\nHafenwind GmbH\nWe build small wind turbines in Bremerhaven, Germany.\nTeam: 42 people\n© 2026 Imprint"
    found = understand(page, TODAY)
    assert (found.organisation, found.country, found.size) == ("Hafenwind GmbH", "DE", "small")


def test_a_cv_in_fields():
    """Labels and their values."""
    cv = "Name: Northern Looms Ltd\nCity: Leeds, United Kingdom\nLanguages: English (native), Italian (B1)\n2015-2020 weaver\n"
    found = understand(cv, TODAY)
    assert (found.organisation, found.country) == ("Northern Looms Ltd", "GB")
    assert found.languages == ("en", "it")
