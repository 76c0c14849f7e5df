"""What is planned, and when: at the reader's working hours, under a key that tells the fact."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import select

from exchange.timing.drafts import DRAFT_WAITING, plan_draft
from exchange.timing.families import strike_all
from exchange.timing.hours import signatory_time
from exchange.timing.invitations import PROPOSAL_EXPIRE, PROPOSAL_UNANSWERED, plan_proposal
from exchange.timing.reports import REPORT_DUE, REPORT_OPEN, REPORT_OVERDUE, plan_report
from exchange.timing.reviews import REVIEW_OVERDUE, plan_review
from exchange.timing.signatures import COMMITMENT_UNSIGNED
from exchange.timing.stays import DEPARTURE_NEAR, EXCHANGE_FINISH, EXCHANGE_START, plan_stay
from exchange.timing.surveys import SURVEY_OPEN, SURVEY_REMINDER
from storage.tables import ApplicationState, Due, Role, Side, Signatory
from tests.builders.records.pairs import (
    agree,
    build_pair,
    draw_up,
    ready_pair,
    returned_pair,
    sign_all,
)
from tests.builders.records.rows import application, officer, partnership, person, proposal
from tests.builders.records.works import NOON, at


def planned(work, kind, **facts):
    """When rows of a kind are due, as written on the wall in UTC."""
    query = select(Due).where(Due.kind == kind).order_by(Due.due_at)
    rows = [row for row in work.session.exec(query) if facts.items() <= row.facts.items()]
    return [f"{row.due_at:%a %d %b %H:%M}" for row in rows]


def test_draft_is_reminded_of_in_the_evening_writers_morning(work):
    """Two days later, at nine on their own clocks if it was late; once however often planned."""
    late = at(work, datetime(2027, 3, 1, 19, tzinfo=UTC))
    writer = person(work, "AM")  # eleven at night in Yerevan
    plan_draft(late, writer)
    plan_draft(late, writer)
    assert planned(work, DRAFT_WAITING) == ["Thu 04 Mar 05:00"]


def test_review_is_due_at_the_desks_hours(work):
    """Ten and thirteen days after it came, when the first officer is at work."""
    loom = partnership(work, "Loom Ring")
    officer(work, loom, "PT")
    waiting = application(work, "AT", Role.VISITOR, loom, ApplicationState.SUBMITTED)
    plan_review(at(work, datetime(2027, 3, 1, 20, tzinfo=UTC)), waiting)
    assert planned(work, REVIEW_OVERDUE) == ["Fri 12 Mar 09:00", "Mon 15 Mar 09:00"]


def test_review_without_officers_is_due_in_brussels(work):
    """A Partnership without officers is planned for in a zone of its own."""
    loom = partnership(work, "Loom Ring")
    waiting = application(work, "AT", Role.VISITOR, loom, ApplicationState.SUBMITTED)
    plan_review(at(work, datetime(2027, 3, 1, 20, tzinfo=UTC)), waiting)
    assert planned(work, REVIEW_OVERDUE) == ["Fri 12 Mar 08:00", "Mon 15 Mar 08:00"]


@pytest.mark.parametrize(
    ("party", "hour"),
    [(Signatory.VO, 7), (Signatory.HO, 5), (Signatory.VOP, 6), (Signatory.HOP, 8)],
)
def test_each_of_the_four_reads_in_its_own_working_hours(work, party, hour):
    """Nine in the morning in Vienna, Yerevan, Helsinki and Lisbon, whoever else is at work."""
    pair = build_pair(work, visitor="AT", host="AM", desks=("FI", "PT"))
    night = datetime(2027, 4, 6, 1, tzinfo=UTC)
    found = signatory_time(work, pair.exchange, party, night)
    assert found.astimezone(UTC) == night.replace(hour=hour)


@pytest.mark.parametrize("made_by", list(Side))
def test_proposal_reminds_whoever_is_asked(work, made_by):
    """After three and seven days; at its end it expires, in that side's working hours."""
    loom = partnership(work, "Loom Ring")
    sides = {
        Side.VISITOR: application(work, "AM", Role.VISITOR, loom),
        Side.HOST: application(work, "PT", Role.HOST, loom),
    }
    made = proposal(work, sides[Side.VISITOR], sides[Side.HOST])
    made.made_by, made.made_at = made_by, NOON.replace(hour=20)
    made.expires_at = made.made_at + timedelta(days=14)
    plan_proposal(work, made)
    opens = "05:00" if made_by is Side.HOST else "09:00"  # nine in Yerevan, nine in Porto
    assert planned(work, PROPOSAL_UNANSWERED) == [
        f"Fri 05 Mar {opens}",
        f"Tue 09 Mar {opens}",
    ]
    assert planned(work, PROPOSAL_EXPIRE) == [f"Tue 16 Mar {opens}"]


