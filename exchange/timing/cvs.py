"""A CV that was to follow its application: whoever travels is reminded, until it is here or all is decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchange.notices import Reminding
from exchange.people.people import applicant
from exchange.rows import row_id
from exchange.timing.hours import reading_time, remind_from_now
from exchange.timing.reminder import Family, Kind
from storage.tables import Application, ApplicationState, DueOutcome

if TYPE_CHECKING:
    from datetime import datetime

    from exchange.work import Work
    from storage.tables import Due, Person

CV_OWED = Reminding("cv.owed")  # subject, and of the message: an application


def plan_cv(work: Work, application: Application, person: Person) -> None:
    """Remind somebody of the CV that is to follow; of an earlier version's nobody is reminded any more."""
    strike_cv(work, application)
    if not application.cv_owed:
        return
    key = f"application:{application.id}:cv:{work.now:%Y-%m-%dT%H:%M:%S}"
    remind_from_now(work, CV_OWED, row_id(application), key, person)


def strike_cv(work: Work, application: Application) -> None:
    """Nobody need be reminded of it any more."""
    work.unschedule(CV_OWED, row_id(application))


def is_awaited(application: Application) -> bool:
    """Whether a decision waits for the CV."""
    undecided = {ApplicationState.SUBMITTED, ApplicationState.INFO_REQUESTED}
    return application.cv_owed and application.state in undecided


def _remind(work: Work, due: Due) -> DueOutcome:
    application = work.load(Application, due.subject)
    if not is_awaited(application):
        return DueOutcome.NOT_NEEDED
    person = applicant(work, due.subject)
    work.tell(person, CV_OWED, key=due.key, application=application.id)
    return DueOutcome.DONE


def _their_hour(work: Work, due: Due) -> datetime:
    return reading_time(work, work.now, applicant(work, due.subject))


FAMILIES = (Family((Kind(CV_OWED, _their_hour, _remind),), (CV_OWED,)),)
