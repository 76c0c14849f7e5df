"""Results as rows for data frames, and in short for whoever looks at them."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

SHOWN = 3
"""Rows that a short form of a result shows."""
_LIBRARIES = ("pandas", "polars")


def frame(rows: Sequence[dict[str, Any]], library: str = "") -> Any:
    """Return rows as a data frame of `library`, of pandas or polars if none is named.

    Raises ImportError where it is not installed.
    """
    for name in (library,) if library else _LIBRARIES:
        try:
            return import_module(name).DataFrame(rows)
        except ModuleNotFoundError as error:
            if error.name != name:
                raise
    raise ImportError(
        f"not installed: {library or ' or '.join(_LIBRARIES)}; take to_dict() instead"
    )


def in_short(name: str, told: str, rows: Sequence[str], total: int) -> str:
    """Return the first rows of a result, and of how many they are."""
    shown = [f"\n  {row}" for row in rows[:SHOWN]]
    more = f"\n  … {total - len(shown)} more" if total > len(shown) else ""
    return f"<{name}: {told}{''.join(shown)}{more}>"
