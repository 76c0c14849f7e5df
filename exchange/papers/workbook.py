"""Tables for a spreadsheet (XLSX), with every cell typed and nothing that computes."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, TypeAlias
from zoneinfo import ZoneInfo

from storage.columns import NaiveDatetime

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

Cell: TypeAlias = str | int | Decimal | bool | date | datetime | None

LONGEST_CELL = 32_767  # characters, as Excel counts them: UTF-16 code units
LONGEST_TITLE = 31
_LARGEST_EXACT = 2**53  # beyond it a spreadsheet's number loses digits
_NARROWEST, _WIDEST = 8, 60

_ILLEGAL_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_ILLEGAL_IN_TITLE = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_LOOKS_LIKE_FORMULA = re.compile(r"\s*[=+\-@\t\r＝＋－＠|%]")

_FORMATS = {
    "head": {"bold": True, "font_color": "#FFFFFF", "bg_color": "#003399", "valign": "vcenter"},
    "text": {"valign": "top"},
    "inert": {"valign": "top", "quote_prefix": True},
    "whole": {"num_format": "0", "valign": "top"},
    "exact": {"num_format": "#,##0.00", "valign": "top"},
    "day": {"num_format": "yyyy-mm-dd", "valign": "top", "align": "left"},
    "moment": {"num_format": "yyyy-mm-dd hh:mm", "valign": "top", "align": "left"},
}


@dataclass(frozen=True)
class Sheet:
    """One table: a heading for each column, rows of cells; times are shown in `zone` (IANA)."""

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Cell]] = field(default_factory=tuple)
    zone: str = "UTC"


@dataclass(frozen=True)
class _Page:
    """A sheet being written."""

    worksheet: Worksheet
    formats: dict[str, Format]
    zone: ZoneInfo


def workbook(sheets: Sequence[Sheet], made: datetime | None = None) -> bytes:
    """An XLSX file: a frozen, filtered heading row on each sheet, cells typed, text inert.

    `made` is the time that the file gives as its own, now if not given.

    Text that a spreadsheet could take for a formula (OWASP ASVS 5.0, 1.2.10) is stored as text
    and marked so, and stays text when somebody edits the cell. Raises NaiveDatetime.
    """
    import xlsxwriter  # noqa: PLC0415 - a start is not kept waiting for what few ask for

    file = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, {**options, "strings_to_numbers": False}) as book:
        book.set_properties({"created": made} if made else {})
        formats = {name: book.add_format(look) for name, look in _FORMATS.items()}
        taken: set[str] = set()
        for sheet in sheets:
            worksheet = book.add_worksheet(_free_title(sheet.title, taken))
            _write(_Page(worksheet, formats, ZoneInfo(sheet.zone)), sheet)
    return file.getvalue()


def inert(text: str) -> str:
    """The text for a file without types (CSV): an apostrophe goes before what may compute."""
    return f"'{text}" if _LOOKS_LIKE_FORMULA.match(text) else text


def safe_text(text: str) -> str:
    """The text without what XML forbids, cut to what a cell holds."""
    clean = _ILLEGAL_IN_XML.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return _cut(clean, LONGEST_CELL)


def _cut(text: str, units: int) -> str:
    """The text within so many UTF-16 units, which is how Excel counts."""
    return text.encode("utf-16-le")[: 2 * units].decode("utf-16-le", errors="ignore")


def _free_title(title: str, taken: set[str]) -> str:
    """A sheet title that Excel accepts and that no earlier sheet has."""
    clean = _ILLEGAL_IN_TITLE.sub(" ", safe_text(title)).strip(" '") or "Sheet"
    if clean.casefold() == "history":  # a name that Excel keeps for itself
        clean = f"{clean} 1"
    candidate, number = _cut(clean, LONGEST_TITLE).rstrip(" '"), 1
    while candidate.casefold() in taken:
        number += 1
        ending = f" {number}"
        candidate = _cut(clean, LONGEST_TITLE - len(ending)) + ending
    taken.add(candidate.casefold())
    return candidate


def _write(page: _Page, sheet: Sheet) -> None:
    worksheet = page.worksheet
    for column, heading in enumerate(_headings(sheet)):
        worksheet.write_string(0, column, safe_text(heading), page.formats["head"])
        worksheet.set_column(column, column, _width(sheet, column, heading))
    for row, cells in enumerate(sheet.rows, start=1):
        for column, cell in enumerate(cells):
            _put(page, (row, column), cell)
    worksheet.set_row(0, 20)
    worksheet.freeze_panes(1, 0)
    if sheet.columns:
        worksheet.autofilter(0, 0, len(sheet.rows), len(sheet.columns) - 1)


def _headings(sheet: Sheet) -> list[str]:
    """The headings; one over times names its zone."""
    return [
        f"{heading} ({sheet.zone})" if _holds_times(sheet, column) else heading
        for column, heading in enumerate(sheet.columns)
    ]


def _holds_times(sheet: Sheet, column: int) -> bool:
    return any(isinstance(row[column], datetime) for row in sheet.rows if column < len(row))


def _width(sheet: Sheet, column: int, heading: str) -> int:
    """Room for the longest first line, within reason; in characters."""
    texts = [heading, *(str(row[column]) for row in sheet.rows if column < len(row))]
    longest = max(len(text.partition("\n")[0]) for text in texts)
    return min(max(longest + 3, _NARROWEST), _WIDEST)


def _put(page: _Page, at: tuple[int, int], cell: Cell) -> None:
    sheet, formats = page.worksheet, page.formats
    match cell:
        case None:
            sheet.write_blank(*at, None, formats["text"])
        case bool():
            sheet.write_boolean(*at, cell, formats["text"])
        case int() if abs(cell) <= _LARGEST_EXACT:
            sheet.write_number(*at, cell, formats["whole"])
        case Decimal() if cell.is_finite():
            sheet.write_number(*at, float(cell), formats["exact"])
        case datetime():
            sheet.write_datetime(*at, _local(cell, page.zone), formats["moment"])
        case date():
            sheet.write_datetime(*at, cell, formats["day"])
        case _:
            text = str(cell)
            look = "inert" if _LOOKS_LIKE_FORMULA.match(text) else "text"
            sheet.write_string(*at, safe_text(text), formats[look])


def _local(moment: datetime, zone: ZoneInfo) -> datetime:
    if moment.tzinfo is None:
        raise NaiveDatetime(moment)
    return moment.astimezone(zone).replace(tzinfo=None)
