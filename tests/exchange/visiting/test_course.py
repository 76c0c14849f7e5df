"""An exchange begins and ends by date, early, or not at all."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from sqlmodel import select

from exchange.errors import NotFound, NotPossibleNow
from exchange.people import parties
from exchange.people.officers import RoleMayNot
from exchange.visiting import closing, course, dates
from exchange.visiting.course import (
    CancelledAlready,
    DayOutsideStay,
    DayToCome,
    InterruptedAlready,
    StayBegun,
    StayNotBegun,
)
from storage.tables import DateOfferState, Due, ExchangeState, OfficerRole, Proposal, ProposalState
from tests.builders.records.pairs import (
    ENDS,
    REPORT,
    STARTS,
    agree,
    build_pair,
    draw_up,
    ready_pair,
    returned_pair,
    travelling_pair,
)
from tests.builders.records.reading import audited, told
from tests.builders.records.rows import officer, partnership
from tests.builders.records.works import at


def open_rows(work):
    """The kinds of what is still due."""
    query = select(Due.kind).where(Due.done_at == None)  # noqa: E711
    return set(work.session.exec(query))


def test_cancelling_frees_the_pair_and_tells_everybody(work):
    """The proposal is given back, nothing stays due, and the other side and both desks know."""
    pair = ready_pair(work)
    course.cancel_exchange(work, pair.visitor, pair.id, "illness")
    assert (pair.exchange.state, pair.exchange.reason) == (ExchangeState.CANCELLED, "illness")
    assert work.load(Proposal, pair.exchange.proposal_id).state is ProposalState.WITHDRAWN
    assert open_rows(work) == set()
    assert told(work, pair.host)[-1] == "exchange.cancelled"
    assert told(work, pair.visitor)[-1] == "agreement.binds"
    assert {told(work, one)[-1] for one in (pair.vop_officer, pair.hop_officer)} == {
        "desk.exchange.cancelled"
    }


def test_officer_cancels_and_both_sides_know(work):
    """A desk may call an exchange off, and the audit says who did."""
    pair = build_pair(work)
    course.cancel_exchange(work, pair.hop_officer, pair.id, "The host has closed.")
    assert told(work, pair.visitor) == told(work, pair.host) == ["exchange.cancelled"]
    by = ("exchange:cancelled", f"officer:{pair.hop_officer.id}")
    assert audited(work, f"exchange:{pair.id}") == [by]


@pytest.mark.parametrize(
    "steps", [(), (agree,), (agree, draw_up)], ids=["dates", "agreed", "drawn"]
)
def test_whatever_has_not_begun_may_be_called_off(work, steps):
    """At every step before the stay, by either side, and the audit says who did."""
    pair = build_pair(work)
    for step in steps:
        step(work, pair)
    course.cancel_exchange(work, pair.host, pair.id, "illness")
    assert pair.exchange.state is ExchangeState.CANCELLED
    by = ("exchange:cancelled", f"person:{pair.host.id}")
    assert audited(work, f"exchange:{pair.id}")[-1] == by


def test_cancelling_leaves_what_others_offer_and_what_was_agreed(work):
    """Only this exchange's open dates are closed."""
    pair, others = build_pair(work), build_pair(work)
    theirs = dates.offer_dates(work, others.visitor, others.id, STARTS, ENDS)
    dates.offer_dates(work, pair.visitor, pair.id, STARTS, ENDS)
    agreed = dates.agree_dates(work, pair.host, pair.id)
    course.cancel_exchange(work, pair.host, pair.id, "illness")
    for row in (theirs, agreed):
        work.session.refresh(row)
    assert (theirs.state, agreed.state) == (DateOfferState.OPEN, DateOfferState.AGREED)


def test_cancelling_closes_the_dates_on_the_table(work):
    """Nobody can agree to dates of an exchange that is off."""
    pair = build_pair(work)
    dates.offer_dates(work, pair.visitor, pair.id, STARTS, ENDS)
    course.cancel_exchange(work, pair.visitor, pair.id, "no_dates")
    assert dates.open_offer(work, pair.exchange) is None


