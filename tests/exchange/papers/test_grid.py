"""Tables on paper: lines are broken between words, columns are as wide as their words, rows stay whole."""

from __future__ import annotations

import io
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as some
from pypdf import PdfReader

from exchange.papers.grid import broken
from exchange.papers.report import Report, Table, report_pdf
from exchange.words import plain_english

NOW = datetime(2027, 6, 1, 12, tzinfo=UTC)


def paper(columns, rows, widths, **more):
    """The pages of a report with this one table, each as its lines."""
    report = Report(
        "A report", "2027", "foot", NOW, tables=[Table("T", columns, rows, widths, **more)]
    )
    pages = PdfReader(io.BytesIO(report_pdf(report, plain_english))).pages
    return [page.extract_text().splitlines() for page in pages]


@given(
    some.lists(some.text("abc", min_size=1, max_size=30), max_size=12),
    some.integers(min_value=1, max_value=20),
)
def test_lines_hold_every_word_and_fit(words, width):
    """Nothing is lost, nothing is too wide, and no word that fits is torn."""
    lines = list(broken(" ".join(words), width, len))
    assert "".join(lines).replace(" ", "") == "".join(words)
    assert max(map(len, lines)) <= width
    whole = {word for line in lines for word in line.split()}
    assert {word for word in words if len(word) <= width} <= whole


@pytest.mark.parametrize(
    ("text", "lines"),
    [("", [""]), ("one two", ["one two"]), ("one\n\ntwo", ["one", "", "two"]), ("a  b", ["a b"])],
)
def test_line_feeds_stay(text, lines):
    """What somebody wrote in lines is read in lines; blanks in a row are one."""
    assert list(broken(text, 10, len)) == lines


def test_a_column_is_as_wide_as_its_words():
    """A word that is too wide for its share takes room of the others: it is not torn."""
    (lines,) = paper(("Visitor", "Proof"), [("A visitor", "Accommodation")], (95, 5))
    assert "Accommodation" in " ".join(lines)


def test_where_all_columns_are_full_the_letters_are_smaller_and_no_word_is_torn():
    """The cities of a report in German: ten columns, long words in most of their headings."""
    head = ("Stadt", "Land", "Region", "Nimmt selbst teil", "Besuche", "Gruppenbesuche")
    head += ("Vermittlungen", "Projekte", "Kurse", "Besuche von hier")
    (lines,) = paper(head, [("Wien", "Österreich", "Wien", *"-000000")], (20, 16, 22, *(13,) * 7))
    words = {word for line in lines for word in line.split()}
    assert {word for title in head for word in title.split()} <= words


def test_each_row_is_there_once_and_each_page_has_the_heading():
    """However many pages it takes."""
    rows = [(f"row{number}", "some words " * 6, "1,100 €") for number in range(200)]
    pages = paper(("Which", "What", "Sum"), rows, (20, 20, 20), right=frozenset({2}))
    assert len(pages) > 3
    assert all("Which What Sum" in lines for lines in pages)
    told = [word for lines in pages for line in lines for word in line.split()]
    assert [one for one in told if one.startswith("row")] == [one for one, _, _ in rows]
