"""What comes due is done if it is still true, and once."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import select

from exchange.due import do_due
from exchange.leaving import withdraw_consent
from exchange.life.moves import move_proposal
from exchange.notices import Notice
from exchange.people import people
from exchange.people.people import applicant
from exchange.people.signing import current_commitment
from exchange.privacy.erasure import ask_erasure
from exchange.timing.drafts import DRAFT_WAITING, plan_draft
from exchange.timing.invitations import PROPOSAL_EXPIRE, PROPOSAL_UNANSWERED
from exchange.timing.outcomes import OUTCOMES_OPEN
from exchange.timing.reports import REPORT_DUE, REPORT_OPEN, REPORT_OVERDUE
from exchange.timing.reviews import REVIEW_OVERDUE, plan_review
from exchange.timing.signatures import COMMITMENT_UNSIGNED, plan_signature
from exchange.timing.stays import DEPARTURE_NEAR, EXCHANGE_FINISH, EXCHANGE_START
from exchange.timing.surveys import SURVEY_OPEN, SURVEY_REMINDER
from exchange.visiting import closing, commitments, course, surveys
from storage.care.clock_repair import PUT_OFF
from storage.queues.records import settle
from storage.tables import (
    ApplicationState,
    Due,
    DueOutcome,
    ExchangeState,
    Outbox,
    Person,
    ProposalState,
    Side,
    Signatory,
)
from tests.builders.records.pairs import (
    REPORT,
    agree,
    build_pair,
    draw_up,
    pay,
    prove,
    ready_pair,
    returned_pair,
    travelling_pair,
)
from tests.builders.records.reading import read_by, told
from tests.builders.records.rows import draft, open_proposal, person, waiting_application
from tests.builders.records.surveys import VISITOR
from tests.builders.records.works import NOON, at, later

FORTNIGHT = NOON + timedelta(days=14)


def rows(work, kind, **facts):
    """Rows of a kind, by time."""
    query = select(Due).where(Due.kind == kind).order_by(Due.due_at, Due.id)
    return [row for row in work.session.exec(query) if facts.items() <= row.facts.items()]


def do_at(work, row, now=None):
    """The outcome of a row at its time, or at another."""
    return do_due(at(work, now or row.due_at), row)


def test_draft_left_alone_is_reminded_of(work):
    """Two quiet days, and one friendly word."""
    writer = person(work, "AT")
    draft(work, writer, NOON + timedelta(minutes=20))
    plan_draft(work, writer)
    (row,) = rows(work, DRAFT_WAITING)
    assert do_at(work, row) is DueOutcome.DONE
    assert told(work, writer) == ["draft.waiting"]


def test_a_draft_that_takes_the_number_of_another_is_reminded_of(work):
    """Handed in, a draft is gone; SQLite gives its number to the next person's."""
    numbers = []
    for _ in range(2):
        writer = person(work, "AT")
        begun = draft(work, writer)
        numbers.append(begun.id)
        plan_draft(work, writer)
        row = rows(work, DRAFT_WAITING)[-1]
        assert do_at(work, row) is DueOutcome.DONE
        assert told(work, writer) == ["draft.waiting"]
        work.session.delete(begun)
        work.session.flush()
    assert numbers == [1, 1]


def test_draft_gone_on_with_is_left_alone(work):
    """Whoever wrote yesterday is reminded two days after that."""
    writer = person(work, "AT")
    draft(work, writer, NOON + timedelta(days=1, hours=5))
    plan_draft(work, writer)
    (row,) = rows(work, DRAFT_WAITING)
    assert do_at(work, row) is DueOutcome.NOT_NEEDED
    _, again = rows(work, DRAFT_WAITING)
    assert again.due_at == datetime(2027, 3, 5, 8, tzinfo=UTC)  # Thursday six o'clock is too late
    assert told(work, writer) == []


def test_draft_handed_in_needs_no_reminder(work):
    """A submitted application leaves no draft behind."""
    writer = person(work, "AT")
    plan_draft(work, writer)
    assert do_at(work, rows(work, DRAFT_WAITING)[0]) is DueOutcome.NOT_NEEDED


@pytest.mark.parametrize("other", [{"form": "survey"}, {"bot": "desk"}])
def test_only_a_drafted_application_is_reminded_of(work, other):
    """What an officer writes, or a survey begun, waits without a word."""
    writer = person(work, "AT")
    begun = draft(work, writer)
    begun.sqlmodel_update(other)
    plan_draft(work, writer)
    assert do_at(work, rows(work, DRAFT_WAITING)[0]) is DueOutcome.NOT_NEEDED


