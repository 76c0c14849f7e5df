"""Rows that are kept have a number."""

from __future__ import annotations

from typing import Protocol


class Numbered(Protocol):
    """A row of a table with a number of its own."""

    id: int | None


def row_id(row: Numbered) -> int:
    """The number of a row that is kept. Raises ValueError for one that is not yet."""
    if row.id is None:
        msg = f"{type(row).__name__} is not kept yet"
        raise ValueError(msg)
    return row.id
