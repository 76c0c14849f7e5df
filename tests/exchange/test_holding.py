"""On hold: what is due rests with what it is about, and goes on on the day, or by a tap."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlmodel import select

from exchange import holding
from exchange.desk.cases import case
from exchange.desk.exchanges import exchange_card
from exchange.desk.pipeline import Step, pipeline, remind_all
from exchange.errors import NotFound, NotPossibleNow
from exchange.life.moves import HOLD_MOVES, move_hold
from exchange.notices import DeskNotice, Notice
from exchange.people.holds import hold_of
from exchange.people.officers import RoleMayNot
from exchange.timing.cohorts import COHORT_ASK
from exchange.timing.cooperation import INTRODUCED_OUTCOMES, PROJECT_QUIET
from exchange.timing.drafts import DRAFT_WAITING
from exchange.timing.families import KINDS
from exchange.timing.holds import HOLD_END
from exchange.timing.leaving import PERSON_ERASE
from exchange.timing.opportunities import OPPORTUNITY_END
from exchange.timing.requests import REQUEST_UNANSWERED
from exchange.timing.reviews import REVIEW_OVERDUE
from exchange.undoing import undo
from exchange.visiting import closing, course
from exchange.work import Work
from storage.tables import (
    Application,
    Due,
    ExchangeState,
    Hold,
    HoldState,
    OfficerRole,
    Partnership,
    Person,
    Proposal,
    ProposalState,
)
from tests.builders.records import pairs, rows
from tests.builders.records.dues import do_what_is_due
from tests.builders.records.reading import audited, read_by, told
from tests.builders.records.reminders import PLANS, Plan
from tests.builders.records.works import NOON, later, new_database, scheme
from tests.sizes import examples

UNTIL = date(2027, 4, 1)
WHY = "They move house."


def held(work):
    """An application that waits and is on hold, and its officer."""
    waiting, by = rows.waiting_application(work)
    return waiting, by, holding.hold_application(work, by, waiting.id, UNTIL, WHY)


@pytest.mark.parametrize("before", HoldState)
@pytest.mark.parametrize("after", HoldState)
def test_what_may_follow_what_is_one_table(work, before, after):
    """On, then taken off or over; nothing follows those."""
    _, by, hold = held(work)
    if before is HoldState.TAKEN_OFF:
        move_hold(work, hold, before, "system", ended_by=by.id)
    elif before is HoldState.OVER:
        move_hold(work, hold, before, "system")
    facts = {"ended_by": by.id} if after is HoldState.TAKEN_OFF else {}
    if after in HOLD_MOVES[before]:
        move_hold(work, hold, after, "system", **facts)
        assert hold.state is after
    else:
        with pytest.raises(NotPossibleNow):
            move_hold(work, hold, after, "system", **facts)


def test_every_kind_that_is_due_rests_or_says_why_not():
    """A stay begins by its day, people are forgotten when they asked for it, drafts are nobody's case."""
    going_on = {*holding.GOES_ON, HOLD_END, DRAFT_WAITING, PERSON_ERASE}
    going_on |= {OPPORTUNITY_END, REQUEST_UNANSWERED}  # deadlines and companies wait for nobody
    going_on |= {INTRODUCED_OUTCOMES, PROJECT_QUIET}  # partners go on whatever a case does
    going_on |= {"group.move_up", "group.offer_expire"}  # a seat is kept for nobody who rests
    going_on |= {one for one in KINDS if one.startswith("twinning.")}  # between clusters
    going_on |= {one for one in KINDS if one.startswith("course.")}  # it takes place all the same
    going_on |= {"group.list_end"}  # the list is over for all
    going_on |= {"group.talks"}  # they are planned for whoever is there
    going_on |= {"group.session_near", "group.session_held"}  # the others meet all the same
    going_on |= {COHORT_ASK}  # approved a moment ago
    assert set(holding.RESTING) | going_on == set(KINDS)
    assert not set(holding.RESTING) & going_on


