"""Leave the programme, at any time: the application goes, and with it what hangs on it.

A stay that has begun goes on until it is paid: what rests on the paper that all four signed does not
rest on a consent.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlmodel import col

from exchange.applying.applications import application_held
from exchange.errors import CxcError
from exchange.group_visits.changing import leave_all
from exchange.life.moves import move_application
from exchange.life.offered import end_all
from exchange.life.twinnings import leave_twinnings
from exchange.notices import DeskNotice
from exchange.people import people
from exchange.people.memberships import membership_of
from exchange.proposing.proposals import withdraw_all
from exchange.rows import row_id
from exchange.teaching.enrolling import leave_courses
from exchange.timing.cvs import strike_cv
from exchange.timing.drafts import strike_drafts
from exchange.timing.memberships import strike_membership
from exchange.timing.requests import end_requests
from exchange.timing.reviews import strike_enquiries, strike_review
from exchange.visiting.course import cancel_all
from exchange.work import PARTICIPANTS
from storage.tables import Application, ApplicationState, Draft

if TYPE_CHECKING:
    from exchange.work import Work
    from storage.tables import Person


class NothingToWithdraw(CxcError):
    """There is no application to withdraw. /start begins one."""


def withdraw_application(work: Work, person: Person) -> Application:
    """The application, withdrawn with its open proposals and exchanges that have not begun.

    The others are told without a reason. Raises NothingToWithdraw.
    """
    application = application_held(work, person)
    if application is None:
        raise NothingToWithdraw
    actor = f"person:{person.id}"
    leave_all(work, person, application)
    leave_courses(work, person, application)
    end_all(work, application, actor)
    cancel_all(work, person, application)
    withdraw_all(work, application, actor)
    move_application(work, application, ApplicationState.WITHDRAWN, actor)
    leave_twinnings(work, application, actor)
    end_requests(work, person)
    strike_review(work, application)
    strike_enquiries(work, row_id(application))
    strike_cv(work, application)
    if member := membership_of(work, row_id(application)):
        strike_membership(work, member)
    work.tell_desk(
        application.partnership_id,
        DeskNotice.APPLICATION_WITHDRAWN,
        key=f"application:{application.id}:withdrawn",
        application=application.id,
    )
    return application


def withdraw_consent(work: Work, person: Person) -> None:
    """Take every consent back, and with it what rests on it: the application and what is begun.

    As easy as giving it, and at once (GDPR art. 7). Who has none has nothing to take back.
    """
    people.take_consent_back(work, person)
    if application_held(work, person):
        withdraw_application(work, person)
    strike_drafts(work, person)
    drafts = sa.delete(Draft).where(
        col(Draft.user_id) == person.telegram_id, col(Draft.bot) == PARTICIPANTS
    )
    if not people.bound(work, person):  # a report in the making is wanted for the payment
        work.session.execute(drafts)
