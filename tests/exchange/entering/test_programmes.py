"""A table of funding programmes: looked through row by row, entered all at once, and once only."""

from __future__ import annotations

import csv
import io

import pytest
import xlsxwriter
from sqlmodel import select

from exchange.entering import imports, programmes
from exchange.entering.imports import TableGone
from exchange.entering.programmes import ListedAlready, NothingToEnter
from exchange.errors import NotFound
from exchange.opportunities import keeping
from exchange.people.officers import RoleMayNot
from storage.tables import FundingLevel, OfficerRole, Opportunity, TableOf
from tests.builders.records import rows
from tests.builders.records.funding import desk, listed
from tests.builders.records.works import NOON, scheme

HEADING = ("Ebene", "Titel", "Beschreibung", "Link", "Frist", "Länder", "Art")


def row(number=0, **changes):
    """A programme that can be entered."""
    told = {
        "Ebene": "EU",
        "Titel": f"Vouchers {number}",
        "Beschreibung": "Spare parts of looms.",
        "Link": "example.org/apply",
        "Frist": "31.05.2027",
        "Länder": "Portugal; Österreich",
        "Art": "sme",
    }
    return told | changes


def sheet(*told):
    """A CSV file of programmes."""
    text = io.StringIO()
    writer = csv.DictWriter(text, HEADING)
    writer.writeheader()
    writer.writerows(told)
    return text.getvalue().encode()


def read(*told):
    """What such a file tells."""
    return programmes.read_table_of_programmes("calls.csv", sheet(*told), scheme(), NOON.date())


def sent(work, officer, *told):
    """A table that an officer has sent."""
    return imports.send_table(
        work, officer, officer.partnership_id, "calls.csv", sheet(*told), TableOf.OPPORTUNITIES
    )


def test_every_cell_of_a_row():
    """In German headings and words."""
    (only,) = read(row()).good
    told = only.programme
    assert (told.level, told.title, told.link) == (
        FundingLevel.EU,
        "Vouchers 0",
        "https://example.org/apply",
    )
    assert (told.deadline.isoformat(), set(told.countries), told.kinds) == (
        "2027-05-31",
        {"PT", "AT"},
        ("sme",),
    )


@pytest.mark.parametrize(
    "told", ["2027-05-31", "31/05/2027", "31. Mai 2027", "May 31, 2027", "46538", "31.5.2027"]
)
def test_a_deadline_as_people_write_it(told):
    """In digits, in words, or as the number that a spreadsheet keeps."""
    (only,) = read(row(Frist=told)).good
    assert only.programme.deadline.isoformat() == "2027-05-31"


@pytest.mark.parametrize(
    ("told", "link"), [("http://a.eu/x?y=1", "https://a.eu/x?y=1"), ("a.eu", "https://a.eu")]
)
def test_a_link_as_people_write_it(told, link):
    """With https before it."""
    assert read(row(Link=told)).good[0].programme.link == link


@pytest.mark.parametrize("told", ["", "all", "Alle"])
def test_no_countries_and_kinds_are_all(told):
    """Told by a word, or by nothing."""
    (only,) = read(row(Länder=told, Art=told)).good
    assert (only.programme.countries, only.programme.kinds) == ((), ())


FAULTS = [
    ({"Ebene": ""}, "the level is missing"),
    ({"Ebene": "cosmic"}, "is not one of"),
    ({"Titel": ""}, "the title is missing"),
    ({"Titel": "Long " * 40}, "“Titel” is too long: up to 120 letters"),
    ({"Beschreibung": ""}, "nobody could be found for it"),
    ({"Link": ""}, "the link is missing"),
    ({"Link": "at the town hall"}, "is no web address"),
    ({"Frist": ""}, "the deadline is missing"),
    ({"Frist": "soon"}, "is not a day like 2027-03-31"),
    ({"Frist": "31 May"}, "is not a day like 2027-03-31"),
    ({"Frist": "01.02.2027"}, "its deadline is past: 2027-02-01"),
    ({"Länder": "Atlantis"}, "is not a country"),
    ({"Art": "shop"}, "is not one of"),
]


