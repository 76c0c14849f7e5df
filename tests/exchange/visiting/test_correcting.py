"""The desk corrects a stay: days and sum, with a reason, both states in the record."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exchange import leaving
from exchange.applying import hosting
from exchange.errors import NotFound, NotPossibleNow
from exchange.reporting.figures import progress
from exchange.reporting.money import balance
from exchange.scheme.stay import StayBackwards, StayTooLong
from exchange.trail.history import history_of_exchange
from exchange.visiting import amending, closing, correcting, course, paying
from exchange.visiting.correcting import correct_stay, corrections_of
from exchange.words import plain_english
from exchange.work import Work
from storage.tables import Application, ExchangeState, Role
from tests.builders.records.pairs import (
    ENDS,
    REPORT,
    STARTS,
    prove,
    returned_pair,
    travelling_pair,
    validated_pair,
)
from tests.builders.records.reading import audited, told
from tests.builders.records.rows import application, exchange, partnership
from tests.builders.records.works import NOON, at, later, new_database, scheme
from tests.sizes import examples

MONDAY, TUESDAY, WEDNESDAY, THURSDAY = (date(2027, 4, day) for day in (12, 13, 14, 15))
WHY = "The attendance sheet says so."


@pytest.mark.parametrize(
    ("last_day", "amount", "days", "euros", "state"),
    [
        (THURSDAY, None, 4, 390, ExchangeState.INTERRUPTED),  # below five days: half (ECCP)
        (WEDNESDAY, None, 3, 390, ExchangeState.INTERRUPTED),
        (TUESDAY, None, 2, 0, ExchangeState.INTERRUPTED),  # below three: no exchange (ECCP)
        (WEDNESDAY, 300, 3, 300, ExchangeState.INTERRUPTED),  # by hand
        (ENDS, 500, 5, 500, ExchangeState.DONE),
    ],
)
def test_after_the_last_day(work, last_day, amount, days, euros, state):
    """Days are counted anew, and the sum follows by the rule, or by hand.

    Three full days at least, half below five: https://www.clustercollaboration.eu/clusterxchange
    """
    day, pair = returned_pair(work)
    correct_stay(day, pair.vop_officer, pair.id, last_day, WHY, amount and Decimal(amount))
    row = pair.exchange
    assert (row.working_days, row.lump_sum, row.state) == (days, Decimal(euros), state)
    (kept,) = corrections_of(day, row)
    assert (kept.days_before, kept.days_after, kept.by_hand) == (5, days, amount is not None)
    assert (kept.sum_before, kept.sum_after) == (Decimal(780), Decimal(euros))
    assert (kept.reason, kept.officer_id, kept.made_at) == (WHY, pair.vop_officer.id, day.now)
    assert ("stay:correct", f"officer:{pair.vop_officer.id}") in audited(day, f"exchange:{pair.id}")
    for side in (pair.visitor, pair.host):
        assert told(day, side).count("stay.corrected") == 1


def test_an_early_end_is_taken_back(work):
    """It was told by mistake: the stay counts whole again, and its report is asked for once."""
    there, pair = travelling_pair(work)
    course.interrupt_exchange(there, pair.visitor, pair.id, MONDAY, "Ill.")
    back = at(there, datetime(2027, 4, 20, 8, tzinfo=UTC))
    correct_stay(back, pair.vop_officer, pair.id, ENDS, WHY)
    row = pair.exchange
    assert (row.state, row.ended_early_on, row.lump_sum) == (ExchangeState.DONE, None, Decimal(780))
    prove(back, pair)
    closing.submit_report(back, pair.visitor, pair.id, REPORT)
    closing.validate_report(back, pair.vop_officer, pair.id)
    assert "desk.payment.due" in told(back, pair.vop_officer)


def test_a_stay_under_way_is_ended_by_the_desk(work):
    """As if one of them had told it, but for a day that is still to come; nobody has broken it off, and no page says so."""
    there, pair = travelling_pair(work)
    with pytest.raises(course.DayToCome):
        correct_stay(there, pair.vop_officer, pair.id, WEDNESDAY, WHY)
    correct_stay(there, pair.vop_officer, pair.id, MONDAY, WHY)
    assert pair.exchange.state is ExchangeState.INTERRUPTED
    assert (pair.exchange.ended_early_on, pair.exchange.reason) == (MONDAY, "")
    told = [one.act for one in history_of_exchange(there, pair.vop_officer, pair.id).moments]
    assert "exchange:interrupted" not in told
    assert {"exchange:ended_sooner", "stay:correct"} <= {*told}


def test_a_validated_stay_that_comes_to_nothing_is_closed(work):
    """It counts in no figure, no certificate is given, and both hear that nothing is paid."""
    day, pair = validated_pair(work)
    assert progress(day, pair.vop_officer).chart.done == 1
    closing.certificate_file(day, pair.exchange, plain_english)
    correct_stay(day, pair.vop_officer, pair.id, TUESDAY, WHY)
    assert pair.exchange.state is ExchangeState.CLOSED
    assert progress(day, pair.vop_officer).chart.done == 0
    assert "exchange.closed" in told(day, pair.visitor)
    with pytest.raises(closing.NoCertificate):
        closing.certificate_file(day, pair.exchange, plain_english)


def test_what_a_correction_has_closed_is_corrected_again(work):
    """A wrong day was tapped: the sum is promised and paid again, and all hear of it as of something new."""
    day, pair = validated_pair(work)
    correct_stay(day, pair.vop_officer, pair.id, TUESDAY, WHY)
    assert balance(day, pair.vop_officer).committed.amount == 0
    correct_stay(later(day, minutes=1), pair.vop_officer, pair.id, MONDAY, WHY)
    assert pair.exchange.state is ExchangeState.CLOSED
    told_before = told(day, pair.vop_officer).count("desk.payment.due")
    correct_stay(later(day, minutes=2), pair.vop_officer, pair.id, ENDS, WHY)
    row = pair.exchange
    assert (row.state, row.lump_sum) == (ExchangeState.VALIDATED, Decimal(780))
    assert balance(day, pair.vop_officer).committed.amount == Decimal(780)
    assert told(day, pair.vop_officer).count("desk.payment.due") == told_before + 1
    for side in (pair.visitor, pair.host):
        assert told(day, side).count("certificate.ready") == 2
    assert closing.certificate_file(day, row, plain_english)
    correct_stay(later(day, minutes=3), pair.vop_officer, pair.id, TUESDAY, WHY)
    assert told(day, pair.visitor).count("exchange.closed") == 2
    correct_stay(later(day, minutes=4), pair.vop_officer, pair.id, WEDNESDAY, WHY)
    paid = paying.propose_payment(later(day, minutes=5), pair.vop_officer, pair.id, "SEPA-1")
    assert paid.amount == Decimal(390)


def test_what_is_closed_stays_so_once_somebody_has_left(work):
    """It kept nobody: who is gone can be paid nothing."""
    day, pair = validated_pair(work)
    correct_stay(day, pair.vop_officer, pair.id, TUESDAY, WHY)
    leaving.withdraw_application(day, pair.visitor)
    with pytest.raises(correcting.PartnerGone):
        correct_stay(day, pair.vop_officer, pair.id, ENDS, WHY)
    assert pair.exchange.state is ExchangeState.CLOSED


def test_what_is_proposed_is_sent_back_first(work):
    """Nobody changes an amount under the eyes of whoever approves it."""
    day, pair = validated_pair(work)
    paying.propose_payment(day, pair.vop_officer, pair.id, "SEPA-1")
    with pytest.raises(NotPossibleNow):
        correct_stay(day, pair.vop_officer, pair.id, WEDNESDAY, WHY)
    paying.decline_payment(day, pair.vop_officer, pair.id, "Wrong days.")
    correct_stay(day, pair.vop_officer, pair.id, WEDNESDAY, WHY)
    assert paying.propose_payment(day, pair.vop_officer, pair.id, "SEPA-2").amount == Decimal(390)


@pytest.mark.parametrize(
    ("last_day", "amount", "error"),
    [
        (date(2027, 4, 11), None, StayBackwards),
        (date(2027, 4, 18), None, course.DayToCome),
        (ENDS, 0, correcting.SumOutOfRange),
        (ENDS, 781, correcting.SumOutOfRange),
        (TUESDAY, 100, paying.NothingToPay),
        (ENDS, None, correcting.NothingCorrected),
        (ENDS, 780, correcting.NothingCorrected),
    ],
)
def test_what_is_no_correction(work, last_day, amount, error):
    """Nothing is half done."""
    day, pair = returned_pair(work)
    with pytest.raises(error):
        correct_stay(
            day,
            pair.vop_officer,
            pair.id,
            last_day,
            WHY,
            None if amount is None else Decimal(amount),
        )
    assert not corrections_of(day, pair.exchange)
    with pytest.raises(NotFound):
        correct_stay(day, pair.hop_officer, pair.id, WEDNESDAY, WHY)


SUNDAY_BEFORE, NEXT_TUESDAY = date(2027, 4, 11), date(2027, 4, 20)


@pytest.mark.parametrize(
    ("first", "last", "days", "euros", "state"),
    [
        (TUESDAY, ENDS, 4, 390, ExchangeState.DONE),  # came a day later: below five days
        (date(2027, 4, 8), ENDS, 7, 780, ExchangeState.DONE),  # came before
        (SUNDAY_BEFORE, ENDS, 5, 780, ExchangeState.DONE),  # a Sunday is no working day
        (STARTS, NEXT_TUESDAY, 7, 780, ExchangeState.DONE),  # stayed longer than agreed
        (THURSDAY, NEXT_TUESDAY, 4, 390, ExchangeState.DONE),
        (TUESDAY, WEDNESDAY, 2, 0, ExchangeState.INTERRUPTED),  # below three: no exchange
        (THURSDAY, ENDS, 2, 0, ExchangeState.DONE),
        (date(2027, 3, 25), date(2027, 4, 2), 6, 780, ExchangeState.INTERRUPTED),  # Good Friday
    ],
)
def test_the_first_day_too_and_days_beyond_the_last(work, first, last, days, euros, state):
    """What was really stayed counts, whatever was agreed; both states stand in the record.

    Full working days at the host's, its holidays left out: https://clamtex.eu/clusterxchange
    """
    back, pair = returned_pair(work)
    day = at(back, datetime(2027, 4, 21, 8, tzinfo=UTC))
    correct_stay(day, pair.vop_officer, pair.id, last, WHY, first_day=first)
    row = pair.exchange
    assert (row.working_days, row.lump_sum, row.state) == (days, Decimal(euros), state)
    assert (row.starts_on, row.ended_early_on or row.ends_on) == (first, last)
    (kept,) = corrections_of(day, row)
    assert (kept.first_day_before, kept.first_day_after) == (STARTS, first)
    assert (kept.last_day_before, kept.last_day_after) == (ENDS, last)
    for side in (pair.visitor, pair.host):
        assert told(day, side).count("stay.corrected") == 1


@pytest.mark.parametrize(
    ("first", "last", "error"),
    [
        (date(2027, 4, 18), date(2027, 4, 19), course.DayToCome),
        (date(2027, 4, 18), ENDS, StayBackwards),
        (date(2027, 3, 12), ENDS, StayTooLong),
        (date(2027, 2, 26), date(2027, 3, 5), correcting.DayBeforeSigned),  # signed on 1 March
    ],
)
def test_days_on_which_no_stay_can_have_been(work, first, last, error):
    """To come, in the wrong order, longer than a month, before the papers: refused, and nothing is half done."""
    day, pair = returned_pair(work)
    with pytest.raises(error):
        correct_stay(day, pair.vop_officer, pair.id, last, WHY, first_day=first)
    assert not corrections_of(day, pair.exchange)


def test_what_others_had_booked_is_no_day_of_this_stay(work):
    """A host holds no more than its places, on any day, also of those that are over; it may say that it had more."""
    back, pair = returned_pair(work)
    host = back.load(Application, pair.exchange.host_id)
    visiting = application(back, "FI", Role.VISITOR, partnership(back, "Loom Ring"))
    week = (date(2027, 4, 19), date(2027, 4, 21))
    days = {"starts_on": week[0], "ends_on": week[1], "working_days": 3}
    worth = {"lump_sum": Decimal(390), "full_sum": Decimal(780)}
    exchange(back, visiting, host, ExchangeState.DONE, **days, **worth)
    day = at(back, datetime(2027, 4, 26, 8, tzinfo=UTC))
    with pytest.raises(correcting.HostFullThen):
        correct_stay(day, pair.vop_officer, pair.id, week[0], WHY)
    correct_stay(day, pair.vop_officer, pair.id, date(2027, 4, 18), WHY)
    hosting.set_months(day, pair.host, ["2027-04"], 2)
    correct_stay(later(day, hours=1), pair.vop_officer, pair.id, week[1], WHY)
    assert pair.exchange.ends_on == week[1]


def test_a_change_that_is_being_signed_goes_first(work):
    """Its days are those of the paper; two changes of one day would undo each other."""
    there, pair = travelling_pair(work)
    change = amending.Change(ends_on=THURSDAY)
    amending.ask_amendment(there, pair.visitor, pair.id, change, "The fair ends.")
    with pytest.raises(amending.AlreadyAmending):
        correct_stay(there, pair.vop_officer, pair.id, ENDS, WHY, first_day=date(2027, 4, 11))


@settings(max_examples=examples(10))
@given(
    st.lists(
        st.tuples(
            st.sampled_from([date(2027, 4, 9), STARTS, TUESDAY, WEDNESDAY]),
            st.sampled_from([TUESDAY, WEDNESDAY, THURSDAY, ENDS, date(2027, 4, 19)]),
        ),
        max_size=4,
    ),
    st.sampled_from(
        [(returned_pair, ExchangeState.DONE), (validated_pair, ExchangeState.VALIDATED)]
    ),
)
def test_every_correction_can_be_taken_back(days, begun):
    """However often days are corrected, the last word counts, and nothing else is left of before, or it is refused."""
    database = new_database()
    with database.transaction() as session:
        reached, state = begun
        back, pair = reached(Work(session, NOON, scheme()))
        day = at(back, datetime(2027, 4, 20, 8, tzinfo=UTC))
        for first, last in (*days, (STARTS, WEDNESDAY), (STARTS, ENDS)):
            try:
                correct_stay(day, pair.vop_officer, pair.id, last, WHY, first_day=first)
            except (correcting.NothingCorrected, StayBackwards):
                continue
        row = pair.exchange
        assert (row.state, row.working_days, row.lump_sum) == (state, 5, Decimal(780))
        assert (row.ended_early_on, row.starts_on, row.ends_on) == (None, STARTS, ENDS)
    database.close()