def test_overdue_review_is_told_to_the_desk(work):
    """The desk hears of each application that waits too long, and of which."""
    waiting, desk = waiting_application(work)
    later_one, _ = waiting_application(later(work, days=1))
    first = rows(work, REVIEW_OVERDUE)[0]
    assert (first.subject, do_at(work, first)) == (waiting.id, DueOutcome.DONE)
    assert waiting.id != later_one.id
    reader = work.load(Person, desk.person_id)
    assert read_by(work, reader, "desk.review.overdue") == [{"application": waiting.id}]


@pytest.mark.parametrize(
    "state", [ApplicationState.ACCEPTED, ApplicationState.INFO_REQUESTED, ApplicationState.REJECTED]
)
def test_decided_review_is_not_overdue(work, state):
    """What was decided, or waits for the applicant, does not wait for the desk."""
    waiting, desk = waiting_application(work)
    waiting.state = state
    assert do_at(work, rows(work, REVIEW_OVERDUE)[0]) is DueOutcome.NOT_NEEDED
    assert told(work, desk) == []


def test_review_counts_from_the_latest_submission(work):
    """An answer to a question starts the desk's days anew."""
    waiting, _ = waiting_application(work)
    plan_review(at(work, NOON + timedelta(days=4)), waiting)
    outcomes = [do_at(work, row) for row in rows(work, REVIEW_OVERDUE)]
    assert sorted(outcomes) == ["done", "done", "not_needed", "not_needed"]


def test_unanswered_proposal_is_reminded_of(work):
    """Whoever is asked is reminded; whoever asked is not."""
    made = open_proposal(work, expires=FORTNIGHT)
    assert do_at(work, rows(work, PROPOSAL_UNANSWERED)[0]) is DueOutcome.DONE
    assert told(work) == ["proposal.unanswered"]
    assert told(work, applicant(work, made.host_id)) == ["proposal.unanswered"]


@pytest.mark.parametrize("kind", [PROPOSAL_UNANSWERED, PROPOSAL_EXPIRE])
def test_answered_proposal_is_left_alone(work, kind):
    """An answer ends reminders and expiry."""
    move_proposal(work, open_proposal(work, expires=FORTNIGHT), ProposalState.DECLINED, "person:1")
    assert do_at(work, rows(work, kind)[0]) is DueOutcome.NOT_NEEDED


def test_proposal_expires_at_its_end(work):
    """Without an answer it ends, and no reminder comes after it."""
    made = open_proposal(work, expires=FORTNIGHT)
    (expiry,) = rows(work, PROPOSAL_EXPIRE)
    reminder = rows(work, PROPOSAL_UNANSWERED)[-1]
    assert do_at(work, reminder, expiry.due_at) is DueOutcome.TOO_LATE
    assert do_at(work, expiry) is DueOutcome.DONE
    assert made.state is ProposalState.EXPIRED


def test_what_expires_by_the_clock_of_one_side_is_told_by_that_of_the_other(work):
    """Nine in Helsinki is eight in Vienna."""
    made = open_proposal(work, expires=FORTNIGHT)
    asked, asking = (applicant(work, one) for one in (made.host_id, made.visitor_id))
    asked.zone, asking.zone, asking.country = "Europe/Helsinki", "Europe/Vienna", "AT"
    nine_there = datetime(2027, 2, 8, 9, 0, tzinfo=ZoneInfo("Europe/Helsinki"))
    assert do_at(work, rows(work, PROPOSAL_EXPIRE)[0], nine_there) is DueOutcome.DONE
    letters = work.session.exec(select(Outbox).where(Outbox.kind == Notice.PROPOSAL_EXPIRED)).all()
    hours = {one.chat_id: one.due_at.astimezone(ZoneInfo("Europe/Vienna")).hour for one in letters}
    assert hours == {asked.telegram_id: 8, asking.telegram_id: 9}


@pytest.fixture
def signing(work):
    """A pair whose paper waits for signatures."""
    pair = build_pair(work)
    agree(work, pair)
    draw_up(work, pair)
    return pair


