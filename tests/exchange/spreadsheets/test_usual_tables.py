"""Tables as people have them: usual headings, further columns, lists and months as Excel writes them."""

from __future__ import annotations

import openpyxl
import pytest

from exchange.spreadsheets.cells import NotUnderstood, month
from exchange.spreadsheets.errors import NoColumn, QuoteOpen, RowsUnreadable, UnknownColumn
from exchange.spreadsheets.files import read_profiles, read_table
from tests.builders.records.works import scheme


def table(tmp_path, text, encoding="utf-8"):
    """A file with that text."""
    file = tmp_path / "table.csv"
    file.write_bytes(text.encode(encoding))
    return file


@pytest.mark.parametrize(
    "heading",
    [
        *("name,Land,Stadt,Angebot,Sprachen", "Nom,Pays,Ville,Offre,Langues"),
        *("Empresa,País,Ciudad,Oferta,Idiomas", "Azienda,Paese,Città,Offerta,Lingue"),
        *("Nome,País,Cidade,Oferece,Línguas", "Naam,Land,Plaats,Aanbod,Talen"),
        *("Nazwa,Kraj,Miasto,Oferta,Języki", "Namn,Land,Stad,Erbjuder,Språk"),
        *("Název,Země,Město,Nabídka,Jazyky", "Company,Country,City,Offers,Languages"),
    ],
)
def test_usual_headings_in_ten_languages(tmp_path, heading):
    """Nobody has to learn the names of our fields."""
    file = table(tmp_path, f'{heading}\nAlpha,DE,Berlin,Weaving,"English, German"\n')
    (one,) = read_profiles(file, scheme())
    assert (one.organisation, one.country, one.city) == ("Alpha", "DE", "Berlin")
    assert (one.offers, one.languages) == ("Weaving", ("en", "de"))


@pytest.mark.parametrize(
    ("column", "cell", "meant"),
    [
        ("languages", "Deutsch/Englisch", ("de", "en")),
        ("languages", "polski i angielski", ("pl", "en")),
        ("languages", "français & italien", ("fr", "it")),
        ("wished_countries", "Austria and Bosnia and Herzegovina", ("AT", "BA")),
        ("months", "March to May 2027", ("2027-03", "2027-04", "2027-05")),
        ("months", "März, April 2027", ("2027-03", "2027-04")),
        ("months", "Herbst 2027", ("2027-09", "2027-10", "2027-11")),
        ("months", "Mar-27|2027-05", ("2027-03", "2027-05")),
    ],
)
def test_a_list_in_a_cell_is_written_as_people_write_lists(tmp_path, column, cell, meant):
    """With "and" and strokes between languages; months as a range, a season, with one year at the end."""
    file = table(tmp_path, f'organisation,{column}\nAlpha,"{cell}"\n')
    (one,) = read_profiles(file, scheme())
    assert getattr(one, column) == meant


@pytest.mark.parametrize("cell", ["maart, april", "spring", "11/12/2027"])
def test_months_without_a_year_or_with_two_readings_are_asked_about(tmp_path, cell):
    """A table has no today."""
    with pytest.raises(RowsUnreadable, match="month like 2027-03"):
        read_profiles(table(tmp_path, f'organisation,months\nAlpha,"{cell}"\n'), scheme())


def test_further_columns_are_left_aside_and_told(tmp_path):
    """A slip in a heading that we know is asked about, as its column would be lost."""
    file = table(tmp_path, "id,organisation,website,phone\n1,Alpha,www.a.example,+49 30 1\n")
    read = read_table(file, scheme())
    assert (read.profiles[0].organisation, read.unread) == ("Alpha", ("website", "phone"))
    with pytest.raises(UnknownColumn, match="offers"):
        read_profiles(table(tmp_path, "id,ofers\n1,Weaving\n"), scheme())
    with pytest.raises(NoColumn):
        read_profiles(table(tmp_path, "colour,taste\nred,sweet\n"), scheme())


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        *(("Mar-27", "2027-03"), ("01/03/2027", "2027-03"), ("03/01/2027", "2027-03")),
        *(("2027-03-01", "2027-03"), ("2027-03-01 00:00:00", "2027-03"), ("46447", "2027-03")),
        *(("März 2027", "2027-03"), ("mars-27", "2027-03"), ("Styczeń 2027", "2027-01")),
        *(("15.3.2027", "2027-03"), ("3/2027", "2027-03"), ("Sept. 2027", "2027-09")),
    ],
)
def test_months_as_spreadsheets_write_them(typed, meant):
    """Names in any of our languages, first days, days that can be one thing only, serial numbers."""
    assert month(typed) == meant


