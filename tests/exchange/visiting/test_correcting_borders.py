"""Where a correction ends: the first and last day that may be told, whose days they were, what is paid by hand."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from sqlmodel import select

from exchange import leaving
from exchange.scheme.stay import StayTooLong
from exchange.visiting import closing, correcting, course, paying
from exchange.visiting.correcting import correct_stay, corrections_of, would_be
from storage.tables import Application, ExchangeState, Outbox, Role
from tests.builders.records.pairs import (
    ENDS,
    REPORT,
    STARTS,
    ready_pair,
    returned_pair,
    travelling_pair,
    validated_pair,
)
from tests.builders.records.reading import told
from tests.builders.records.rows import application, exchange, partnership
from tests.builders.records.works import at

WHY = "The sheet says so."
TUESDAY, WEDNESDAY, THURSDAY = (date(2027, 4, day) for day in (13, 14, 15))
APRIL_21 = datetime(2027, 4, 21, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("first", "last", "error"),
    [
        (date(2027, 3, 1), date(2027, 3, 5), None),  # the day on which all signed
        (date(2027, 2, 28), date(2027, 3, 5), correcting.DayBeforeSigned),
        (date(2027, 3, 13), STARTS, None),  # a month
        (date(2027, 3, 12), STARTS, StayTooLong),  # and a day
        (STARTS, date(2027, 4, 21), None),  # today
        (STARTS, date(2027, 4, 22), course.DayToCome),
        (date(2027, 4, 21), date(2027, 4, 21), None),
    ],
)
def test_the_days_that_may_be_told(work, first, last, error):
    """From the last signature until today, within a month; looking changes nothing."""
    back, pair = returned_pair(work)
    day = at(back, APRIL_21)
    if error:
        with pytest.raises(error):
            would_be(day, pair.vop_officer, pair.id, last, first_day=first)
    else:
        found = would_be(day, pair.vop_officer, pair.id, last, first_day=first)
        assert (found.first_day, found.last_day) == (first, last)
    assert (pair.exchange.starts_on, pair.exchange.ends_on) == (STARTS, ENDS)


def test_a_later_first_day_may_be_told_before_the_last_has_come(work):
    """The last stays as it was agreed, though it is still to come."""
    there, pair = travelling_pair(work)
    there = at(there, there.now.replace(day=13))
    correct_stay(there, pair.vop_officer, pair.id, ENDS, WHY, first_day=TUESDAY)
    row = pair.exchange
    assert (row.state, row.starts_on, row.ends_on) == (ExchangeState.UNDER_WAY, TUESDAY, ENDS)
    assert (row.working_days, row.lump_sum) == (4, Decimal(390))


@pytest.mark.parametrize(
    ("first", "last", "full"),
    [
        (date(2027, 4, 9), ENDS, date(2027, 4, 9)),
        (date(2027, 4, 10), ENDS, None),  # the day after they had left
        (STARTS, date(2027, 4, 19), date(2027, 4, 19)),
        (STARTS, date(2027, 4, 18), None),  # the day before others came
        (TUESDAY, ENDS, None),  # its own days are not asked for again
        (date(2027, 4, 1), date(2027, 4, 5), None),  # days of nobody, before others came
        (date(2027, 4, 5), date(2027, 4, 8), date(2027, 4, 8)),
        (date(2027, 4, 21), date(2027, 4, 21), None),
        (date(2027, 4, 20), date(2027, 4, 21), date(2027, 4, 20)),
    ],
)
def test_days_on_which_others_were_there(work, first, last, full):
    """The one place was theirs from Thursday to Friday before, on Monday and Tuesday after, and on days of the stay."""
    back, pair = returned_pair(work)
    host = back.load(Application, pair.exchange.host_id)
    for days in ((8, 9), (12, 12), (14, 14), (16, 16), (19, 20)):
        visiting = application(back, "FI", Role.VISITOR, partnership(back, "Loom Ring"))
        starts, ends = (date(2027, 4, day) for day in days)
        stay = {"starts_on": starts, "ends_on": ends, "working_days": 3}
        worth = {"lump_sum": Decimal(390), "full_sum": Decimal(780)}
        exchange(back, visiting, host, ExchangeState.DONE, **stay, **worth)
    day = at(back, APRIL_21)
    if full is None:
        assert would_be(day, pair.vop_officer, pair.id, last, first_day=first).last_day == last
        return
    with pytest.raises(correcting.HostFullThen) as refused:
        would_be(day, pair.vop_officer, pair.id, last, first_day=first)
    assert refused.value.facts == {"day": full}


@pytest.mark.parametrize(
    ("last", "amount", "halved"),
    [
        (THURSDAY, None, ["short_stay"]),
        (THURSDAY, 390, ["short_stay"]),  # by hand, and what the rule says
        (THURSDAY, 391, []),
        (THURSDAY, 780, []),  # the whole of it is the most
        (THURSDAY, 1, []),
    ],
)
def test_a_sum_by_hand(work, last, amount, halved):
    """It is at most the country's, and halved for nothing unless it is what the rule says."""
    day, pair = returned_pair(work)
    correct_stay(day, pair.vop_officer, pair.id, last, WHY, amount and Decimal(amount))
    row = pair.exchange
    assert (row.lump_sum, row.full_sum, row.currency) == (
        Decimal(amount or 390),
        Decimal(780),
        "EUR",
    )
    assert row.halved_for == halved