def test_cancelling_twice_says_so(work):
    """A double tap is told kindly that it is done."""
    pair = build_pair(work)
    course.cancel_exchange(work, pair.visitor, pair.id, "illness")
    with pytest.raises(CancelledAlready):
        course.cancel_exchange(work, pair.host, pair.id, "other")


def test_begun_stay_is_not_cancelled(work):
    """Once the stay has begun, it is broken off instead."""
    there, pair = travelling_pair(work)
    with pytest.raises(StayBegun):
        course.cancel_exchange(there, pair.visitor, pair.id, "illness")


@pytest.mark.parametrize(
    ("name", "role", "error"),
    [
        ("Yarn Circle", OfficerRole.COORDINATOR, NotFound),
        ("Loom Ring", OfficerRole.AUDITOR, RoleMayNot),
    ],
)
def test_others_do_not_cancel(work, name, role, error):
    """Neither another Partnership's officer nor an auditor."""
    pair = build_pair(work)
    with pytest.raises(error):
        course.cancel_exchange(
            work, officer(work, partnership(work, name), "FI", role), pair.id, ""
        )


@pytest.mark.parametrize("side", ["visitor", "host"])
def test_leaving_cancels_what_has_not_begun(work, side):
    """Somebody who leaves, visitor or host, leaves no open exchange behind; others keep theirs."""
    pair, others = build_pair(work), build_pair(work)
    leaving = getattr(parties.parties(work, pair.exchange), side)
    course.cancel_all(work, getattr(pair, side), leaving)
    assert (pair.exchange.state, pair.exchange.reason) == (ExchangeState.CANCELLED, "partner")
    assert others.exchange.state is ExchangeState.DATES


def test_leaving_does_not_undo_a_stay(work):
    """What has begun goes on."""
    there, pair = travelling_pair(work)
    course.cancel_all(there, pair.visitor, parties.parties(work, pair.exchange).visitor)
    assert pair.exchange.state is ExchangeState.UNDER_WAY


@pytest.mark.parametrize(
    ("now", "begins"),
    [
        (datetime(2027, 4, 11, 20, 30, tzinfo=UTC), True),  # half past midnight in Yerevan
        (datetime(2027, 4, 11, 19, 30, tzinfo=UTC), False),
    ],
)
def test_stay_begins_on_the_hosts_calendar(work, now, begins):
    """The first day counts where the host is."""
    pair = ready_pair(work, host="AM")
    assert course.start_exchange(at(work, now), pair.id) is begins


def test_unsigned_stay_never_begins(work):
    """Without all signatures no date starts anything."""
    pair = build_pair(work)
    late = at(work, datetime(2027, 4, 12, 8, tzinfo=UTC))
    assert course.start_exchange(late, pair.id) is False
    assert course.finish_exchange(late, pair.id) is False


def test_stay_ends_the_day_after_its_last(work):
    """On the last day it still goes on; the day after, report and survey are planned."""
    there, pair = travelling_pair(work)
    last = at(there, datetime(2027, 4, 16, 20, tzinfo=UTC))
    after = at(there, datetime(2027, 4, 17, 6, tzinfo=UTC))
    assert course.finish_exchange(last, pair.id) is False
    assert course.finish_exchange(after, pair.id) is True
    assert pair.exchange.state is ExchangeState.DONE
    assert {"report.open", "report.due", "survey.open", "survey.reminder"} <= open_rows(work)


@pytest.mark.parametrize(
    ("on", "days", "amount", "halved"),
    [
        (date(2027, 4, 16), 5, Decimal(780), []),  # in its last hours
        (date(2027, 4, 15), 4, Decimal(390), ["short_stay"]),  # four of five days: half
        (date(2027, 4, 14), 3, Decimal(390), ["short_stay"]),
        (date(2027, 4, 13), 2, Decimal(0), ["short_stay"]),  # below the shortest stay: nothing
    ],
)
def test_broken_off_stay_is_counted_again(work, on, days, amount, halved):
    """What was really stayed decides what can be paid."""
    there, pair = travelling_pair(work)
    there = at(there, there.now.replace(day=on.day))
    course.interrupt_exchange(there, pair.host, pair.id, on, "A flood in the mill.")
    exchange = pair.exchange
    assert (exchange.state, exchange.ended_early_on) == (ExchangeState.INTERRUPTED, on)
    assert (exchange.working_days, exchange.lump_sum) == (days, amount)
    assert (exchange.full_sum, exchange.halved_for) == (Decimal(780), halved)
    assert exchange.reason == "A flood in the mill."


