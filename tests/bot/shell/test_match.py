"""`cxc match`: two tables in, proposals out, as a process of its own."""

from __future__ import annotations

import csv
import io
import os
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from exchange.finding.hosts import circumstances_of
from exchange.scheme.call import load_scheme
from exchange.spreadsheets.files import read_profiles
from exchange.spreadsheets.matching import demand_of
from matching.assigning import assign
from matching.ranking.openings import outlook
from matching.ranking.rank import HostIndex

pytestmark = pytest.mark.proofs

ROOT = Path(__file__).parents[3]
SCHEME = load_scheme("clusterxchange")
VISITORS = """id,organisation,organisation_type,country,city,languages,ecosystems,offers,seeks,goals,wished_countries,months
V1,Tejidos Norte,sme,Spain,Terrassa,es|en,textiles,tejidos técnicos,textile recycling,technology,,2027-03
V2,=HYPERLINK(1),sme,Poland,Kraków,pl|en,digital,software,additive manufacturing,learn,AT,2027-01
V3,Stadt Beispiel,public_authority,DE,Hamburg,de,,,,,,
V4,@Weber,sme,AT,Graz,de,textiles,,composites,,IS,
"""
HOSTS = """id;organisation;organisation_type;country;city;languages;ecosystems;offers;seeks;capacity;busy;months
H1;Faserwerk;sme;Deutschland;Chemnitz;de|en;textiles;Textilrecycling & <Vlies>;Webereien;2;0;
H2;-Additiv;sme;Austria;Graz;de;digital;additive Fertigung;;1;0;2027-01
H3;Voll;sme;Frankreich;Lyon;fr;digital;impression 3D;;1;1;
"""