def test_a_hold_is_on_record_told_without_its_reason_and_shown(work):
    """To the applicant until when, to the desk why as well."""
    waiting, by, hold = held(work)
    person = work.load(Person, waiting.person_id)
    assert read_by(work, person, Notice.HOLD_BEGUN) == [
        {"hold": hold.id, "application": waiting.id}
    ]
    assert audited(work, f"application:{waiting.id}")[-1] == ("hold:on", f"officer:{by.id}")
    assert case(work, by, waiting.id).hold.reason == WHY
    (standing,) = pipeline(later(work, days=20), by)[Step.REVIEW]
    assert (standing.hold.until, standing.late) == (UNTIL, False)
    holding.take_off(work, by, waiting)
    assert read_by(work, person)[-1] == Notice.HOLD_ENDED
    assert case(work, by, waiting.id).hold is None


@pytest.mark.parametrize("kind", sorted(set(PLANS) & set(holding.RESTING)))
def test_nothing_is_said_while_it_rests_and_it_comes_afterwards(kind):
    """Each reminder, and each end of a time, of each family."""
    database = new_database()
    with database.transaction() as session:
        work = Work(session, NOON, scheme())
        plan = Plan(work, date(2027, 3, 29), "AT")
        PLANS[kind](plan)
        day = later(work, days=27)  # Sunday, before it
        (due, *_) = session.exec(select(Due).where(Due.kind == kind, Due.done_at == None)).all()  # noqa: E711
        (thing, *_) = holding.RESTING[kind](day, due.subject)
        desk = (
            thing.partnership_id
            if hasattr(thing, "partnership_id")
            else thing.visitor_partnership_id
        )
        by = rows.officer(day, day.load(Partnership, desk), "AT")
        until = date(2027, 4, 30)
        if hasattr(thing, "partnership_id"):
            holding.hold_application(day, by, thing.id, until, WHY)
        else:
            holding.hold_exchange(day, by, thing.id, until, WHY)
        said = len(told(day))
        for days in (2, 5, 20):
            do_what_is_due(later(day, days=days))
        assert len(told(day)) == said
        do_what_is_due(later(day, days=33))
        assert hold_of(day, thing) is None
        assert DeskNotice.HOLD_ENDED in told(day)
        assert not due.done_at or due.done_at > day.now + timedelta(days=32)
        do_what_is_due(later(day, days=75))
        assert due.done_at
    database.close()


def test_an_invitation_does_not_expire_while_one_side_rests(work):
    """It waits as many days after the hold as it had left when that began, and says so."""
    made = rows.open_proposal(work, expires=later(work, days=10).now)
    visitor = work.load(Application, made.visitor_id)
    by = rows.officer(work, work.load(Partnership, visitor.partnership_id), "AT")
    holding.hold_application(later(work, days=4), by, visitor.id, UNTIL, WHY)
    do_what_is_due(later(work, days=12))
    assert work.load(Proposal, made.id).state is ProposalState.PROPOSED
    assert made.expires_at.date() == UNTIL + timedelta(days=6)
    do_what_is_due(later(work, days=32))
    assert made.state is ProposalState.PROPOSED
    do_what_is_due(later(work, days=45))
    assert made.state is ProposalState.EXPIRED


def test_what_was_put_off_comes_earlier_where_the_hold_ends_earlier(work):
    """Time stood still for as long as it rested, and no longer."""
    waiting, by = rows.waiting_application(work)
    holding.hold_application(later(work, days=5), by, waiting.id, UNTIL, WHY)
    do_what_is_due(later(work, days=11))
    query = select(Due).where(Due.kind == REVIEW_OVERDUE).order_by(Due.id)
    first = work.session.exec(query).first()
    assert first.due_at.date() > UNTIL
    holding.take_off(later(work, days=12), by, waiting)
    assert first.due_at < later(work, days=18).now
    assert first.due_at > later(work, days=16).now


def test_a_stay_begins_and_ends_by_its_days_whatever_rests(work):
    """A hold moves no calendar."""
    pair = pairs.ready_pair(work)
    holding.hold_exchange(later(work, days=30), pair.vop_officer, pair.id, date(2027, 5, 30), WHY)
    do_what_is_due(later(work, days=44))
    assert pair.exchange.state is ExchangeState.UNDER_WAY
    do_what_is_due(later(work, days=49))
    assert pair.exchange.state is ExchangeState.DONE
    assert exchange_card(work, pair.vop_officer, pair.id).hold


