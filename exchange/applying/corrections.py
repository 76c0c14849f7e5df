"""What somebody may put right by themselves, also once they are accepted: name, e-mail, CV."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchange.applying.applications import application_held
from exchange.errors import CxcError
from exchange.notices import DeskNotice
from exchange.timing.cvs import strike_cv
from storage.tables import ApplicationState

if TYPE_CHECKING:
    from exchange.work import Work
    from storage.tables import Application, Person


class NothingToCorrect(CxcError):
    """There is no application of yours to correct. /start begins one."""


def correct_application(
    work: Work,
    person: Person,
    *,
    person_name: str | None = None,
    email: str | None = None,
    cv_id: int | None = None,
) -> Application:
    """The application with what is given put right; None leaves a thing as it is (GDPR art. 16).

    What was signed stays as it was signed. Of a CV that was owed the desk is told. Raises NothingToCorrect.
    """
    application = application_held(work, person)
    if application is None:
        raise NothingToCorrect
    given = {"person_name": person_name, "email": email, "cv_id": cv_id}
    changed = {name: value for name, value in given.items() if value is not None}
    if changed:
        actor, subject = f"person:{person.id}", f"application:{application.id}"
        work.record(actor, "application:correct", subject, fields=sorted(changed))
    if cv_id is not None and application.cv_owed:
        changed["cv_owed"] = False
        _tell_desk(work, application)
    return work.add(application.sqlmodel_update(changed))


def _tell_desk(work: Work, application: Application) -> None:
    """That the CV is here for which a decision has waited; nobody is reminded of it any more."""
    strike_cv(work, application)
    if application.state is ApplicationState.SUBMITTED:
        key = f"application:{application.id}:cv:{work.now.isoformat()}"
        facts = {"application": application.id}
        work.tell_desk(application.partnership_id, DeskNotice.CV_CAME, key=key, **facts)
