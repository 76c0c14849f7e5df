"""The lump sum: one officer proposes the payment, another approves it or sends it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import col, select

from exchange.errors import CxcError, NotPossibleNow
from exchange.life.moves import move_exchange
from exchange.notices import DeskNotice, Notice
from exchange.people.officers import Right, actor_of, payers
from exchange.people.parties import exchange_of_payer, person_on
from exchange.rows import row_id
from exchange.timing.evidence import waits_for_evidence
from storage.tables import ExchangeState, Partnership, Payment, PaymentState, Side

if TYPE_CHECKING:
    from decimal import Decimal

    from exchange.work import Work
    from storage.tables import Exchange, Officer


class PaidAlready(CxcError):
    """This lump sum is recorded as paid already."""


class ProposedAlready(CxcError):
    """This payment is proposed already. Another officer of yours approves it."""


class NothingToPay(CxcError):
    """The stay was too short for a lump sum, so there is nothing to pay."""


class SumToBeConfirmed(CxcError):
    """The sum of this exchange is to be confirmed: how far apart the two are is not known.

    Please settle the distance on its card first: /exchange {number}
    """


class NotValidatedYet(CxcError):
    """The report is validated first, then the lump sum is paid."""


class EvidenceMissing(CxcError):
    """The stay is not proved yet: the visitor is asked for what is missing.

    A coordinator may have it paid without, with a reason.
    """


class OwnProposal(CxcError):
    """You proposed this payment, so a colleague approves it.

    Nobody there? A coordinator invites one: /invite
    """


def payment_of(work: Work, exchange: Exchange) -> Payment | None:
    """The payment that is proposed or made; none that was sent back."""
    query = select(Payment).where(
        Payment.exchange_id == exchange.id, Payment.state != PaymentState.DECLINED
    )
    return work.session.exec(query).first()


def payments_of(work: Work, exchange: Exchange) -> list[Payment]:
    """Every payment that was ever proposed, in that order."""
    query = select(Payment).where(Payment.exchange_id == exchange.id)
    return list(work.session.exec(query.order_by(col(Payment.id))))


def pays_alone(work: Work, partnership_id: int) -> bool:
    """Whether one officer may both propose and approve a Partnership's payments.

    So it stands in the call's file for a Partnership of one officer, and only while there is nobody
    else who could approve.
    """
    single = len(payers(work, partnership_id)) == 1
    return single and work.load(Partnership, partnership_id).pays_alone


def may_approve(work: Work, officer: Officer, payment: Payment) -> bool:
    """Whether this officer may decide on that payment: nobody approves what they proposed."""
    return officer.id != payment.proposed_by or pays_alone(work, officer.partnership_id)


def propose_payment(work: Work, officer: Officer, exchange_id: int, reference: str) -> Payment:
    """The exchange's lump sum, proposed for payment with the bank's or the books' reference.

    It takes a validated report and the evidence (https://clamtex.eu/faq-page), or a coordinator's
    reason without. Raises RoleMayNot, NotFound, ProposedAlready, PaidAlready, NotValidatedYet,
    NothingToPay, SumToBeConfirmed, EvidenceMissing.
    """
    exchange = exchange_of_payer(work, officer, exchange_id, Right.PAY)
    amount = _payable(work, exchange)
    payment = work.add(
        Payment(
            exchange_id=row_id(exchange),
            amount=amount,
            currency=exchange.currency,
            reference=reference.strip(),
            state=PaymentState.PROPOSED,
            proposed_by=row_id(officer),
            proposed_at=work.now,
        )
    )
    move_exchange(work, exchange, ExchangeState.PROPOSED, actor_of(officer))
    work.tell_desk(
        exchange.visitor_partnership_id,
        DeskNotice.PAYMENT_PROPOSED,
        key=f"exchange:{exchange.id}:payment:{payment.id}",
        exchange=exchange.id,
    )
    return payment


def _payable(work: Work, exchange: Exchange) -> Decimal:
    if exchange.state is ExchangeState.PAID:
        raise PaidAlready
    if exchange.state is ExchangeState.PROPOSED:
        raise ProposedAlready
    if exchange.state is ExchangeState.CLOSED:
        raise NothingToPay
    if exchange.state is not ExchangeState.VALIDATED:
        raise NotValidatedYet
    if not exchange.lump_sum:
        raise SumToBeConfirmed(number=exchange.id)
    if waits_for_evidence(work, exchange):
        raise EvidenceMissing
    return exchange.lump_sum


def approve_payment(work: Work, officer: Officer, exchange_id: int) -> Payment:
    """The payment, made: approved by another officer than the one who proposed it.

    The visitor is told. Raises RoleMayNot, NotFound, PaidAlready, NotPossibleNow where none is
    proposed, OwnProposal unless the Partnership's officer pays alone, EvidenceMissing.
    """
    exchange = exchange_of_payer(work, officer, exchange_id, Right.PAY)
    payment = _proposed(work, exchange)
    if not may_approve(work, officer, payment):
        raise OwnProposal
    if waits_for_evidence(work, exchange):
        raise EvidenceMissing
    alone = payment.proposed_by == officer.id
    _decide(work, officer, payment, PaymentState.PAID, alone=alone)
    move_exchange(work, exchange, ExchangeState.PAID, actor_of(officer))
    if alone:
        setting = f"partnership:{officer.partnership_id}"
        work.record(
            actor_of(officer), "payment:alone", f"exchange:{exchange.id}", setting_of=setting
        )
    visitor = person_on(work, exchange, Side.VISITOR)
    key = f"exchange:{exchange.id}:paid"
    work.tell(visitor, Notice.PAYMENT_MADE, key=key, exchange=exchange.id)
    return payment


def decline_payment(work: Work, officer: Officer, exchange_id: int, reason: str) -> Payment:
    """The proposed payment, sent back with a reason, which stays; it can be proposed anew.

    Whoever proposed it may take it back in the same way. Raises RoleMayNot, NotFound, PaidAlready,
    NotPossibleNow where none is proposed.
    """
    exchange = exchange_of_payer(work, officer, exchange_id, Right.PAY)
    payment = _proposed(work, exchange)
    _decide(work, officer, payment, PaymentState.DECLINED, declined_for=reason)
    move_exchange(work, exchange, ExchangeState.VALIDATED, actor_of(officer))
    work.tell_desk(
        exchange.visitor_partnership_id,
        DeskNotice.PAYMENT_DECLINED,
        key=f"exchange:{exchange.id}:payment:{payment.id}:declined",
        exchange=exchange.id,
        payment=payment.id,
    )
    return payment


def _proposed(work: Work, exchange: Exchange) -> Payment:
    payment = payment_of(work, exchange)
    if exchange.state is ExchangeState.PAID:
        raise PaidAlready
    if exchange.state is not ExchangeState.PROPOSED or payment is None:
        raise NotPossibleNow
    return payment


def _decide(
    work: Work, officer: Officer, payment: Payment, state: PaymentState, **facts: object
) -> None:
    payment.sqlmodel_update(
        {"state": state, "decided_by": row_id(officer), "decided_at": work.now, **facts}
    )
    work.add(payment)