def test_who_may_hold_what_and_until_when(work):
    """Officers of its desk; a day to come within the call's days; once at a time; nothing that is over."""
    waiting, by = rows.waiting_application(work)
    desk = work.load(Partnership, by.partnership_id)
    auditor = rows.officer(work, desk, "AT", OfficerRole.AUDITOR)
    stranger = rows.officer(work, rows.partnership(work, "Bobbin League"), "PT")
    for who, error in ((auditor, RoleMayNot), (stranger, NotFound)):
        with pytest.raises(error):
            holding.hold_application(work, who, waiting.id, UNTIL, WHY)
    longest = work.scheme.deadlines.hold_days
    for day in (work.now.date(), work.now.date() + timedelta(days=longest + 1)):
        with pytest.raises(holding.NoDayToCome):
            holding.hold_application(work, by, waiting.id, day, WHY)
    holding.hold_application(work, by, waiting.id, UNTIL, WHY)
    with pytest.raises(holding.OnHoldAlready):
        holding.hold_application(work, by, waiting.id, UNTIL, WHY)
    with pytest.raises(NotFound):
        holding.take_off(work, stranger, waiting)
    holding.take_off(work, by, waiting)
    with pytest.raises(holding.NotOnHold):
        holding.take_off(work, by, waiting)
    pair = pairs.build_pair(work)
    course.cancel_exchange(work, pair.vop_officer, pair.id, "other")
    with pytest.raises(NotPossibleNow):
        holding.hold_exchange(work, pair.vop_officer, pair.id, UNTIL, WHY)


def test_who_is_on_hold_is_not_reminded_by_the_desk_either(work):
    """“Remind all” leaves them out."""
    pair = pairs.build_pair(work)
    soon = later(work, days=2)
    holding.hold_exchange(soon, pair.vop_officer, pair.id, UNTIL, WHY)
    assert remind_all(soon, pair.vop_officer, Step.DATES) == 0


def test_a_decision_is_taken_back_through_a_hold(work):
    """A hold is no acting on it."""
    back, pair = pairs.validated_pair(work)
    holding.hold_exchange(back, pair.vop_officer, pair.id, date(2027, 5, 30), WHY)
    found = exchange_card(back, pair.vop_officer, pair.id).undoable
    assert undo.undo_exchange(later(back, hours=1), pair.vop_officer, pair.id, found.act)
    assert closing.validate_report(later(back, hours=2), pair.vop_officer, pair.id)


def by_days(work, days):
    """The work of so many days later, the clock having looked every other day."""
    for day in range(1, days, 2):
        do_what_is_due(later(work, days=day))
    do_what_is_due(later(work, days=days))
    return later(work, days=days)


@settings(max_examples=examples(25), deadline=None)
@given(st.lists(st.tuples(st.sampled_from("hold off run".split()), st.integers(1, 20)), max_size=5))
def test_however_often_it_rests_it_is_reminded_of_once_in_the_end(steps):
    """Nothing is lost and nothing is doubled: the desk reads of its two days, each at most once."""
    database = new_database()
    with database.transaction() as session:
        work = Work(session, NOON, scheme())
        waiting, by = rows.waiting_application(work)
        now = work
        for step, days in steps:
            now = by_days(now, days)
            rests = hold_of(now, waiting)
            if step == "hold" and not rests:
                until = now.now.date() + timedelta(days=days)
                holding.hold_application(now, by, waiting.id, until, WHY)
            elif step == "off" and rests:
                holding.take_off(now, by, waiting)
        by_days(now, 75)
        assert hold_of(now, waiting) is None
        dues = session.exec(select(Due).where(Due.kind == REVIEW_OVERDUE)).all()
        assert all(one.done_at for one in dues)
        assert told(now, by).count("desk.review.overdue") in {1, 2}
        assert len(session.exec(select(Hold).where(Hold.state == HoldState.ON)).all()) == 0
    database.close()
