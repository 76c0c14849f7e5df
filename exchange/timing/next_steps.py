"""The next step of an exchange: whoever has to take it is reminded, the desk of what closes it."""

from __future__ import annotations

from datetime import timedelta
from itertools import product
from typing import TYPE_CHECKING

from exchange.notices import DeskReminding, Reminding
from exchange.people.parties import person_on
from exchange.rows import row_id
from exchange.timing.hours import desk_time, hour_of_party, hour_of_visitors_desk, reading_time
from exchange.timing.reminder import Family, Kind
from storage.tables import DueOutcome, Exchange, ExchangeState, Side

if TYPE_CHECKING:
    from exchange.work import Work
    from storage.tables import Due

EXCHANGE_IDLE = Reminding("exchange.idle")  # subject: an exchange; state, side
CLOSING_OVERDUE = "closing.overdue"  # subject: an exchange; state
DESK_EXCHANGE_IDLE = DeskReminding("desk.exchange.idle")  # exchange
DESK_VALIDATION_OVERDUE = DeskReminding("desk.validation.overdue")  # exchange
DESK_PAYMENT_OVERDUE = DeskReminding("desk.payment.overdue")  # exchange
DESK_APPROVAL_OVERDUE = DeskReminding("desk.approval.overdue")  # exchange
OURS = frozenset({ExchangeState.DATES, ExchangeState.COMMITMENT})  # either side may act
STALLS = OURS | {ExchangeState.SIGNING}  # where the desk is told in the end that nothing moves
CLOSING = {  # the desk may; what reminds it
    ExchangeState.REPORTED: DESK_VALIDATION_OVERDUE,
    ExchangeState.VALIDATED: DESK_PAYMENT_OVERDUE,
    ExchangeState.PROPOSED: DESK_APPROVAL_OVERDUE,
}
DESKS = CLOSING | dict.fromkeys(STALLS, DESK_EXCHANGE_IDLE)


def plan_next_step(work: Work, exchange: Exchange, *sides: Side) -> None:
    """Remind whoever has to take the next step of an exchange, counting from now.

    Call it whenever its state changes: both sides where either may act, or only `sides`; the
    visitor's Partnership for what closes it, and of what nobody has moved for long. What was planned
    for an earlier step is struck.
    """
    for kind in (EXCHANGE_IDLE, CLOSING_OVERDUE):
        work.unschedule(kind, row_id(exchange))
    facts = {"state": exchange.state.value}
    key = f"exchange:{exchange.id}:{exchange.state.value}:{work.now.isoformat()}"
    if exchange.state in DESKS:
        overdue = work.scheme.reminding_days(CLOSING_OVERDUE)
        for days in overdue if exchange.state in CLOSING else overdue[-1:]:
            desk = exchange.visitor_partnership_id
            due_at = desk_time(work, desk, work.now + timedelta(days=days))
            own = {"key": f"{key}:{days}"}
            work.schedule(CLOSING_OVERDUE, row_id(exchange), due_at, **own, **facts)
    if exchange.state in OURS:
        for side, days in product(sides or Side, work.scheme.reminding_days(EXCHANGE_IDLE)):
            reader = person_on(work, exchange, side)
            due_at = reading_time(work, work.now + timedelta(days=days), reader)
            own = {"key": f"{key}:{side.value}:{days}", "side": side.value}
            work.schedule(EXCHANGE_IDLE, row_id(exchange), due_at, **own, **facts)


def _remind_side(work: Work, due: Due) -> DueOutcome:
    exchange = work.load(Exchange, due.subject)
    if exchange.state != due.facts["state"]:
        return DueOutcome.NOT_NEEDED
    reader = person_on(work, exchange, Side(due.facts["side"]))
    work.tell(reader, EXCHANGE_IDLE, key=due.key, exchange=exchange.id)
    return DueOutcome.DONE


def _remind_desk(work: Work, due: Due) -> DueOutcome:
    exchange = work.load(Exchange, due.subject)
    if exchange.state != due.facts["state"]:
        return DueOutcome.NOT_NEEDED
    notice = DESKS[exchange.state]
    work.tell_desk(exchange.visitor_partnership_id, notice, key=due.key, exchange=exchange.id)
    return DueOutcome.DONE


FAMILIES = (
    Family(
        (Kind(EXCHANGE_IDLE, hour_of_party, _remind_side),), (EXCHANGE_IDLE,), about_exchanges=True
    ),
    Family(
        (Kind(CLOSING_OVERDUE, hour_of_visitors_desk, _remind_desk),),
        (*CLOSING.values(), DESK_EXCHANGE_IDLE),
        about_exchanges=True,
    ),
)
