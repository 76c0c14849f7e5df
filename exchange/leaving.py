"""Leave the programme: the application goes, and with it what hangs on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import select

from exchange.applying.applications import application_held
from exchange.errors import CxcError
from exchange.life.moves import move_application
from exchange.notices import DeskNotice
from exchange.proposing.proposals import withdraw_all
from exchange.visiting.course import cancel_all
from storage.tables import Application, ApplicationState, Exchange, ExchangeState

if TYPE_CHECKING:
    from exchange.work import Work
    from storage.tables import Person


class NothingToWithdraw(CxcError):
    """There is no application to withdraw. /start begins one."""


class ExchangeUnderWay(CxcError):
    """An exchange of yours is under way: please finish it first. /exchanges shows it."""


def withdraw_application(work: Work, person: Person) -> Application:
    """The application, withdrawn with its open proposals and exchanges that have not begun.

    Raises NothingToWithdraw, ExchangeUnderWay.
    """
    application = application_held(work, person)
    if application is None:
        raise NothingToWithdraw
    if _under_way(work, application):
        raise ExchangeUnderWay
    cancel_all(work, person, application)
    withdraw_all(work, application, f"person:{person.id}")
    move_application(work, application, ApplicationState.WITHDRAWN, f"person:{person.id}")
    work.tell_desk(
        application.partnership_id,
        DeskNotice.APPLICATION_WITHDRAWN,
        key=f"application:{application.id}:withdrawn",
        application=application.id,
    )
    return application


def _under_way(work: Work, application: Application) -> bool:
    query = select(Exchange.id).where(
        (Exchange.visitor_id == application.id) | (Exchange.host_id == application.id),
        Exchange.state == ExchangeState.UNDER_WAY,
    )
    return work.session.exec(query).first() is not None
