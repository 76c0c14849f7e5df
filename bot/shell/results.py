"""Sheets into a file: one workbook, or a CSV file for each sheet."""

from __future__ import annotations

import csv
import io
from datetime import datetime
from typing import TYPE_CHECKING

from exchange.papers.workbook import Sheet, inert, safe_text, workbook
from exchange.spreadsheets.errors import ResultOfUnknownKind, ResultOverTable, ResultUnwritable
from matching.words.names import fold

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

_SAME_ALWAYS = datetime(1980, 1, 1)  # noqa: DTZ001 - the first day of ZIP: no clock shows in the file
SUFFIXES = (".xlsx", ".csv")


def check_name(path: Path, tables: Sequence[Path]) -> None:
    """Nothing, if we write such files and the name is none of the tables that are read.

    Raises ResultOfUnknownKind and ResultOverTable.
    """
    if path.suffix.lower() not in SUFFIXES:
        raise ResultOfUnknownKind(path=path)
    if path.resolve() in [one.resolve() for one in tables]:
        raise ResultOverTable(path=path)


def write_sheets(path: Path, sheets: Sequence[Sheet]) -> list[Path]:
    """Return the files written: the first sheet at `path`, in CSV the others beside it.

    The same sheets give the same bytes. Raises ResultUnwritable.
    """
    files = {path: workbook(sheets, _SAME_ALWAYS)}
    if path.suffix.lower() == ".csv":
        others = (fold(one.title).replace(" ", "-") for one in sheets[1:])
        names = [path, *(path.with_stem(f"{path.stem}-{one}") for one in others)]
        files = dict(zip(names, map(_csv, sheets), strict=True))
    write_files(files)
    return [*files]


def write_files(files: Mapping[Path, bytes]) -> None:
    """Write contents by path; folders are made. Raises ResultUnwritable."""
    for path, content in files.items():
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        except OSError as error:
            raise ResultUnwritable(path=path, why=error.strerror or error) from error


def _csv(sheet: Sheet) -> bytes:
    """A table in UTF-8 with the mark by which spreadsheets know it."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(sheet.columns)
    for row in sheet.rows:
        writer.writerow("" if cell is None else inert(safe_text(str(cell))) for cell in row)
    return text.getvalue().encode("utf-8-sig")
