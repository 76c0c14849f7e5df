"""The desk corrects a stay: its days, and with them the sum; or the sum alone, with a reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from sqlmodel import col, select

from exchange.errors import CxcError, NotPossibleNow
from exchange.finding.group_seats import group_of
from exchange.finding.places import NOTHING_BOOKED, bookings_of, first_full_day
from exchange.life.moves import move_exchange
from exchange.money import Money
from exchange.notices import Notice
from exchange.people.officers import Right, actor_of
from exchange.people.parties import (
    application_on,
    exchange_of_payer,
    person_on,
    today_at_host,
)
from exchange.people.sameness import visits_used_up
from exchange.people.signing import current_commitment, open_amendment, signatures_of, versions_of
from exchange.people.spots import slots_of, within
from exchange.people.valid_stays import long_enough
from exchange.rows import row_id
from exchange.scheme.lump_sum import LumpSum
from exchange.scheme.stay import StayBackwards, StayTooLong, months_after
from exchange.states import AFTER_STAY, TAKING_A_PLACE, last_day, nothing_to_pay
from exchange.timing.evidence import plan_missing
from exchange.timing.outcomes import plan_outcomes
from exchange.timing.reports import plan_report_again, report_of, report_overdue
from exchange.visiting.agreements import settle_agreement
from exchange.visiting.amending import AlreadyAmending
from exchange.visiting.calendars import send_calendar
from exchange.visiting.closing import close_exchange, close_unreported, tell_certificate
from exchange.visiting.counted import counted
from exchange.visiting.course import DayToCome, end_early
from exchange.visiting.evidence import paid_instalments, tell_if_payable
from exchange.visiting.paying import NothingToPay
from exchange.visiting.sums import sum_facts
from storage.tables import (
    Application,
    ApplicationState,
    Correction,
    Exchange,
    ExchangeForm,
    ExchangeState,
    Side,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from decimal import Decimal

    from exchange.people.spots import Spot
    from exchange.work import Work
    from storage.tables import Officer

CORRECTABLE = frozenset(
    {
        ExchangeState.UNDER_WAY,
        ExchangeState.DONE,
        ExchangeState.INTERRUPTED,
        ExchangeState.REPORTED,
        ExchangeState.VALIDATED,
        ExchangeState.CLOSED,
    }
)
"""From the first day of the stay until a payment is proposed; also what was closed as too short."""


class NothingCorrected(CxcError):
    """That is what stands there already, so nothing is corrected."""


class HostFullThen(CxcError):
    """On {day} others took all of the host's places, so nobody else can have been there.

    If there was room, the host says so first: its places can be changed for that month.
    """


class DayBeforeSigned(CxcError):
    """The commitment was signed by all on {day}, and no stay begins before. Please choose days from then."""


class SumOutOfRange(CxcError):
    """A corrected sum is more than nothing, and at most the country's {most}.

    Nothing at all is paid only where a stay was too short: correct its last day then.
    """


class VisitMadeSince(CxcError):
    """As it stood this stay was too short to be an exchange, and the visitor has agreed on another one since.

    Each organisation visits once, so this stay cannot be made longer now.
    """


class PartnerGone(CxcError):
    """Nothing was to be paid for this stay, and one of the two has left the programme since.

    So it stays closed. Anything else about it stands on the exchange.
    """


@dataclass(frozen=True)
class Corrected:
    """What a stay would be after a correction: its days, working days and sum."""

    first_day: date
    last_day: date
    working_days: int
    sum: LumpSum


def may_correct(work: Work, exchange: Exchange) -> bool:
    """Whether a stay can be corrected: it has begun, and nothing of it is paid or being paid.

    Of what is online its own people say which sessions were held: there are only days on the spot to correct.
    """
    ended = exchange.state in CORRECTABLE and exchange.form is not ExchangeForm.ONLINE
    return ended and not paid_instalments(work, exchange)


def corrections_of(work: Work, exchange: Exchange) -> Sequence[Correction]:
    """Every correction of a stay, in the order in which they were made."""
    query = select(Correction).where(Correction.exchange_id == exchange.id)
    return work.session.exec(query.order_by(col(Correction.id))).all()


def would_be(
    work: Work,
    officer: Officer,
    exchange_id: int,
    last_day: date,
    amount: Decimal | None = None,
    first_day: date | None = None,
) -> Corrected:
    """What a correction would come to; an `amount` is taken for the rule's, without a first day it stays.

    Raises RoleMayNot, NotFound, NotPossibleNow, StayBackwards, StayTooLong, DayToCome, DayBeforeSigned,
    AlreadyAmending, HostFullThen, NothingToPay, SumOutOfRange, VisitMadeSince, PartnerGone.
    """
    exchange = exchange_of_payer(work, officer, exchange_id, Right.DECIDE)
    return _corrected(work, exchange, first_day, last_day, amount)


def correct_stay(
    work: Work,
    officer: Officer,
    exchange_id: int,
    last_day: date,
    reason: str,
    amount: Decimal | None = None,
    first_day: date | None = None,
) -> Exchange:
    """The exchange with the days that were really stayed, and the sum that they mean.

    They may be others than were agreed, before and after, and may take an early end back; an
    `amount` is taken for the rule's. Both states, who and why are kept, both sides are told, and get
    other days for their calendars. The agreement on the money follows, or is signed anew. A validated stay that comes to nothing is closed, and one
    that was closed is to be paid again where it comes to something. Raises NothingCorrected and as would_be does.
    """
    work.hold(Application, work.load(Exchange, exchange_id).host_id)  # and its places with it
    exchange = exchange_of_payer(work, officer, exchange_id, Right.DECIDE)
    found = _corrected(work, exchange, first_day, last_day, amount)
    row = _row(work, exchange, found, officer, reason)
    row.by_hand = amount is not None
    if not _has_other_days(row) and row.sum_before == row.sum_after:
        raise NothingCorrected
    _change(work, exchange, found, actor_of(officer))
    work.add(row)
    subject = f"exchange:{exchange.id}"
    work.record(actor_of(officer), "stay:correct", subject, correction=row.id)
    for side in Side:
        reader, key = person_on(work, exchange, side), f"correction:{row.id}:{side.value}"
        work.tell(reader, Notice.STAY_CORRECTED, key=key, exchange=exchange.id, correction=row.id)
    if _has_other_days(row):
        send_calendar(work, exchange)
        _count_anew(work, exchange)
    settle_agreement(work, exchange)
    _go_on(work, exchange, officer)
    return exchange


def _has_other_days(row: Correction) -> bool:
    before = row.first_day_before, row.last_day_before
    return before != (row.first_day_after, row.last_day_after)


def _corrected(
    work: Work, exchange: Exchange, first_day: date | None, last: date, amount: Decimal | None
) -> Corrected:
    starts, ends = exchange.starts_on, last_day(exchange)
    if not may_correct(work, exchange) or starts is None or ends is None:
        raise NotPossibleNow
    first = first_day or starts
    _require_possible(work, exchange, first, last)
    _require_places(work, exchange, first, last)
    spots, goes_on = _spots(work, exchange, first, last), exchange.state is ExchangeState.UNDER_WAY
    count, sum_ = counted(work, exchange, spots, first, goes_on=goes_on)
    _require_visit_left(work, exchange, count)
    found = Corrected(first, last, count, sum_ if amount is None else _by_hand(sum_, amount))
    if _opens_again(exchange, found):
        _require_both_here(work, exchange)
    return found


def _spots(work: Work, exchange: Exchange, first: date, last: date) -> list[Spot]:
    """The times on the spot had it been from a first to a last day: what is beside those agreed is added to them."""
    kept = [(one.starts_on, one.ends_on) for one in slots_of(work, exchange)]
    if not kept:
        return [(first, last)]
    starts, ends = exchange.starts_on or first, exchange.ends_on or last
    if first < starts:
        kept[0] = (first, kept[0][1])
    if last > ends:
        kept[-1] = (kept[-1][0], last)
    return within(kept, first, last)


def _require_possible(work: Work, exchange: Exchange, first: date, last: date) -> None:
    """Nothing, if a stay may have been on these days: in order, over, and not longer than any may be."""
    today, months = today_at_host(work, exchange), _most_months(work, exchange)
    if last < first:
        raise StayBackwards
    if last >= months_after(first, months):
        raise StayTooLong(months=months)
    if (first > today and first != exchange.starts_on) or (
        last > today and last != exchange.ends_on
    ):
        raise DayToCome
    if first == exchange.starts_on:
        return
    if open_amendment(work, exchange):  # of other days, perhaps
        raise AlreadyAmending
    signed = _signed_on(work, exchange)
    if signed and first < signed:
        raise DayBeforeSigned(day=signed)


def _most_months(work: Work, exchange: Exchange) -> int:
    """Within how many months it may be from its first to its last day."""
    scheme = work.scheme
    if exchange.form is ExchangeForm.HYBRID and scheme.hybrid:
        return scheme.hybrid.months
    in_slots = scheme.slots and slots_of(work, exchange)
    return scheme.slots.months if scheme.slots and in_slots else scheme.stay.max_months


def _signed_on(work: Work, exchange: Exchange) -> date | None:
    """The day at the host's on which the first paper had all its signatures."""
    papers = versions_of(work, exchange)
    signed = [one.signed_at for one in signatures_of(work, papers[0])] if papers else []
    zone = ZoneInfo(person_on(work, exchange, Side.HOST).zone)
    return max(signed).astimezone(zone).date() if signed else None


