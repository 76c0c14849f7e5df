"""The sheets of an XLSX file as lines of text; a file that swells beyond measure is refused unread."""

from __future__ import annotations

import io
from datetime import date, datetime
from typing import TYPE_CHECKING
from zipfile import BadZipFile, ZipFile

from exchange.spreadsheets.errors import TableTooLarge, TableUnreadable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openpyxl.worksheet.worksheet import Worksheet

    Lines = Iterator[tuple[int, list[str]]]
    """The lines of a table with their numbers."""

MARK = b"PK\x03\x04"
MOST_BYTES = 60_000_000
"""Of all parts of a workbook, unpacked: 5,000 rows of long texts take a tenth of it."""
MOST_PARTS = 400
_UNSOUND = "it is no sound workbook"
MOST_COLUMNS = 200


def is_workbook(content: bytes) -> bool:
    """Whether that is a packed workbook, whatever its name."""
    return content.startswith(MARK)


def workbook_sheets(name: str, content: bytes, most: int) -> Iterator[Lines]:
    """Yield the lines of each sheet that is shown, as the spreadsheet numbers them, up to `most`.

    Raises TableUnreadable, and TableTooLarge where there are more.
    """
    from openpyxl import load_workbook  # noqa: PLC0415 - half a second, for tables alone
    from openpyxl.utils.exceptions import InvalidFileException  # noqa: PLC0415

    _refuse_bombs(name, content)
    broken = (InvalidFileException, BadZipFile, KeyError, IndexError, ValueError, OSError)

    def lines(sheet: Worksheet) -> Lines:
        try:
            rows = sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True)
            for number, cells in enumerate(rows, start=1):
                if number > most:
                    raise TableTooLarge(path=name, most=most)
                yield number, [_text(one) for one in cells]
        except broken as error:
            raise TableUnreadable(path=name, why=_UNSOUND) from error

    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        shown = [one for one in book.worksheets if one.sheet_state == "visible"]
    except broken as error:
        raise TableUnreadable(path=name, why=_UNSOUND) from error
    yield from map(lines, shown or book.worksheets)


def _refuse_bombs(name: str, content: bytes) -> None:
    """Nothing, if it is small once unpacked. What a part says of its size is what is unpacked of it."""
    try:
        parts = ZipFile(io.BytesIO(content)).infolist()
    except (BadZipFile, ValueError, OSError) as error:
        raise TableUnreadable(path=name, why=_UNSOUND) from error
    if len(parts) > MOST_PARTS or sum(one.file_size for one in parts) > MOST_BYTES:
        raise TableUnreadable(path=name, why="it is far too large once unpacked")


def _text(value: object) -> str:
    """A cell as somebody would type it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime | date):
        return value.strftime("%Y-%m-%d")
    return str(value)
