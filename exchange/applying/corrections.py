"""What somebody may put right by themselves, also once they are accepted: name, e-mail, CV."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchange.applying.applications import application_held
from exchange.errors import CxcError

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

    What was signed stays as it was signed. Raises NothingToCorrect.
    """
    application = application_held(work, person)
    if application is None:
        raise NothingToCorrect
    given = {"person_name": person_name, "email": email, "cv_id": cv_id}
    changed = {name: value for name, value in given.items() if value is not None}
    if changed:
        actor, subject = f"person:{person.id}", f"application:{application.id}"
        work.record(actor, "application:correct", subject, fields=sorted(changed))
    return work.add(application.sqlmodel_update(changed))
