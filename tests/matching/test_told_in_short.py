"""What callers of the library may tell, and what results look like."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import pandas as pd
import pytest

import matching
from bot.words.reasons import in_words
from matching import HostIndex, Profile, assign, rank, rank_all, relevance, search, understand
from matching.errors import UnreadableProfileError

ROWS = [
    {"id": "a", "offers": "Cheese and wine", "country": "FR", "capacity": 2},
    {"id": "b", "offers": "3D printing", "country": "Germany", "capacity": None},
]


class Polars:
    """A table that can do what a data frame of polars can."""

    def __init__(self, rows):
        self.rows, self.columns = rows, [*rows[0]]

    def to_dicts(self):
        """The rows."""
        return self.rows


class Record(NamedTuple):
    """A row of somebody else's."""

    id: str
    offers: str
    languages: object


@dataclass
class Offer:
    """A class of somebody else's."""

    id: str
    offers: str


@pytest.mark.parametrize(
    "hosts",
    [
        pd.DataFrame(ROWS),
        pd.DataFrame(ROWS).assign(website="www.a.example"),
        Polars(ROWS),
        ROWS,
        {"a": "Cheese and wine", "b": "3D printing"},
        {"a": {"offers": "Cheese and wine"}, "b": {"offers": "3D printing", "languages": "en"}},
        [Record("a", "Cheese", "en"), Record("b", "3D printing", ["en", "German"])],
        [Offer("a", "Cheese"), Offer("b", "3D printing")],
    ],
    ids=["pandas", "more columns", "polars", "dicts", "by id", "dicts by id", "tuples", "objects"],
)
def test_hosts_as_people_have_them(hosts):
    """Whoever offers what is sought comes first, whatever the hosts are told in."""
    assert rank("3D printing", hosts).matches[0].host.id == "b"


def test_names_become_codes_and_one_text_a_list():
    """A country by its name is the country, a language alone is no row of letters."""
    index = HostIndex.build([{"id": "a", "country": "Germany", "languages": "English"}])
    assert (index.hosts[0].country, index.hosts[0].languages) == ("DE", ("en",))
    assert index.hosts[0].capacity == 1


@pytest.mark.parametrize(
    ("act", "named"),
    [
        (lambda: rank("x", pd.DataFrame({"colour": ["red"]})), "colour"),
        (lambda: rank("x", [{"ofers": "Cheese"}]), "ofers"),
        (lambda: rank("x", 7), "int"),
        (lambda: rank("x", [b"Cheese"]), "bytes"),
        (lambda: rank("x", [Profile(id="a", country="Narnia")]), "Narnia"),
        (lambda: rank(["x", "y"], ["Cheese"]), "rank_all"),
        (lambda: relevance("x", pd.DataFrame(ROWS)), "columns"),
    ],
)
def test_what_cannot_be_meant_is_refused_by_name(act, named):
    """Never a ranking of something else."""
    with pytest.raises(UnreadableProfileError, match=named):
        act()


def test_results_are_short_to_look_at_and_rows_to_work_with():
    """The first rows, how many more, and the same as dicts and frames."""
    hosts = [f"3D printing number {number}" for number in range(50)]
    ranking = rank("3D printing", hosts, top=20)
    assert len(repr(ranking)) < 500
    assert repr(ranking).count("\n") == 4
    row = ranking.to_dict()[0]
    assert (row["place"], row["host"], row["score"]) == (
        1,
        ranking.matches[0].host.id,
        ranking.matches[0].score,
    )
    assert row["band"] == ranking.matches[0].band
    assert "needs" in row
    assert ranking.to_frame("pandas")["host"].tolist() == [m.host.id for m in ranking.matches]
    lists = rank_all(["3D printing", "Cheese"], hosts, top=2)
    assert len(repr(lists)) < 300
    assert lists.to_frame()["visitor"].tolist() == [0, 0, 1, 1]
    assert len(repr(search("printing", hosts))) < 300
    with pytest.raises(ImportError, match="to_dict"):
        ranking.to_frame("no_such_library")


def test_the_package_tells_its_types():
    """Type checkers of others read our signatures."""
    from importlib.resources import files  # noqa: PLC0415

    assert files(matching).joinpath("py.typed").is_file()


