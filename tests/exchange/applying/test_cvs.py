"""A CV that comes after the application: until acceptance, which waits for it."""

from __future__ import annotations

import pytest
from pydantic import ValidationError
from sqlalchemy.exc import IntegrityError

from exchange.applying import applications, memberships, review
from exchange.applying.corrections import correct_application
from exchange.desk import bulk
from exchange.leaving import withdraw_application
from exchange.people.memberships import membership_of
from exchange.timing.cvs import CV_OWED
from storage.tables import StoredFile
from tests.builders.records.applicants import answers, applicant, newcomer, officer, vouch
from tests.builders.records.dues import do_what_is_due
from tests.builders.records.reading import read_at_desk, read_by, still_due
from tests.builders.records.works import later

NOTICE = "desk.cv.came"


def kept(work, person):
    """A CV as it is stored."""
    facts = {"name": "cv.pdf", "mime": "application/pdf", "size": 3, "sha256": "0" * 64}
    return work.add(StoredFile(**facts, content=b"%PD", kept_at=work.now, person_id=person.id)).id


@pytest.fixture
def waiting(work):
    """Somebody who sends the CV later, the application, and the officer who may accept it."""
    who, application = applicant(work, cv_owed=True)
    desk = officer(work)
    vouch(work, desk, application)
    return who, application, desk


def test_acceptance_waits_for_it_and_nothing_else_does(work, waiting):
    """Once it is here the desk reads so, nobody is reminded, and the application can be accepted."""
    who, application, desk = waiting
    with pytest.raises(review.CvOwed):
        review.accept_application(work, desk, application.id)
    assert still_due(work, CV_OWED, application.id)
    correct_application(work, who, cv_id=kept(work, who))
    assert NOTICE in read_at_desk(work, desk)
    assert not application.cv_owed
    assert not still_due(work, CV_OWED, application.id)
    assert review.accept_application(work, desk, application.id).state == "accepted"


def test_it_is_in_no_list_of_those_whom_nothing_speaks_against(work, waiting):
    """Until the CV has come."""
    who, application, desk = waiting
    assert bulk.all_fine(work, desk) == []
    correct_application(work, who, cv_id=kept(work, who))
    assert [one.application.id for one in bulk.all_fine(work, desk)] == [application.id]


def test_rejecting_and_asking_wait_for_no_cv(work, waiting):
    """Somebody who does not fit need not send one."""
    _, application, desk = waiting
    review.ask_applicant(work, desk, application.id, "Which looms?")
    assert review.reject_application(work, desk, application.id, "Too vague").state == "rejected"


def test_a_new_cv_for_one_that_was_here_tells_nobody(work):
    """The desk has waited for nothing."""
    who, _ = applicant(work)
    desk = officer(work)
    correct_application(work, who, cv_id=kept(work, who))
    assert NOTICE not in read_at_desk(work, desk)


def _rejected(work, who, application, desk):
    review.reject_application(work, desk, application.id, "Too vague")


def _withdrawn(work, who, application, desk):
    withdraw_application(work, who)


def _sent(work, who, application, desk):
    correct_application(work, who, cv_id=kept(work, who))


def _nothing(work, who, application, desk):
    pass


@pytest.mark.parametrize(
    ("happens", "reminded"), [(_nothing, 1), (_rejected, 0), (_withdrawn, 0), (_sent, 0)]
)
def test_who_owes_it_is_reminded_until_it_is_here_or_all_is_over(work, waiting, happens, reminded):
    """On the first of the days that the call names."""
    who, application, desk = waiting
    happens(work, who, application, desk)
    do_what_is_due(later(work, days=3))
    assert read_by(work, who, CV_OWED) == [{"application": application.id}] * reminded


def test_sent_again_the_application_owes_what_it_owes_then(work):
    """Reminders of the version before are struck; of the new one they count anew."""
    who, application = applicant(work, cv_owed=True)
    again = answers(work, cv_id=kept(work, who))
    applications.submit_application(later(work, days=1), who, again)
    assert not application.cv_owed
    assert not still_due(work, CV_OWED, application.id)


def test_a_cv_is_owed_or_here(work):
    """The door and the table say so both."""
    who, application = applicant(work, cv_owed=True)
    with pytest.raises(ValidationError):
        answers(work, cv_owed=True, cv_id=kept(work, newcomer(work)))
    application.cv_id = kept(work, who)
    with pytest.raises(IntegrityError):
        work.session.flush()


def test_a_member_is_confirmed_by_itself_too(work):
    """“Member, accept” does both or nothing; the membership alone can be said at any time."""
    _, application = applicant(work, cv_owed=True)
    desk = officer(work)
    memberships.decide(work, desk, application.id, member=True)
    assert membership_of(work, application.id).state == "confirmed"
