"""Who has taken a case: one officer sees to it, and the others know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchange.errors import CxcError
from exchange.people.officers import Right, actor_of, require, require_partnership
from storage.tables import Application, Officer

if TYPE_CHECKING:
    from exchange.work import Work


class TakenMeanwhile(CxcError):
    """{name} has taken this case already. /case {number} shows it."""


def take_case(work: Work, officer: Officer, application_id: int) -> Application:
    """The case, now this officer's. Raises RoleMayNot, NotFound, TakenMeanwhile."""
    application = _held(work, officer, application_id)
    other = taker(work, application)
    if other is not None and other.id != officer.id:
        raise TakenMeanwhile(name=other.name, number=application_id)
    if other is None:
        application.taken_by = officer.id
        work.add(application)
        work.record(actor_of(officer), "case:take", f"application:{application_id}")
    return application


def let_case_go(work: Work, officer: Officer, application_id: int) -> Application:
    """The case, nobody's: any officer may give it back, as colleagues fall ill. Raises RoleMayNot, NotFound."""
    application = _held(work, officer, application_id)
    if application.taken_by is not None:
        application.taken_by = None
        work.add(application)
        work.record(actor_of(officer), "case:let_go", f"application:{application_id}")
    return application


def _held(work: Work, officer: Officer, application_id: int) -> Application:
    require(officer, Right.DECIDE)
    application = work.hold(Application, application_id)
    require_partnership(officer, application.partnership_id)
    return application


def taker(work: Work, application: Application) -> Officer | None:
    """Who has taken a case, as long as they work at its desk."""
    found = work.session.get(Officer, application.taken_by) if application.taken_by else None
    ours = found and found.revoked_at is None and found.partnership_id == application.partnership_id
    return found if ours else None
