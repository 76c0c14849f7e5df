"""When somebody can come, as it is typed in 24 languages."""

from __future__ import annotations

from datetime import date

import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st

from matching.places.languages import EU_LANGUAGES
from matching.times.reading import find_dates
from matching.times.spans import Times

TODAY = date(2026, 11, 20)

MONTHS = {
    "next May": "5",
    "Mai": "5", "im Mai": "5", "Jänner": "1", "Feber": "2", "mid-June": "6", "Ende März": "3",
    "en mayo": "5", "setiembre": "9", "au mois de mai": "5", "début juin": "6", "août": "8",
    "a maggio": "5", "em março": "3", "in mei": "5", "w maju": "5", "we wrześniu": "9",
    "w październiku": "10", "w lutym": "2", "v květnu": "5", "v září": "9", "v máji": "5",
    "v septembri": "9", "maja": "5", "u svibnju": "5", "u rujnu": "9", "májusban": "5",
    "szeptemberben": "9", "toukokuussa": "5", "syyskuussa": "9", "mais": "5", "septembris": "9",
    "gegužę": "5", "rugsėjį": "9", "maijā": "5", "septembrī": "9", "în mai": "5",
    "în septembrie": "9", "през май": "5", "през септември": "9", "τον Μάιο": "5",
    "τον Σεπτέμβριο": "9", "i maj": "5", "till hösten": "9 10 11", "til sommer": "6 7 8",
    "i mBealtaine": "5", "Bealtaine": "5", "Meán Fómhair": "9", "f'Mejju": "5", "f'Settembru": "9",
    "march-april": "3 4", "March to May": "3 4 5", "von März bis Mai": "3 4 5",
    "de marzo a mayo": "3 4 5", "entre marzo y mayo": "3 4 5", "da marzo a maggio": "3 4 5",
    "de mars à mai": "3 4 5", "od marca do maja": "3 4 5", "od března do května": "3 4 5",
    "od ožujka do svibnja": "3 4 5", "márciustól májusig": "3 4 5", "märtsist maini": "3 4 5",
    "maaliskuusta toukokuuhun": "3 4 5", "nuo kovo iki gegužės": "3 4 5",
    "no marta līdz maijam": "3 4 5", "din martie până în mai": "3 4 5", "от март до май": "3 4 5",
    "από Μάρτιο έως Μάιο": "3 4 5", "från mars till maj": "3 4 5", "fra marts til maj": "3 4 5",
    "van maart tot mei": "3 4 5", "mellan mars och maj": "3 4 5", "zwischen März und Mai": "3 4 5",
    "März oder Mai": "3 5", "marzo e maggio": "3 5", "March, May": "3 5", "nov – feb": "11 12 1 2",
    "spring": "3 4 5", "autunno": "9 10 11", "jesień": "9 10 11", "na podzim": "9 10 11",
    "ősszel": "9 10 11", "syksyllä": "9 10 11", "sügisel": "9 10 11", "rudenī": "9 10 11",
    "rudenį": "9 10 11", "toamna": "9 10 11", "есента": "9 10 11", "το φθινόπωρο": "9 10 11",
    "Q2": "4 5 6", "KW 20": "5", "semaine 20": "5", "20. týden": "5", "second half of April": "4",
}  # fmt: skip


@pytest.mark.parametrize(("typed", "months"), MONTHS.items())
def test_months_as_they_are_typed(typed, months):
    """In the cases of each language, with what stands around them, as ranges and as seasons."""
    found = find_dates(typed, TODAY).months
    assert {int(one[5:]) for one in found} == {*map(int, months.split())}


@pytest.mark.parametrize(
    ("spoken", "month"), [("pl", "2027-11"), ("hr", "2027-10"), ("pl de", "2027-11")]
)
def test_who_speaks_tells_which_month_a_word_is(spoken, month):
    """“Listopada” is October in Zagreb and November in Kraków."""
    times = find_dates("listopada", date(2027, 1, 5), spoken=frozenset(spoken.split()))
    assert (times.months, times.sure) == ((month,), True)


@pytest.mark.parametrize("language", EU_LANGUAGES)
def test_every_month_in_every_language(language):
    """By its name; of two that are called so, both are told."""
    for form in ("format", "stand-alone"):
        for number, name in Locale.parse(language).months[form]["wide"].items():
            (span,) = find_dates(name, TODAY).spans
            assert number in {span.first.month, *(first.month for first, _ in span.doubts)}, name


