"""Organisations in a CSV file: read for the matcher, and written so that they are read again."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from rapidfuzz import fuzz, process

from exchange.spreadsheets.cells import COLUMNS, RECORD, NotUnderstood, cell_readers
from exchange.spreadsheets.errors import (
    ColumnTwice,
    NoColumn,
    QuoteOpen,
    RowsUnreadable,
    TableEmpty,
    TableMissing,
    TableNotText,
    TableUnreadable,
    UnknownColumn,
)
from exchange.spreadsheets.headings import headings
from matching.places.cities import city, find_city
from matching.places.regions import region_of
from matching.profiles import Profile, Record
from matching.words.names import Certainty, fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from exchange.scheme.call import Scheme
    from exchange.spreadsheets.cells import Reader

_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]+")
_A_SLIP = 75.0
_OWN = [fold(name.replace("_", " ")) for name in COLUMNS]
_DELIMITERS = (",", ";", "\t")
_FAULTS_TOLD = 10
_SEPARATOR_TOLD = re.compile(r"sep=[,;\t]?")
"""The line by which Excel may be told what parts the columns; it is no heading."""


class _Row(NamedTuple):
    """A row as a spreadsheet numbers it: its cells by column, and what stands beyond the columns."""

    number: int
    cells: Mapping[str, str]
    beyond: str


class Table(NamedTuple):
    """The organisations of a file, and the headings of columns that say nothing to the matcher."""

    profiles: tuple[Profile, ...]
    unread: tuple[str, ...]


def read_profiles(path: Path, scheme: Scheme) -> list[Profile]:
    """Return the organisations of a CSV file in their order, places and regions filled in.

    See `read_table`.
    """
    return [*read_table(path, scheme).profiles]


def read_table(path: Path, scheme: Scheme) -> Table:
    """Return the organisations of a CSV file in their order, and the columns that were not read.

    Columns are named as the fields of `Profile` and `Record`, or as people usually head them in ten
    languages; all may be missing, further ones are not read, a row without an id has its number.
    Lists are separated by `;`, `|` or commas, columns by commas, semicolons or tabs. Raises what
    `exchange.spreadsheets.errors` names.
    """
    rows, unread = _rows(path, _text(path))
    readers, found, faults = cell_readers(scheme), [], []
    for row in rows:
        values, wrong = _values(row, readers)
        found.append((row.number, _profile(row, values)))
        faults += wrong
    faults += _ids_twice(found)
    if faults:
        more = [f"… and {len(faults) - _FAULTS_TOLD} more"] if len(faults) > _FAULTS_TOLD else []
        told = "".join(f"\n  {fault}" for fault in (*faults[:_FAULTS_TOLD], *more)) + "\n"
        raise RowsUnreadable(path=path, count=len(faults), faults=told)
    return Table(tuple(one for _, one in found), unread)


def profiles_csv(profiles: Iterable[Profile]) -> str:
    """Return organisations as a CSV text that `read_profiles` reads."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for profile in profiles:
        cells = (getattr(profile.record if name in RECORD else profile, name) for name in COLUMNS)
        writer.writerow(map(_written, cells))
    return text.getvalue()


def _written(value: object) -> str:
    if isinstance(value, tuple):
        return "|".join(value)
    return "" if value is None else str(value)