@pytest.mark.parametrize(
    ("outcome", "expected"),
    [
        (DueOutcome.DONE, DueOutcome.TOO_LATE),
        (DueOutcome.TOO_LATE, DueOutcome.TOO_LATE),
        (DueOutcome.NOT_NEEDED, DueOutcome.DONE),
        (DueOutcome.FAILED, DueOutcome.DONE),
    ],
)
def test_an_earlier_reminder_is_silent_once_a_later_one_was_said(work, outcome, expected):
    """Another scheduler may have come to the later one first; one that was struck says nothing."""
    open_proposal(work, expires=FORTNIGHT)
    first, second = rows(work, PROPOSAL_UNANSWERED)
    settle(second, outcome, second.due_at)
    assert do_at(work, first, second.due_at + timedelta(minutes=1)) is expected


def test_a_reminder_speaks_for_what_comes_with_it_only(work):
    """Of two that are due at the same moment one is said; one about another invitation says its own."""
    open_proposal(work, expires=FORTNIGHT)
    first, second = rows(work, PROPOSAL_UNANSWERED)
    assert do_at(work, first, second.due_at) is DueOutcome.TOO_LATE
    first.due_at = second.due_at
    assert [do_at(work, first), do_at(work, second)] == [DueOutcome.TOO_LATE, DueOutcome.DONE]
    open_proposal(work, expires=FORTNIGHT)
    *_, other = rows(work, PROPOSAL_UNANSWERED)
    assert do_at(work, other, FORTNIGHT - timedelta(days=3)) is DueOutcome.DONE
    assert do_at(work, second, FORTNIGHT - timedelta(days=3)) is DueOutcome.DONE


def test_a_party_is_reminded_whatever_another_is_reminded_of(work, signing):
    """Each of the four reads its own."""
    current = current_commitment(work, signing.exchange)
    plan_signature(later(work, days=1), signing.exchange, current, Signatory.HOP)
    *_, last = rows(work, COMMITMENT_UNSIGNED, party="VO")
    *_, others = rows(work, COMMITMENT_UNSIGNED, party="HOP")
    assert others.due_at > last.due_at
    assert do_at(work, last, others.due_at) is DueOutcome.DONE


def test_what_we_come_to_at_night_waits_for_the_morning(work):
    """It is put off to the reader's hours, and said then."""
    writer = person(work, "AT")
    draft(work, writer)
    plan_draft(work, writer)
    (row,) = rows(work, DRAFT_WAITING)
    night = datetime(2027, 3, 5, 1, 30, tzinfo=UTC)
    assert do_at(work, row, night) is None
    assert (row.due_at, row.done_at, told(work)) == (datetime(2027, 3, 5, 8, tzinfo=UTC), None, [])
    assert row.facts[PUT_OFF] == night.isoformat()  # the repair of the clock's rows goes by it
    assert do_at(work, row) is DueOutcome.DONE


@pytest.mark.parametrize(
    ("days", "expected"), [(13, DueOutcome.DONE), (14, DueOutcome.DONE), (15, DueOutcome.TOO_LATE)]
)
def test_a_reminder_is_worth_saying_for_the_days_of_the_scheme(work, days, expected):
    """Fourteen for a draft; counted from the time it was planned for, however often put off."""
    writer = person(work, "AT")
    draft(work, writer)
    plan_draft(work, writer)
    (row,) = rows(work, DRAFT_WAITING)
    planned = row.due_at
    assert do_at(work, row, planned.replace(hour=23)) is None
    assert do_at(work, row, planned + timedelta(days=days)) is expected


def test_what_must_happen_is_never_too_late(work):
    """After a year away the stay begins and ends, and the report is asked for."""
    pair = ready_pair(work)
    finish, *_ = rows(work, EXCHANGE_FINISH)
    assert do_at(work, finish, datetime(2028, 4, 19, 8, tzinfo=UTC)) is DueOutcome.DONE
    (opening,) = rows(work, REPORT_OPEN)
    assert do_at(work, opening, datetime(2029, 4, 18, 8, tzinfo=UTC)) is DueOutcome.DONE
    assert (pair.exchange.state, told(work, pair.visitor)[-1]) == (
        ExchangeState.DONE,
        "report.open",
    )


