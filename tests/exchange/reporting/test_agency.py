"""The periodic report to the agency: what is in it, in words, for the period that was asked for."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime

import pytest
from openpyxl import load_workbook
from sqlmodel import select

from exchange.people.officers import officer_of
from exchange.reporting.agency.findings import findings
from exchange.reporting.agency.paper import pages, report_files
from exchange.reporting.agency.periods import NoPeriod, Period, period_in, usual
from exchange.reporting.agency.voice import voice_of
from exchange.reporting.splits import Split
from exchange.visiting import closing, course, surveys
from exchange.words import plain_english
from storage.tables import Person, Report, Side
from tests.builders.records.pairs import REPORT, pay, ready_pair, travelling_pair, validated_pair
from tests.builders.records.surveys import VISITOR
from tests.builders.records.works import at

APRIL = Period(date(2027, 4, 1), date(2027, 4, 30))


@pytest.fixture
def paid(work):
    """A pair whose visitor is paid and has answered the survey; the work of that day."""
    back, pair = validated_pair(work)
    surveys.submit_survey(back, pair.visitor, pair.id, VISITOR)
    pay(back, pair)
    return back, pair


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("2027", (2027, 1, 1), (2027, 12, 31)),
        ("2027-02", (2027, 2, 1), (2027, 2, 28)),
        ("2/2027", (2027, 2, 1), (2027, 2, 28)),
        ("2027-01 2027-06", (2027, 1, 1), (2027, 6, 30)),
        ("2027-01 – 2027-06", (2027, 1, 1), (2027, 6, 30)),
        ("1.1.2027 - 15.2.2027", (2027, 1, 1), (2027, 2, 15)),
        ("2026 2027", (2026, 1, 1), (2027, 12, 31)),
    ],
)
def test_a_period_is_read_as_people_write_it(typed, first, last):
    """A year, a month, a day, or from one to another."""
    assert period_in(typed) == Period(date(*first), date(*last))


@pytest.mark.parametrize("typed", ["", "soon", "2027-13", "31.2.2027", "2027-06 2027-01", "1 2 3"])
def test_what_is_no_period_is_asked_for_again(typed):
    """Nor one that ends before it begins."""
    with pytest.raises(NoPeriod):
        period_in(typed)


def test_the_usual_periods_follow_the_calendar():
    """The quarter before, this year so far, the year before."""
    assert usual(date(2027, 2, 3)) == (
        Period(date(2026, 10, 1), date(2026, 12, 31)),
        Period(date(2027, 1, 1), date(2027, 2, 3)),
        Period(date(2026, 1, 1), date(2026, 12, 31)),
    )


@pytest.mark.parametrize(
    ("period", "count"),
    [
        (APRIL, 1),
        (Period(date(2027, 4, 16), date(2027, 4, 16)), 1),  # the last day of the stay
        (Period(date(2027, 3, 1), date(2027, 4, 15)), 0),
        (Period(date(2027, 4, 17), date(2027, 12, 31)), 0),
    ],
)
def test_an_exchange_belongs_to_the_period_in_which_its_stay_ended(paid, period, count):
    """So that each is in one report, and in no second one."""
    back, pair = paid
    assert len(findings(back, pair.vop_officer, period).told) == count


def test_what_the_agency_asks_of_an_exchange_is_there(paid):
    """Proof, report, money, answers; response rates of both sides; and only at the Partnership that pays."""
    back, pair = paid
    found = findings(back, pair.vop_officer, APRIL)
    (told,) = found.told
    assert (dict(told.evidence), told.paid, told.answers) == (
        {"travel": 1, "bed": 1},
        told.visit.sum,
        REPORT,
    )
    assert (found.asked, found.replied[Side.VISITOR], found.replied[Side.HOST]) == (1, 1, 0)
    assert found.paid == told.paid
    assert found.splits[Split.COUNTRIES] == [(("AT", "PT"), 1)]
    assert findings(back, pair.hop_officer, APRIL).told == []


def test_what_was_paid_near_midnight_belongs_to_the_day_by_the_partnerships_clock(work):
    """The sum of a period is that of the payments whose days the sheets show in it."""
    back, pair = validated_pair(work)
    pay(
        at(back, datetime(2027, 4, 30, 22, 30, tzinfo=UTC)), pair
    )  # half an hour after midnight there
    may = Period(date(2027, 5, 1), date(2027, 5, 31))
    paid = [findings(back, pair.vop_officer, one).paid.amount for one in (APRIL, may)]
    assert paid == [0, pair.exchange.lump_sum]


def test_a_stay_that_was_too_short_is_told_apart(work):
    """It is no exchange: it stands under what is not counted, and its survey is in no response rate."""
    there, pair = travelling_pair(work)
    there = at(there, there.now.replace(day=13))
    course.interrupt_exchange(there, pair.visitor, pair.id, date(2027, 4, 13), "Illness.")
    closing.submit_report(there, pair.visitor, pair.id, REPORT)
    found = findings(there, pair.vop_officer, APRIL)
    assert (len(found.told), found.too_short, found.asked) == (0, 1, 0)


@pytest.mark.parametrize(("said", "told"), [("yes", 1), ("no", 0), (None, 0)])
def test_stories_are_told_with_permission_only(paid, said, told):
    """Who was not asked has not said yes."""
    back, pair = paid
    report = back.session.exec(select(Report)).one()
    report.answers = {**REPORT, "story": said} if said else REPORT
    voice = voice_of(plain_english, back.scheme)
    found = pages(findings(back, pair.vop_officer, APRIL), voice, back.now)
    assert [one.heading for one in found.stories] == (
        ["Vienna Weavers & Sons, Austria, at Porto Weavers & Sons, Portugal"] * told
    )


def test_the_workbook_speaks_in_words(paid):
    """No ids and no codes of countries; a sheet for each thing that is asked for."""
    back, pair = paid
    paper, book = report_files(back, pair.vop_officer, APRIL)
    assert (paper.name, paper.content[:5]) == ("report-2027-04-01-2027-04-30.pdf", b"%PDF-")
    sheets = load_workbook(io.BytesIO(book.content))
    assert sheets.sheetnames == [
        *("Summary", "Exchanges", "Outcomes", "Promised", "Splits", "Surveys", "Stories"),
        *("Later outcomes", "Goals", "Later stories", "Cities", "Regions", "Between regions"),
    ]
    towns = list(sheets["Cities"].iter_rows(values_only=True))[1:]
    assert [(one[0], one[2], one[4], one[-1]) for one in towns] == [
        ("Porto", "Norte", 1, 0),
        ("Vienna", "Wien", 0, 1),
    ]
    head, line = sheets["Exchanges"].iter_rows(values_only=True)
    one = dict(zip(head, line, strict=True))
    assert (one["Kind of visitor"], one["Visitor's country"], one["Ecosystems"]) == (
        *("Small or medium-sized company", "Austria", "Textiles"),
    )
    assert (one["Proof"], one["Stands at"]) == (
        "Travel (1), Accommodation (1)",
        "paid and complete",
    )
    words = {
        str(cell) for sheet in sheets for row in sheet.iter_rows(values_only=True) for cell in row
    }
    assert not words & {"sme", "textiles", "AT", "PT", "paid_", "yes", "validated", "EXCHANGE"}


def test_a_period_without_exchanges_has_a_report_too(work):
    """Nothing done is something to tell."""
    pair = ready_pair(work)
    early = at(work, datetime(2027, 3, 1, tzinfo=UTC))
    paper, _ = report_files(early, pair.vop_officer, Period(date(2027, 1, 1), date(2027, 2, 28)))
    reader = work.load(Person, pair.vop_officer.person_id)
    assert paper.content.startswith(b"%PDF-")
    assert officer_of(work, reader.telegram_id) == pair.vop_officer
