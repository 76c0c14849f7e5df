"""After the stay: report, validation, payment, certificate."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from pypdf import PdfReader
from sqlmodel import select

from exchange.errors import NotFound, NotPossibleNow
from exchange.people import people
from exchange.people.officers import RoleMayNot
from exchange.scheme.questionnaires import AnswerMissing
from exchange.timing.reports import EXCHANGE_CLOSE, report_of
from exchange.visiting import closing, course, paying
from exchange.visiting.correcting import correct_stay
from exchange.words import plain_english
from storage.tables import Due, ExchangeState, OfficerRole
from tests.builders.records.pairs import (
    REPORT,
    build_pair,
    pay,
    prove,
    ready_pair,
    returned_pair,
    travelling_pair,
    validated_pair,
)
from tests.builders.records.reading import read_by, told
from tests.builders.records.rows import officer, partnership
from tests.builders.records.works import at, later


def about_reports(work):
    """The report reminders still open."""
    query = select(Due.key).where(Due.kind.startswith("report."), Due.done_at == None)  # noqa: E711
    return list(work.session.exec(query))


def test_report_goes_to_the_visitors_desk(work):
    """The Partnership that pays hears of it, and nobody is reminded any more."""
    back, pair = returned_pair(work)
    report = closing.submit_report(back, pair.visitor, pair.id, REPORT)
    assert report.answers == REPORT
    assert pair.exchange.state is ExchangeState.REPORTED
    assert about_reports(work) == []
    assert told(work, pair.vop_officer)[-1] == "desk.report.submitted"
    assert "desk.report.submitted" not in told(work, pair.hop_officer)


def test_host_writes_no_report(work):
    """The report is the visitor's (https://clamtex.eu/faq-page)."""
    back, pair = returned_pair(work)
    with pytest.raises(closing.VisitorReports):
        closing.submit_report(back, pair.host, pair.id, REPORT)


def paid_pair(work):
    """A pair whose lump sum is paid."""
    validated, pair = validated_pair(work)
    pay(validated, pair)
    return validated, pair


def cancelled_pair(work):
    """A pair whose exchange was called off."""
    pair = build_pair(work)
    course.cancel_exchange(work, pair.host, pair.id, "illness")
    return work, pair


def broken_off_pair(work, on):
    """A pair whose stay ended early, on a day."""
    there, pair = travelling_pair(work)
    there = at(there, there.now.replace(day=on.day))
    course.interrupt_exchange(there, pair.visitor, pair.id, on, "Illness.")
    return there, pair


@pytest.mark.parametrize(
    ("reached", "error"),
    [
        (lambda work: (work, build_pair(work)), closing.StayNotOver),
        (lambda work: (work, ready_pair(work)), closing.StayNotOver),
        (travelling_pair, closing.StayNotOver),
        (validated_pair, closing.ReportedAlready),
        (paid_pair, closing.ReportedAlready),
        (cancelled_pair, NotPossibleNow),
    ],
    ids=["dates", "ready", "under way", "validated", "paid", "cancelled"],
)
def test_report_comes_between_the_stay_and_its_validation(work, reached, error):
    """Not before the end, not after the decision, and never of a visit that was called off."""
    now, pair = reached(work)
    with pytest.raises(error):
        closing.submit_report(now, pair.visitor, pair.id, REPORT)


def test_report_is_handed_in_once(work):
    """A double tap is told that it is there."""
    back, pair = returned_pair(work)
    closing.submit_report(back, pair.visitor, pair.id, REPORT)
    with pytest.raises(closing.ReportedAlready):
        closing.submit_report(back, pair.visitor, pair.id, REPORT)


def test_report_needs_its_answers(work):
    """A report without its results is not complete."""
    back, pair = returned_pair(work)
    with pytest.raises(AnswerMissing):
        closing.submit_report(back, pair.visitor, pair.id, {**REPORT, "results": ""})


def test_returned_report_can_be_handed_in_again(work):
    """The visitor reads why, and is reminded anew."""
    back, pair = returned_pair(work)
    closing.submit_report(back, pair.visitor, pair.id, REPORT)
    closing.return_report(back, pair.vop_officer, pair.id, "Which suppliers?")
    assert told(work, pair.visitor)[-1] == "report.returned"
    assert about_reports(work) != []
    again = closing.submit_report(back, pair.visitor, pair.id, REPORT)
    assert again.returned_for == "Which suppliers?"
    assert about_reports(work) == []


