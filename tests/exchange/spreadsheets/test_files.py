"""Organisations in CSV files: what is understood, what is refused and how it is told."""

from __future__ import annotations

import pytest

from exchange.errors import CxcError
from exchange.scheme.call import load_scheme
from exchange.spreadsheets.cells import COLUMNS
from exchange.spreadsheets.errors import (
    ColumnTwice,
    RowsUnreadable,
    TableEmpty,
    TableMissing,
    TableNotText,
    TableUnreadable,
    UnknownColumn,
)
from exchange.spreadsheets.files import profiles_csv, read_profiles, read_table
from matching.profiles import Profile, Record

SCHEME = load_scheme("clusterxchange")


@pytest.fixture
def read(tmp_path):
    """Reads the organisations of some bytes or text."""

    def of(content: str | bytes) -> list[Profile]:
        path = tmp_path / "some.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_profiles(path, SCHEME)

    return of


def cell(column: str, value: object) -> str:
    """A table of one cell and an id."""
    return f"{column}\tid\n{value}\tA1\n"


@pytest.mark.parametrize(
    ("column", "typed", "meant"),
    [
        ("organisation", "Weberei Nord", "Weberei Nord"),
        ("organisation", "=cmd()", "=cmd()"),
        ("organisation_type", "SME", "sme"),
        ("organisation_type", "Small or medium-sized company", "sme"),
        ("country", "de", "DE"),
        ("country", "Alemania", "DE"),
        ("country", "Grèce", "GR"),
        ("languages", "deutsch; anglais|pl", ("de", "en", "pl")),
        ("languages", "en;en", ("en",)),
        ("wished_countries", "Portugal|Österreich", ("PT", "AT")),
        ("ecosystems", "Agri-food|textiles", ("agri_food", "textiles")),
        ("goals", "learn", ("learn",)),
        ("activities", "Market research", ("market_research",)),
        ("months", "2027-03;4/2027;11.2027;2027-5", ("2027-03", "2027-04", "2027-11", "2027-05")),
        ("partner_kinds", "sme|cluster_organisation", ("sme", "cluster_organisation")),
        ("region_category", "Less developed", "less_developed"),
        ("size", "10 to 49 people", "small"),
        ("maturity", "Gold", "gold"),
        ("capacity", "12", 12),
        ("working_days", "5", 5),
        ("latitude", "52,5", 52.5),
        ("longitude", "-8.1", -8.1),
        ("accepted", "3", 3),
        ("days", "2.5", 2.5),
    ],
)
def test_cells_are_understood_as_people_write_them(read, column, typed, meant):
    """Names in any language, labels or ids, decimal commas."""
    (one,) = read(cell(column, typed))
    assert getattr(one.record if column in {"accepted", "days"} else one, column) == meant


@pytest.mark.parametrize(
    ("column", "typed", "hint"),
    [
        ("country", "Atlantis", "a country"),
        ("country", "Brazil", "a country"),
        ("country", "Slovania", "did you mean Slovakia or Slovenia"),
        ("wished_countries", "PT|Xyzzy", "a country"),
        ("languages", "Klingon", "a language"),
        ("ecosystems", "astrology", "one of aerospace_defence, agri_food"),
        ("organisation_type", "guild", "one of cluster_organisation"),
        ("months", "2027-13", "a month like 2027-03"),
        ("months", "March", "a month like 2027-03"),
        ("capacity", "-1", "a whole number from 0"),
        ("capacity", "two", "a whole number from 0"),
        ("capacity", "1.5", "a whole number from 0"),
        ("capacity", "٣", "a whole number from 0"),
        ("capacity", "9" * 5000, "a whole number from 0"),
        ("busy", "1e3", "a whole number from 0"),
        ("working_days", "0", "a whole number from 1"),
        ("latitude", "91", "a number from -90 to 90"),
        ("latitude", "nan", "a number from -90 to 90"),
        ("longitude", "east", "a number from -180 to 180"),
        ("days", "-2", "a number from 0 to 1000"),
        ("maturity", "platinum", "one of bronze, silver, gold"),
    ],
)
def test_a_cell_that_cannot_be_read_is_named_with_what_is_expected(read, column, typed, hint):
    """Row as a spreadsheet counts it, column, what stands there, what should."""
    with pytest.raises(RowsUnreadable) as refused:
        read(cell(column, typed))
    assert f"row 2, column {column}: “" in str(refused.value)
    assert hint in str(refused.value)


@pytest.mark.parametrize(
    ("content", "error", "told"),
    [
        ("", TableEmpty, "is empty"),
        ("\n\n", TableEmpty, "is empty"),
        ("id,country\n", TableEmpty, "is empty"),
        ("id,country\n,\n  ,\n", TableEmpty, "is empty"),
        ("id,contry\n1,DE\n", UnknownColumn, "did you mean “country”?"),
        ("id,Wished contries\n1,DE\n", UnknownColumn, "did you mean “wished_countries”?"),
        ("id,country,Country\n1,DE,FR\n", ColumnTwice, "“country” stands there twice"),
        (b"PK\x03\x04\xff\xfe", TableUnreadable, "no sound workbook"),
        (b"organisation\nM\x81\x8d\n", TableNotText, "CSV UTF-8"),
        ("id,seeks\n1," + "x" * 200_000, TableUnreadable, "row 2, field larger"),
    ],
)
def test_a_table_that_is_none_is_refused_kindly(read, content, error, told):
    """Each with what is wrong and what to do."""
    with pytest.raises(error, match=told):
        read(content)


