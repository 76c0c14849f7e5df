"""On hold: an application or an exchange rests until a day, with its reminders and what expires."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from sqlmodel import col, select

from exchange.errors import CxcError, NotPossibleNow
from exchange.life.moves import move_hold
from exchange.notices import DeskNotice, Notice
from exchange.people.holds import hold_of
from exchange.people.officers import Right, actor_of, require, require_partnership
from exchange.people.parties import exchange_at_desk, person_on
from exchange.people.partnerships import DESK_ZONE
from exchange.rows import row_id
from exchange.states import OVER
from exchange.timing.cvs import CV_OWED
from exchange.timing.families import FAMILIES
from exchange.timing.holds import HOLD_END, plan_hold_end, strike_hold_end
from exchange.timing.hours import morning, today
from exchange.timing.invitations import PROPOSAL_EXPIRE, PROPOSAL_UNANSWERED
from exchange.timing.leaving import DORMANT_REST, INTEREST_LAPSE
from exchange.timing.memberships import MEMBERSHIP_EXPIRE, MEMBERSHIP_UNANSWERED
from exchange.timing.nudges import NUDGE_HOST, NUDGE_IDLE, NUDGE_OPPORTUNITY
from exchange.timing.reminder import Days
from exchange.timing.reports import REPORT_OVERDUE
from exchange.timing.reviews import ENQUIRY_SILENT, ENQUIRY_UNANSWERED, REVIEW_OVERDUE
from exchange.timing.stays import DEPARTURE_NEAR, EXCHANGE_FINISH, EXCHANGE_START
from exchange.work import SYSTEM
from storage.care.clock_repair import PLANNED, PUT_OFF
from storage.tables import (
    Application,
    ApplicationState,
    Due,
    DueOutcome,
    Exchange,
    Hold,
    HoldState,
    Membership,
    Officer,
    Person,
    Proposal,
    Side,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from exchange.work import Work

HOLDABLE = frozenset(
    {ApplicationState.SUBMITTED, ApplicationState.INFO_REQUESTED, ApplicationState.ACCEPTED}
)
HELD = "held"  # of a due row: when it would have been done
GOES_ON = frozenset({EXCHANGE_START, EXCHANGE_FINISH})
"""A stay begins and ends by its days, whatever rests."""


class OnHoldAlready(CxcError):
    """This is on hold already. Take it off first to choose another day."""


class NotOnHold(CxcError):
    """This is not on hold any more: everything goes on."""


class NoDayToCome(CxcError):
    """A hold ends on a day that is to come, at most {days} days from now. Please choose another one."""


def hold_application(work: Work, officer: Officer, number: int, until: date, reason: str) -> Hold:
    """The hold of an application until that day; its person is told without the reason.

    Raises RoleMayNot, NotFound, NotPossibleNow for one that is over, OnHoldAlready, NoDayToCome.
    """
    require(officer, Right.DECIDE)
    application = work.hold(Application, number)
    require_partnership(officer, application.partnership_id)
    if application.state not in HOLDABLE:
        raise NotPossibleNow
    return _begin(work, officer, application, until, reason)


def hold_exchange(work: Work, officer: Officer, number: int, until: date, reason: str) -> Hold:
    """The hold of an exchange until that day; both sides are told. Raises as hold_application does."""
    exchange = exchange_at_desk(work, officer, number, Right.DECIDE)
    if exchange.state in OVER:
        raise NotPossibleNow
    return _begin(work, officer, exchange, until, reason)


def _begin(
    work: Work, officer: Officer, thing: Application | Exchange, until: date, reason: str
) -> Hold:
    if hold_of(work, thing):
        raise OnHoldAlready
    longest = work.scheme.deadlines.hold_days
    day = today(work, work.load(Person, officer.person_id))
    if not day < until <= day + timedelta(days=longest):
        raise NoDayToCome(days=longest)
    name = "application" if isinstance(thing, Application) else "exchange"
    hold = work.add(
        Hold(
            application_id=thing.id if name == "application" else None,
            exchange_id=thing.id if name == "exchange" else None,
            state=HoldState.ON,
            officer_id=row_id(officer),
            since=work.now,
            until=until,
            reason=reason,
        )
    )
    facts = {"hold": hold.id, "until": until.isoformat()}
    work.record(actor_of(officer), "hold:on", f"{name}:{thing.id}", **facts)
    plan_hold_end(work, hold, _end(hold))
    _tell(work, hold, Notice.HOLD_BEGUN, "begun")
    return hold


def take_off(work: Work, officer: Officer, thing: Application | Exchange) -> Hold:
    """The hold, ended by an officer before its day: what rested goes on from now.

    Raises RoleMayNot, NotFound, NotOnHold.
    """
    require(officer, Right.DECIDE)
    require_partnership(officer, *_desks(thing))
    hold = hold_of(work, thing)
    if hold is None:
        raise NotOnHold
    work.hold(Hold, hold.id)
    move_hold(work, hold, HoldState.TAKEN_OFF, actor_of(officer), ended_by=officer.id)
    strike_hold_end(work, hold)
    _go_on(work, hold, work.now)
    _tell(work, hold, Notice.HOLD_ENDED, "ended")
    return hold


def end_by_itself(work: Work, due: Due) -> DueOutcome:
    """The day of a hold has come: everything goes on, and its desk hears of it."""
    hold = work.hold(Hold, due.subject)
    if hold.state is not HoldState.ON:
        return DueOutcome.NOT_NEEDED
    move_hold(work, hold, HoldState.OVER, SYSTEM)
    thing = thing_of(work, hold)
    if _is_over(thing):
        return DueOutcome.DONE
    _tell(work, hold, Notice.HOLD_ENDED, "ended")
    desk = work.load(Officer, hold.officer_id).partnership_id
    key, facts = f"hold:{hold.id}:ended:desk", _facts(hold)
    work.tell_desk(desk, DeskNotice.HOLD_ENDED, key=key, **facts)
    return DueOutcome.DONE


def thing_of(work: Work, hold: Hold) -> Application | Exchange:
    """What is on hold."""
    if hold.application_id:
        return work.load(Application, hold.application_id)
    return work.load(Exchange, hold.exchange_id)


def _is_over(thing: Application | Exchange) -> bool:
    if isinstance(thing, Application):
        return thing.state not in HOLDABLE
    return thing.state in OVER


def _desks(thing: Application | Exchange) -> tuple[int, ...]:
    if isinstance(thing, Application):
        return (thing.partnership_id,)
    return (thing.visitor_partnership_id, thing.host_partnership_id)


def _end(hold: Hold) -> datetime:
    return morning(hold.until, DESK_ZONE)


def _facts(hold: Hold) -> dict[str, int | None]:
    """What a notice of it names."""
    own = {"application": hold.application_id, "exchange": hold.exchange_id}
    return {"hold": hold.id, **{name: number for name, number in own.items() if number}}


def _tell(work: Work, hold: Hold, notice: Notice, word: str) -> None:
    thing = thing_of(work, hold)
    people = (
        [work.load(Person, thing.person_id)]
        if isinstance(thing, Application)
        else [person_on(work, thing, side) for side in Side]
    )
    for person in people:
        work.tell(person, notice, key=f"hold:{hold.id}:{word}:{person.id}", **_facts(hold))


def rest(work: Work, due: Due) -> bool:
    """Whether something due rests with what it is about; it is then put off, and nothing is said.

    Time stands still for it: what was to come so many days after the hold began comes as many days
    after it ends. A count-down to a day of the calendar is looked at on the day on which the hold ends.
    """
    holds = [one for thing in _about(work, due) if (one := hold_of(work, thing))]
    if not holds:
        return False
    hold = max(holds, key=lambda one: one.until)
    planned = due.facts.get(HELD) or due.due_at.isoformat()
    kept = {name: fact for name, fact in due.facts.items() if name not in {PLANNED, PUT_OFF}}
    due.facts = {**kept, HELD: planned}
    due.due_at = _later(due, hold, _end(hold))
    _keep_open(work, due)
    return True


def _later(due: Due, hold: Hold, end: datetime) -> datetime:
    if due.kind in COUNT_DOWN:
        return end
    lasted = datetime.fromisoformat(due.facts[HELD]) - hold.since
    return end + max(lasted, timedelta(0))


def _keep_open(work: Work, due: Due) -> None:
    """An invitation that would have expired says until when it waits now."""
    if due.kind == PROPOSAL_EXPIRE:
        proposal = work.load(Proposal, due.subject)
        proposal.expires_at = due.due_at
        work.add(proposal)


def _go_on(work: Work, hold: Hold, now: datetime) -> None:
    """What was put off because of a hold that ends early comes as much earlier."""
    query = select(Due).where(col(Due.done_at).is_(None), col(Due.due_at) > now)
    thing = thing_of(work, hold)
    for due in work.session.exec(query).all():
        if HELD in due.facts and thing in _about(work, due):
            due.due_at = _later(due, hold, now)
            work.session.add(due)
            _keep_open(work, due)
    work.session.flush()


def _about(work: Work, due: Due) -> Iterable[Application | Exchange]:
    """What a due row rests with; nothing for what goes on whatever rests."""
    find = RESTING.get(due.kind)
    return find(work, due.subject) if find else ()


def _of_exchange(work: Work, number: int) -> list[Application | Exchange]:
    return [work.load(Exchange, number)]


def _of_application(work: Work, number: int) -> list[Application | Exchange]:
    return [work.load(Application, number)]


def _of_membership(work: Work, number: int) -> list[Application | Exchange]:
    return _of_application(work, work.load(Membership, number).application_id)


def _of_proposal(work: Work, number: int) -> list[Application | Exchange]:
    proposal = work.load(Proposal, number)
    return [work.load(Application, one) for one in (proposal.visitor_id, proposal.host_id)]


RESTING: Mapping[str, Callable[[Work, int], list[Application | Exchange]]] = {
    **{
        kind.name: _of_exchange
        for family in FAMILIES
        if family.about_exchanges
        for kind in family.kinds
        if kind.name not in GOES_ON
    },
    **dict.fromkeys(
        (
            *(REVIEW_OVERDUE, ENQUIRY_UNANSWERED, ENQUIRY_SILENT, DORMANT_REST, INTEREST_LAPSE),
            *(CV_OWED, NUDGE_IDLE, NUDGE_HOST, NUDGE_OPPORTUNITY),
        ),
        _of_application,
    ),
    MEMBERSHIP_UNANSWERED: _of_membership,
    MEMBERSHIP_EXPIRE: _of_membership,
    PROPOSAL_UNANSWERED: _of_proposal,
    PROPOSAL_EXPIRE: _of_proposal,
}
"""What rests, by the kind that is due, and with what."""
COUNT_DOWN = frozenset(
    kind.name
    for family in FAMILIES
    for kind in family.kinds
    if kind.days is Days.PAST_TOO or kind.name in {DEPARTURE_NEAR, REPORT_OVERDUE}
)
"""They count down to a day, or from it, whatever rests."""
TRANSITIONS: Mapping[str, Callable[[Work, Due], DueOutcome]] = {HOLD_END: end_by_itself}