def test_what_was_handed_in_last_counts(work):
    """Answers and time of a report that was returned give way to the new ones."""
    back, pair = returned_pair(work)
    first = closing.submit_report(back, pair.visitor, pair.id, REPORT)
    assert first.submitted_at == back.now
    closing.return_report(back, pair.vop_officer, pair.id, "Which suppliers?")
    next_day, named = (
        later(back, days=1),
        {**REPORT, "results": "Two offers, and a price for each."},
    )
    report = closing.submit_report(next_day, pair.visitor, pair.id, named)
    assert report.answers == named
    assert report.submitted_at == next_day.now


def test_a_returned_report_is_with_the_visitor(work):
    """The desk decides again when it comes back; validated, it is returned no more."""
    back, pair = returned_pair(work)
    report = closing.submit_report(back, pair.visitor, pair.id, REPORT)
    closing.return_report(back, pair.vop_officer, pair.id, "Which suppliers?")
    assert report.returned_at == back.now
    assert "report.returned" not in told(work, pair.host)
    with pytest.raises(closing.NoReportYet):
        closing.validate_report(back, pair.vop_officer, pair.id)
    closing.submit_report(back, pair.visitor, pair.id, REPORT)
    closing.validate_report(back, pair.vop_officer, pair.id)
    assert report.returned_at is None


def test_each_exchange_has_its_own_report_and_payment(work):
    """What one visitor handed in and was paid is not another's."""
    validated, pair = paid_pair(work)
    other = build_pair(validated)
    assert report_of(work, pair.exchange).exchange_id == pair.id
    assert paying.payment_of(work, pair.exchange).exchange_id == pair.id
    assert report_of(work, other.exchange) is None
    assert paying.payment_of(work, other.exchange) is None


@pytest.mark.parametrize("kind", ["report.validated", "payment.made", "report.returned"])
def test_the_visitor_alone_hears_of_the_closing_and_of_which_exchange(work, kind):
    """Money is the visitor's; the message leads to the exchange it is about."""
    back, pair = returned_pair(work)
    prove(back, pair)
    for decide in (closing.return_report, None):
        closing.submit_report(back, pair.visitor, pair.id, REPORT)
        if decide:
            decide(back, pair.vop_officer, pair.id, "Which suppliers?")
    closing.validate_report(back, pair.vop_officer, pair.id)
    pay(back, pair)
    assert [facts["exchange"] for facts in read_by(work, pair.visitor, kind)] == [pair.id]
    assert read_by(work, pair.host, kind) == []


def test_validation_brings_certificate_and_payment(work):
    """The visitor has the certificate at once, and the desk knows that it is to pay."""
    validated, pair = validated_pair(work)
    assert pair.exchange.state is ExchangeState.VALIDATED
    assert told(work, pair.visitor)[-2:] == ["report.validated", "certificate.ready"]
    assert told(work, pair.vop_officer)[-1] == "desk.payment.due"
    report = report_of(work, pair.exchange)
    assert (report.validated_at, report.validated_by) == (validated.now, pair.vop_officer.id)


def test_only_the_paying_partnership_decides(work):
    """Neither the host's Partnership nor an auditor validates or returns."""
    back, pair = returned_pair(work)
    closing.submit_report(back, pair.visitor, pair.id, REPORT)
    with pytest.raises(NotFound):
        closing.validate_report(back, pair.hop_officer, pair.id)
    auditor = officer(work, partnership(work, "Loom Ring"), "AT", OfficerRole.AUDITOR)
    with pytest.raises(RoleMayNot):
        closing.return_report(back, auditor, pair.id, "More.")


def test_deciding_twice_says_so(work):
    """A report is decided once; without one there is nothing to decide."""
    back, pair = returned_pair(work)
    prove(back, pair)
    with pytest.raises(closing.NoReportYet):
        closing.validate_report(back, pair.vop_officer, pair.id)
    closing.submit_report(back, pair.visitor, pair.id, REPORT)
    closing.validate_report(back, pair.vop_officer, pair.id)
    with pytest.raises(closing.ValidatedAlready):
        closing.validate_report(back, pair.vop_officer, pair.id)
    with pytest.raises(closing.ValidatedAlready):
        closing.return_report(back, pair.vop_officer, pair.id, "Too late.")
    pay(back, pair)
    with pytest.raises(closing.ValidatedAlready):
        closing.validate_report(back, pair.vop_officer, pair.id)


