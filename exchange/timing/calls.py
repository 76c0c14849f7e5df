"""The file of a call, opened for use: whole in itself, and with days for every reminder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchange.scheme.call import SchemeInvalid, beside_one_another, load_scheme
from exchange.scheme.faults import Fault, line_of
from exchange.timing.families import KINDS
from exchange.timing.reminder import Days

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from exchange.scheme.call import Scheme

OURS = "clusterxchange"
"""The shipped call, which has days for every reminder."""
PLACE = "reminders"
BETWEEN = ","


def open_call(name_or_path: str | Path) -> Scheme:
    """The scheme of that name or path, or the first of several with commas between, which knows the others.

    Raises SchemeInvalid.
    """
    return beside_one_another(*map(_open_one, names_of(name_or_path)))


def names_of(setting: str | Path) -> list[str]:
    """The calls that a setting names, one or several with commas between."""
    named = [one.strip() for one in str(setting).split(BETWEEN)]
    return [one for one in named if one] or [""]


def _open_one(name_or_path: str) -> Scheme:
    """As `load_scheme` finds it, with our days where it has none.

    A file that was written before a reminder was there opens all the same: an upgrade stops no
    programme. Raises SchemeInvalid.
    """
    scheme = load_scheme(name_or_path)
    for place, why, _ in _faults(scheme):
        raise SchemeInvalid(name=name_or_path, why=f"{place}: {why}")
    return _completed(scheme)


def left_out(scheme: Scheme) -> list[str]:
    """The reminders of which a file says nothing, for which our days are taken."""
    return sorted(KINDS.keys() - scheme.reminders.keys())


def reminder_faults(path: Path) -> list[Fault]:
    """What is wrong with the reminders of a file that opens otherwise. Raises OSError, SchemeInvalid."""
    text = path.read_bytes().decode("utf-8-sig", errors="replace")
    return [
        Fault(line_of(text, tuple(place.split(".", 1))), place, why, remedy)
        for place, why, remedy in _faults(load_scheme(path))
    ]


def _completed(scheme: Scheme) -> Scheme:
    missing = left_out(scheme)
    if not missing:
        return scheme
    ours = load_scheme(OURS).reminders
    whole = {**scheme.reminders, **{name: ours[name] for name in missing}}
    return scheme.model_copy(update={"reminders": whole})


def _faults(scheme: Scheme) -> Iterator[tuple[str, str, str]]:
    """What is wrong with the days of reminders: where, why, and what to do."""
    for name, told in sorted(scheme.reminders.items()):
        place = f"{PLACE}.{name}"
        if name not in KINDS:
            yield place, "there is no such reminder", "Take it out, or correct its name."
        elif fault := _fault(KINDS[name].days, told.days):
            yield place, fault, "Correct its days."


def _fault(wanted: Days, given: tuple[int, ...]) -> str:
    if wanted is Days.NONE and given:
        return "it has no days of its own"
    if wanted is Days.ONE and len(given) != 1:
        return "one day is wanted"
    if wanted is Days.SOON_TOO and min(given, default=1) < 0:
        return "a day is at least 1, or 0 for an hour before"
    if wanted not in {Days.PAST_TOO, Days.SOON_TOO} and min(given, default=1) < 1:
        return "a day is at least 1"
    return ""
