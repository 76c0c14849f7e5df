"""An exchange begins and ends by date, early, or not at all."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from sqlmodel import select

from exchange.errors import NotFound, NotPossibleNow
from exchange.people.officers import RoleMayNot
from exchange.visiting import dates
from exchange.visiting.course import (
    CancelledAlready,
    DayOutsideStay,
    InterruptedAlready,
    StayBegun,
    StayNotBegun,
)
from storage.tables import Due, ExchangeState, OfficerRole, Proposal, ProposalState
from tests.builders.records.pairs import (
    ENDS,
    STARTS,
    build_pair,
    ready_pair,
    returned_pair,
    travelling_pair,
)
from tests.builders.records.reading import told
from tests.builders.records.rows import officer, partnership
from tests.builders.records.works import at


def open_rows(work):
    """The kinds of what is still due."""
    query = select(Due.kind).where(Due.done_at == None)  # noqa: E711
    return set(work.session.exec(query))


def test_cancelling_frees_the_pair_and_tells_everybody(work):
    """The proposal is given back, nothing stays due, and the other side and both desks know."""
    pair = ready_pair(work)
    dates.cancel_exchange(work, pair.visitor, pair.id, "illness")
    assert (pair.exchange.state, pair.exchange.reason) == (ExchangeState.CANCELLED, "illness")
    assert work.load(Proposal, pair.exchange.proposal_id).state is ProposalState.WITHDRAWN
    assert open_rows(work) == set()
    assert told(work, pair.host)[-1] == "exchange.cancelled"
    assert told(work, pair.visitor)[-1] == "exchange.ready"
    assert {told(work, one)[-1] for one in (pair.vop_officer, pair.hop_officer)} == {
        "desk.exchange.cancelled"
    }


def test_officer_cancels_and_both_sides_know(work):
    """A desk may call an exchange off."""
    pair = build_pair(work)
    dates.cancel_exchange(work, pair.hop_officer, pair.id, "The host has closed.")
    assert told(work, pair.visitor) == told(work, pair.host) == ["exchange.cancelled"]


def test_cancelling_closes_the_dates_on_the_table(work):
    """Nobody can agree to dates of an exchange that is off."""
    pair = build_pair(work)
    dates.offer_dates(work, pair.visitor, pair.id, STARTS, ENDS)
    dates.cancel_exchange(work, pair.visitor, pair.id, "no_dates")
    assert dates.open_offer(work, pair.exchange) is None


def test_cancelling_twice_says_so(work):
    """A double tap is told kindly that it is done."""
    pair = build_pair(work)
    dates.cancel_exchange(work, pair.visitor, pair.id, "illness")
    with pytest.raises(CancelledAlready):
        dates.cancel_exchange(work, pair.host, pair.id, "other")


def test_begun_stay_is_not_cancelled(work):
    """Once the stay has begun, it is broken off instead."""
    there, pair = travelling_pair(work)
    with pytest.raises(StayBegun):
        dates.cancel_exchange(there, pair.visitor, pair.id, "illness")


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
        dates.cancel_exchange(work, officer(work, partnership(work, name), "FI", role), pair.id, "")


def test_leaving_cancels_what_has_not_begun(work):
    """Somebody who leaves the programme leaves no open exchange behind."""
    pair = build_pair(work)
    dates.cancel_all(work, pair.visitor, dates.parties(work, pair.exchange).visitor)
    assert pair.exchange.state is ExchangeState.CANCELLED


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
    assert dates.start_exchange(at(work, now), pair.id) is begins


def test_unsigned_stay_never_begins(work):
    """Without all signatures no date starts anything."""
    pair = build_pair(work)
    late = at(work, datetime(2027, 4, 12, 8, tzinfo=UTC))
    assert dates.start_exchange(late, pair.id) is False
    assert dates.finish_exchange(late, pair.id) is False


def test_stay_ends_the_day_after_its_last(work):
    """On the last day it still goes on; the day after, report and survey are planned."""
    there, pair = travelling_pair(work)
    last = at(there, datetime(2027, 4, 16, 20, tzinfo=UTC))
    after = at(there, datetime(2027, 4, 17, 6, tzinfo=UTC))
    assert dates.finish_exchange(last, pair.id) is False
    assert dates.finish_exchange(after, pair.id) is True
    assert pair.exchange.state is ExchangeState.DONE
    assert {"report.open", "report.due", "survey.open", "survey.reminder"} <= open_rows(work)


@pytest.mark.parametrize(
    ("on", "days", "amount"),
    [
        (date(2027, 4, 15), 4, Decimal(390)),  # four of five days: half
        (date(2027, 4, 14), 3, Decimal(390)),
        (date(2027, 4, 13), 2, Decimal(0)),  # below the shortest stay: nothing
    ],
)
def test_broken_off_stay_is_counted_again(work, on, days, amount):
    """What was really stayed decides what can be paid."""
    there, pair = travelling_pair(work)
    dates.interrupt_exchange(there, pair.host, pair.id, on, "A flood in the mill.")
    exchange = pair.exchange
    assert (exchange.state, exchange.ended_early_on) == (ExchangeState.INTERRUPTED, on)
    assert (exchange.working_days, exchange.lump_sum) == (days, amount)
    assert exchange.full_sum == Decimal(780)


def test_broken_off_stay_is_reported_and_surveyed(work):
    """Report and survey follow, and nothing else stays due; the other side and desks know."""
    there, pair = travelling_pair(work)
    dates.interrupt_exchange(there, pair.visitor, pair.id, date(2027, 4, 14), "Illness.")
    planned = {"report.open", "report.due", "report.overdue", "survey.open", "survey.reminder"}
    assert open_rows(work) == planned
    assert told(work, pair.host)[-1] == "exchange.interrupted"
    assert told(work, pair.vop_officer)[-1] == "desk.exchange.interrupted"


def test_only_a_stay_under_way_is_broken_off(work):
    """Before it is cancelled instead, twice is once, and the day lies within the stay."""
    pair = ready_pair(work)
    with pytest.raises(StayNotBegun):
        dates.interrupt_exchange(work, pair.visitor, pair.id, STARTS, "")
    there = at(work, datetime(2027, 4, 12, 8, tzinfo=UTC))
    dates.start_exchange(there, pair.id)
    with pytest.raises(DayOutsideStay):
        dates.interrupt_exchange(there, pair.visitor, pair.id, date(2027, 4, 17), "")
    dates.interrupt_exchange(there, pair.visitor, pair.id, STARTS, "Illness.")
    with pytest.raises(InterruptedAlready):
        dates.interrupt_exchange(there, pair.visitor, pair.id, STARTS, "Illness.")


def test_finished_stay_is_not_broken_off(work):
    """What is over is over."""
    back, pair = returned_pair(work)
    with pytest.raises(NotPossibleNow):
        dates.interrupt_exchange(back, pair.visitor, pair.id, ENDS, "")