def test_missing_signature_is_asked_for_again(work, signing):
    """A person through the public bot, a Partnership through its desk."""
    commitments.sign_as_person(work, signing.visitor, signing.id)
    assert do_at(work, rows(work, COMMITMENT_UNSIGNED, party="HO")[0]) is DueOutcome.DONE
    commitments.sign_as_person(work, signing.host, signing.id)
    assert do_at(work, rows(work, COMMITMENT_UNSIGNED, party="VOP")[0]) is DueOutcome.DONE
    assert told(work, signing.host)[-2:] == ["commitment.to_sign", "commitment.unsigned"]
    assert told(work, signing.vop_officer)[-1] == "desk.commitment.unsigned"


def test_given_signature_is_not_asked_for(work, signing):
    """Whoever has signed, or has a new version before them, is not reminded of the old."""
    (row, *_) = rows(work, COMMITMENT_UNSIGNED, party="VO")
    commitments.sign_as_person(work, signing.visitor, signing.id)
    assert do_at(work, row) is DueOutcome.NOT_NEEDED


@pytest.mark.parametrize(("day", "outcome"), [(12, DueOutcome.DONE), (13, DueOutcome.TOO_LATE)])
def test_signature_is_not_asked_for_after_the_first_day(work, signing, day, outcome):
    """A paper whose dates have begun cannot be signed any more."""
    row = rows(work, COMMITMENT_UNSIGNED)[-1]
    row.due_at = datetime(2027, 4, day, 9, tzinfo=UTC)
    assert do_at(work, row) is outcome


def test_departure_is_told_with_the_days_left(work):
    """On Friday before a Monday it is three days."""
    pair = ready_pair(work)
    outcomes = [do_at(work, row) for row in rows(work, DEPARTURE_NEAR)]
    assert set(outcomes) == {DueOutcome.DONE}
    query = select(Outbox).where(Outbox.kind == "departure.near")
    days = [row.body["days"] for row in work.session.exec(query)]
    assert days == [7, 7, 3, 3]
    assert told(work, pair.host)[-2:] == ["departure.near", "departure.near"]


def test_departure_after_departure_is_too_late(work):
    """Nobody is told to pack who is there already."""
    ready_pair(work)
    there = datetime(2027, 4, 12, 8, tzinfo=UTC)
    found = {do_at(work, row, there) for row in rows(work, DEPARTURE_NEAR)}
    assert found == {DueOutcome.TOO_LATE}


def test_departure_is_told_on_the_last_day_before_though_it_be_a_sunday(work):
    """No working hour is left before Monday's journey; tomorrow is soon enough to pack."""
    pair = ready_pair(work)
    *_, row = rows(work, DEPARTURE_NEAR, side="visitor")
    assert do_at(work, row, datetime(2027, 4, 11, 9, tzinfo=UTC)) is DueOutcome.DONE
    assert read_by(work, pair.visitor, "departure.near")[-1]["days"] == 1


def test_of_two_overdue_departures_only_the_last_is_sent(work):
    """After a long break one reminder speaks for both, for each side."""
    pair = ready_pair(work)
    awake = datetime(2027, 4, 10, 9, tzinfo=UTC)
    outcomes = []
    for row in rows(work, DEPARTURE_NEAR):
        outcomes.append(do_at(work, row, awake))
        settle(row, outcomes[-1], awake)
    assert outcomes == [DueOutcome.TOO_LATE, DueOutcome.TOO_LATE, DueOutcome.DONE, DueOutcome.DONE]
    assert told(work, pair.visitor).count("departure.near") == 1


def test_cancelled_departure_needs_no_word(work):
    """Nobody is reminded of what does not take place."""
    pair = ready_pair(work)
    row = rows(work, DEPARTURE_NEAR)[0]
    course.cancel_exchange(work, pair.visitor, pair.id, "illness")
    assert do_at(work, row) is DueOutcome.NOT_NEEDED


def test_stay_begins_and_ends_by_its_rows(work):
    """Ready, under way, done: by date, and only once."""
    pair = ready_pair(work)
    (start,), (finish,) = rows(work, EXCHANGE_START), rows(work, EXCHANGE_FINISH)
    assert do_at(work, start) is DueOutcome.DONE
    assert pair.exchange.state is ExchangeState.UNDER_WAY
    assert do_at(work, start) is DueOutcome.NOT_NEEDED
    assert do_at(work, finish) is DueOutcome.DONE
    assert pair.exchange.state is ExchangeState.DONE


