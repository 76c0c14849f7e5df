"""Tables as people have them: usual headings, further columns, lists and months as Excel writes them."""

from __future__ import annotations

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