def test_stay_below_the_shortest_earns_nothing_and_is_over(work):
    """Two days are reported and validated, neither paid nor certified; both sides hear the end."""
    there, pair = broken_off_pair(work, date(2027, 4, 13))
    closing.submit_report(there, pair.visitor, pair.id, REPORT)
    closing.validate_report(there, pair.vop_officer, pair.id)
    assert not {"report.validated", "certificate.ready"} & {*told(work, pair.visitor)}
    assert "desk.payment.due" not in told(work, pair.vop_officer)
    assert pair.exchange.state is ExchangeState.CLOSED
    assert told(work, pair.visitor)[-1] == told(work, pair.host)[-1] == "exchange.closed"
    planned = {row.kind for row in work.session.exec(select(Due)) if row.done_at is None}
    assert planned <= {"survey.open", "survey.reminder"}
    assert not people.bound(work, pair.visitor)
    with pytest.raises(paying.NothingToPay):
        pay(there, pair)
    with pytest.raises(closing.NoCertificate):
        closing.certificate_file(there, pair.exchange, plain_english)


def test_the_shortest_stay_is_paid_and_certified(work):
    """Three days earn half; the certificate names them, and not the days that were planned."""
    there, pair = broken_off_pair(work, date(2027, 4, 14))
    prove(there, pair)
    closing.submit_report(there, pair.visitor, pair.id, REPORT)
    closing.validate_report(there, pair.vop_officer, pair.id)
    assert told(work, pair.visitor)[-2:] == ["report.validated", "certificate.ready"]
    for fact in ("12–14 Apr 2027", "WORKING DAYS\n3\n"):
        assert fact in certified(there, pair)
    payment = pay(there, pair)
    assert payment.amount == Decimal(390)


def test_certificate_is_made_once(work):
    """Whoever asks again gets the very same file."""
    validated, pair = validated_pair(work)
    file = closing.certificate_file(validated, pair.exchange, plain_english)
    assert closing.certificate_file(validated, pair.exchange, plain_english) is file
    assert pair.exchange.certificate_id == file.id


def certified(work, pair):
    """The words of the certificate."""
    file = closing.certificate_file(work, pair.exchange, plain_english)
    return PdfReader(io.BytesIO(file.content)).pages[0].extract_text()


def test_certificate_names_who_where_and_when(work):
    """Person, host, city and days stand on it, also when it is asked for after the payment."""
    paid, pair = paid_pair(work)
    text = certified(paid, pair)
    for words in ("Alex of Vienna", "Porto Weavers & Sons", "Porto", "Loom Ring"):
        assert words in text
    assert "12–16 Apr 2027" in text


def test_certificate_is_of_the_day_of_validation(work):
    """On the visitor's calendar, whenever it is asked for."""
    back, pair = returned_pair(work)
    closing.submit_report(back, pair.visitor, pair.id, REPORT)
    late = at(work, datetime(2027, 5, 3, 22, 30, tzinfo=UTC))  # half past midnight in Vienna
    closing.validate_report(late, pair.vop_officer, pair.id)
    assert "4 May 2027" in certified(later(late, days=9), pair)


def test_no_certificate_before_validation(work):
    """It comes with the validation."""
    back, pair = returned_pair(work)
    with pytest.raises(closing.NoCertificate):
        closing.certificate_file(back, pair.exchange, plain_english)


def _broken_off(work):
    """A stay of one day: no exchange, and nothing is paid for it."""
    there, pair = travelling_pair(work)
    course.interrupt_exchange(there, pair.visitor, pair.id, date(2027, 4, 12), "Ill.")
    return there, pair


def _closing(work, pair):
    """When it closes by itself."""
    query = select(Due.due_at).where(
        Due.kind == EXCHANGE_CLOSE, Due.subject == pair.id, Due.done_at.is_(None)
    )
    return work.session.exec(query).one()


def _closed_by_itself(work):
    """The same on the morning on which its report is overdue."""
    there, pair = _broken_off(work)
    day = at(there, _closing(there, pair))
    assert closing.close_unreported(day, pair.id)
    return day, pair


