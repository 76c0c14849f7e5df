"""An exchange begins and ends: by date, early, or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import col, or_, select, update

from exchange.errors import CxcError, NotPossibleNow
from exchange.finding import pair_log
from exchange.finding.waiting_list import tell_waiting
from exchange.life.moves import move_exchange, move_proposal
from exchange.life.undone import anew
from exchange.notices import DeskNotice, Notice
from exchange.people.officers import Right
from exchange.people.parties import (
    exchange_at_desk,
    exchange_held,
    person_on,
    today_at_host,
)
from exchange.people.spots import spots_of, within
from exchange.rows import row_id
from exchange.states import CANCELLABLE, nothing_to_pay
from exchange.timing.families import strike_all
from exchange.timing.outcomes import plan_outcomes
from exchange.timing.reports import plan_report, plan_report_again, report_overdue
from exchange.timing.surveys import plan_survey
from exchange.visiting.agreements import settle_agreement
from exchange.visiting.both_desks import tell_both_desks
from exchange.visiting.calendars import send_calendar
from exchange.visiting.counted import counted_facts, counted_until
from exchange.work import SYSTEM
from storage.tables import (
    Application,
    DateOffer,
    DateOfferState,
    Exchange,
    ExchangeForm,
    ExchangeState,
    Officer,
    PairEventKind,
    Person,
    Proposal,
    ProposalState,
    Side,
)

if TYPE_CHECKING:
    from datetime import date

    from exchange.work import Work

PARTNER_LEFT = "partner"  # of the scheme's reasons for a cancellation


INTERRUPTIBLE = {ExchangeState.UNDER_WAY, ExchangeState.DONE}


class CancelledAlready(CxcError):
    """This exchange is cancelled already, and everybody knows. Nothing more to do."""


class StayBegun(CxcError):
    """The stay has begun, so it cannot be cancelled any more. You can break it off instead."""


class StayNotBegun(CxcError):
    """The stay has not begun yet. If it cannot take place, cancel the exchange instead."""


class InterruptedAlready(CxcError):
    """I know already that this stay was broken off. What is left is the report."""


class DayOutsideStay(CxcError):
    """That day is not within the stay, which runs from {starts} to {ends}."""


class DayToCome(CxcError):
    """That day is still to come. A stay's last day can be told when it is there."""


def cancel_exchange(work: Work, by: Person | Officer, exchange_id: int, reason: str) -> Exchange:
    """Call an exchange off before it begins; the two may then find other partners.

    `reason` is an id of the scheme's list or free words. Raises CancelledAlready, StayBegun,
    NotFound, RoleMayNot.
    """
    exchange = _exchange_of(work, by, exchange_id)
    if exchange.state is ExchangeState.CANCELLED:
        raise CancelledAlready
    if exchange.state not in CANCELLABLE:
        raise StayBegun
    actor = f"{'officer' if isinstance(by, Officer) else 'person'}:{by.id}"
    move_exchange(work, exchange, ExchangeState.CANCELLED, actor, reason=reason)
    _free_the_pair(work, exchange, actor)
    strike_all(work, exchange)
    tell_waiting(work, work.load(Application, exchange.host_id))
    sides = [side for side in Side if person_on(work, exchange, side).id != _own_id(by)]
    _tell_sides(work, exchange, Notice.EXCHANGE_CANCELLED, "cancelled", sides)
    send_calendar(work, exchange)
    _tell_desks(work, exchange, DeskNotice.EXCHANGE_CANCELLED, "cancelled")
    return exchange


def cancel_all(work: Work, person: Person, application: Application) -> None:
    """Call off whatever of an application has not begun: the person leaves the programme."""
    query = (
        select(Exchange)
        .where(
            or_(
                col(Exchange.visitor_id) == application.id, col(Exchange.host_id) == application.id
            ),
            col(Exchange.state).in_(CANCELLABLE),
        )
        .order_by(col(Exchange.id))
    )
    for exchange in work.session.exec(query).all():
        cancel_exchange(work, person, row_id(exchange), PARTNER_LEFT)


def _exchange_of(work: Work, by: Person | Officer, exchange_id: int) -> Exchange:
    if isinstance(by, Officer):
        return exchange_at_desk(work, by, exchange_id, Right.DECIDE)
    return exchange_held(work, by, exchange_id)


def _own_id(by: Person | Officer) -> int | None:
    return by.id if isinstance(by, Person) else None


def _free_the_pair(work: Work, exchange: Exchange, actor: str) -> None:
    proposal = work.hold(Proposal, exchange.proposal_id)
    if proposal.state is ProposalState.ACCEPTED:
        move_proposal(work, proposal, ProposalState.WITHDRAWN, actor)
        pair_log.note(work, proposal, PairEventKind.WITHDRAWN)
    work.session.execute(
        update(DateOffer)
        .where(
            col(DateOffer.exchange_id) == exchange.id,
            col(DateOffer.state) == DateOfferState.OPEN,
        )
        .values(state=DateOfferState.COUNTERED)
    )