def test_a_table_of_western_european_letters_is_read_and_told(tmp_path):
    """As an older Excel saves it, with semicolons: a name shows whether the guess is right."""
    file = tmp_path / "hosts.csv"
    file.write_bytes("organisation;Land\nMüller & Söhne;Österreich\n".encode("latin-1"))
    table = read_table(file, SCHEME)
    (one,) = table.profiles
    assert (one.organisation, one.country, table.guessed) == (
        "Müller & Söhne",
        "AT",
        "Müller & Söhne",
    )


def test_a_missing_file_and_a_folder_are_named(tmp_path):
    """A folder is no table either."""
    with pytest.raises(TableMissing, match="no-such"):
        read_profiles(tmp_path / "no-such.csv", SCHEME)
    with pytest.raises(TableUnreadable, match="directory"):
        read_profiles(tmp_path, SCHEME)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_the_same_is_read_from_every_kind_of_csv(read, delimiter, mark, end):
    """Comma, semicolon or tab, with the mark of UTF-8 or without, any line ends."""
    lines = (["id", "Organisation", "languages"], ["7", '"A, B; ""C"""', '"de|en"'], ["8", "Ü", ""])
    text = "".join(delimiter.join(line) + end for line in lines)
    found = read(mark + text.encode())
    assert found == [
        Profile(id="7", organisation='A, B; "C"', languages=("de", "en")),
        Profile(id="8", organisation="Ü"),
    ]


@pytest.mark.parametrize("before", ["\n\n", "sep=;\r\n", " \nsep=;\n"])
def test_lines_before_the_heading_do_no_harm(read, before):
    """Empty ones, and the one by which Excel is told what parts the columns."""
    assert read(f"{before}id;country\n1;DE\n") == [Profile(id="1", country="DE")]


def test_a_text_that_runs_over_its_cell_is_not_cut_in_silence(read):
    """A comma in a text without quotes; empty cells beyond the heading are nothing."""
    with pytest.raises(RowsUnreadable, match="row 2: it has more cells than the heading"):
        read("id,offers\n1,looms, and more\n")
    assert read("id,offers\n1,looms,, \n") == [Profile(id="1", offers="looms")]


def test_all_faults_are_told_at_once_and_not_too_many(read):
    """A person corrects a table once, not once for each cell."""
    with pytest.raises(RowsUnreadable) as refused:
        read("id,country,capacity\n" + "\n1,Xyzzy,many\n\n2,DE,1" + "\n3,Xyzzy,1" * 12)
    lines = str(refused.value).splitlines()
    assert "25 in all" in lines[0]
    assert lines[1:3] == [
        "  row 3, column country: “Xyzzy” is not a country",
        "  row 3, column capacity: “many” is not a whole number from 0 to 1000000",
    ]
    assert lines[-2] == "  … and 15 more"


def test_an_id_that_comes_twice_names_both_rows(read):
    """Two organisations cannot be told apart by one id."""
    with pytest.raises(RowsUnreadable, match="row 4, column id: “A” is the id of row 2 too"):
        read("id\nA\nB\nA\n")


def test_places_and_regions_are_filled_in_and_never_overwritten(read):
    """A known town gives its point, its country and its region; what was told stays."""
    known, told, unknown, bare = read(
        "city,country,latitude,longitude,region_category\n"
        "Kraków,,,,\nKraków,PL,50,19,transition\nNowhereville,PL,,,\n,PL,,,\n"
    )
    assert (known.country, round(known.latitude), round(known.longitude)) == ("PL", 50, 20)
    assert known.region_category == "less_developed"
    assert (told.latitude, told.longitude, told.region_category) == (50.0, 19.0, "transition")
    assert (unknown.latitude, unknown.region_category) == (None, None)
    assert bare == Profile(id="5", country="PL")


def test_what_is_written_is_read_again(read):
    """Every field comes back, the record too; line breaks and separators in texts as well."""
    one = Profile(
        id="V1",
        organisation='Ä "quoted", GmbH',
        organisation_type="sme",
        country="DE",
        city="Chemnitz",
        latitude=50.8,
        longitude=12.9,
        region_category="transition",
        cluster="Some",
        ecosystems=("textiles", "digital"),
        offers="one;\ntwo, three",
        seeks="a|b",
        goals=("learn",),
        activities=("projects",),
        languages=("de", "en"),
        wished_countries=("PT",),
        months=("2027-03", "2027-04"),
        working_days=5,
        partner_kinds=("sme",),
        size="small",
        capacity=3,
        busy=1,
        summary="=1+1",
        maturity="gold",
        record=Record(3, 1, 2, 4, 2.5),
    )
    assert read(profiles_csv([one, Profile(id="V2")])) == [one, Profile(id="V2")]


def test_every_field_of_a_profile_is_a_column():
    """A field that is added later is read too."""
    assert {*Profile.__slots__, *Record.__slots__} - {"record"} == set(COLUMNS)


def test_faults_are_errors_of_the_scheme():
    """The command line tells them in one line."""
    assert issubclass(RowsUnreadable, CxcError)