def calendars(work):
    """How many files for calendars were sent."""
    query = select(Outbox.id).where(Outbox.kind == "calendar.changed")
    return len(work.session.exec(query).all())


def test_another_sum_alone_is_no_other_day(work):
    """No calendar changes, and the same sum again is nothing new; other days change both sides' calendars."""
    day, pair = returned_pair(work)
    before = calendars(day)
    correct_stay(day, pair.vop_officer, pair.id, ENDS, WHY, Decimal(700))
    assert calendars(day) == before
    with pytest.raises(correcting.NothingCorrected):
        correct_stay(day, pair.vop_officer, pair.id, ENDS, WHY, Decimal(700))
    (kept,) = corrections_of(day, pair.exchange)
    assert (kept.last_day_before, kept.last_day_after) == (ENDS, ENDS)
    assert told(day, pair.visitor).count("stay.corrected") == 1
    correct_stay(day, pair.vop_officer, pair.id, THURSDAY, WHY)
    assert calendars(day) == before + 2


def reported(work):
    """A report that waits for its desk."""
    back, pair = returned_pair(work)
    closing.submit_report(back, pair.visitor, pair.id, REPORT)
    return back, pair


def proposed(work):
    """A payment that waits for its approval."""
    day, pair = validated_pair(work)
    paying.propose_payment(day, pair.vop_officer, pair.id, "SEPA-1")
    return day, pair


@pytest.mark.parametrize(
    ("reached", "may"),
    [
        (lambda work: (work, ready_pair(work)), False),
        (travelling_pair, True),
        (returned_pair, True),
        (reported, True),
        (validated_pair, True),
        (proposed, False),
    ],
    ids="ready travelling returned reported validated proposed".split(),
)
def test_when_a_stay_may_be_corrected(work, reached, may):
    """From its first day until a payment is proposed."""
    day, pair = reached(work)
    assert correcting.may_correct(day, pair.exchange) is may


def closed_by_itself(work, last):
    """A stay that was broken off on a day, closed as nobody reported it."""
    there, pair = travelling_pair(work)
    there = at(there, there.now.replace(day=last.day))
    course.interrupt_exchange(there, pair.visitor, pair.id, last, "Ill.")
    late = at(there, datetime(2027, 6, 1, 8, tzinfo=UTC))
    assert closing.close_unreported(late, pair.id)
    return late, pair


@pytest.mark.parametrize(
    ("last", "state", "reason"),
    [(WEDNESDAY, ExchangeState.INTERRUPTED, "Ill."), (ENDS, ExchangeState.DONE, "")],
)
def test_what_closed_by_itself_waits_for_its_report_again(work, last, state, reason):
    """Why it was broken off stands as long as it ended early; without a report there is no certificate."""
    late, pair = closed_by_itself(work, TUESDAY)
    correct_stay(late, pair.vop_officer, pair.id, last, WHY)
    assert (pair.exchange.state, pair.exchange.reason) == (state, reason)
    assert "certificate.ready" not in told(late, pair.visitor)


def test_what_was_validated_is_payable_again(work):
    """Nobody reports twice."""
    day, pair = validated_pair(work)
    correct_stay(day, pair.vop_officer, pair.id, TUESDAY, WHY)
    assert pair.exchange.certificate_id is None
    correct_stay(day, pair.vop_officer, pair.id, WEDNESDAY, WHY)
    assert pair.exchange.state is ExchangeState.VALIDATED
    assert pair.exchange.ended_early_on == WEDNESDAY


@pytest.mark.parametrize("by", ["visitor", "host"])
def test_who_has_left_keeps_a_closed_stay_closed(work, by):
    """Whichever of the two it was; what comes to nothing all the same may be corrected."""
    day, pair = validated_pair(work)
    correct_stay(day, pair.vop_officer, pair.id, TUESDAY, WHY)
    leaving.withdraw_application(day, getattr(pair, by))
    with pytest.raises(correcting.PartnerGone):
        correct_stay(day, pair.vop_officer, pair.id, WEDNESDAY, WHY)
    correct_stay(day, pair.vop_officer, pair.id, STARTS, WHY)
    assert pair.exchange.state is ExchangeState.CLOSED
