"""Somebody is forgotten, or a profile lapses that nobody wants any more: by the clock, at any hour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchange.timing.reminder import Days, Family, Kind

if TYPE_CHECKING:
    from datetime import datetime

    from exchange.work import Work
    from storage.tables import Due

PERSON_ERASE = "person.erase"  # subject: a person
INTEREST_LAPSE = "interest.lapse"  # subject: an application; since


def _at_once(work: Work, due: Due) -> datetime:
    del due
    return work.now


FAMILIES = (
    Family((Kind(PERSON_ERASE, _at_once, days=Days.NONE),), latest_speaks=False),
    Family((Kind(INTEREST_LAPSE, _at_once, days=Days.NONE),), latest_speaks=False),
)