def interrupt_exchange(
    work: Work, person: Person, exchange_id: int, on: date, reason: str
) -> Exchange:
    """Break a stay off on a day, its last one; what was stayed decides what can be paid.

    It may be told later, too, until the report is handed in.

    Report and survey follow as after a whole stay (the sister scheme asks for them too).
    Raises InterruptedAlready, StayNotBegun, NotPossibleNow, DayOutsideStay, DayToCome.
    """
    exchange = exchange_held(work, person, exchange_id)
    _require_under_way(exchange)
    starts, ends = _dates(exchange)
    if not starts <= on <= ends:
        raise DayOutsideStay(starts=starts, ends=ends)
    if on > today_at_host(work, exchange):
        raise DayToCome
    facts = {"ended_early_on": on, "reason": reason, **_counted_again(work, exchange, starts, on)}
    end_early(work, exchange, f"person:{person.id}", **facts)
    send_calendar(work, exchange)
    sides = [side for side in Side if person_on(work, exchange, side).id != person.id]
    _tell_sides(work, exchange, Notice.EXCHANGE_INTERRUPTED, "interrupted", sides)
    _tell_desks(work, exchange, DeskNotice.EXCHANGE_INTERRUPTED, "interrupted")
    settle_agreement(work, exchange)
    return exchange


def end_early(work: Work, exchange: Exchange, actor: str, **facts: object) -> None:
    """End a stay early, with the `facts` that go with it; report and survey follow.

    Whoever calls it settles the agreement on the money, once everybody is told.
    """
    over = exchange.state is ExchangeState.DONE  # then report and survey are asked for already
    move_exchange(work, exchange, ExchangeState.INTERRUPTED, actor, **facts)
    tell_waiting(work, work.load(Application, exchange.host_id))
    pair_log.note_of(work, exchange, PairEventKind.INTERRUPTED)
    if not over:
        strike_all(work, exchange)
        _plan_what_follows(work, exchange)
    elif nothing_to_pay(exchange) and report_overdue(work, exchange):
        plan_report_again(work, exchange)  # at its end what is worth nothing closes by itself


def _require_under_way(exchange: Exchange) -> None:
    if exchange.state in CANCELLABLE:
        raise StayNotBegun
    if exchange.ended_early_on is not None:
        raise InterruptedAlready
    if exchange.state not in INTERRUPTIBLE:
        raise NotPossibleNow


def _dates(exchange: Exchange) -> tuple[date, date]:
    if exchange.starts_on is None or exchange.ends_on is None:
        raise NotPossibleNow
    return exchange.starts_on, exchange.ends_on


def _counted_again(work: Work, exchange: Exchange, starts: date, ends: date) -> dict[str, object]:
    """Days and sum of what was really stayed: nothing below the shortest stay there is."""
    return counted_until(work, exchange, within(spots_of(work, exchange), starts, ends))


def start_exchange(work: Work, exchange_id: int) -> bool:
    """Whether the stay begins now: all have signed, and its first day has come at the host's."""
    exchange = work.hold(Exchange, exchange_id)
    if (
        exchange.state is not ExchangeState.READY
        or today_at_host(work, exchange) < _dates(exchange)[0]
    ):
        return False
    move_exchange(work, exchange, ExchangeState.UNDER_WAY, SYSTEM)
    return True


def finish_exchange(work: Work, exchange_id: int) -> bool:
    """Whether the stay ends now: its last day is over at the host's. Report and survey follow."""
    exchange = work.hold(Exchange, exchange_id)
    if (
        exchange.state is not ExchangeState.UNDER_WAY
        or today_at_host(work, exchange) <= _dates(exchange)[1]
    ):
        return False
    as_agreed = exchange.form is ExchangeForm.VISIT
    facts = {} if as_agreed else counted_facts(work, exchange)
    move_exchange(work, exchange, ExchangeState.DONE, SYSTEM, **facts)
    pair_log.note_of(work, exchange, PairEventKind.COMPLETED)
    _plan_what_follows(work, exchange)
    return True


def _plan_what_follows(work: Work, exchange: Exchange) -> None:
    plan_report(work, exchange)
    plan_survey(work, exchange)
    plan_outcomes(work, exchange)


def _tell_sides(
    work: Work, exchange: Exchange, notice: Notice, what: str, sides: list[Side]
) -> None:
    again = anew(work, f"exchange:{exchange.id}")
    for side in sides:
        key = f"exchange:{exchange.id}:{what}:{side.value}{again}"
        work.tell(person_on(work, exchange, side), notice, key=key, exchange=exchange.id)


def _tell_desks(work: Work, exchange: Exchange, notice: DeskNotice, what: str) -> None:
    again = anew(work, f"exchange:{exchange.id}")
    tell_both_desks(work, exchange, notice, f"{what}:desk{again}")
