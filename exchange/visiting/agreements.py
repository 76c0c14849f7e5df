"""The Agreement for Financial Support: drawn up when the sum stands, signed by the visitor and who pays."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlmodel import col, select

from exchange.errors import CxcError, NotAllowed, NotPossibleNow
from exchange.life.cards import AGREED, settle_cards
from exchange.life.taken import let_all_go
from exchange.notices import Notice
from exchange.papers.agreement import agreement_digest
from exchange.people.officers import Right, actor_of
from exchange.people.parties import (
    application_on,
    exchange_held,
    exchange_of_payer,
    person_on,
    side_in,
)
from exchange.people.signing import (
    binding_agreement,
    current_agreement,
    next_to_agree,
    put_signature,
    signatures_of,
)
from exchange.people.turns import SignedAlready, require_turn
from exchange.rows import row_id
from exchange.scheme.terms import instalments_of, term_facts, terms_of
from exchange.states import AGREEABLE, AMENDABLE, last_day
from exchange.timing.signatures import AGREEMENT, ask_to_sign, plan_signature, strike_signature
from exchange.visiting.agreement_papers import agreement_paper
from exchange.visiting.evidence import tell_if_payable
from exchange.visiting.sums import sum_for
from exchange.work import SYSTEM
from storage.tables import Agreement, Exchange, Partnership, Side, Signatory

if TYPE_CHECKING:
    from exchange.work import Work
    from storage.tables import Officer, Person, Signature

SAME = ("starts_on", "distance_km", "full_sum", "currency")
"""What fewer days do not change: where one of these is another, both sign anew."""


class VisitorAgrees(NotAllowed):
    """The agreement on the money is between the visitor and their Partnership. Nothing for you to sign."""


class AgreementRenewed(CxcError):
    """This agreement was drawn up anew since you saw it. /exchanges shows the new one."""


def settle_agreement(work: Work, exchange: Exchange) -> Agreement | None:
    """The agreement of an exchange as it stands now, drawn up or drawn up anew where something has changed.

    None while the commitment is not signed by all, the sum is to be confirmed, or nothing is paid,
    as for a virtual exchange. Days that were not stayed change the sum by the signed terms: such a
    version binds as it is, and who made it necessary stands in the record. Anything else is signed anew.
    Call it whenever days, distance or sum change.
    """
    if exchange.state not in AGREEABLE:
        return None
    strike_signature(work, exchange, AGREEMENT)
    last = current_agreement(work, exchange)
    if not exchange.lump_sum:
        _settle_cards(work, exchange, last, SYSTEM)
        return None
    facts = {**_facts(exchange), **_terms(work, exchange, last)}
    if last is None or any(getattr(last, name) != value for name, value in facts.items()):
        last = _new_version(work, exchange, last, facts)
    _pass_on(work, exchange, last)
    return last


def _facts(exchange: Exchange) -> dict[str, Any]:
    return {
        "starts_on": exchange.starts_on,
        "last_day": last_day(exchange),
        "working_days": exchange.working_days,
        "distance_km": exchange.distance_km,
        "lump_sum": exchange.lump_sum,
        "full_sum": exchange.full_sum,
        "currency": exchange.currency,
        "halved_for": list(exchange.halved_for),
    }


def _terms(work: Work, exchange: Exchange, last: Agreement | None) -> dict[str, Any]:
    """Those of the version before; the first one has those of the call and of the Partnership today."""
    if last:
        return {name: getattr(last, name) for name in ("instalments", "terms", "facts")}
    payer, scheme = work.load(Partnership, exchange.visitor_partnership_id).name, work.scheme
    return {
        "instalments": list(instalments_of(scheme, payer)),
        "terms": [one.text for one in terms_of(scheme, payer)],
        "facts": term_facts(scheme, payer),
    }


def _new_version(
    work: Work, exchange: Exchange, last: Agreement | None, facts: dict[str, Any]
) -> Agreement:
    signed = _signed(work, exchange)
    follows = signed if signed and _follows(work, exchange, signed, facts) else None
    agreement = Agreement(
        exchange_id=row_id(exchange),
        version=last.version + 1 if last else 1,
        digest="",
        drawn_up_at=work.now,
        follows_id=follows.id if follows else None,
        binding=follows is not None,
        **facts,
    )
    agreement.digest = agreement_digest(agreement_paper(work, exchange, agreement))
    work.add(agreement)
    act = "agreement:follow" if follows else "agreement:draw_up"
    work.record(SYSTEM, act, f"exchange:{exchange.id}", agreement=agreement.id)
    _settle_cards(work, exchange, last, SYSTEM)
    return agreement


def _signed(work: Work, exchange: Exchange) -> Agreement | None:
    """The latest version that both have put their names under."""
    query = select(Agreement).where(
        Agreement.exchange_id == exchange.id,
        col(Agreement.binding).is_(True),
        col(Agreement.follows_id).is_(None),
    )
    return work.session.exec(query.order_by(col(Agreement.version).desc())).first()


def _follows(work: Work, exchange: Exchange, signed: Agreement, facts: dict[str, Any]) -> bool:
    """Whether the terms that were signed come to this sum for these days, and nothing else is new."""
    if any(getattr(signed, name) != facts[name] for name in SAME):
        return False
    by_rule = sum_for(work, exchange, facts["working_days"], facts["distance_km"]).amount
    fewer = facts["working_days"] <= signed.working_days
    return fewer and by_rule is not None and by_rule.amount == facts["lump_sum"]


def sign_as_visitor(work: Work, person: Person, exchange_id: int, version: int) -> Signature:
    """The visitor's signature under the version that they saw, in their turn.

    Raises VisitorAgrees, AgreementRenewed, SignedAlready, NotYourTurn, NotPossibleNow.
    """
    exchange = exchange_held(work, person, exchange_id)
    if side_in(work, person, exchange) is not Side.VISITOR:
        raise VisitorAgrees
    agreement = _signable(work, exchange, Signatory.VO, version)
    name = application_on(work, exchange, Side.VISITOR).person_name
    signature = put_signature(work, agreement, Signatory.VO, row_id(person), name)
    _signed_by(work, exchange, agreement, f"person:{person.id}")
    return signature


def sign_as_payer(work: Work, officer: Officer, exchange_id: int, version: int) -> Signature:
    """The signature of the Partnership that pays under the version that the officer saw, in its turn.

    Raises RoleMayNot, NotFound, AgreementRenewed, SignedAlready, NotYourTurn, NotPossibleNow.
    """
    exchange = exchange_of_payer(work, officer, exchange_id, Right.DECIDE)
    agreement = _signable(work, exchange, Signatory.VOP, version)
    signature = put_signature(work, agreement, Signatory.VOP, officer.person_id, officer.name)
    _signed_by(work, exchange, agreement, actor_of(officer))
    return signature


def _signable(work: Work, exchange: Exchange, party: Signatory, version: int) -> Agreement:
    """The version that was seen, if it is the one that stands and it is this party's turn."""
    agreement = current_agreement(work, exchange)
    if agreement is None:
        raise NotPossibleNow
    if agreement.version != version:
        raise AgreementRenewed
    turn = next_to_agree(work, exchange)
    if turn is None and party in {one.party for one in signatures_of(work, agreement)}:
        raise SignedAlready
    if turn is None:
        raise NotPossibleNow
    require_turn(work, agreement, turn, [party])
    return agreement