def test_a_stay_that_is_worth_nothing_closes_by_itself(work):
    """When nobody has reported in time; both hear it, once, and nobody is reminded of anything more.

    Below the shortest stay there is no exchange: https://clustercollaboration.eu/clusterxchange/faqs
    """
    day, pair = _closed_by_itself(work)
    assert pair.exchange.state is ExchangeState.CLOSED
    assert day.now.date() == date(2027, 5, 13)  # the report was due thirty days after the stay
    for side in (pair.visitor, pair.host):
        assert told(day, side).count("exchange.closed") == 1
    assert not closing.close_unreported(day, pair.id)
    assert about_reports(day) == []
    with pytest.raises(closing.NothingToReport):
        closing.submit_report(day, pair.visitor, pair.id, REPORT)
    with pytest.raises(closing.NoCertificate):
        closing.certificate_file(day, pair.exchange, plain_english)


def test_a_stay_that_is_worth_something_waits_for_its_report(work):
    """However long."""
    back, pair = returned_pair(work)
    day = at(back, _closing(back, pair))
    assert not closing.close_unreported(day, pair.id)


def test_a_report_of_what_is_worth_nothing_is_read(work):
    """Where one is there its desk validates it, and nothing is closed before."""
    there, pair = _broken_off(work)
    closing.submit_report(there, pair.visitor, pair.id, REPORT)
    assert not closing.close_unreported(there, pair.id)
    closing.validate_report(there, pair.vop_officer, pair.id)
    assert pair.exchange.state is ExchangeState.CLOSED


def test_what_has_closed_by_itself_is_opened_again_by_a_correction(work):
    """It waits for its report as if it had just come back, and is paid like any other."""
    day, pair = _closed_by_itself(work)
    correct_stay(day, pair.vop_officer, pair.id, date(2027, 4, 14), "They stayed until Wednesday.")
    assert pair.exchange.state is ExchangeState.INTERRUPTED
    assert about_reports(day)
    soon = later(day, days=1)
    prove(soon, pair)
    closing.submit_report(soon, pair.visitor, pair.id, REPORT)
    closing.validate_report(soon, pair.vop_officer, pair.id)
    assert pair.exchange.state is ExchangeState.VALIDATED


def test_a_correction_after_the_day_of_the_report_closes_at_once(work):
    """Nobody waits another time for what is worth nothing; wrong again, both hear it again."""
    back, pair = returned_pair(work)
    day = later(back, days=40)
    correct_stay(day, pair.vop_officer, pair.id, date(2027, 4, 13), "Two days.")
    assert pair.exchange.state is ExchangeState.CLOSED
    correct_stay(later(day, days=1), pair.vop_officer, pair.id, date(2027, 4, 16), "It was a week.")
    assert pair.exchange.state is ExchangeState.DONE
    correct_stay(later(day, days=2), pair.vop_officer, pair.id, date(2027, 4, 13), "No, two days.")
    assert pair.exchange.state is ExchangeState.CLOSED
    assert told(day, pair.host).count("exchange.closed") == 2


def test_who_tells_late_that_it_was_broken_off_has_days_to_report(work):
    """After the day of the report nothing is planned any more: it is planned anew, and then it closes."""
    back, pair = returned_pair(work)
    day = later(back, days=40)
    for one in day.session.exec(select(Due).where(Due.kind == EXCHANGE_CLOSE)):
        one.done_at, one.outcome = day.now, "not_needed"
        day.session.add(one)
    course.interrupt_exchange(day, pair.visitor, pair.id, date(2027, 4, 13), "Ill.")
    assert pair.exchange.state is ExchangeState.INTERRUPTED
    closes = _closing(day, pair)
    assert closes.date() == (day.now + timedelta(days=15)).date()  # fourteen days to answer
    assert closing.close_unreported(at(day, closes), pair.id)


def test_what_waited_for_ever_is_closed_after_an_update(work):
    """Stays of before that closed by themselves: once, and by the clock."""
    there, pair = _broken_off(work)
    for one in there.session.exec(select(Due).where(Due.kind == EXCHANGE_CLOSE)):
        there.session.delete(one)
    there.session.flush()
    assert [closing.plan_closings(there) for _ in range(2)] == [1, 0]
    assert _closing(there, pair) == there.now
