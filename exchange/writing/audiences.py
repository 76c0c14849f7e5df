"""Who stands where: the people to whom a desk may write all at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import col, or_, select

from exchange.applying.applications import ACTIVE
from exchange.finding.hosts import HOSTING, VISITING
from exchange.finding.places import room_at
from exchange.people.sameness import organisations_used_up
from exchange.states import OVER
from storage.tables import (
    Application,
    ApplicationState,
    Audience,
    Consent,
    Exchange,
    Person,
    Proposal,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

    import sqlalchemy as sa

    from exchange.work import Work
    from storage.tables import Mailing


def who_stands_there(work: Work, mailing: Mailing) -> list[Person]:
    """The people of the mailing's Partnership whom it is for, those who want none among them.

    Only who agrees to be kept is written to, and nobody whose data is frozen; who is in no chat yet
    is not called one by one for a letter to many.
    """
    return _standing(work, mailing, col(Person.telegram_id) > 0)


def how_many_absent(work: Work, mailing: Mailing) -> int:
    """How many stand there whom the desk has entered, and who are in no chat yet."""
    return len(_standing(work, mailing, col(Person.telegram_id) < 0))


def _standing(work: Work, mailing: Mailing, reached: sa.ColumnElement[bool]) -> list[Person]:
    query = (
        select(Person, Application)
        .join(Application, col(Application.person_id) == col(Person.id))
        .where(
            Application.partnership_id == mailing.partnership_id,
            col(Application.state).in_(ACTIVE),
            col(Person.id).in_(
                select(Consent.person_id).where(col(Consent.withdrawn_at).is_(None))
            ),
            col(Person.frozen_at).is_(None),
            reached,
            *CONDITIONS[mailing.audience](work),
        )
        .order_by(col(Person.id))
    )
    return [who for who, one in work.session.exec(query) if _fits(work, one, mailing)]


def _fits(work: Work, application: Application, mailing: Mailing) -> bool:
    """What a list in a column holds is looked at here: the databases write lists differently."""
    if mailing.ecosystem and mailing.ecosystem not in application.ecosystems:
        return False
    if mailing.month and application.months and mailing.month not in application.months:
        return False
    if mailing.audience is not Audience.HOSTS:
        return True
    room, left = room_at(work, application)
    return bool(left and (not mailing.month or room.get(mailing.month)))


def _everybody(_work: Work) -> list[Any]:
    return []


def _waiting(_work: Work) -> list[Any]:
    return [Application.state == ApplicationState.SUBMITTED]


def _uninvited(work: Work) -> list[Any]:
    """Accepted visitors with a visit left who have neither invited nor been proposed to."""
    return [
        Application.state == ApplicationState.ACCEPTED,
        col(Application.role).in_(VISITING),
        col(Application.id).not_in(select(Proposal.visitor_id)),
        col(Application.organisation_id).not_in(organisations_used_up(work)),
    ]


def _hosts(_work: Work) -> list[Any]:
    return [Application.state == ApplicationState.ACCEPTED, col(Application.role).in_(HOSTING)]


def _travelling(_work: Work) -> list[Any]:
    going = select(Exchange.id).where(
        or_(
            col(Exchange.visitor_id) == col(Application.id),
            col(Exchange.host_id) == col(Application.id),
        ),
        col(Exchange.state).not_in(OVER),
    )
    return [going.exists()]


CONDITIONS: Mapping[Audience, Callable[[Work], list[Any]]] = {
    Audience.EVERYBODY: _everybody,
    Audience.WAITING: _waiting,
    Audience.UNINVITED: _uninvited,
    Audience.HOSTS: _hosts,
    Audience.TRAVELLING: _travelling,
}