def _signed_by(work: Work, exchange: Exchange, agreement: Agreement, actor: str) -> None:
    work.record(actor, "agreement:sign", f"exchange:{exchange.id}", agreement=agreement.id)
    _settle_cards(work, exchange, agreement, actor)
    strike_signature(work, exchange, AGREEMENT)
    _pass_on(work, exchange, agreement)


def _pass_on(work: Work, exchange: Exchange, agreement: Agreement) -> None:
    """Ask the next party to sign; or, where both have, say so, and that it may be paid."""
    turn = next_to_agree(work, exchange)
    if turn is None and exchange.state in AMENDABLE:
        let_all_go(work, exchange, [exchange.visitor_partnership_id])  # the step is done
    if turn is not None:
        plan_signature(work, exchange, agreement, turn)
        key = f"agreement:{agreement.id}:to_sign:{turn.value}"
        ask_to_sign(work, exchange, turn, key=key, its=AGREEMENT)
        return
    if not agreement.binding:
        agreement.binding = True
        work.add(agreement)
        visitor, key = person_on(work, exchange, Side.VISITOR), f"agreement:{agreement.id}:binds"
        work.tell(visitor, Notice.AGREEMENT_BINDS, key=key, exchange=exchange.id)
    tell_if_payable(work, exchange)


def _settle_cards(work: Work, exchange: Exchange, waited: Agreement | None, actor: str) -> None:
    """Cards that waited for a signature say who has given it, or that none is needed."""
    if waited is None or waited.binding:
        return
    desk, number = [exchange.visitor_partnership_id], row_id(exchange)
    settle_cards(work, desk, AGREED, exchange.state, actor, exchange=number)


def draw_up_missing(work: Work) -> int:
    """How many exchanges of before there were agreements get theirs now."""
    known = select(Agreement.exchange_id)
    query = select(Exchange).where(
        col(Exchange.state).in_(AGREEABLE),
        col(Exchange.lump_sum) > 0,
        col(Exchange.id).not_in(known),
    )
    found = work.session.exec(query.order_by(col(Exchange.id))).all()
    for exchange in found:
        call = work.load(Partnership, exchange.visitor_partnership_id).call
        settle_agreement(work.under(call), work.hold(Exchange, exchange.id))
    return len(found)


__all__ = [
    "AgreementRenewed",
    "VisitorAgrees",
    "binding_agreement",
    "current_agreement",
    "draw_up_missing",
    "next_to_agree",
    "settle_agreement",
    "sign_as_payer",
    "sign_as_visitor",
]
