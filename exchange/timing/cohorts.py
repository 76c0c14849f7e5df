"""The visitors of an approved cohort are asked, each in a moment of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchange.rows import row_id
from exchange.timing.hours import at_once
from exchange.timing.reminder import Days, Family, Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exchange.work import Work
    from storage.tables import CohortPair

COHORT_ASK = "cohort.ask"  # subject: a pair of a cohort

FAMILIES = (Family((Kind(COHORT_ASK, at_once, days=Days.NONE),)),)


def plan_asking(work: Work, pairs: Sequence[CohortPair]) -> None:
    """Have each visitor asked now, one after the other: nobody waits until all of them are."""
    for pair in pairs:
        number = row_id(pair)
        work.schedule(COHORT_ASK, number, work.now, key=f"cohort:pair:{number}:ask")