DATES = {
    "3-7 May 2027": ("2027-05-03", "2027-05-07"),
    "3.–7. Mai 2027": ("2027-05-03", "2027-05-07"),
    "3. bis 14. Mai": ("2027-05-03", "2027-05-14"),
    "May 3-7": ("2027-05-03", "2027-05-07"),
    "14 mai - 20 juin": ("2027-05-14", "2027-06-20"),
    "od 10. do 14. května": ("2027-05-10", "2027-05-14"),
    "15th of March 2027": ("2027-03-15", "2027-03-15"),
    "2027. május 5": ("2027-05-05", "2027-05-05"),
    "2027-05-03 to 2027-05-09": ("2027-05-03", "2027-05-09"),
    "13/03/2027": ("2027-03-13", "2027-03-13"),
    "03/13/2027": ("2027-03-13", "2027-03-13"),
    "12.11.2027": ("2027-11-12", "2027-11-12"),
    "pe 5 martie 2027": ("2027-03-05", "2027-03-05"),
    "Mar-27": ("2027-03-01", "2027-03-31"),
    "Sep 27": ("2027-09-01", "2027-09-30"),
    "05/2027": ("2027-05-01", "2027-05-31"),
    "2027-05": ("2027-05-01", "2027-05-31"),
    "5 de mayo de 2027": ("2027-05-05", "2027-05-05"),
    "1er avril": ("2027-04-01", "2027-04-01"),
    "winter": ("2026-12-01", "2027-02-28"),
    "autumn": ("2027-09-01", "2027-11-30"),
    "week 20 2027": ("2027-05-17", "2027-05-23"),
}


@pytest.mark.parametrize(("typed", "days"), DATES.items())
def test_dates_in_every_written_order(typed, days):
    """One date or a range of them."""
    (span,) = find_dates(typed, TODAY).spans
    assert (str(span.first), str(span.last)) == days


@pytest.mark.parametrize(
    ("typed", "other"),
    [("12/11", "2026-12-11"), ("01/03/2027", "2027-01-03"), ("listopad", "2027-10-01")],
)
def test_two_readings_are_both_told(typed, other):
    """What is a day in one country is a month in the next."""
    (span,) = find_dates(typed, TODAY).spans
    assert [str(first) for first, _ in span.doubts] == [other]


@pytest.mark.parametrize(
    "typed",
    [
        "egal",
        "any time",
        "jederzeit",
        "n'importe quand",
        "cualquiera",
        "obojętnie",
        "bármikor",
        "flexible",
    ],
)
def test_any_time_will_do(typed):
    """In their own words."""
    assert find_dates(typed, TODAY).anytime


@pytest.mark.parametrize(
    "text",
    [
        "We may mar the day, and the fall of prices springs with march hares in our small town here.",
        "Nous avons été fondés par des amis et notre entreprise fabrique des meubles depuis longtemps.",
        "Vår verksamhet är stor och vår fabrik tillverkar maskiner för skogsbruk i hela landet sedan länge.",
        "We were founded in May 2010 by two brothers and have made chairs and tables ever since then.",
    ],
)
def test_other_words_are_no_months(text):
    """In a sentence a word that also names a month, or one that is over, is none."""
    assert find_dates(text, TODAY).months == ()


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        ("10 days", 10), ("two weeks", 10), ("eine Woche", 5), ("2 semaines", 10), ("dos semanas", 10),
        ("tři týdny", 15), ("dwa tygodnie", 10), ("két hetet", 10), ("kaksi viikkoa", 10), ("un mese", 22),
        ("το Μάιο", None),
    ],
)  # fmt: skip
def test_how_long(typed, days):
    """In working days."""
    assert find_dates(typed, TODAY).working_days == days


@given(st.text(max_size=200))
def test_any_text_is_read(text):
    """No text is too strange."""
    assert isinstance(find_dates(text, TODAY), Times)


@pytest.mark.parametrize(
    ("typed", "months"),
    [
        ("Sepetmber und Oktober", ("2027-09", "2027-10")),
        ("octuber or november", ("2027-10", "2027-11")),
        ("Februray", ("2027-02",)),
        ("from Apirl to June", ("2027-04", "2027-05", "2027-06")),
        ("12-16 Sepetmber 2027", ("2027-09",)),
        ("jumio", ()),  # June or July in Spanish
        ("zzzzzz", ()),
    ],
)
def test_a_month_that_is_written_wrong(typed, months):
    """A letter missed, or two that changed places, where a time was asked for."""
    assert find_dates(typed, date(2027, 1, 4), slips=True).months == months


@pytest.mark.parametrize("typed", ["Junior engineers", "Marcha atrás"])
def test_elsewhere_a_slip_is_another_word(typed):
    """A text about something else tells no month by likeness."""
    assert find_dates(typed, date(2027, 1, 4)).months == ()


@pytest.mark.parametrize("language", ["en", "de", "fr", "es", "it", "pl", "pt", "sv", "nl", "cs"])
@pytest.mark.parametrize("month", range(1, 13))
def test_two_letters_that_change_places_mean_the_same_month(language, month):
    """Of every long name, or no month at all: never another one."""
    name = Locale.parse(language).months["stand-alone"]["wide"][month]
    for at in range(1, len(name) - 2):
        slip = name[:at] + name[at + 1] + name[at] + name[at + 2 :]
        told = find_dates(slip, date(2027, 1, 1), slips=True).months
        assert told in {(), (f"2027-{month:02}",)}
