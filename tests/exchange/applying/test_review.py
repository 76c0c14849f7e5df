"""Review: what waits, who decides it, questions and their answers."""

from __future__ import annotations

import pytest

from exchange import leaving
from exchange.applying import review
from exchange.errors import NotFound, NotPossibleNow
from exchange.people.officers import RoleMayNot
from exchange.timing.reviews import REVIEW_OVERDUE
from storage.tables import ApplicationState, Enquiry, OfficerRole, Role
from tests.builders.records.applicants import (
    AWAY,
    accept,
    applicant,
    newcomer,
    officer,
    organisation,
)
from tests.builders.records.reading import audited, read_at_desk, read_by, still_due
from tests.builders.records.works import later

DECISIONS = {
    "accept": accept,
    "reject": lambda work, by, number: review.reject_application(work, by, number, "Too vague"),
    "ask": lambda work, by, number: review.ask_applicant(work, by, number, "Which looms?"),
}
decisions = pytest.mark.parametrize("decide", DECISIONS.values(), ids=DECISIONS)


@pytest.fixture
def ours(work):
    """An officer of the Partnership that every applicant here is with."""
    return officer(work)


@pytest.fixture
def asked(work, ours):
    """Somebody with an officer's open question: the person, the application, the question."""
    who, application = applicant(work)
    return who, application, review.ask_applicant(work, ours, application.id, "Which looms?")


def test_the_queue_begins_with_who_waits_longest(work, ours):
    """Each with its organisation and since when."""
    _, second = applicant(later(work, hours=1))
    _, first = applicant(work)
    queue = review.review_queue(work, ours)
    assert [(one.application.id, one.since) for one in queue] == [
        (first.id, first.submitted_at),
        (second.id, second.submitted_at),
    ]
    assert queue[0].organisation is organisation(work, first)


def test_the_queue_holds_what_waits_for_this_desk(work, ours, asked):
    """Not another Partnership's, nor what is decided or waits for the applicant."""
    applicant(work, partnership=AWAY)
    _, decided = applicant(work, Role.HOST)
    accept(work, ours, decided.id)
    _, waiting = applicant(work)
    assert [one.application.id for one in review.review_queue(work, ours)] == [waiting.id]


def test_an_auditor_reads_the_queue(work):
    """Reading is all they may."""
    _, waiting = applicant(work)
    auditor = officer(work, role=OfficerRole.AUDITOR)
    assert [one.application.id for one in review.review_queue(work, auditor)] == [waiting.id]


@pytest.mark.parametrize(
    ("decision", "state", "told"),
    [
        ("accept", ApplicationState.ACCEPTED, "application.accepted"),
        ("reject", ApplicationState.REJECTED, "application.rejected"),
        ("ask", ApplicationState.INFO_REQUESTED, "application.asked"),
    ],
)
def test_each_decision_is_told_audited_and_ends_the_reminders(work, ours, decision, state, told):
    """The applicant hears it once, and the desk is reminded no more."""
    who, application = applicant(work)
    DECISIONS[decision](work, ours, application.id)
    assert (application.state, read_by(work, who)) == (state, [told])
    assert audited(work, f"application:{application.id}")[-1] == (
        f"application:{state.value}",
        f"officer:{ours.id}",
    )
    assert still_due(work, REVIEW_OVERDUE, application.id) == 0


@pytest.mark.parametrize("decision", ["accept", "reject"])
def test_a_decision_names_who_took_it_and_when(work, ours, decision):
    """For the desk's card."""
    _, application = applicant(work)
    then = later(work, hours=3)
    DECISIONS[decision](then, ours, application.id)
    assert (application.decided_by, application.decided_at) == (ours.id, then.now)


def test_a_rejection_keeps_the_reason_the_applicant_reads(work, ours):
    """Word for word."""
    _, application = applicant(work)
    assert review.reject_application(work, ours, application.id, "Too vague").reason == "Too vague"


@decisions
def test_nobody_decides_for_another_partnership(work, decide):
    """It cannot even be found there."""
    who, application = applicant(work)
    with pytest.raises(NotFound):
        decide(work, officer(work, AWAY), application.id)
    assert (application.state, read_by(work, who)) == (ApplicationState.SUBMITTED, [])


