"""Somebody is forgotten, a profile rests, or lapses as nobody wants it any more: by the clock, at any hour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchange.timing.reminder import Days, Family, Kind

if TYPE_CHECKING:
    from datetime import datetime

    from exchange.work import Work
    from storage.tables import Due

PERSON_ERASE = "person.erase"  # subject: a person
DORMANT_REST = "dormant.rest"  # subject: an application; since
INTEREST_LAPSE = "interest.lapse"  # subject: an application; since


def _at_once(work: Work, due: Due) -> datetime:
    del due
    return work.now


FAMILIES = (
    Family((Kind(PERSON_ERASE, _at_once, days=Days.NONE),), latest_speaks=False),
    Family((Kind(DORMANT_REST, _at_once, days=Days.NONE),), latest_speaks=False),
    Family((Kind(INTEREST_LAPSE, _at_once, days=Days.NONE),), latest_speaks=False),
)
