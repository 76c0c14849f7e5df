"""Whoever has to take the next step is reminded of it, until it is taken."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlmodel import select

from exchange.applying import review
from exchange.due import do_due
from exchange.people.people import applicant
from exchange.timing.next_steps import (
    CLOSING_OVERDUE,
    DESK_EXCHANGE_IDLE,
    DESK_PAYMENT_OVERDUE,
    DESK_VALIDATION_OVERDUE,
    EXCHANGE_IDLE,
    plan_next_step,
)
from exchange.timing.reviews import (
    APPLICATION_UNANSWERED,
    DESK_ENQUIRY_SILENT,
    ENQUIRY_SILENT,
    ENQUIRY_UNANSWERED,
)
from exchange.visiting import closing, dates
from storage.tables import Due, DueOutcome, ExchangeState
from tests.builders.records.pairs import (
    ENDS,
    REPORT,
    STARTS,
    agree,
    build_pair,
    draw_up,
    returned_pair,
)
from tests.builders.records.reading import told
from tests.builders.records.rows import waiting_application
from tests.builders.records.works import at


def waiting(work, kind):
    """Rows of a kind that are still to be done, by time."""
    query = select(Due).where(Due.kind == kind, Due.done_at.is_(None)).order_by(Due.due_at, Due.id)
    return list(work.session.exec(query))


def do_all(work, rows):
    """What came of each at its time."""
    return [do_due(at(work, row.due_at), row) for row in rows]


def agreed_pair(work):
    """Two who want an exchange and have said nothing of dates."""
    pair = build_pair(work)
    plan_next_step(work, pair.exchange)
    return pair


def offered(work, pair):
    """The visitor proposes dates."""
    dates.offer_dates(work, pair.visitor, pair.id, STARTS, ENDS)


def reopened(work, pair):
    """They had a paper, and change their minds about the dates."""
    agree(work, pair)
    draw_up(work, pair)
    dates.reopen_dates(at(work, work.now + timedelta(hours=1)), pair.host, pair.id)


@pytest.mark.parametrize(
    ("then", "visitor", "host"),
    [
        (lambda _work, _pair: None, 2, 2),
        (offered, 0, 2),
        (agree, 2, 2),
        (lambda work, pair: (agree(work, pair), draw_up(work, pair)), 0, 0),
        (reopened, 2, 2),
    ],
    ids=["no dates", "the host is asked", "no paper", "to be signed", "dates open again"],
)
def test_who_can_act_is_reminded_twice(work, then, visitor, host):
    """Both where either may, one where the other waits, nobody where something else reminds."""
    pair = agreed_pair(work)
    then(at(work, work.now + timedelta(hours=1)), pair)
    rows = waiting(work, EXCHANGE_IDLE)
    assert do_all(work, rows) == [DueOutcome.DONE] * (visitor + host)
    assert told(work, pair.visitor).count(EXCHANGE_IDLE) == visitor
    assert told(work, pair.host).count(EXCHANGE_IDLE) == host


def test_a_step_taken_needs_no_reminder(work):
    """Even if its row was not struck."""
    pair = agreed_pair(work)
    rows = waiting(work, EXCHANGE_IDLE)
    agree(at(work, work.now + timedelta(hours=1)), pair)
    assert set(do_all(work, rows)) == {DueOutcome.NOT_NEEDED}


def test_days_count_from_the_last_step(work):
    """Whoever was asked yesterday is not reminded today."""
    pair = agreed_pair(work)
    later = at(work, work.now + timedelta(days=3))
    offered(later, pair)
    days = work.scheme.reminding_days(EXCHANGE_IDLE)
    first = waiting(work, EXCHANGE_IDLE)[0]
    assert first.due_at >= later.now + timedelta(days=days[0])


@pytest.mark.parametrize("state", [ExchangeState.REPORTED, ExchangeState.VALIDATED])
def test_the_desk_is_told_what_it_has_to_close(work, state):
    """Validation and payment, twice each, to the visitor's Partnership alone."""
    back, pair = returned_pair(work)
    closing.submit_report(back, pair.visitor, pair.id, REPORT)
    overdue = DESK_VALIDATION_OVERDUE
    if state is ExchangeState.VALIDATED:
        closing.validate_report(back, pair.vop_officer, pair.id)
        overdue = DESK_PAYMENT_OVERDUE
    rows = waiting(work, CLOSING_OVERDUE)
    assert do_all(work, rows) == [DueOutcome.DONE] * 2
    assert told(work, pair.vop_officer)[-2:] == [overdue] * 2
    assert overdue not in told(work, pair.hop_officer)


def signing(work):
    """A pair whose paper is written and not signed."""
    pair = build_pair(work)
    agree(work, pair)
    draw_up(work, pair)
    return pair


@pytest.mark.parametrize("stalled", [agreed_pair, signing])
def test_the_desk_is_told_in_the_end_that_nothing_moves(work, stalled):
    """Once, after both sides were reminded; the visitor's Partnership, which may write to its own."""
    pair = stalled(work)
    (row,) = waiting(work, CLOSING_OVERDUE)
    assert row.due_at > work.now + timedelta(days=work.scheme.reminding_days(EXCHANGE_IDLE)[-1])
    assert do_all(work, [row]) == [DueOutcome.DONE]
    assert told(work, pair.vop_officer)[-1] == DESK_EXCHANGE_IDLE
    assert DESK_EXCHANGE_IDLE not in told(work, pair.hop_officer)


def test_what_has_moved_is_not_idle(work):
    """Dates are offered: the days begin anew."""
    pair = agreed_pair(work)
    (row,) = waiting(work, CLOSING_OVERDUE)
    offered(at(work, work.now + timedelta(days=3)), pair)
    (later,) = waiting(work, CLOSING_OVERDUE)
    assert later.due_at > row.due_at


def test_what_is_paid_is_not_overdue(work):
    """The reminder of an earlier state says nothing in a later one."""
    back, pair = returned_pair(work)
    closing.submit_report(back, pair.visitor, pair.id, REPORT)
    rows = waiting(work, CLOSING_OVERDUE)
    closing.validate_report(at(back, back.now + timedelta(days=3)), pair.vop_officer, pair.id)
    assert set(do_all(work, rows)) == {DueOutcome.NOT_NEEDED}


@pytest.mark.parametrize("answered", [False, True])
def test_an_applicant_is_reminded_of_a_question(work, answered):
    """Until it is answered; in the end the desk hears that it was asked in vain."""
    application, officer = waiting_application(work)
    enquiry = review.ask_applicant(work, officer, application.id, "Which weeks suit you?")
    asked = applicant(work, application.id)
    rows = waiting(work, ENQUIRY_UNANSWERED)
    if answered:
        review.answer_applicant_enquiry(work, asked, enquiry.id, "Those in May.")
    expected = DueOutcome.NOT_NEEDED if answered else DueOutcome.DONE
    assert do_all(work, rows) == [expected] * 2
    assert told(work, asked).count(APPLICATION_UNANSWERED) == (0 if answered else 2)
    assert do_all(work, waiting(work, ENQUIRY_SILENT)) == [expected]
    assert told(work, officer).count(DESK_ENQUIRY_SILENT) == (0 if answered else 1)
