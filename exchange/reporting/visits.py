"""Exchanges as figures count them: each once, for the Partnership that pays the visitor."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import col

from exchange.finding.group_seats import in_groups
from exchange.money import Money
from exchange.people.calls import of_this_call
from exchange.people.valid_stays import is_valid
from exchange.rows import row_id
from exchange.states import AFTER_STAY, DONE
from exchange.supporting.kinds import body_in
from storage.tables import (
    Application,
    Cluster,
    Exchange,
    ExchangeForm,
    ExchangeState,
    Organisation,
    Payment,
    PaymentState,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import date, datetime

    from exchange.work import Work


@dataclass(frozen=True)
class Party:
    """One side of a visit, as it stands in its application; `body` of a type in which kinds are told apart."""

    name: str
    person: str
    type: str
    body: str | None
    city: str
    country: str
    ecosystems: tuple[str, ...]
    region: str | None
    region_category: str | None
    cluster: str | None
    label: str | None


@dataclass(frozen=True)
class Visit:
    """One exchange with all that is counted of it; `done` says that it counts as one.

    One that was `too_short` is over and was no exchange: nothing but its money is counted of it.

    `ended_on` is the day on which the stay ended or is to end, `sum` what is to be paid for it: None
    while that is to be confirmed, and before there are dates. `full` is the whole sum of the country,
    `paid` the instalments that are paid, and `to_pay` what of the sum is not: of one that is to be
    confirmed, the whole one.
    """

    number: int
    partnership_id: int
    state: ExchangeState
    agreed_at: datetime
    found_from: datetime
    starts_on: date | None
    ended_on: date | None
    broken_off: bool
    working_days: int
    sum: Money | None
    full: Money | None
    paid: Money
    halved_for: tuple[str, ...]
    visitor: Party
    host: Party
    done: bool
    too_short: bool
    in_group: bool
    form: ExchangeForm

    @property
    def to_pay(self) -> Money:
        """What is left to be paid of it."""
        whole = self.sum or self.full or self.paid
        return Money(whole.amount - self.paid.amount, whole.currency)


def visits(work: Work, partnership_id: int | None) -> list[Visit]:
    """The exchanges that figures count of a Partnership (None: of every one), oldest first.

    An exchange counts once, and only for the Partnership that pays the visitor
    (https://clamtex.eu/faq-page). A stay below the shortest of the call is none, whatever became of
    it (https://clustercollaboration.eu/clusterxchange/faqs).
    """
    return counted(every_visit(work, partnership_id))


def counted(found: Iterable[Visit]) -> list[Visit]:
    """Without stays that were too short to be an exchange."""
    return [one for one in found if not one.too_short]


_visiting, _hosting = aliased(Application), aliased(Application)
_guest, _house = aliased(Organisation), aliased(Organisation)
_own, _other = aliased(Cluster), aliased(Cluster)
_VISITS = (  # composed once: six more names for tables cost milliseconds
    sa.select(Exchange, _visiting, _guest, _own, _hosting, _house, _other)
    .join(_visiting, col(_visiting.id) == Exchange.visitor_id)
    .join(_hosting, col(_hosting.id) == Exchange.host_id)
    .join(_guest, col(_guest.id) == _visiting.organisation_id)
    .join(_house, col(_house.id) == _hosting.organisation_id)
    .outerjoin(_own, col(_own.id) == _guest.cluster_id)
    .outerjoin(_other, col(_other.id) == _house.cluster_id)
    .order_by(col(Exchange.id))
)


def every_visit(work: Work, partnership_id: int | None) -> list[Visit]:
    """The same with stays that were too short: money may have been paid for them."""
    column = col(Exchange.visitor_partnership_id)
    whole = of_this_call(work, column)
    query = _VISITS.where(whole if partnership_id is None else column == partnership_id)
    paid, grouped = _paid(work), set(work.session.exec(in_groups()))
    return [
        _visit(work, one, paid, (visitor, _party(work, *party), _party(work, *partner)), grouped)
        for one, visitor, *rest in work.session.execute(query)
        for party, partner in [((visitor, *rest[:2]), rest[2:])]
    ]


def done_of(found: Sequence[Visit]) -> list[Visit]:
    """Those that count: the stay is over and was long enough."""
    return [one for one in found if one.done]


def _party(
    work: Work, application: Application, organisation: Organisation, cluster: Cluster | None
) -> Party:
    return Party(
        name=organisation.name,
        person=application.person_name,
        type=organisation.type,
        body=_body(work, organisation),
        city=organisation.city,
        country=organisation.country,
        ecosystems=tuple(application.ecosystems),
        region=organisation.region,
        region_category=organisation.region_category,
        cluster=cluster.name if cluster else None,
        label=cluster.label if cluster else None,
    )


def _body(work: Work, organisation: Organisation) -> str | None:
    """What kind of body it is by what it has told, else by its name."""
    bodies = work.scheme.organisation_type(organisation.type).bodies
    told = organisation.body if organisation.body in bodies else None
    return told or (body_in(organisation.name, bodies) if bodies else None)


def _paid(work: Work) -> Mapping[int, Decimal]:
    """The instalments that are paid, of each exchange."""
    query = (
        sa.select(col(Payment.exchange_id), sa.func.sum(col(Payment.amount)))
        .where(col(Payment.state) == PaymentState.PAID)
        .group_by(col(Payment.exchange_id))
    )
    rows = work.session.execute(query).all()
    return {row[0]: row[1] for row in rows}


def _visit(
    work: Work,
    one: Exchange,
    paid: Mapping[int, Decimal],
    told: tuple[Application, Party, Party],
    grouped: Collection[int | None],
) -> Visit:
    visitor, party, partner = told
    valid = is_valid(work, one)
    return Visit(
        number=row_id(one),
        partnership_id=one.visitor_partnership_id,
        state=one.state,
        agreed_at=one.agreed_at,
        found_from=visitor.decided_at or visitor.submitted_at,
        starts_on=one.starts_on,
        ended_on=one.ended_early_on or one.ends_on,
        broken_off=one.ended_early_on is not None,
        working_days=one.working_days or 0,
        sum=None if one.lump_sum is None else Money(one.lump_sum, one.currency),
        full=None if one.full_sum is None else Money(one.full_sum, one.currency),
        paid=Money(paid.get(row_id(one), Decimal(0)), one.currency),
        halved_for=tuple(one.halved_for),
        visitor=party,
        host=partner,
        done=one.state in DONE and valid,
        too_short=one.state in AFTER_STAY and not valid,
        in_group=one.proposal_id in grouped,
        form=one.form,
    )
