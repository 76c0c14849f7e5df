"""Opportunities end by themselves when their deadline is past."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from exchange.people.partnerships import DESK_ZONE
from exchange.rows import row_id
from exchange.timing.hours import at_once, morning
from exchange.timing.reminder import Days, Family, Kind

if TYPE_CHECKING:
    from exchange.work import Work
    from storage.tables import Opportunity

OPPORTUNITY_END = "opportunity.end"  # subject: an opportunity

FAMILIES = (Family((Kind(OPPORTUNITY_END, at_once, days=Days.NONE),)),)


def plan_end(work: Work, opportunity: Opportunity) -> None:
    """Its end by itself, on the morning after its deadline.

    What was planned for another deadline stays, and finds that it is not needed: so a deadline that
    is moved to and fro ends it once.
    """
    number, after = row_id(opportunity), opportunity.deadline + timedelta(days=1)
    key = f"opportunity:{number}:end:{after}"
    work.schedule(OPPORTUNITY_END, number, morning(after, DESK_ZONE), key=key)
