"""The file of a call, opened for use: whole in itself, and with days for every reminder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchange.scheme.call import SchemeInvalid, load_scheme
from exchange.timing.families import KINDS
from exchange.timing.reminder import Days

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from exchange.scheme.call import Scheme


def open_call(name_or_path: str | Path) -> Scheme:
    """The scheme of that name or path, as `load_scheme` finds it. Raises SchemeInvalid."""
    scheme = load_scheme(name_or_path)
    for fault in _faults(scheme):
        raise SchemeInvalid(name=name_or_path, why=fault)
    return scheme


def _faults(scheme: Scheme) -> Iterator[str]:
    """What is wrong with the days of reminders."""
    for name in sorted({*KINDS, *scheme.reminders}):
        if name not in KINDS:
            yield f"reminders: unknown: {name}"
        elif name not in scheme.reminders:
            yield f"reminders: no days for {name}"
        elif fault := _fault(KINDS[name].days, scheme.reminding_days(name)):
            yield f"reminders.{name}.days: {fault}"


def _fault(wanted: Days, given: tuple[int, ...]) -> str:
    if wanted is Days.NONE and given:
        return "it has no days of its own"
    if wanted is Days.ONE and len(given) != 1:
        return "one day is wanted"
    if wanted is not Days.PAST_TOO and min(given, default=1) < 1:
        return "a day is at least 1"
    return ""
