"""Nudges that nobody asked for: accepted and idle, a new host or a programme that fits, a commitment half written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchange.notices import Reminding
from exchange.people.people import applicant
from exchange.timing.hours import hour_of_party, reading_time
from exchange.timing.reminder import Days, Family, Kind

if TYPE_CHECKING:
    from datetime import datetime

    from exchange.work import Work
    from storage.tables import Due

NUDGE_IDLE = Reminding("nudge.idle")  # subject: an application; since; message: application
NUDGE_HOST = Reminding("nudge.host")  # subject: an application; since; message: application, host
NUDGE_COMMITMENT = Reminding("nudge.commitment")  # subject: an exchange; side, since
NUDGE_OPPORTUNITY = Reminding("nudge.opportunity")  # subject: an application; message: opportunity
NUDGES = (NUDGE_IDLE, NUDGE_HOST, NUDGE_COMMITMENT, NUDGE_OPPORTUNITY)
COMMITMENT_FORM = "cq"  # how the participants' bot calls the draft of a commitment


def _hour(work: Work, due: Due) -> datetime:
    return reading_time(work, work.now, applicant(work, due.subject))


FAMILIES = (
    Family((Kind(NUDGE_IDLE, _hour),), (NUDGE_IDLE,)),
    Family((Kind(NUDGE_HOST, _hour, days=Days.ONE),), (NUDGE_HOST,)),
    Family((Kind(NUDGE_OPPORTUNITY, _hour, days=Days.ONE),), (NUDGE_OPPORTUNITY,)),
    Family((Kind(NUDGE_COMMITMENT, hour_of_party),), (NUDGE_COMMITMENT,), about_exchanges=True),
)