def test_stay_ends_even_if_its_start_was_missed(work):
    """A start row that failed does not hold the exchange up."""
    pair = ready_pair(work)
    (finish,) = rows(work, EXCHANGE_FINISH)
    assert do_at(work, finish) is DueOutcome.DONE
    assert pair.exchange.state is ExchangeState.DONE


def test_report_is_asked_for_until_it_comes(work):
    """Opened, reminded of with the days left, told to the desk when overdue."""
    _, pair = returned_pair(work)
    kinds = (REPORT_OPEN, REPORT_DUE, REPORT_OVERDUE)
    found = [do_at(work, row) for kind in kinds for row in rows(work, kind)]
    assert set(found) == {DueOutcome.DONE}
    query = select(Outbox).where(Outbox.kind == "report.due")
    assert [row.body["days"] for row in work.session.exec(query)] == [9, 2, -3, -10]
    assert told(work, pair.visitor).count("report.open") == 1
    assert told(work, pair.vop_officer)[-2:] == ["desk.report.overdue"] * 2


def test_report_handed_in_is_not_asked_for(work):
    """After the report no reminder of it comes, even if its row was not struck."""
    back, pair = returned_pair(work)
    kinds = (REPORT_OPEN, REPORT_DUE, REPORT_OVERDUE)
    found = [row for kind in kinds for row in rows(work, kind)]
    closing.submit_report(back, pair.visitor, pair.id, REPORT)
    assert {do_at(work, row) for row in found} == {DueOutcome.NOT_NEEDED}


def test_survey_is_asked_of_each_side_until_it_answers(work):
    """Whoever has answered is left in peace, the other is reminded."""
    back, pair = returned_pair(work)
    surveys.submit_survey(back, pair.visitor, pair.id, VISITOR)
    kinds = (SURVEY_OPEN, SURVEY_REMINDER)
    outcomes = {
        side: [do_at(work, row) for kind in kinds for row in rows(work, kind, side=side.value)]
        for side in Side
    }
    assert outcomes[Side.VISITOR] == [DueOutcome.NOT_NEEDED] * 3
    assert outcomes[Side.HOST] == [DueOutcome.DONE] * 3
    assert told(work, pair.host)[-3:] == ["survey.open", "survey.reminder", "survey.reminder"]


@pytest.mark.parametrize("steps", [1, 2, 3], ids=["reported", "validated", "paid"])
def test_a_survey_is_asked_for_however_far_the_closing_is(work, steps):
    """Report and money go their own way; each reminder has its number."""
    back, pair = returned_pair(work)
    prove(back, pair)
    ways = [
        lambda: closing.submit_report(back, pair.visitor, pair.id, REPORT),
        lambda: closing.validate_report(back, pair.vop_officer, pair.id),
        lambda: pay(back, pair),
    ]
    for step in ways[:steps]:
        step()
    outcomes = [do_at(work, row) for row in rows(work, SURVEY_REMINDER, side="host")]
    assert outcomes == [DueOutcome.DONE, DueOutcome.DONE]
    rounds = [facts["round"] for facts in read_by(work, pair.host, "survey.reminder")]
    assert rounds == [1, 2]


def test_broken_off_stay_is_surveyed(work):
    """An interrupted stay is asked about as well."""
    there, pair = travelling_pair(work)
    there = at(there, there.now.replace(day=13))
    course.interrupt_exchange(there, pair.visitor, pair.id, date(2027, 4, 13), "Illness.")
    assert do_at(work, rows(work, SURVEY_OPEN, side="host")[0]) is DueOutcome.DONE
    assert told(work, pair.host)[-1] == "survey.open"


@pytest.mark.parametrize("asked", [None, ask_erasure, withdraw_consent])
def test_whoever_has_left_is_asked_no_favours(work, asked):
    """A survey needs their good will; the report is asked for all the same, as the money needs it."""
    back, pair = returned_pair(work)
    people.give_consent(back, pair.visitor)
    if asked:
        asked(back, pair.visitor)
    favours = (SURVEY_OPEN, SURVEY_REMINDER, OUTCOMES_OPEN)
    late = {one: row.due_at for one in favours for row in rows(work, one, side="visitor")}
    done = {
        do_at(at(work, late[kind]), row)
        for kind in favours
        for row in rows(work, kind, side="visitor")
    }
    assert done == ({DueOutcome.NOT_NEEDED} if asked else {DueOutcome.DONE})
    assert do_at(work, rows(work, REPORT_DUE)[0]) is DueOutcome.DONE
