"""A paragraph becomes proposals, and never an exception."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.places.cities import city
from matching.understanding.reading import Understood, understand
from matching.words.names import fold

PARAGRAPHS = [
    (
        (
            "We are a family mill in Łódź, Poland. We weave wool and are looking for laser cutting. "
            "Our people speak English and Polish."
        ),
        ("Łódź", "PL", {"en", "pl"}, "textiles"),
    ),
    (
        (
            "Wir sind ein Maschinenbauer aus Stuttgart und bieten 3D-Druck und Robotik. Wir sprechen "
            "Deutsch und Englisch."
        ),
        ("Stuttgart", "DE", {"de", "en"}, "electronics"),
    ),
    (
        "Nous fabriquons des fromages près de Lyon, en France, et cherchons des emballages durables.",
        ("Lyon", "FR", set(), "agri_food"),
    ),
    (
        "Suntem un cluster de turism din Brașov, România. Vorbim engleză.",
        ("Brașov", "RO", set(), "tourism"),
    ),
]


@pytest.mark.parametrize(("text", "expected"), PARAGRAPHS)
def test_a_paragraph_tells_place_languages_and_field(text, expected):
    """In four languages."""
    found = understand(text)
    place, country, spoken, ecosystem = expected
    assert fold(city(found.city).name) == fold(place)
    assert found.country == country
    assert spoken <= set(found.languages)
    assert ecosystem in found.ecosystems


def test_a_name_is_no_offer():
    """What they are called is not what they do, though it sounds so."""
    told = "Mondego Looms Ltd is a family company of 23 people in Coimbra. We weave wool."
    assert understand(told).offers == "We weave wool."


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("it is a nice idea that most of us split", "small letters are no names"),
        ("a mill, 18 people", "nor after an article"),
        ("a nice shop, 3 people", "whatever else is spoken with the same words"),
        ("a cork maker, 12 staff", "as a nice shop"),
        ("We work IN the IT field", "codes are words"),
        ("Our office is in Springfield", "unknown places are left out"),
    ],
)
def test_what_is_not_a_name_is_not_guessed(text, what):
    """No country, no city."""
    found = understand(text)
    assert (found.country, found.city) == (None, None), what


def test_a_country_is_no_language():
    """Romania is the language too, in Finnish; the writer means the country."""
    assert understand("We are from Romania").languages == ()


def test_the_city_is_sought_in_the_country_that_is_named():
    """There is a Valencia in more than one place, and a Frankfurt that few mean."""
    found = understand("We are from Frankfurt (Oder) in Germany")
    assert city(found.city).country == "DE"
    assert understand("We are from Lisbon, Poland").city is None


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("Hablamos español e inglés.", ("es", "en")),
        ("Nous parlons français et anglais.", ("fr", "en")),
        ("Mówimy po polsku, angielsku i niemiecku.", ("pl", "en", "de")),
        ("Mluvíme česky a anglicky.", ("cs", "en")),
        ("Puhumme suomea ja ruotsia.", ("fi", "sv")),
        ("Beszélünk magyarul, angolul és németül.", ("hu", "en", "de")),
        ("Kalbame lietuviškai ir angliškai.", ("lt", "en")),
        ("Говорим български и английски.", ("bg", "en")),
        ("we speak dutch and french", ("nl", "fr")),
        ("Buscamos un socio alemán o francés", ()),
        ("We polish glass with finnish machines", ()),
    ],
)
def test_languages_in_small_letters_where_speaking_is_told_of(text, spoken):
    """In the forms that words take; a German partner is no language."""
    assert understand(text).languages == spoken


@pytest.mark.parametrize(
    ("text", "country", "town"),
    [
        ("We are from Łódź and make robots. We hope to go to France.", "PL", "Łódź"),
        ("Ние сме от Пловдив. Търсим партньори в Германия.", "BG", "Plovdiv"),
        ("We are from Poland; offices in Kraków. We know Austria.", "PL", "Kraków"),
        ("Wir kommen aus St. Pölten in Österreich. Nach Spanien!", "AT", "Sankt Pölten"),
        ("Clusterorganisation aus Linz, Österreich: wollen nach Spanien", "AT", "Linz"),
    ],
)
def test_who_they_are_comes_before_where_they_want_to_go(text, country, town):
    """The first sentence that names a place tells theirs."""
    found = understand(text)
    assert (found.country, fold(city(found.city).name)) == (country, fold(town))


@given(st.text(max_size=400))
def test_any_text_is_understood_somehow(text):
    """Emoji, Greek, nothing at all."""
    assert isinstance(understand(text), Understood)


def test_nothing_is_understood_of_nothing():
    """An empty answer proposes nothing."""
    assert understand("") == Understood()


@pytest.mark.parametrize(
    ("text", "country", "place"),
    [
        ("Jesteśmy firmą z Rzeszowa w Polsce, produkujemy części.", "PL", "Rzeszów"),
        ("Jsme výrobce strojů z Ostravy a hledáme partnery.", "CZ", "Ostrava"),
        ("Toimimme Helsingissä ja Turussa, ja meidän tuotteemme ovat koneita.", "FI", "Helsinki"),
        ("Cégünk Budapesten működik és textilt gyárt.", "HU", "Budapest"),
        ("Mēs esam uzņēmums no Rīgas un ražojam mēbeles.", "LV", "Riga"),
        ("Dirbame Lietuvoje, Vilniuje, su baldais ir medžiu.", "LT", "Vilnius"),
        ("Mi smo tvrtka iz Zagreba i proizvodimo hranu.", "HR", "Zagreb"),
        ("Είμαστε μια εταιρεία της Θεσσαλονίκης και παράγουμε τρόφιμα.", "GR", "Thessaloníki"),
    ],
)
def test_places_are_read_in_other_cases(text, country, place):
    """Where one is from, or in it, has other endings in eleven languages."""
    found = understand(text)
    assert (found.country, found.city and city(found.city).name) == (country, place)


@pytest.mark.parametrize(
    "text",
    [
        "Budujemy Domy i Meble dla Rodziny, oraz nasze maszyny.",
        "Teemme Ruokaa ja Juomaa, ja meidän koneemme ovat hyviä.",
        "We sell the Warszawie brand of wine and cheese",  # English has no such endings
    ],
)
def test_other_words_with_a_capital_are_no_places(text):
    """However their endings look."""
    assert understand(text).city is None


@pytest.mark.parametrize(
    ("told", "name"),
    [
        ("hi Im Vera Lindqvist from Loomtek, we are 14 people", "Loomtek"),
        ("Hi, I'm Vera Lindqvist from Loomtek. We weave.", "Loomtek"),
        ("Ich bin Jana Weber von der Flachsmühle GmbH in Chemnitz", "Flachsmühle GmbH"),
        ("Olá, sou a Ana Pinto da Tecelagem do Ave, somos 22", "Tecelagem do Ave"),
        ("Soy Ana de Textiles Rovira, en Sabadell", "Textiles Rovira"),
        ("I am Ana Pop from Porto. We weave.", None),
        ("I am Ana from Portugal", None),
        ("I'm Vera from the mill in Tampere", None),
    ],
)
def test_somebody_from_an_organisation_names_it(told, name):
    """Their own name is none of its; where they come from may be a place."""
    assert understand(told).organisation == name