def test_broken_off_stay_is_reported_and_surveyed(work):
    """Report and survey follow, and nothing else stays due; the other side and desks know."""
    there, pair = travelling_pair(work)
    there = at(there, there.now.replace(day=14))
    course.interrupt_exchange(there, pair.visitor, pair.id, date(2027, 4, 14), "Illness.")
    planned = {"report.open", "report.due", "report.overdue", "survey.open", "survey.reminder"}
    planned |= {"outcomes.open", "outcomes.reminder", "exchange.close"}
    assert open_rows(work) == planned
    assert told(work, pair.host)[-1] == "exchange.interrupted"
    assert "exchange.interrupted" not in told(work, pair.visitor)
    assert told(work, pair.vop_officer)[-1] == "desk.exchange.interrupted"


def test_only_a_stay_under_way_is_broken_off(work):
    """Before it is cancelled instead, twice is once, and the day lies within the stay."""
    pair = ready_pair(work)
    with pytest.raises(StayNotBegun):
        course.interrupt_exchange(work, pair.visitor, pair.id, STARTS, "")
    there = at(work, datetime(2027, 4, 12, 8, tzinfo=UTC))
    course.start_exchange(there, pair.id)
    with pytest.raises(DayOutsideStay):
        course.interrupt_exchange(there, pair.visitor, pair.id, date(2027, 4, 17), "")
    with pytest.raises(DayToCome):
        course.interrupt_exchange(there, pair.visitor, pair.id, date(2027, 4, 13), "")
    course.interrupt_exchange(there, pair.visitor, pair.id, STARTS, "Illness.")
    with pytest.raises(InterruptedAlready):
        course.interrupt_exchange(there, pair.visitor, pair.id, STARTS, "Illness.")


def test_a_broken_off_stay_is_not_broken_off_after_its_report(work):
    """It says that this is known, not that the stay had gone on."""
    there, pair = travelling_pair(work)
    there = at(there, there.now.replace(day=14))
    course.interrupt_exchange(there, pair.visitor, pair.id, date(2027, 4, 14), "Illness.")
    closing.submit_report(there, pair.visitor, pair.id, REPORT)
    with pytest.raises(InterruptedAlready):
        course.interrupt_exchange(there, pair.host, pair.id, date(2027, 4, 13), "A flood.")


@pytest.mark.parametrize(
    "steps", [(), (agree,), (agree, draw_up)], ids=["dates", "agreed", "drawn"]
)
def test_what_has_not_begun_is_not_broken_off(work, steps):
    """It is cancelled instead, and says so."""
    pair = build_pair(work)
    for step in steps:
        step(work, pair)
    with pytest.raises(StayNotBegun):
        course.interrupt_exchange(work, pair.visitor, pair.id, STARTS, "")


@pytest.mark.parametrize(
    ("on", "days", "amount"), [(13, 2, 0), (14, 3, 390), (16, 5, 780)], ids=["13th", "14th", "16th"]
)
def test_a_stay_may_be_told_to_have_been_broken_off_when_it_is_over(work, on, days, amount):
    """Whoever travels home in a hurry tells it later; report and survey were asked for already."""
    back, pair = returned_pair(work)
    planned = open_rows(work)
    course.interrupt_exchange(back, pair.host, pair.id, date(2027, 4, on), "They fell ill.")
    exchange = pair.exchange
    assert (exchange.state, exchange.working_days) == (ExchangeState.INTERRUPTED, days)
    assert exchange.lump_sum == Decimal(amount)
    assert open_rows(work) == planned
    assert told(work, pair.visitor)[-1] == "exchange.interrupted"


def test_what_is_reported_is_not_broken_off(work):
    """The desk has the report then, and decides on it."""
    back, pair = returned_pair(work)
    closing.submit_report(back, pair.visitor, pair.id, REPORT)
    with pytest.raises(NotPossibleNow):
        course.interrupt_exchange(back, pair.host, pair.id, ENDS, "")