def _require_places(work: Work, exchange: Exchange, first: date, last: date) -> None:
    """Nothing, if the host had a place on every day that is new to the stay. Raises HostFullThen."""
    starts, ends = exchange.starts_on, last_day(exchange)
    if (
        starts is None or ends is None or group_of(work, exchange)
    ):  # whose seats are beside its places
        return
    host, people = (work.load(Application, one) for one in (exchange.host_id, exchange.visitor_id))
    booked = bookings_of(work, exchange.host_id, states=TAKING_A_PLACE | AFTER_STAY)
    others = booked.get(exchange.host_id, NOTHING_BOOKED).without(exchange.id)
    day = timedelta(days=1)
    for begins, until in ((first, min(last, starts - day)), (max(first, ends + day), last)):
        full = first_full_day(others, host.capacity, people.party, begins, until)
        if full:
            raise HostFullThen(day=full)


def _opens_again(exchange: Exchange, found: Corrected) -> bool:
    """Whether a stay that was closed would be worth something."""
    worth = found.sum.amount is None or bool(found.sum.amount.amount)
    return exchange.state is ExchangeState.CLOSED and worth


def _require_both_here(work: Work, exchange: Exchange) -> None:
    """Nothing, if both still take part: what is closed keeps nobody from leaving."""
    both = {application_on(work, exchange, side).state for side in Side}
    if both != {ApplicationState.ACCEPTED}:
        raise PartnerGone


