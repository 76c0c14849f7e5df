"""Everything that waits for a Partnership's desk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from exchange.applying.review import review_queue
from exchange.asking.to_desk import open_questions
from exchange.desk.exchanges import exchanges_at
from exchange.people.parties import organisation_on
from exchange.people.signing import binding_agreement, current_agreement, next_to_agree
from exchange.rows import row_id
from exchange.states import AGREEABLE, nothing_to_pay
from exchange.timing.evidence import waits_for_evidence
from exchange.timing.reports import report_of
from exchange.visiting.commitments import (
    commitment_to_sign,
    next_signatory,
    signatories_of_partnership,
    signatures_of,
)
from exchange.visiting.paying import may_approve, payment_of
from storage.tables import ExchangeState, Side, Signatory

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exchange.people.signing import Paper
    from exchange.work import Work
    from storage.tables import Exchange, Officer


UNPAID = AGREEABLE - {ExchangeState.REPORTED, ExchangeState.VALIDATED}
"""Before the report, the desk has only the agreement to sign."""
WAITING = (
    *UNPAID,
    ExchangeState.SIGNING,
    ExchangeState.REPORTED,
    ExchangeState.VALIDATED,
    ExchangeState.PROPOSED,
)


@dataclass(frozen=True)
class QueueItem:
    """One thing to do: an application to review, an exchange to sign, report on or pay, a question.

    `kind` is application, sign, agree, report, evidence (missing), distance (unknown), agreement
    (unsigned), payment, approval or question; `subject` is the number of the application, the exchange or the question.
    """

    kind: str
    subject: int
    name: str
    since: datetime
    overdue: bool


def queue(work: Work, officer: Officer) -> list[QueueItem]:
    """What waits for the officer's Partnership, longest first. Raises RoleMayNot."""
    items = [
        *_applications(work, officer),
        *_exchanges(work, officer),
        *_questions(work, officer),
    ]
    return sorted(items, key=lambda item: item.since)


def _applications(work: Work, officer: Officer) -> Iterator[QueueItem]:
    days = work.scheme.deadlines.review_days
    for one in review_queue(work, officer):
        name, number = one.organisation.name, row_id(one.application)
        yield _item(work, "application", number, name, one.since, days)


def _questions(work: Work, officer: Officer) -> Iterator[QueueItem]:
    days = work.scheme.deadlines.answer_days
    for one in open_questions(work, officer):
        yield _item(work, "question", row_id(one), one.question, one.asked_at, days)


def _exchanges(work: Work, officer: Officer) -> Iterator[QueueItem]:
    own = officer.partnership_id
    for exchange in exchanges_at(work, own, *WAITING):
        item = _to_do(work, exchange, officer)
        if item:
            yield item


def _to_do(work: Work, exchange: Exchange, officer: Officer) -> QueueItem | None:
    partnership_id = officer.partnership_id
    deadlines, number = work.scheme.deadlines, row_id(exchange)
    name = " → ".join(organisation_on(work, exchange, side).name for side in Side)
    if next_signatory(work, exchange) in signatories_of_partnership(partnership_id, exchange):
        since = _last_signed(work, commitment_to_sign(work, exchange))
        return _item(work, "sign", number, name, since, deadlines.signature_days)
    if exchange.state is ExchangeState.SIGNING:
        return None
    if exchange.state in UNPAID:
        return _to_agree(work, exchange, officer, name)
    report = report_of(work, exchange)
    if partnership_id != exchange.visitor_partnership_id or report is None:
        return None
    if exchange.state is ExchangeState.REPORTED:
        return _item(work, "report", number, name, report.submitted_at, deadlines.review_days)
    return None if nothing_to_pay(exchange) else _to_pay(work, exchange, officer, name)


def _to_agree(work: Work, exchange: Exchange, officer: Officer, name: str) -> QueueItem | None:
    """An agreement that waits for the signature of the Partnership that pays."""
    if officer.partnership_id != exchange.visitor_partnership_id:
        return None
    if next_to_agree(work, exchange) is not Signatory.VOP:
        return None
    since = _last_signed(work, current_agreement(work, exchange))
    days = work.scheme.deadlines.signature_days
    return _item(work, "agree", row_id(exchange), name, since, days)


def _to_pay(work: Work, exchange: Exchange, officer: Officer, name: str) -> QueueItem | None:
    if exchange.state is ExchangeState.PROPOSED:
        return _to_approve(work, exchange, officer, name)
    report, days = report_of(work, exchange), work.scheme.deadlines.payment_days
    since = (report.validated_at if report else None) or work.now
    kind = "payment" if binding_agreement(work, exchange) else "agreement"
    kind = kind if exchange.lump_sum else "distance"
    if waits_for_evidence(work, exchange):
        kind = "evidence"
    return _item(work, kind, row_id(exchange), name, since, days)


def _to_approve(work: Work, exchange: Exchange, officer: Officer, name: str) -> QueueItem | None:
    """A payment that a colleague has proposed: one's own waits for somebody else."""
    payment = payment_of(work, exchange)
    if payment is None or not may_approve(work, officer, payment):
        return None
    days = work.scheme.deadlines.payment_days
    return _item(work, "approval", row_id(exchange), name, payment.proposed_at, days)


def _last_signed(work: Work, paper: Paper | None) -> datetime:
    """Since when it is the next party's turn: the last signature, or the writing of the paper."""
    times = [one.signed_at for one in signatures_of(work, paper)]
    return max([*times, paper.drawn_up_at] if paper else [work.now])


def _item(work: Work, kind: str, subject: int, name: str, since: datetime, days: int) -> QueueItem:
    return QueueItem(kind, subject, name, since, overdue=work.now - since > timedelta(days=days))