def _text(path: Path) -> str:
    if not path.exists():
        raise TableMissing(path=path)
    try:
        told = path.read_bytes()
        return told.decode("utf-16" if told.startswith(_UTF_16) else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise TableNotText(path=path) from error
    except OSError as error:
        raise TableUnreadable(path=path, why=error.strerror or error) from error


def _rows(path: Path, text: str) -> tuple[list[_Row], tuple[str, ...]]:
    """Return the rows of a table, and the headings that are none of ours."""
    lines = [(number, cells) for number, cells in _lines(path, text) if any(map(str.strip, cells))]
    if lines and _SEPARATOR_TOLD.fullmatch("".join(lines[0][1])):
        lines = lines[1:]
    if len(lines) < 2:  # noqa: PLR2004 - the heading and one row
        raise TableEmpty(path=path)
    columns, unread = _columns(path, lines[0][1])
    rows = [
        _Row(
            number,
            dict(zip(columns, map(_clean, cells), strict=False)),
            "".join(cells[len(columns) :]).strip(),
        )
        for number, cells in lines[1:]
    ]
    return rows, unread


def _lines(path: Path, text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the lines of a table as a spreadsheet numbers its rows.

    A quote that is never closed takes in the rows below it: it is told by the row it begins in.
    """
    parts = _delimiter(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=parts, strict=True)
    number, columns = 0, 0
    try:
        for number, cells in enumerate(reader, start=1):
            columns = columns or len(cells)
            rows = (row for cell in cells for row in cell.splitlines()[1:])
            if columns > 1 and any(row.count(parts) >= columns - 1 for row in rows):
                raise QuoteOpen(path=path, row=number)
            yield number, cells
    except csv.Error as error:
        if "field larger" in str(error):
            raise TableUnreadable(path=path, why=f"row {number + 1}, {error}") from error
        raise QuoteOpen(path=path, row=number + 1) from error


def _clean(cell: str) -> str:
    """Return a cell without the signs that are no letters, such as those for a new line in a cell."""
    return _CONTROL.sub(" ", cell).strip()


def _delimiter(text: str) -> str:
    """Return what parts the columns: what the heading has most of."""
    told, *others = text.lstrip().split("\n", maxsplit=2)
    head = others[0] if others and _SEPARATOR_TOLD.fullmatch(told.strip()) else told
    return max(_DELIMITERS, key=head.count)


def _columns(path: Path, heading: Sequence[str]) -> tuple[list[str], tuple[str, ...]]:
    """Return the heading as names of fields, empty for columns not read, and the titles of those.

    A title that is nearly one of ours is a slip, and asked about: its column must not be lost.
    """
    known = headings()
    found, unread = [], []
    for title in heading:
        folded = fold(title.replace("_", " "))
        name = known.get(folded, "")
        if folded and not name:
            nearest, likeness, _ = process.extractOne(folded, _OWN, scorer=fuzz.ratio)
            if likeness >= _A_SLIP:
                raise UnknownColumn(
                    path=path, column=title, nearest=known[nearest], known=", ".join(COLUMNS)
                )
            unread.append(title.strip())
        found.append(name)
    twice = [name for name, times in Counter(filter(None, found)).items() if times > 1]
    if twice:
        raise ColumnTwice(path=path, column=twice[0])
    if not any(found):
        raise NoColumn(path=path, column=", ".join(unread), known=", ".join(COLUMNS))
    return found, tuple(unread)


def _values(row: _Row, readers: Mapping[str, Reader]) -> tuple[dict[str, Any], list[str]]:
    """Return what the cells say, and what is wrong with those that cannot be read."""
    values: dict[str, Any] = {}
    faults = []
    if row.beyond:
        faults.append(f"row {row.number} has more cells than the heading: put texts in quotes")
    for column, cell in row.cells.items():
        if not cell or not column:
            continue
        try:
            values[column] = readers.get(column, str)(cell)
        except NotUnderstood as wrong:
            faults.append(f"row {row.number}, column {column}: “{cell}” is not {wrong}")
    return values, faults


def _profile(row: _Row, values: Mapping[str, Any]) -> Profile:
    record = Record(**{name: values[name] for name in RECORD if name in values})
    told = {name: value for name, value in values.items() if name not in RECORD}
    return _placed(Profile(**{"id": f"{row.number}", **told, "record": record}))


def _placed(one: Profile) -> Profile:
    """Return a profile with the point, country and region of its town, where they were not told."""
    if one.city and one.latitude is None:
        found = find_city(one.city, one.country or None)
        if found.certainty is Certainty.SURE and found.best:
            town = city(found.best)
            one = replace(
                one, country=town.country, latitude=town.latitude, longitude=town.longitude
            )
    if one.region_category or one.latitude is None or one.longitude is None:
        return one
    region = region_of(one.latitude, one.longitude, one.country)
    return replace(one, region_category=region.category)


def _ids_twice(found: Sequence[tuple[int, Profile]]) -> Iterator[str]:
    first: dict[str, int] = {}
    for number, one in found:
        if one.id in first:
            yield f"row {number}, column id: “{one.id}” is the id of row {first[one.id]} too"
        first.setdefault(one.id, number)
