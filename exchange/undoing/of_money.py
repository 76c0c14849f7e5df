"""Ways back of decisions on payments: proposed, sent back, approved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchange.errors import NotPossibleNow
from exchange.life.moves import return_exchange
from exchange.people.officers import actor_of
from exchange.people.parties import person_on
from exchange.people.signing import binding_agreement
from exchange.rows import row_id
from exchange.undoing.decisions import Decision, number_in, payment_decided
from exchange.undoing.telling import tell_again
from exchange.visiting.paying import key_of_paid, payment_of
from storage.tables import Exchange, ExchangeState, PaymentState, Side

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from exchange.work import Work
    from storage.tables import Audit, Officer, Payment

States = tuple[str, str]
UNDECIDED = {"decided_by": None, "decided_at": None, "declined_for": "", "alone": False}


def _unproposed(work: Work, officer: Officer, row: Audit) -> States:
    """A payment that nobody is to approve: it stands as taken back and can be proposed anew."""
    exchange = work.load(Exchange, number_in(row))
    payment = payment_of(work, exchange)
    if payment is None or payment.state is not PaymentState.PROPOSED:
        raise NotPossibleNow
    by = {"decided_by": row_id(officer), "decided_at": work.now}
    work.add(payment.sqlmodel_update({"state": PaymentState.DECLINED, **by}))
    return _move(work, officer, exchange, ExchangeState.VALIDATED)


def _proposed_again(work: Work, officer: Officer, row: Audit) -> States:
    """A payment that was sent back, to be approved as it was."""
    exchange = work.load(Exchange, number_in(row))
    payment = payment_decided(work, row, PaymentState.DECLINED)
    agreement = binding_agreement(work, exchange)
    if payment is None or agreement is None or agreement.id != payment.agreement_id:
        raise NotPossibleNow
    return _reopen(work, officer, exchange, payment)


def _unpaid(work: Work, officer: Officer, row: Audit) -> States:
    """A payment that has not left: to be approved by another than who proposed it, or sent back."""
    exchange = work.load(Exchange, number_in(row))
    payment = payment_decided(work, row, PaymentState.PAID)
    if payment is None:
        raise NotPossibleNow
    told = key_of_paid(work, payment)
    states = _reopen(work, officer, exchange, payment)
    visitor = person_on(work, exchange, Side.VISITOR)
    facts = {"exchange": exchange.id, "payment": payment.id}
    tell_again(work, row, visitor, told, **facts)
    return states


def _reopen(work: Work, officer: Officer, exchange: Exchange, payment: Payment) -> States:
    work.add(payment.sqlmodel_update({"state": PaymentState.PROPOSED, **UNDECIDED}))
    return _move(work, officer, exchange, ExchangeState.PROPOSED)


def _move(work: Work, officer: Officer, exchange: Exchange, to: ExchangeState) -> States:
    before = exchange.state
    return_exchange(work, exchange, to, actor_of(officer))
    return before.value, to.value


WAYS: Mapping[Decision, Callable[[Work, Officer, Audit], States]] = {
    Decision.PROPOSE: _unproposed,
    Decision.SEND_BACK: _proposed_again,
    Decision.APPROVE: _unpaid,
}