def test_who_is_out_and_what_was_understood_are_short_to_look_at():
    """Not the whole index, nor fields that nothing was read for."""
    visitor = Profile(id="v", seeks="printing", country="DE")
    hosts = [Profile(id=f"h{n:04}", offers="printing", country="DE") for n in range(2_000)]
    shown = repr(rank(visitor, hosts, encoder=None).excluded)
    assert len(shown) < 300
    assert "2000 hosts" in shown
    assert repr(understand("We are from Graz")) == "<Understood: country='AT', city='2778067'>"


@pytest.mark.parametrize(
    ("told", "field", "meant"),
    [
        ("English and German", "languages", ("en", "de")),
        ("EN; De, français", "languages", ("en", "de", "fr")),
        (["en, fr", "Polish"], "languages", ("en", "fr", "pl")),
        ("Bosnia and Herzegovina, Benelux", "wished_countries", ("BA", "BE", "LU", "NL")),
        ("Spain and Portugal", "wished_countries", ("ES", "PT")),
        ("de", "country", "DE"),
        ("UK", "country", "GB"),
        ("EL", "country", "GR"),
        ("US", "country", "US"),
        ("May 2027", "months", ("2027-05",)),
        ([date(2027, 5, 3), "2027-06"], "months", ("2027-05", "2027-06")),
        ("digital, health", "ecosystems", ("digital", "health")),
        ("2", "capacity", 2),
        ("", "capacity", 1),
        ("52.5", "latitude", 52.5),
    ],
)
def test_a_cell_that_tells_several_is_read_as_people_write_it(told, field, meant):
    """As a spreadsheet has it: lists in one cell, codes in small letters, numbers as text."""
    index = HostIndex.build([{"id": "a", field: told}])
    assert getattr(index.hosts[0], field) == meant


@pytest.mark.parametrize(
    ("field", "told", "named"),
    [
        ("country", "ZZ", "ZZ"),
        ("country", "Atlantis", "Atlantis"),
        ("languages", "en, Klingon", "Klingon"),
        ("months", "May", "May"),
        ("months", "whenever", "whenever"),
        ("capacity", "many", "many"),
        ("latitude", "north", "north"),
    ],
)
def test_what_cannot_be_meant_is_named_with_its_field(field, told, named):
    """There is no clock here that would tell the year of May, and no guess at a country."""
    with pytest.raises(UnreadableProfileError, match=f"{field}.*{named}"):
        rank("x", [{field: told}])


def test_two_hosts_of_one_id_are_refused():
    """Which of them was meant could not be told afterwards."""
    with pytest.raises(UnreadableProfileError, match="'a'"):
        rank("x", [{"id": "a"}, {"id": "b"}, {"id": "a"}])


def test_a_row_of_a_table_is_a_visitor():
    """As it comes out of a data frame, its other columns left aside."""
    row = pd.DataFrame([{"seeks": "3D printing", "languages": "en, de", "website": "x"}]).iloc[0]
    assert rank(row, pd.DataFrame(ROWS)).matches[0].host.id == "b"


def test_an_index_is_short_to_look_at():
    """Its size and its first hosts."""
    shown = repr(HostIndex.build([f"offer {number}" for number in range(1_000)]))
    assert "1000 hosts" in shown
    assert len(shown) < 300


def test_nothing_told_is_nothing_read():
    """A table's empty cell is no error."""
    assert understand(None) == understand("")
    assert matching.find_country(None) == matching.find_country("")
    assert matching.find_city(None) == matching.find_city("")
    assert matching.find_language(None) == matching.find_language("")


def test_an_assignment_is_short_to_look_at_and_rows_to_work_with():
    """However many are placed; its pairs are rows by name."""
    visitors = [Profile(id=f"v{n}", seeks="printing") for n in range(40)]
    found = assign(visitors, [Profile(id=f"h{n}", offers="3D") for n in range(40)], encoder=None)
    assert len(repr(found)) < 200
    assert {*found.to_dict()[0]} == {"visitor", "host", "score", "locked"}


def test_reasons_in_words_are_plain_text():
    """No sign is written as a page of the web has it."""
    visitor = Profile(id="v", seeks="Wasserstoff speichern", languages=("de",))
    host = Profile(
        id="h", offers="wadi's en opslag van waterstof in zoutcavernes", languages=("nl",)
    )
    said = in_words(rank(visitor, [host], encoder=None).matches[0], "de")
    assert not any("&" in one for one in said)
