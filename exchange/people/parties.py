"""Who takes part in an exchange: two sides with their people, organisations and Partnerships."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from sqlmodel import col, or_, select

from exchange.errors import NotFound
from exchange.people.officers import Right, require, require_partnership
from storage.tables import (
    Application,
    Exchange,
    Officer,
    Organisation,
    Partnership,
    Person,
    Side,
)

if TYPE_CHECKING:
    from datetime import date, datetime

    from exchange.work import Work


@dataclass(frozen=True)
class Parties:
    """Everybody in an exchange."""

    visitor: Application
    host: Application
    visitor_organisation: Organisation
    host_organisation: Organisation
    vop: Partnership
    hop: Partnership
    visitor_person: Person


def parties(work: Work, exchange: Exchange) -> Parties:
    """Everybody in an exchange."""
    visitor = application_on(work, exchange, Side.VISITOR)
    host = application_on(work, exchange, Side.HOST)
    return Parties(
        visitor=visitor,
        host=host,
        visitor_organisation=work.load(Organisation, visitor.organisation_id),
        host_organisation=work.load(Organisation, host.organisation_id),
        vop=work.load(Partnership, exchange.visitor_partnership_id),
        hop=work.load(Partnership, exchange.host_partnership_id),
        visitor_person=work.load(Person, visitor.person_id),
    )


def exchange_for(work: Work, person: Person, exchange_id: int) -> Exchange:
    """The exchange, if this person takes part in it. Raises NotFound."""
    exchange = work.load(Exchange, exchange_id)
    side_in(work, person, exchange)
    return exchange


def exchange_held(work: Work, person: Person, exchange_id: int) -> Exchange:
    """As exchange_for, held for change. Raises NotFound."""
    return work.hold(Exchange, exchange_for(work, person, exchange_id).id)


def exchange_at_desk(work: Work, officer: Officer, exchange_id: int, right: Right) -> Exchange:
    """The exchange, if the officer works for one of its Partnerships and has the right.

    It is held for change, unless it shall only be read. Raises RoleMayNot, NotFound.
    """
    require(officer, right)
    exchange = work.load(Exchange, exchange_id)
    require_partnership(officer, exchange.visitor_partnership_id, exchange.host_partnership_id)
    return exchange if right is Right.READ else work.hold(Exchange, exchange_id)


def exchange_of_payer(work: Work, officer: Officer, exchange_id: int, right: Right) -> Exchange:
    """The exchange, for an officer of the Partnership that pays: the visitor's alone decides on it.

    Raises RoleMayNot, NotFound.
    """
    exchange = exchange_at_desk(work, officer, exchange_id, right)
    require_partnership(officer, exchange.visitor_partnership_id)
    return exchange


def exchanges_of(work: Work, person: Person) -> list[Exchange]:
    """This person's exchanges, newest first."""
    own = select(Application.id).where(Application.person_id == person.id)
    query = (
        select(Exchange)
        .where(or_(col(Exchange.visitor_id).in_(own), col(Exchange.host_id).in_(own)))
        .order_by(col(Exchange.id).desc())
    )
    return list(work.session.exec(query))


def side_in(work: Work, person: Person, exchange: Exchange) -> Side:
    """The side this person is on. Raises NotFound for somebody else's exchange."""
    for side in Side:
        if application_on(work, exchange, side).person_id == person.id:
            return side
    raise NotFound


def other(side: Side) -> Side:
    """The other side."""
    return Side.HOST if side is Side.VISITOR else Side.VISITOR


def application_on(work: Work, exchange: Exchange, side: Side) -> Application:
    """The application of one side."""
    own = exchange.visitor_id if side is Side.VISITOR else exchange.host_id
    return work.load(Application, own)


def person_on(work: Work, exchange: Exchange, side: Side) -> Person:
    """The person of one side."""
    return work.load(Person, application_on(work, exchange, side).person_id)


def organisation_on(work: Work, exchange: Exchange, side: Side) -> Organisation:
    """The organisation of one side."""
    return work.load(Organisation, application_on(work, exchange, side).organisation_id)


def partner_name(work: Work, person: Person, exchange: Exchange) -> str:
    """The organisation on the other side of this person. Raises NotFound."""
    return organisation_on(work, exchange, other(side_in(work, person, exchange))).name


def partnerships_of(exchange: Exchange) -> tuple[int, ...]:
    """The Partnerships of both sides by id, one of them only once."""
    both = (exchange.visitor_partnership_id, exchange.host_partnership_id)
    return tuple(dict.fromkeys(both))


def today_at_host(work: Work, exchange: Exchange) -> date:
    """The date at the host's, where the stay is."""
    return day_at_host(work, exchange, work.now)


def day_at_host(work: Work, exchange: Exchange, moment: datetime) -> date:
    """The date of a moment at the host's."""
    return moment.astimezone(ZoneInfo(person_on(work, exchange, Side.HOST).zone)).date()
