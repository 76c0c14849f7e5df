"""What belongs to somebody: the numbers by which their rows are found in every table."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlmodel import col, or_, select

from storage.tables import (
    Agreement,
    Application,
    Cluster,
    Commitment,
    Evidence,
    Exchange,
    Organisation,
    Payment,
    PaymentState,
    Proposal,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from exchange.work import Work
    from storage.tables import Person


@dataclass(frozen=True)
class Belongings:
    """Numbers of rows. `kept` are paid exchanges whose records the law wants, by their last day.

    `theirs` are organisations that no kept exchange names; `visits` are exchanges as a visitor.
    """

    person: int
    telegram: int
    applications: Collection[int]
    organisations: Collection[int]
    theirs: Collection[int]
    proposals: Collection[int]
    exchanges: Collection[int]
    visits: Collection[int]
    commitments: Collection[int]
    agreements: Collection[int]
    clusters: Collection[int]
    files: Collection[int]
    kept: Mapping[int, date]

    @property
    def let_go(self) -> set[int]:
        """The exchanges that no law keeps."""
        return set(self.exchanges) - set(self.kept)


def belongings(work: Work, person: Person) -> Belongings:
    """Everything of somebody's, by number."""
    number = person.id or 0
    applications = _all(work, select(Application.id).where(Application.person_id == number))
    visits = _all(work, select(Exchange.id).where(col(Exchange.visitor_id).in_(applications)))
    hosted = _all(work, select(Exchange.id).where(col(Exchange.host_id).in_(applications)))
    its = belongings_of(work, applications, visits | hosted, visits)
    return replace(its, person=number, telegram=person.telegram_id)


def belongings_of(
    work: Work,
    applications: Collection[int],
    exchanges: Collection[int] = (),
    visits: Collection[int] | None = None,
) -> Belongings:
    """What belongs to some applications and exchanges, whoever is behind them (person 0)."""
    visits = exchanges if visits is None else visits
    organisations = _all(
        work, select(Application.organisation_id).where(col(Application.id).in_(applications))
    )
    kept = kept_until(work, exchanges)
    theirs = organisations - _named_in(work, organisations)
    return Belongings(
        person=0,
        telegram=-1,
        applications=applications,
        organisations=organisations,
        theirs=theirs,
        proposals=_proposals(work, applications),
        exchanges=exchanges,
        visits=visits,
        commitments=_all(
            work,
            select(Commitment.id).where(
                col(Commitment.exchange_id).in_(set(exchanges) - set(kept))
            ),
        ),
        agreements=_all(
            work,
            select(Agreement.id).where(col(Agreement.exchange_id).in_(set(exchanges) - set(kept))),
        ),
        clusters=_clusters(work, theirs),
        files=_files(work, applications, visits),
        kept=kept,
    )


def _all(work: Work, query: Any) -> set[int]:
    return {one for one in work.session.exec(query) if one is not None}


def _proposals(work: Work, applications: Collection[int]) -> set[int]:
    sides = col(Proposal.visitor_id).in_(applications) | col(Proposal.host_id).in_(applications)
    return _all(work, select(Proposal.id).where(sides))


def kept_until(work: Work, exchanges: Collection[int]) -> dict[int, date]:
    """Of exchanges, those whose records must stay today, and the last day on which they must.

    Counted from the payment, to the end of its year and the call's whole years after it.
    """
    query = (
        select(Payment.exchange_id, Payment.decided_at)
        .join(Exchange, col(Exchange.id) == col(Payment.exchange_id))
        .where(col(Exchange.id).in_(exchanges), Payment.state == PaymentState.PAID)
    )
    years = work.scheme.retention.finished_years
    paid = work.session.exec(query)
    last = {number: date(at.year + years, 12, 31) for number, at in paid if at}
    return {number: day for number, day in last.items() if day >= work.now.date()}


def _named_in(work: Work, organisations: Collection[int]) -> set[int]:
    """The organisations among these that a kept exchange names."""
    query = (
        select(Application.organisation_id, Exchange.id)
        .join(
            Exchange,
            or_(
                col(Exchange.visitor_id) == col(Application.id),
                col(Exchange.host_id) == col(Application.id),
            ),
        )
        .where(col(Application.organisation_id).in_(organisations))
    )
    pairs = work.session.exec(query).all()
    kept = kept_until(work, {exchange for _, exchange in pairs if exchange is not None})
    return {organisation for organisation, exchange in pairs if exchange in kept}


def _clusters(work: Work, organisations: Collection[int]) -> set[int]:
    """The clusters of nobody's Partnership that only these organisations have named."""
    others = select(Organisation.cluster_id).where(
        col(Organisation.id).not_in(organisations), col(Organisation.cluster_id).is_not(None)
    )
    query = (
        select(Cluster.id)
        .join(Organisation, col(Organisation.cluster_id) == col(Cluster.id))
        .where(
            col(Organisation.id).in_(organisations),
            col(Cluster.partnership_id).is_(None),
            col(Cluster.id).not_in(others),
        )
    )
    return _all(work, query)


def _files(work: Work, applications: Collection[int], visits: Collection[int]) -> set[int]:
    """The files that their application and their reports name."""
    return (
        _all(work, select(Application.cv_id).where(col(Application.id).in_(applications)))
        | _all(work, select(Evidence.file_id).where(col(Evidence.exchange_id).in_(visits)))
        | _all(work, select(Exchange.certificate_id).where(col(Exchange.id).in_(visits)))
    )