def _require_visit_left(work: Work, exchange: Exchange, working_days: int) -> None:
    """Nothing, unless a stay that was no exchange becomes one after its visitor has begun another."""
    was_none = not long_enough(work, exchange.working_days)
    visitor = application_on(work, exchange, Side.VISITOR)
    if was_none and long_enough(work, working_days) and visits_used_up(work, visitor):
        raise VisitMadeSince


def _by_hand(sum_: LumpSum, amount: Decimal) -> LumpSum:
    if sum_.amount and not sum_.amount.amount:  # below the shortest stay there is no exchange
        raise NothingToPay
    if not 0 < amount <= sum_.full.amount:
        raise SumOutOfRange(most=sum_.full)
    wanted = Money(amount, sum_.full.currency)
    reasons = sum_.reasons if wanted == sum_.amount else ()
    return LumpSum(wanted, sum_.full, reasons)


def _row(
    work: Work, exchange: Exchange, found: Corrected, officer: Officer, reason: str
) -> Correction:
    return Correction(
        exchange_id=row_id(exchange),
        officer_id=row_id(officer),
        made_at=work.now,
        first_day_before=exchange.starts_on or found.first_day,
        first_day_after=found.first_day,
        last_day_before=last_day(exchange) or found.last_day,
        last_day_after=found.last_day,
        days_before=exchange.working_days or 0,
        days_after=found.working_days,
        sum_before=exchange.lump_sum,
        sum_after=found.sum.amount.amount if found.sum.amount else None,
        reason=reason,
    )


