"""The attendance sheet: a row a day, whose it is, room to sign."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from exchange.papers.attendance import AttendanceSheet, attendance_pdf
from exchange.words import plain_english as say
from tests.builders.records.papers import pages_of

MONDAY = date(2027, 4, 12)


def sheet(texts=("the mill", "the workshop", "talks"), name="Filatures Martin"):
    """A sheet for as many days as texts."""
    days = tuple((MONDAY + timedelta(days=at), text) for at, text in enumerate(texts))
    return AttendanceSheet(
        reference="HX-0042",
        programme="ClusterXchange",
        visitor=name,
        visitor_person="Élodie Martin",
        host="Κλωστήρια Θεσσαλίας",
        host_person=name,
        place="Λάρισα",
        starts_on=MONDAY,
        ends_on=days[-1][0],
        days=days,
        made_at=datetime(2027, 3, 1, 9, tzinfo=UTC),
    )


def test_each_day_has_its_row_with_what_the_agenda_says():
    """Both names, the days, and columns to sign in, on one page."""
    (page,) = pages_of(attendance_pdf(sheet(), say))
    for words in ("HX-0042", "Élodie Martin", "Λάρισα", "Mon 12 Apr", "the mill", "Wed 14 Apr"):
        assert words in page


def test_a_month_of_days_goes_on_over_the_page():
    """No row is torn, none is lost."""
    pages = pages_of(attendance_pdf(sheet(("work",) * 23), say))
    assert len(pages) > 1
    assert sum(page.count("work") for page in pages) == 23


@settings(deadline=None, max_examples=10)
@given(st.text(), st.lists(st.text(), min_size=1, max_size=5))
def test_any_words_leave_a_sheet(name, texts):
    """And equal facts are equal bytes."""
    odd = sheet(texts, name * 9)
    assert attendance_pdf(odd, say) == attendance_pdf(odd, say)
