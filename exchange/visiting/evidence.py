"""What proves a stay: handed in file by file, and what may be paid without it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlmodel import col, select

from exchange.errors import CxcError, NotAllowed, NotFound, NotPossibleNow
from exchange.life.reasons import keep_reason
from exchange.life.undone import anew
from exchange.notices import DeskNotice
from exchange.people.officers import Right
from exchange.people.parties import exchange_held, exchange_of_payer, side_in
from exchange.people.signing import binding_agreement
from exchange.rows import row_id
from exchange.timing.evidence import (
    evidence_of,
    missing_evidence,
    strike_missing,
    waits_for_evidence,
)
from exchange.timing.reports import report_of
from storage.tables import Evidence, ExchangeState, Payment, PaymentState, Side, StoredFile

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from exchange.work import Work
    from storage.tables import Exchange, Officer, Person, Report

HANDED_IN = frozenset(
    {
        ExchangeState.UNDER_WAY,
        ExchangeState.DONE,
        ExchangeState.INTERRUPTED,
        ExchangeState.REPORTED,
        ExchangeState.VALIDATED,
    }
)
"""From the first day of the stay until somebody pays."""


class VisitorProves(NotAllowed):
    """The visitor hands in what proves the stay; there is nothing for you to send."""


class NothingMissing(CxcError):
    """Nothing is missing any more, so no reason is needed: the payment can be proposed."""


def hand_in_evidence(
    work: Work, person: Person, exchange_id: int, given: Mapping[str, Sequence[int]]
) -> Exchange:
    """The exchange, with stored files under items of the call's checklist added to its evidence.

    A file that is there already changes nothing. Raises VisitorProves, NotPossibleNow before the
    stay and after the payment, NotFound for an item or a file that is not there.
    """
    exchange = exchange_held(work, person, exchange_id)
    if side_in(work, person, exchange) is not Side.VISITOR:
        raise VisitorProves
    if exchange.state not in HANDED_IN:
        raise NotPossibleNow
    known = {one.file_id for one in evidence_of(work, exchange)}
    for item, files in given.items():
        for number in dict.fromkeys(files):
            if number not in known:
                _add(work, exchange, item, number)
    if not waits_for_evidence(work, exchange):
        strike_missing(work, exchange)
    tell_if_payable(work, exchange)
    return exchange


def paid_instalments(work: Work, exchange: Exchange) -> int:
    """How many instalments of the lump sum are paid."""
    query = select(sa.func.count(col(Payment.id))).where(
        Payment.exchange_id == exchange.id, Payment.state == PaymentState.PAID
    )
    return work.session.exec(query).one()


def _add(work: Work, exchange: Exchange, item: str, number: int) -> None:
    if item not in {one.id for one in work.scheme.evidence}:
        raise NotFound
    work.load(StoredFile, number)
    work.add(
        Evidence(exchange_id=row_id(exchange), item=item, file_id=number, handed_in_at=work.now)
    )


def waive_evidence(work: Work, officer: Officer, exchange_id: int, reason: str) -> Report:
    """The report, with a coordinator's reason why the stay is paid although evidence is missing.

    Raises RoleMayNot, NotFound, NothingMissing, NotPossibleNow unless the report is validated.
    """
    exchange = exchange_of_payer(work, officer, exchange_id, Right.WAIVE)
    report = report_of(work, exchange)
    if exchange.state is not ExchangeState.VALIDATED or report is None:
        raise NotPossibleNow
    if not waits_for_evidence(work, exchange):
        raise NothingMissing
    report.waived_at, report.waived_by, report.waived_for = work.now, row_id(officer), reason
    work.add(report)
    items = [one.id for one in missing_evidence(work, exchange)]
    work.record(f"officer:{officer.id}", "evidence:waive", f"exchange:{exchange.id}", missing=items)
    keep_reason(work, exchange, "evidence:waive", reason)
    strike_missing(work, exchange)
    tell_if_payable(work, exchange)
    return report


def tell_if_payable(work: Work, exchange: Exchange) -> None:
    """Tell the desk that pays, once, where report, validation, evidence and agreement are there."""
    if exchange.state is not ExchangeState.VALIDATED or waits_for_evidence(work, exchange):
        return
    agreement = binding_agreement(work, exchange)
    if agreement is None:
        return
    desk, paid = exchange.visitor_partnership_id, paid_instalments(work, exchange)
    again = anew(work, f"exchange:{exchange.id}")
    key = f"exchange:{exchange.id}:payment_due:{agreement.version}:{paid}{again}"
    work.tell_desk(desk, DeskNotice.PAYMENT_DUE, key=key, exchange=exchange.id)
