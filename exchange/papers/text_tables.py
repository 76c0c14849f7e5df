"""Tables as text (CSV), with the separators of the reader's language."""

from __future__ import annotations

import csv
import io
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from babel.numbers import get_decimal_symbol

from exchange.papers.workbook import inert

if TYPE_CHECKING:
    from exchange.papers.workbook import Cell, Sheet

CSV = "text/csv"


def as_text(sheet: Sheet, language: str) -> bytes:
    """A sheet as CSV that a spreadsheet of that language opens by a double click: with its separators."""
    comma = get_decimal_symbol(language)
    text = io.StringIO(newline="")
    lines = csv.writer(text, delimiter=";" if comma == "," else ",")
    lines.writerow([inert(one) for one in sheet.columns])
    zone = ZoneInfo(sheet.zone)
    lines.writerows([_plain(cell, comma, zone) for cell in row] for row in sheet.rows)
    return text.getvalue().encode("utf-8-sig")


def _plain(cell: Cell, comma: str, zone: ZoneInfo) -> str:
    if isinstance(cell, datetime):
        return f"{cell.astimezone(zone):%Y-%m-%d %H:%M}"
    if isinstance(cell, Decimal):
        return f"{cell:.2f}".replace(".", comma)
    return inert(cell) if isinstance(cell, str) else "" if cell is None else str(cell)