def _change(work: Work, exchange: Exchange, found: Corrected, actor: str) -> None:
    """Days, sum and, where they tell of an early end, the state; a certificate is drawn anew.

    Why a desk corrects stands with the correction: nobody has broken anything off.
    """
    agreed = _agreed_end(work, exchange)
    if slots_of(work, exchange):
        _lengthen(work, exchange, found)
    early = found.last_day if found.last_day < agreed else None
    facts: dict[str, object] = {
        "starts_on": found.first_day,
        "ends_on": max(agreed, found.last_day),
    }
    facts |= {"ended_early_on": early, "working_days": found.working_days}
    facts |= {**sum_facts(found.sum), "certificate_id": None}
    if early and exchange.state in {ExchangeState.UNDER_WAY, ExchangeState.DONE}:
        end_early(work, exchange, actor, **facts, reason="")
    elif early is None and exchange.state is ExchangeState.INTERRUPTED:
        move_exchange(work, exchange, ExchangeState.DONE, actor, **facts, reason="")
    elif _opens_again(exchange, found):
        _open_again(work, exchange, actor, facts)
    else:
        work.add(exchange.sqlmodel_update(facts))


def _lengthen(work: Work, exchange: Exchange, found: Corrected) -> None:
    """The slots with days before the first and after the last; what was left out of them is told by the days alone."""
    rows = slots_of(work, exchange)
    if exchange.starts_on and found.first_day < exchange.starts_on:
        rows[0].starts_on = found.first_day
    if exchange.ends_on and found.last_day > exchange.ends_on:
        rows[-1].ends_on = found.last_day
    for one in (rows[0], rows[-1]):
        work.add(one)


def _agreed_end(work: Work, exchange: Exchange) -> date:
    """The last day as all have signed it: a stay that ended before it was broken off."""
    paper = current_commitment(work, exchange)
    agreed = (paper.ends_on if paper else None) or exchange.ends_on
    if agreed is None:
        raise NotPossibleNow
    return agreed


def _open_again(work: Work, exchange: Exchange, actor: str, facts: dict[str, object]) -> None:
    """What was closed as too short goes on where it stood: at its payment, or at a report that is to come."""
    if report_of(work, exchange):
        move_exchange(work, exchange, ExchangeState.VALIDATED, actor, **facts)
        tell_certificate(work, exchange)
        return
    early = facts["ended_early_on"] is not None
    to = ExchangeState.INTERRUPTED if early else ExchangeState.DONE
    facts |= {"reason": exchange.reason if early else ""}
    move_exchange(work, exchange, to, actor, **facts)
    plan_report_again(work, exchange)


def _count_anew(work: Work, exchange: Exchange) -> None:
    """What counts from the last day: when it is asked what came of the stay."""
    if exchange.state in AFTER_STAY:
        plan_outcomes(work, exchange)


def _go_on(work: Work, exchange: Exchange, officer: Officer) -> None:
    """What follows from other days and another sum, where the report is handed in."""
    if exchange.state is ExchangeState.VALIDATED and nothing_to_pay(exchange):
        close_exchange(work, exchange, actor_of(officer))
    elif nothing_to_pay(exchange) and report_overdue(work, exchange):
        close_unreported(work, row_id(exchange))
    elif exchange.state in {ExchangeState.REPORTED, ExchangeState.VALIDATED}:
        plan_missing(work, exchange)
        tell_if_payable(work, exchange)
