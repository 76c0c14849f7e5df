"""Stretches of days as they are told in 24 languages: until a day, between two, from one for so long, in the week of one."""

from __future__ import annotations

from datetime import date

import pytest

from matching.times.reading import find_dates

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    "told",
    [
        *(
            "od 3 do 14 maja",
            "od 3. do 14. května",
            "od 3. do 14. svibnja",
            "od 3. do 14. maja",
            "3-14 maja 2027",
            "du 3 au 14 mai",
            "del 3 al 14 de mayo",
        ),
        *(
            "dal 3 al 14 maggio",
            "de 3 a 14 de maio",
            "van 3 tot 14 mei",
            "3-14 май",
            "от 3 до 14 май",
            "από 3 έως 14 Μαΐου",
            "no 3. līdz 14. maijam",
        ),
        *(
            "fra den 3. til den 14. maj",
            "från 3 till 14 maj",
            "ón 3 go dtí an 14 Bealtaine",
            "mit-3 sal-14 ta' Mejju",
            "între 3 și 14 mai",
            "between 3 and 14 May",
        ),
        *(
            "nuo gegužės 3 iki 14 dienos",
            "május 3-14.",
            "3.–14. toukokuuta",
            "3.–14. mai",
            "gegužės 3–14 d.",
            "zwischen 3. und 14. Mai",
        ),
    ],
)
def test_from_a_day_until_another(told):
    """Twelve days in May, whichever way they are told."""
    (span,) = find_dates(told, TODAY).spans
    assert span[:2] == (date(2027, 5, 3), date(2027, 5, 14))


@pytest.mark.parametrize(
    ("told", "last"),
    [
        ("from 3 May for five days", 7),
        ("ab dem 3. Mai fünf Tage", 7),
        ("à partir du 3 mai pour 5 jours", 7),
        ("od 3. mája päť dní", 7),
        ("május 3-tól öt napig", 7),
        ("vanaf 3 mei twee weken", 16),
        ("3 May", 3),
        ("on 3 May, and five days later we are full", 3),
    ],
)
def test_a_day_from_which_a_length_is_told_lasts_as_long(told, last):
    """Days are counted as they are told, weeks with their ends."""
    (span,) = find_dates(told, TODAY).spans
    assert span[:2] == (date(2027, 5, 3), date(2027, 5, last))


@pytest.mark.parametrize(
    ("told", "months"),
    [
        ("next month", {12}),
        ("le mois prochain", {12}),
        ("2. čtvrtletí", {4, 5, 6}),
        ("2e trimestre", {4, 5, 6}),
        ("erste Junihälfte", {6}),
        ("the week of 10 May", {5}),
        ("12/11/2026", {12}),
    ],
)
def test_months_told_by_others(told, months):
    """Quarters, halves, the month after this one; of two readings the one that is not over."""
    assert {int(month[5:]) for month in find_dates(told, TODAY).months} == months


def test_the_week_of_a_day_is_from_monday_to_sunday():
    """Whichever day is told."""
    (span,) = find_dates("the week of 12 May", TODAY).spans
    assert span[:2] == (date(2027, 5, 10), date(2027, 5, 16))


def test_two_readings_that_are_both_ahead_are_both_told():
    """12/11 may be in November or in December."""
    (span,) = find_dates("12/11/2027", TODAY).spans
    assert (span[:2], span.doubts) == ((date(2027, 11, 12),) * 2, ((date(2027, 12, 11),) * 2,))
