"""The rows of a table of organisations: what each says by column, and what in it cannot be read."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, NamedTuple

from rapidfuzz import fuzz, process

from exchange.errors import CxcError
from exchange.spreadsheets.cells import COLUMNS, NotUnderstood
from exchange.spreadsheets.errors import (
    ColumnTwice,
    NoColumn,
    QuoteOpen,
    TableEmpty,
    TableNotText,
    TableTooLarge,
    TableUnreadable,
    UnknownColumn,
)
from exchange.spreadsheets.workbooks import is_workbook, workbook_sheets
from exchange.words import N_
from matching.words.names import fold

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from exchange.spreadsheets.cells import Reader
    from exchange.spreadsheets.workbooks import Lines

_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]+")
_NO_LETTER = re.compile(r"[\x80-\x9f]")
_A_SLIP = 75.0
_BEFORE = 20  # lines in which the heading is looked for
_OWN = [fold(name.replace("_", " ")) for name in COLUMNS]
_DELIMITERS = (",", ";", "\t")
_SEPARATOR_TOLD = re.compile(r"sep=[,;\t]?")
"""The line by which Excel may be told what parts the columns; it is no heading."""
BEYOND = N_("it has more cells than the heading: put texts in quotes")


class Phrase(NamedTuple):
    """A part of a sentence that has facts of its own, and is put into a language by itself."""

    text: str
    facts: Mapping[str, object]

    def __str__(self) -> str:
        """The English text."""
        return self.text.format(**self.facts)


class Fault(NamedTuple):
    """What is wrong with a row: `text` with `facts`; of a cell, its column, and what was `meant` perhaps."""

    row: int
    text: str
    facts: Mapping[str, object] = {}
    column: str = ""
    cell: str = ""
    meant: str = ""

    def in_english(self) -> str:
        """As the command line tells it."""
        told = self.text.format(**self.facts)
        if not self.column:
            return f"row {self.row}: {told}"
        meant = f"; did you mean {self.meant}?" if self.meant else ""
        return f"row {self.row}, column {self.column}: “{self.cell}” is not {told}{meant}"


class Row(NamedTuple):
    """A row as a spreadsheet numbers it: what its cells say, and what is wrong with those that say nothing."""

    number: int
    values: Mapping[str, Any]
    faults: tuple[Fault, ...] = ()


class Sheet(NamedTuple):
    """All rows; which columns are there, and headings that are none of ours.

    `columns` are told with the titles that they have. `guessed`: the file did not say in which letters
    it is written, and was read as Western European.
    """

    rows: tuple[Row, ...]
    columns: Mapping[str, str]
    unread: tuple[str, ...]
    guessed: bool = False


class _Line(NamedTuple):
    number: int
    cells: Mapping[str, str]
    beyond: str


def read_sheet(
    name: str,
    content: bytes,
    known: Mapping[str, str],
    readers: Mapping[str, Reader],
    *,
    second: Mapping[str, str] | None = None,
    most: int = 100_000,
    guess: bool = False,
) -> Sheet:
    """Return the rows of a CSV or XLSX file.

    `known` are the fields by what heads their column, folded, `second` what a heading means where
    another column is that; `readers` tell what their cells say.
    A text in neither UTF is refused, unless it may be guessed. Raises what
    `exchange.spreadsheets.errors` names.
    """
    sheets, guessed = _sheets_of(name, content, most, guess=guess)
    titles, unread, rows = _rows(name, _table_in(sheets, known), known, second or {})
    found = tuple(_read(row, readers) for row in rows)
    return Sheet(found, titles, unread, guessed)


def headings_told(name: str, content: bytes, known: Collection[str]) -> tuple[str, ...]:
    """Return what heads the columns of a file, folded; nothing where it cannot be read. Only its first lines are.

    `known` are headings by which it is found, folded.
    """
    try:
        sheets, _ = _sheets_of(name, content, most=100_000, guess=True)
        for _, cells in _table_in(sheets, known):
            return tuple(map(_folded, cells))
    except CxcError:  # whoever reads all of it tells what is wrong
        pass
    return ()


def _sheets_of(
    name: str, content: bytes, most: int, *, guess: bool
) -> tuple[Iterable[Lines], bool]:
    """Return the sheets of a file, of a text the only one, and whether its letters are a guess."""
    if is_workbook(content):
        return workbook_sheets(name, content, most), False
    text, guessed = _text(name, content, guess=guess)
    return [_lines(name, text, most)], guessed


def _table_in(sheets: Iterable[Lines], known: Collection[str]) -> Lines:
    """Return the lines of a table from its heading on, without empty ones.

    The heading is the first line on any sheet that has two columns we know: titles of offices and covers
    stand before it. Where there is none, the first line is taken for it.
    """
    first: Lines | None = None
    for sheet in sheets:
        lines = (one for one in sheet if any(map(str.strip, one[1])))
        began = [
            one for one in islice(lines, _BEFORE) if not _SEPARATOR_TOLD.fullmatch("".join(one[1]))
        ]
        for at, (_, cells) in enumerate(began):
            if sum(_folded(one) in known for one in cells) > 1:
                return chain(began[at:], lines)
        first = chain(began, lines) if first is None else first
    return first or iter(())


def _text(name: str, content: bytes, *, guess: bool) -> tuple[str, bool]:
    """Return a file's words, and whether their letters are a guess."""
    try:
        return content.decode("utf-16" if content.startswith(_UTF_16) else "utf-8-sig"), False
    except UnicodeDecodeError as error:
        told = content.decode("cp1252", errors="replace")
        if not guess or "\0" in told or "\ufffd" in told or _NO_LETTER.search(told):
            raise TableNotText(path=name) from error
        return told, True