@decisions
def test_an_auditor_decides_nothing(work, decide):
    """Their role reads only."""
    who, application = applicant(work)
    with pytest.raises(RoleMayNot):
        decide(work, officer(work, role=OfficerRole.AUDITOR), application.id)
    assert (application.state, read_by(work, who)) == (ApplicationState.SUBMITTED, [])


@decisions
def test_what_is_not_there_cannot_be_decided(work, ours, decide):
    """A number typed wrong."""
    with pytest.raises(NotFound):
        decide(work, ours, 999)


@decisions
@pytest.mark.parametrize("first", ["accept", "reject"])
def test_the_first_of_two_decisions_stands(work, ours, first, decide):
    """A colleague's, or a double tap's second, changes nothing and tells nobody."""
    who, application = applicant(work)
    DECISIONS[first](work, ours, application.id)
    state, told = application.state, read_by(work, who)
    with pytest.raises(NotPossibleNow):
        decide(work, officer(work), application.id)
    assert (application.state, read_by(work, who)) == (state, told)


@decisions
def test_what_was_withdrawn_cannot_be_decided(work, ours, decide):
    """The applicant has left."""
    who, application = applicant(work)
    leaving.withdraw_application(work, who)
    with pytest.raises(NotPossibleNow):
        decide(work, ours, application.id)


@pytest.mark.parametrize("decision", ["accept", "reject"])
def test_an_officer_need_not_wait_for_the_answer(work, ours, asked, decision):
    """Also while a question is open."""
    _, application, _ = asked
    DECISIONS[decision](work, ours, application.id)
    assert application.state in {ApplicationState.ACCEPTED, ApplicationState.REJECTED}


def test_a_question_reaches_the_applicant(work, asked):
    """With its number, so that the answer finds it."""
    who, application, question = asked
    assert review.open_enquiry(work, who) is question
    assert read_by(work, who, "application.asked") == [
        {"application": application.id, "enquiry": question.id}
    ]


def test_an_answer_puts_the_application_under_review_again(work, ours, asked):
    """The desk hears it, and its reminders start anew."""
    who, application, question = asked
    then = later(work, days=1)
    answered = review.answer_applicant_enquiry(then, who, question.id, "Jacquard looms")
    assert (answered.answer, answered.answered_at) == ("Jacquard looms", then.now)
    assert application.state is ApplicationState.SUBMITTED
    assert review.open_enquiry(work, who) is None
    assert read_at_desk(work, ours)[-1] == "desk.application.answered"
    assert still_due(work, REVIEW_OVERDUE, application.id) > 0


def test_a_question_is_answered_once(work, ours, asked):
    """The second answer is told so, and the first one stays."""
    who, _, question = asked
    review.answer_applicant_enquiry(work, who, question.id, "Jacquard looms")
    with pytest.raises(NotPossibleNow):
        review.answer_applicant_enquiry(work, who, question.id, "Others")
    assert work.load(Enquiry, question.id).answer == "Jacquard looms"
    assert read_at_desk(work, ours).count("desk.application.answered") == 1


def test_a_question_is_answered_by_whom_it_was_asked(work, asked):
    """Nobody else finds it."""
    _, _, question = asked
    with pytest.raises(NotFound):
        review.answer_applicant_enquiry(work, newcomer(work), question.id, "Me too")
    assert question.answer is None


def test_an_answer_after_the_decision_leaves_it_alone(work, ours, asked):
    """The desk still reads it."""
    who, application, question = asked
    accept(work, ours, application.id)
    review.answer_applicant_enquiry(work, who, question.id, "Jacquard looms")
    assert application.state is ApplicationState.ACCEPTED
    assert read_at_desk(work, ours)[-1] == "desk.application.answered"


def test_of_several_questions_the_newest_is_open(work, ours, asked):
    """A second one after the first was answered."""
    who, application, question = asked
    review.answer_applicant_enquiry(work, who, question.id, "Jacquard looms")
    second = review.ask_applicant(work, ours, application.id, "How many?")
    assert review.open_enquiry(work, who) is second
    assert read_by(work, who) == ["application.asked"] * 2