@pytest.mark.parametrize(("changes", "told"), FAULTS)
def test_what_is_wrong_with_a_row(changes, told):
    """Each in words, with its row; the others are good all the same."""
    found = read(row(**changes), row(1))
    assert [fault.row for fault in found.faults] == [2]
    assert told in found.faults[0].in_english()
    assert [one.number for one in found.good] == [3]


def test_the_same_programme_twice_in_one_table():
    """The second is told as the row of the first."""
    found = read(row(), row(Titel="VOUCHERS 0"), row(Frist="2027-06-30"))
    assert [fault.in_english() for fault in found.faults] == ["row 3: it is the same as row 2"]
    assert len(found.good) == 2


def test_all_good_rows_are_entered_once(work):
    """What was on the list already is left as it is; the table is kept no more."""
    officer = desk(work)
    there = listed(work, "Vouchers 1", days=91)
    assert there.deadline.isoformat() == "2027-05-31"
    table = sent(work, officer, row(), row(1), row(2, Frist="never"))
    found = programmes.dry_run(work, table)
    assert ([one.title for one in found.good], [one.row for one in found.known]) == (
        ["Vouchers 0"],
        [3],
    )
    assert programmes.enter_table(work, officer, table.id) == 1
    with pytest.raises(ListedAlready):
        programmes.enter_table(work, officer, table.id)
    assert {one.title for one in keeping.list_of(work, officer)} == {"Vouchers 0", "Vouchers 1"}
    with pytest.raises(TableGone):
        programmes.dry_run(work, table)


def test_nothing_is_entered_of_a_table_without_a_good_row(work):
    """And it can be sent once more."""
    officer = desk(work)
    table = sent(work, officer, row(Frist="never"))
    with pytest.raises(NothingToEnter):
        programmes.enter_table(work, officer, table.id)
    assert work.session.exec(select(Opportunity)).all() == []


def test_only_those_who_decide_at_that_desk_enter_it(work):
    """An auditor may not; another desk finds nothing."""
    officer = desk(work)
    table = sent(work, officer, row())
    stranger = rows.officer(work, rows.partnership(work, "Bobbin League"), "PT")
    with pytest.raises(NotFound):
        programmes.enter_table(work, stranger, table.id)
    with pytest.raises(RoleMayNot):
        programmes.enter_table(work, desk(work, OfficerRole.AUDITOR), table.id)


def workbook(*told):
    """The same as XLSX."""
    packed = io.BytesIO()
    book = xlsxwriter.Workbook(packed)
    page = book.add_worksheet()
    for at, cells in enumerate([HEADING, *([one[name] for name in HEADING] for one in told)]):
        page.write_row(at, 0, cells)
    book.close()
    return packed.getvalue()


KINDS_OF_TABLES = [
    (sheet(row()), TableOf.OPPORTUNITIES),
    (b"sep=;\ntitle;apply by\n", TableOf.OPPORTUNITIES),
    (b"Name;Typ;Land;Ort\nWeavers;sme;PT;Porto\n", TableOf.PEOPLE),
    (b"", TableOf.PEOPLE),
    (b"\x00\xff\x81", TableOf.PEOPLE),
    (workbook(row()), TableOf.OPPORTUNITIES),
    (b"PK\x03\x04 no workbook", TableOf.PEOPLE),
]


@pytest.mark.parametrize(("content", "of"), KINDS_OF_TABLES)
def test_what_a_table_tells_of_is_seen_by_its_headings(work, content, of):
    """One with deadlines tells of programmes; what cannot be read is told by whoever reads it."""
    assert programmes.tells_of(work, "table", content) is of


def test_a_workbook_is_read_as_well():
    """With its cells as they are."""
    found = programmes.read_table_of_programmes(
        "calls.xlsx", workbook(row(), row(1)), scheme(), NOON.date()
    )
    assert [one.title for one in found.good] == ["Vouchers 0", "Vouchers 1"]