@pytest.mark.parametrize("typed", ["02/03/2027", "Foo-27", "13/2027", "99999"])
def test_what_may_be_two_months_or_none_is_asked_about(typed):
    """The second of March, or the third of February."""
    with pytest.raises(NotUnderstood):
        month(typed)


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ('id,organisation,country\n1,"Weberei Nord,DE\n2,Beta,FR\n3,"Gamma",IT\n4,Delta,ES\n', 2),
        ('id,organisation,country\n1,Alpha,DE\n2,"Beta,FR\n3,Gamma,IT\n', 3),
        ('id,organisation,country\n1,Alpha,DE\n2,"Beta,FR\n3,Gamma,IT\n4,D",ES\n', 3),
    ],
)
def test_a_quote_never_closed_names_its_row(tmp_path, text, row):
    """Rows do not vanish in it."""
    with pytest.raises(QuoteOpen) as refused:
        read_profiles(table(tmp_path, text), scheme())
    assert refused.value.facts["row"] == row


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_other_encodings_and_signs_in_a_cell(tmp_path, encoding):
    """What Excel calls Unicode text; a new line within a cell, whichever sign stands for it."""
    file = table(tmp_path, 'id\toffers\n1\tline\vone\n2\t"two\nlines"\n', encoding)
    one, two = read_profiles(file, scheme())
    assert (one.offers, two.offers) == ("line one", "two\nlines")


@pytest.mark.parametrize(
    ("column", "cell", "meant"),
    [
        *(
            ("organisation_type", one, "sme")
            for one in ("KMU", "PME", "PYME", "Small or medium-sized company")
        ),
        ("organisation_type", "Grande entreprise", "large_company"),
        ("organisation_type", "Inkubator", "scaling_up_support"),
        *(
            ("size", one, "small")
            for one in ("klein", "10-49", "35 Mitarbeiter", "<50", "petite", "ca. 20")
        ),
        *(("size", one, "micro") for one in ("7", "unter 10", "Kleinst")),
        *(("size", one, "medium") for one in ("mittel", "50 bis 249", "120 FTE")),
        *(("size", one, "large") for one in (">250", "1.200 Mitarbeiter", "mehr als 249", "groß")),
    ],
)
def test_kinds_and_sizes_as_offices_write_them(tmp_path, column, cell, meant):
    """As they call them, or by the number of people."""
    (one,) = read_profiles(table(tmp_path, f"organisation;{column}\nAlpha;{cell}\n"), scheme())
    assert getattr(one, column) == meant


@pytest.mark.parametrize("cell", ["2026-10-01", "10-300", "many", "0 to 10000"])
def test_a_size_that_may_be_two_is_asked_about(tmp_path, cell):
    """Also one that a spreadsheet has made a date of."""
    with pytest.raises(RowsUnreadable, match="column size"):
        read_profiles(table(tmp_path, f"organisation;size\nAlpha;{cell}\n"), scheme())


TITLES = ["Members as of 12.11.2026;;", ";;", "Office of the Ring;please do not sort;"]


@pytest.mark.parametrize("before", [TITLES[:1], TITLES, [*TITLES, "sep=;"]])
def test_titles_of_an_office_may_stand_above_the_heading(tmp_path, before):
    """The heading is the first line that has two columns which we know; rows keep their numbers."""
    lines = [*before, "Name;Country;Town", "Alpha;DE;Berlin", "Beta;DE;;beyond"]
    with pytest.raises(RowsUnreadable, match=f"row {len(lines)}: it has more cells"):
        read_profiles(table(tmp_path, "\n".join(lines)), scheme())
    (one,) = read_profiles(table(tmp_path, "\n".join(lines[:-1])), scheme())
    assert (one.organisation, one.city) == ("Alpha", "Berlin")


def test_a_cover_or_a_hidden_sheet_may_come_before_the_table(tmp_path):
    """Read is the first sheet that is shown and has a heading; merged titles above it do no harm."""
    book = openpyxl.Workbook()
    cover, hidden, own = book.active, book.create_sheet("Old"), book.create_sheet("Members")
    cover["A1"], cover["A2"] = "Please fill in the next sheet", "Thank you"
    hidden.sheet_state = "hidden"
    for sheet, name in ((hidden, "Alpha"), (own, "Beta")):
        sheet["A1"] = "Members of the Ring"
        sheet.merge_cells("A1:C1")
        for row in ([], ["Name", "Country", "Town"], [name, "DE", "Berlin"]):
            sheet.append(row)
    book.save(tmp_path / "book.xlsx")
    (one,) = read_profiles(tmp_path / "book.xlsx", scheme())
    assert one.organisation == "Beta"