def _rows(
    name: str,
    numbered: Lines,
    known: Mapping[str, str],
    second: Mapping[str, str],
) -> tuple[dict[str, str], tuple[str, ...], list[_Line]]:
    """Return the columns with their titles, the headings that are none of ours, and the rows of a table."""
    lines = list(numbered)
    if len(lines) < 2:  # noqa: PLR2004 - the heading and one row
        raise TableEmpty(path=name)
    columns, unread = _columns(name, lines[0][1], known, second)
    rows = [
        _Line(
            number,
            dict(zip(columns, map(_clean, cells), strict=False)),
            "".join(cells[len(columns) :]).strip(),
        )
        for number, cells in lines[1:]
    ]
    titles = zip(columns, map(_clean, lines[0][1]), strict=True)
    return {name: title for name, title in titles if name}, unread, rows


def _lines(name: str, text: str, most: int) -> Iterator[tuple[int, list[str]]]:
    """Yield the lines of a table as a spreadsheet numbers its rows.

    A quote that is never closed takes in the rows below it: it is told by the row it begins in.
    """
    parts = _delimiter(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=parts, strict=True)
    number, columns = 0, 0
    try:
        for number, cells in enumerate(reader, start=1):
            if number > most:
                raise TableTooLarge(path=name, most=most)
            columns = columns or len(cells)
            rows = (row for cell in cells for row in cell.splitlines()[1:])
            if columns > 1 and any(row.count(parts) >= columns - 1 for row in rows):
                raise QuoteOpen(path=name, row=number)
            yield number, cells
    except csv.Error as error:
        if "field larger" in str(error):
            raise TableUnreadable(path=name, why=f"row {number + 1}, {error}") from error
        raise QuoteOpen(path=name, row=number + 1) from error


def _clean(cell: str) -> str:
    """Return a cell without the signs that are no letters, such as those for a new line in a cell."""
    return _CONTROL.sub(" ", cell).strip()


def _delimiter(text: str) -> str:
    """Return what parts the columns: what the heading has most of."""
    told, *others = text.lstrip().split("\n", maxsplit=2)
    head = others[0] if others and _SEPARATOR_TOLD.fullmatch(told.strip()) else told
    return max(_DELIMITERS, key=head.count)


def _columns(
    path: str, heading: Sequence[str], known: Mapping[str, str], second: Mapping[str, str]
) -> tuple[list[str], tuple[str, ...]]:
    """Return the heading as names of fields, empty for columns not read, and the titles of those.

    A title that is nearly one of ours is a slip, and asked about: its column must not be lost.
    """
    found, unread = [], []
    for title in heading:
        folded = _folded(title)
        name = known.get(folded, "")
        if folded and not name:
            own = [one for one in _OWN if one in known]
            nearest, likeness, _ = process.extractOne(folded, own, scorer=fuzz.ratio)
            if likeness >= _A_SLIP:
                raise UnknownColumn(
                    path=path, column=title, nearest=known[nearest], known=_told(known)
                )
            unread.append(title.strip())
        found.append(name)
    firsts = Counter(found)
    for at, title in enumerate(heading):
        other = second.get(fold(title), "")
        if firsts[found[at]] > 1 and other and other not in found:
            found[at] = other
    twice = [name for name, times in Counter(filter(None, found)).items() if times > 1]
    if twice:
        raise ColumnTwice(path=path, column=twice[0])
    if not any(found):
        raise NoColumn(path=path, column=", ".join(unread), known=_told(known))
    return found, tuple(unread)


def _folded(title: str) -> str:
    return fold(title.replace("_", " "))


def _told(known: Mapping[str, str]) -> str:
    """Return the columns that are read, as they are told."""
    fields = set(known.values())
    return ", ".join([*(one for one in COLUMNS if one in fields), *sorted(fields - set(COLUMNS))])


def _read(row: _Line, readers: Mapping[str, Reader]) -> Row:
    """Return what the cells say, and what is wrong with those that cannot be read."""
    values: dict[str, Any] = {}
    faults = [Fault(row.number, BEYOND)] if row.beyond else []
    for column, cell in row.cells.items():
        if not cell or not column:
            continue
        try:
            values[column] = readers.get(column, str)(cell)
        except NotUnderstood as wrong:
            told = Fault(row.number, wrong.expected, wrong.facts, column, cell, wrong.meant)
            faults.append(told)
    return Row(row.number, values, tuple(faults))
