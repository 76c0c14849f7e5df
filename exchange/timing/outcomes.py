"""What came of an exchange: both sides are asked in rounds, long after the stay, and reminded gently."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from exchange.notices import Reminding
from exchange.people.parties import person_on, today_at_host
from exchange.people.people import has_left
from exchange.people.valid_stays import is_valid
from exchange.rows import row_id
from exchange.states import last_day
from exchange.timing.hours import first_reading_time, hour_of_party, reading_time
from exchange.timing.reminder import Family, Kind
from exchange.timing.surveys import reply_of
from storage.tables import DueOutcome, Exchange, Side

if TYPE_CHECKING:
    from exchange.scheme.call import Scheme
    from exchange.work import Work
    from storage.tables import Due

OUTCOMES_OPEN = Reminding("outcomes.open")  # subject: an exchange; side, round
OUTCOMES_REMINDER = Reminding("outcomes.reminder")  # subject: an exchange; side, round


def round_days(scheme: Scheme) -> tuple[int, ...]:
    """How many days after the stay each round begins; none where the call asks nothing."""
    return scheme.reminding_days(OUTCOMES_OPEN) if scheme.outcomes.visitor else ()


def current_round(work: Work, exchange: Exchange) -> int:
    """The round that an answer of today belongs to: the last that has begun.

    0 while nothing is asked: before the first, and of a stay that was too short to count.
    """
    ended_on, today = last_day(exchange), today_at_host(work, exchange)
    if ended_on is None or not is_valid(work, exchange):
        return 0
    return sum(ended_on + timedelta(days=one) <= today for one in round_days(work.scheme))


def plan_outcomes(work: Work, exchange: Exchange) -> None:
    """Open each round for both sides, and remind each of it; counted from the last day as it is now."""
    for kind in (OUTCOMES_OPEN, OUTCOMES_REMINDER):
        work.unschedule(kind, row_id(exchange))
    ended_on = last_day(exchange)
    if ended_on is None or not is_valid(work, exchange):
        return
    for side in Side:
        person = person_on(work, exchange, side)
        for number, days in enumerate(round_days(work.scheme), start=1):
            opening = first_reading_time(work, ended_on + timedelta(days=days), person)
            facts = {"side": side.value, "round": number}
            key = f"exchange:{exchange.id}:outcomes:{work.now.isoformat()}:{side.value}:{number}"
            work.schedule(OUTCOMES_OPEN, row_id(exchange), opening, key=f"{key}:open", **facts)
            for later in work.scheme.reminding_days(OUTCOMES_REMINDER):
                due_at = reading_time(work, opening + timedelta(days=later), person)
                again = f"{key}:{later}"
                work.schedule(OUTCOMES_REMINDER, row_id(exchange), due_at, key=again, **facts)


def _ask(work: Work, due: Due) -> DueOutcome:
    return _ask_to_tell(work, due, OUTCOMES_OPEN)


def _remind(work: Work, due: Due) -> DueOutcome:
    return _ask_to_tell(work, due, OUTCOMES_REMINDER)


def _ask_to_tell(work: Work, due: Due, notice: Reminding) -> DueOutcome:
    exchange, side = work.load(Exchange, due.subject), Side(due.facts["side"])
    number = int(due.facts["round"])
    if current_round(work, exchange) != number or reply_of(work, exchange, side, number):
        return DueOutcome.NOT_NEEDED
    reader = person_on(work, exchange, side)
    if has_left(work, row_id(reader)):
        return DueOutcome.NOT_NEEDED  # no payment needs it
    work.tell(reader, notice, key=due.key, exchange=exchange.id, round=number)
    return DueOutcome.DONE


FAMILIES = (
    Family(
        (
            Kind(OUTCOMES_OPEN, hour_of_party, _ask),
            Kind(OUTCOMES_REMINDER, hour_of_party, _remind),
        ),
        said_again=(OUTCOMES_REMINDER,),
        said_once=(OUTCOMES_OPEN,),
        about_exchanges=True,
    ),
)