def test_no_reminder_after_the_end_of_a_proposal(work):
    """A short-lived proposal only expires."""
    loom = partnership(work, "Loom Ring")
    made = proposal(
        work,
        application(work, "AT", Role.VISITOR, loom),
        application(work, "PT", Role.HOST, loom),
    )
    made.expires_at = made.made_at + timedelta(days=2)
    plan_proposal(work, made)
    assert planned(work, PROPOSAL_UNANSWERED) == []


def test_signature_is_asked_for_after_three_six_and_nine_days(work):
    """Only the party whose turn it is; on working days."""
    pair = build_pair(work)
    agree(work, pair)
    draw_up(work, pair)
    assert planned(work, COMMITMENT_UNSIGNED) == [
        "Thu 04 Mar 12:00",
        "Mon 08 Mar 08:00",
        "Wed 10 Mar 12:00",
    ]


def test_count_down_falls_on_the_last_working_day_before(work):
    """Who leaves on a Monday is told on Friday, never on the day itself."""
    ready_pair(work)
    assert planned(work, DEPARTURE_NEAR, side="visitor") == [
        "Mon 05 Apr 07:00",
        "Fri 09 Apr 07:00",
    ]
    assert planned(work, DEPARTURE_NEAR, side="host") == [
        "Mon 05 Apr 08:00",
        "Fri 09 Apr 08:00",
    ]


def test_stay_starts_and_ends_in_the_hosts_morning(work):
    """At six on the first day, and at six on the day after the last."""
    ready_pair(work, host="FI")
    assert planned(work, EXCHANGE_START) == ["Mon 12 Apr 03:00"]
    assert planned(work, EXCHANGE_FINISH) == ["Sat 17 Apr 03:00"]


def test_departure_too_near_is_not_reminded_of(work):
    """Signed three days before: the reminder of seven days before is left out."""
    pair = build_pair(work)
    agree(work, pair)
    draw_up(work, pair)
    sign_all(at(work, datetime(2027, 4, 8, 16, tzinfo=UTC)), pair)
    assert planned(work, DEPARTURE_NEAR, side="visitor") == ["Fri 09 Apr 07:00"]


def test_report_is_asked_for_and_counted_down(work):
    """Asked for on the next working day, due in thirty days, overdue after; the desk hears too."""
    returned_pair(work)
    assert planned(work, REPORT_OPEN) == ["Mon 19 Apr 07:00"]
    assert planned(work, REPORT_DUE) == [
        "Fri 07 May 07:00",  # Sunday the 16th is the day: nine before, as the 9th is a Sunday
        "Fri 14 May 07:00",
        "Wed 19 May 07:00",
        "Wed 26 May 07:00",
    ]
    assert planned(work, REPORT_OVERDUE) == ["Wed 19 May 07:00", "Wed 26 May 07:00"]


@pytest.mark.parametrize(("side", "hour"), [("visitor", "07:00"), ("host", "08:00")])
def test_survey_opens_and_reminds_twice(work, side, hour):
    """The day after the stay (if people work), then five and ten days later."""
    returned_pair(work)
    assert planned(work, SURVEY_OPEN, side=side) == [f"Mon 19 Apr {hour}"]
    assert planned(work, SURVEY_REMINDER, side=side) == [
        f"Mon 26 Apr {hour}",
        f"Thu 29 Apr {hour}",
    ]


def test_without_dates_nothing_is_planned(work):
    """An exchange that has no dates has no stay to plan."""
    pair = build_pair(work)
    plan_stay(work, pair.exchange)
    plan_report(work, pair.exchange)
    assert work.session.exec(select(Due)).all() == []


def test_striking_leaves_other_things_alone(work):
    """Applications and exchanges are numbered apart: striking one never strikes the other."""
    pair = ready_pair(work)
    loom = partnership(work, "Loom Ring")
    waiting = application(work, "AT", Role.VISITOR, loom, ApplicationState.SUBMITTED)
    waiting_at_own_number = select(Due).where(Due.kind == REVIEW_OVERDUE)
    plan_review(work, waiting)
    for row in work.session.exec(waiting_at_own_number):
        row.subject = pair.id
    strike_all(work, pair.exchange)
    open_rows = select(Due.kind).where(Due.done_at == None).distinct()  # noqa: E711
    assert work.session.exec(open_rows).all() == [REVIEW_OVERDUE]
