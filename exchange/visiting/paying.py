"""The lump sum: one officer proposes the payment, another approves it or sends it back."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sqlmodel import col, select
from stdnum import iban

from exchange.errors import CxcError, NotPossibleNow
from exchange.life.moves import move_exchange
from exchange.life.undone import anew
from exchange.notices import DeskNotice, Notice
from exchange.people.memberships import require_settled
from exchange.people.officers import Right, actor_of, payers
from exchange.people.parties import exchange_of_payer, person_on
from exchange.people.signing import binding_agreement
from exchange.rows import row_id
from exchange.timing.evidence import waits_for_evidence
from exchange.visiting.agreement_papers import amounts
from exchange.visiting.agreements import settle_agreement
from exchange.visiting.evidence import paid_instalments, tell_if_payable
from storage.tables import ExchangeState, Partnership, Payment, PaymentState, Side

if TYPE_CHECKING:
    from exchange.work import Work
    from storage.tables import Agreement, Exchange, Officer


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


class AgreementMissing(CxcError):
    """The Agreement for Financial Support is not signed by both yet, and without it nothing is paid.

    Its card shows whose turn it is: /exchange {number}
    """


class BankDetails(CxcError):
    """That is an IBAN. Please write the number of the transfer or booking instead."""


class OwnProposal(CxcError):
    """You proposed this payment, so a colleague approves it.

    Nobody there? A coordinator invites one: /invite
    """


BEGINS = re.compile(r"(?=[A-Z]{2}\d{2})")
SHORTEST, LONGEST = 15, 34


def check_reference(reference: str) -> None:
    """Nothing, if no IBAN is in what the books call a payment, however it is grouped. Raises BankDetails."""
    text = re.sub(r"[^0-9A-Z]", "", reference.upper())
    found = (one.start() for one in BEGINS.finditer(text))
    lengths = range(SHORTEST, LONGEST + 1)
    if any(iban.is_valid(text[at : at + length]) for at in found for length in lengths):
        raise BankDetails


def payment_of(work: Work, exchange: Exchange) -> Payment | None:
    """The payment that is proposed or made, of several instalments the last; none that was sent back."""
    query = select(Payment).where(
        Payment.exchange_id == exchange.id, Payment.state != PaymentState.DECLINED
    )
    return work.session.exec(query.order_by(col(Payment.instalment).desc())).first()


def last_paid(work: Work, exchange: Exchange) -> Payment | None:
    """The instalment that was paid last, also while the next one is proposed."""
    made = [one for one in payments_of(work, exchange) if one.state is PaymentState.PAID]
    return made[-1] if made else None


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
    """The exchange's lump sum, or its next instalment, proposed for payment with the books' reference.

    It takes a validated report and the evidence (https://clamtex.eu/faq-page), or a coordinator's
    reason without; and the agreement that both have signed; where the call says so, the
    visitor's membership in a cluster. Raises MembershipOpen, InNoCluster, RoleMayNot, NotFound,
    ProposedAlready, PaidAlready, NotValidatedYet, NothingToPay, SumToBeConfirmed, EvidenceMissing,
    AgreementMissing, BankDetails.
    """
    exchange = exchange_of_payer(work, officer, exchange_id, Right.PAY)
    check_reference(reference)
    agreement = require_payable(work, exchange)
    paid = paid_instalments(work, exchange)
    payment = work.add(
        Payment(
            exchange_id=row_id(exchange),
            agreement_id=row_id(agreement),
            instalment=paid + 1,
            amount=amounts(agreement)[paid],
            currency=agreement.currency,
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


def require_payable(work: Work, exchange: Exchange) -> Agreement:
    """The agreement under which an exchange can be paid now. Raises what is in the way."""
    if exchange.state is ExchangeState.PAID:
        raise PaidAlready
    if exchange.state is ExchangeState.PROPOSED:
        raise ProposedAlready
    if exchange.state is ExchangeState.CLOSED:
        raise NothingToPay
    if exchange.state is not ExchangeState.VALIDATED:
        raise NotValidatedYet
    return _require_ready(work, exchange)


def _require_ready(work: Work, exchange: Exchange) -> Agreement:
    """What require_payable asks for besides a validated report."""
    if not exchange.lump_sum:
        raise SumToBeConfirmed(number=exchange.id)
    if waits_for_evidence(work, exchange):
        raise EvidenceMissing
    require_settled(work, exchange.visitor_id, "payment")
    return _agreed(work, exchange)


def payable_once_validated(work: Work, exchange: Exchange) -> bool:
    """Whether nothing but a look at its report is in the way of a payment."""
    try:
        _require_ready(work, exchange)
    except CxcError:
        return False
    return exchange.state is ExchangeState.REPORTED


def payable(work: Work, exchange: Exchange) -> bool:
    """Whether a payment can be proposed now."""
    try:
        require_payable(work, exchange)
    except CxcError:
        return False
    return True


def _agreed(work: Work, exchange: Exchange) -> Agreement:
    agreement = binding_agreement(work, exchange)
    if agreement is None:
        raise AgreementMissing(number=exchange.id)
    return agreement


def approve_payment(work: Work, officer: Officer, exchange_id: int) -> Payment:
    """The payment, made: approved by another officer than the one who proposed it.

    The visitor is told; after the last instalment the exchange is paid. Raises RoleMayNot, NotFound,
    PaidAlready, NotPossibleNow where none is proposed, OwnProposal unless the Partnership's officer
    pays alone, EvidenceMissing, AgreementMissing, MembershipOpen and InNoCluster where the call says so.
    """
    exchange = exchange_of_payer(work, officer, exchange_id, Right.PAY)
    payment = _proposed(work, exchange)
    if not may_approve(work, officer, payment):
        raise OwnProposal
    if waits_for_evidence(work, exchange):
        raise EvidenceMissing
    require_settled(work, exchange.visitor_id, "payment")  # it may have been denied since
    last = payment.instalment >= len(_agreed(work, exchange).instalments)
    if not payment.agreed:  # proposed before there were agreements
        raise AgreementMissing(number=exchange.id)
    alone = payment.proposed_by == officer.id
    _decide(work, officer, payment, PaymentState.PAID, alone=alone)
    after = ExchangeState.PAID if last else ExchangeState.VALIDATED
    move_exchange(work, exchange, after, actor_of(officer))
    if alone:
        setting = f"partnership:{officer.partnership_id}"
        work.record(
            actor_of(officer), "payment:alone", f"exchange:{exchange.id}", setting_of=setting
        )
    visitor = person_on(work, exchange, Side.VISITOR)
    facts = {"exchange": exchange.id, "payment": payment.id}
    work.tell(visitor, Notice.PAYMENT_MADE, key=key_of_paid(work, payment), **facts)
    tell_if_payable(work, exchange)
    return payment


def key_of_paid(work: Work, payment: Payment) -> str:
    """Under which the visitor is told that an instalment is paid; anew where that was taken back."""
    subject = f"exchange:{payment.exchange_id}"
    return f"{subject}:paid:{payment.instalment}{anew(work, subject)}"


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
    settle_agreement(work, exchange)
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