def cxc(*arguments: object, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a command in an empty folder, without any setting."""
    known = {key: value for key, value in os.environ.items() if not key.startswith("CXC_")}
    known |= {"PYTHONPATH": str(ROOT), "CXC_ENCODER": "false"}  # as in these tests
    command = [sys.executable, "-m", "bot", *map(str, arguments)]
    return subprocess.run(
        command, cwd=folder, env=known, capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """A folder with the two tables and nothing else."""
    path = tmp_path_factory.mktemp("tables")
    (path / "visitors.csv").write_text(VISITORS, encoding="utf-8")
    (path / "hosts.csv").write_text(HOSTS, encoding="utf-8-sig")
    return path


@pytest.fixture(scope="module")
def book(folder):
    """The workbook of an assignment of the two tables, sheet by sheet as rows of values."""
    done = cxc("match", "visitors.csv", "hosts.csv", "-o", "out.xlsx", "--assign", folder=folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert "3 visitors, 3 hosts: 3 with proposals" in done.stdout
    return openpyxl.load_workbook(folder / "out.xlsx")


def rows(book, title: str) -> list[tuple]:
    """The rows of a sheet below its heading."""
    return [*book[title].iter_rows(min_row=2, values_only=True)]


def test_the_sheets_say_what_the_library_says(book, folder):
    """Hosts in order, scores, the assignment and the figures are those of the matcher."""
    visitors = [one for one in read_profiles(folder / "visitors.csv", SCHEME) if one.id != "V3"]
    hosts = read_profiles(folder / "hosts.csv", SCHEME)
    index, around = HostIndex.build(hosts), circumstances_of(SCHEME)
    expected = [
        (visitor.id, place, match.host.id, round(100 * match.score, 2))
        for visitor in visitors
        for place, match in enumerate(
            index.rank(visitor, SCHEME.weights, limit=10, circumstances=around).matches, start=1
        )
    ]
    assert [(row[0], row[3], row[4], row[8]) for row in rows(book, "Best hosts")] == expected
    plan = assign(
        visitors,
        hosts,
        SCHEME,
        demand_of(SCHEME, visitors, hosts),
        circumstances={one.id: around for one in visitors},
    )
    pairs = {(one.visitor, one.host, round(100 * one.score, 2)) for one in plan.plan.placed}
    assert {(row[0], row[3], row[7]) for row in rows(book, "Assignment")} == pairs
    figures = dict(rows(book, "Figures"))
    assert figures["Visitors with a host assigned"] == plan.figures.matched.matched == 3
    assert figures["Fit of all pairs together"] == round(plan.figures.total, 6)
    assert figures["Pairs that may be proposed"] == len(expected)
    assert figures["Visitors without a host that meets every wish"] == sum(
        not outlook(one, index.columns, around).suits for one in visitors
    )


def test_reasons_are_sentences_and_not_markup(book):
    """What is said in a chat with escapes is plain in a cell."""
    told = {row[0]: row[9] for row in rows(book, "Best hosts") if row[3] == 1}
    assert "You seek and they offer something about textile recycling." in told["V1"]
    assert not any("&" in text for text in told.values())


def test_nobody_is_left_without_a_reason(book):
    """Who may not visit, and whom no host suits, with what would help."""
    told = {row[0]: row[5:] for row in rows(book, "Without a host")}
    assert told["V3"][0] == "The call sends no organisations of this kind or country."
    assert told["V4"][0] == "No host meets every wish."
    assert "not on your list" in told["V4"][1]
    assert "any country" in told["V4"][2]
    assert "V1" not in told


def test_text_stays_text(book):
    """A name that looks like a formula is a marked string in the sheet."""
    names = {cell.value: cell for row in book["Best hosts"].iter_rows(min_row=2) for cell in row}
    for name in ("=HYPERLINK(1)", "-Additiv", "@Weber"):
        assert (names[name].data_type, names[name].quotePrefix) == ("s", True), name


def test_the_same_tables_give_the_same_bytes(book, folder):
    """In another process, at another time, under another seed of hashing."""
    first = (folder / "out.xlsx").read_bytes()
    cxc("match", "visitors.csv", "hosts.csv", "-o", "again.xlsx", "--assign", folder=folder)
    assert (folder / "again.xlsx").read_bytes() == first


def test_csv_comes_in_a_file_a_sheet_with_formulas_disarmed(folder):
    """German reasons, one best host, three files, an apostrophe before what may compute."""
    options = ("--language", "de", "--top", "1", "--limit", "2", "--month", "3/2027")
    done = cxc("match", "visitors.csv", "hosts.csv", "-o", "out.csv", *options, folder=folder)
    assert (done.returncode, done.stderr) == (0, "")
    files = ["out.csv", "out-ohne-gastgeber.csv", "out-zahlen.csv"]
    assert [*map(str, done.stdout.splitlines()[-1].removeprefix("✓ ").split(", "))] == files
    text = (folder / "out.csv").read_bytes().decode("utf-8-sig")
    first, second = csv.DictReader(io.StringIO(text))
    assert (first["Organisation des Gastgebers"], first["Rang"]) == ("Faserwerk", "1")
    assert second["Organisation"] == "'=HYPERLINK(1)"
    assert second["Organisation des Gastgebers"] == "Faserwerk"  # the other's months are over
    assert "Sie " in first["Was dafür spricht"]


def test_two_tables_that_count_from_one_are_two_sides(folder):
    """Equal ids in both tables do not make one organisation of two."""
    (folder / "a.csv").write_text("organisation,country\nA,DE\n", encoding="utf-8")
    (folder / "b.csv").write_text(
        "organisation,country,city\nB,FR,Nowhereville\n", encoding="utf-8"
    )
    done = cxc("match", "a.csv", "b.csv", "-o", "ab.csv", folder=folder)
    assert "1 visitor, 1 host: 1 with proposals" in done.stdout
    assert "1 towns are not known by their names" in done.stdout
    row = next(csv.DictReader(io.StringIO((folder / "ab.csv").read_text("utf-8-sig"))))
    assert (row["Visitor"], row["Host"]) == ("2", "host 2")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("nothing.csv", "hosts.csv"), "✗ There is no file nothing.csv."),
        (("visitors.csv", "."), "✗ . cannot be read"),
        (("visitors.csv", "hosts.csv", "-o", "out.pdf"), "✗ out.pdf: the name of the result"),
        (("visitors.csv", "hosts.csv", "-o", "hosts.csv/x.csv"), "✗ hosts.csv/x.csv cannot be"),
        (("visitors.csv", "hosts.csv", "-o", "./hosts.csv"), "✗ hosts.csv is one of the tables"),
        (("visitors.csv", "hosts.csv", "--language", "xx"), "✗ I do not write “xx”"),
        (("visitors.csv", "hosts.csv", "--month", "May"), "✗ “May” is not a month"),
        (("visitors.csv", "hosts.csv", "--scheme", "none"), "✗ The scheme none cannot be used"),
    ],
)
def test_what_cannot_be_done_is_told_in_words(folder, arguments, told):
    """A non-zero exit, no stack trace."""
    done = cxc("match", *arguments, folder=folder)
    assert done.returncode == 1
    assert done.stderr.startswith(told)
    assert "Traceback" not in done.stderr
