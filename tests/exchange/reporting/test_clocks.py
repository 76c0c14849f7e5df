"""What a Partnership answers for has one clock: its own, whoever of its desk asks, and in every cell."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime

import pytest
from openpyxl import load_workbook

from exchange.desk.export import export_file
from exchange.people.partnerships import clock_of, today_at
from exchange.reporting.agency.findings import findings
from exchange.reporting.agency.paper import report_files
from exchange.reporting.agency.periods import Period
from exchange.reporting.payments import payments_book, payments_text
from exchange.visiting.correcting import correct_stay
from storage.tables import Cluster
from tests.builders.records.pairs import pay, returned_pair, validated_pair
from tests.builders.records.rows import officer, partnership
from tests.builders.records.works import at

NEAR_MIDNIGHT = datetime(2027, 4, 30, 22, 30, tzinfo=UTC)  # the first of May in Vienna
APRIL = Period(date(2027, 4, 1), date(2027, 4, 30))


def lead(work, country):
    """The Loom Ring with a lead of that country."""
    loom = partnership(work, "Loom Ring")
    work.add(Cluster(name="Ring", country=country, partnership_id=loom.id, lead=True))
    return loom


@pytest.mark.parametrize(
    ("country", "clock", "today"),
    [
        ("AT", "Europe/Vienna", (2027, 5, 1)),
        ("IS", "Atlantic/Reykjavik", (2027, 4, 30)),
        ("AM", "Asia/Yerevan", (2027, 5, 1)),
    ],
)
def test_the_clock_is_that_of_the_country_of_the_lead(work, country, clock, today):
    """Whoever of its officers sits elsewhere."""
    loom = lead(work, country)
    officer(work, loom, "FI")
    late = at(work, NEAR_MIDNIGHT)
    assert (clock_of(late, loom.id).key, today_at(late, loom.id)) == (clock, date(*today))


def test_without_a_lead_the_first_officers_clock_counts_and_brussels_for_all(work):
    """Before anything is known of a Partnership it is Brussels, too."""
    loom = partnership(work, "Loom Ring")
    clocks = [clock_of(work, one).key for one in (None, loom.id)]
    assert clocks == ["Europe/Brussels"] * 2
    officer(work, loom, "GR")
    officer(work, loom, "FI")
    assert clock_of(work, loom.id).key == "Europe/Athens"


def cells_of(file):
    """Every cell of a workbook, sheet by sheet."""
    book = load_workbook(io.BytesIO(file.content))
    return {one.title: list(one.iter_rows(values_only=True)) for one in book}


def test_two_officers_in_two_zones_hand_over_the_same_rows(work):
    """An hour, a day and the sum of a period are the Partnership's, not those of a wall."""
    loom = lead(work, "AT")
    back, pair = validated_pair(work)
    pay(at(back, NEAR_MIDNIGHT), pair)
    late, far = at(back, datetime(2027, 5, 20, 12, tzinfo=UTC)), officer(work, loom, "AM")
    for make in (export_file, payments_book, lambda then, by: report_files(then, by, APRIL)[1]):
        assert cells_of(make(late, pair.vop_officer)) == cells_of(make(late, far))
    assert payments_text(late, pair.vop_officer).content == (
        found := payments_text(late, far).content
    )
    assert b"2027-05-01 00:30" in found
    assert findings(late, far, APRIL).paid.amount == 0


def test_days_within_the_text_of_a_cell_are_by_that_clock_as_well(work):
    """A correction half an hour after midnight was made that day."""
    lead(work, "AT")
    back, pair = returned_pair(work)
    late = at(back, NEAR_MIDNIGHT)
    correct_stay(late, pair.vop_officer, pair.id, date(2027, 4, 14), "The hotel's bill says so.")
    names, row = cells_of(export_file(late, pair.vop_officer))["Exchanges"]
    told = dict(zip(names, row, strict=True))["Corrections"]
    assert told.startswith("2027-05-01 Officer of Loom Ring: ")
