"""Spreadsheets: typed cells, and nothing in them that computes."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exchange.papers.workbook import LONGEST_CELL, Sheet, safe_text, workbook
from storage.columns import NaiveDatetime
from tests.sizes import examples


def _read(*sheets):
    return openpyxl.load_workbook(io.BytesIO(workbook(sheets)))


def _cell_of(value, **sheet):
    return _read(Sheet("A", ["Heading"], [[value]], **sheet)).active["A2"]


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+32 470 00 00 00",
        "-2+3",
        "@SUM(A1)",
        "\t=1+1",
        "\r=1+1",
        " =1+1",
        "＝1+1",
        "＋1",
        "－1",
        "＠A1",
        "|calc",
        "%1",
        '=HYPERLINK("https://example.org","x")',
        "{=1+1}",
        "https://example.org",
        "mailto:ann@example.org",
        "1234",
        "TRUE",
    ],
)
def test_text_never_computes(text):
    """Whatever a text begins with, it is stored as text, word for word."""
    cell = _cell_of(text)
    assert (cell.data_type, cell.value, cell.hyperlink) == ("s", text.replace("\r", "\n"), None)


@pytest.mark.parametrize("text", ["=1+1", "+32 2", "\t=1", "\r=1", "＝1", " -1"])
def test_text_like_a_formula_stays_text_when_edited(text):
    """The cell carries the quote prefix, as if somebody had typed an apostrophe first."""
    assert _cell_of(text).quotePrefix is True


@pytest.mark.parametrize(
    ("value", "read_back", "kind"),
    [
        ("Zoë Ξένια Ивaн", "Zoë Ξένια Ивaн", "s"),
        (780, 780, "n"),
        (2**60, str(2**60), "s"),
        (Decimal("390.50"), 390.5, "n"),
        (Decimal("NaN"), "NaN", "s"),
        (True, True, "b"),
        (None, None, "n"),
        (date(2027, 3, 28), datetime(2027, 3, 28), "d"),  # noqa: DTZ001 - what a cell holds
    ],
)
def test_cells_keep_their_types(value, read_back, kind):
    """Numbers, days, truth and text are read back as what they were."""
    cell = _cell_of(value)
    assert (cell.value, cell.data_type) == (read_back, kind)


def test_times_are_shown_in_the_stated_zone():
    """The heading names the zone and the cell shows its wall clock, summer time included."""
    moment = datetime(2027, 7, 1, 10, 30, tzinfo=UTC)
    page = _read(Sheet("A", ["Seen"], [[moment]], zone="Europe/Athens")).active
    assert page["A1"].value == "Seen (Europe/Athens)"
    assert page["A2"].value == datetime(2027, 7, 1, 13, 30)  # noqa: DTZ001 - what a cell holds


def test_naive_times_are_refused():
    """A time without its zone means nothing in a table."""
    with pytest.raises(NaiveDatetime):
        _cell_of(datetime(2027, 7, 1, 10, 30))  # noqa: DTZ001 - the case


def test_the_heading_row_stays_in_sight_and_filters():
    """Headings are frozen and carry the filter over all rows."""
    page = _read(Sheet("A", ["One", "Two"], [[1, 2], [3, 4]])).active
    assert (page.freeze_panes, page.auto_filter.ref) == ("A2", "A1:B3")


@pytest.mark.parametrize(
    ("titles", "expected"),
    [
        (["Exchanges", "exchanges"], ["Exchanges", "exchanges 2"]),
        (["a/b:c*[d]?", "", "'"], ["a b c  d", "Sheet", "Sheet 2"]),
        (["x" * 40, "x" * 40], ["x" * 31, "x" * 29 + " 2"]),
        (["History"], ["History 1"]),
    ],
)
def test_titles_are_made_acceptable(titles, expected):
    """Sheet titles are short, unique and without forbidden characters."""
    assert _read(*(Sheet(title, ["A"]) for title in titles)).sheetnames == expected


@pytest.mark.parametrize(
    ("text", "units"),
    [("a" * 40_000, LONGEST_CELL), ("😀" * 20_000, LONGEST_CELL - 1)],
)
def test_long_text_is_cut_to_what_a_cell_holds(text, units):
    """A cell holds 32,767 UTF-16 units and no half characters."""
    assert len(_cell_of(text).value.encode("utf-16-le")) == 2 * units


@settings(deadline=None, max_examples=examples(60))
@given(st.text(), st.text())
def test_any_text_is_read_back(title, text):
    """Any text survives, but for what XML forbids."""
    assert _cell_of(text).value == safe_text(text)
    assert len(_read(Sheet(title, [text], [[text]])).sheetnames) == 1
