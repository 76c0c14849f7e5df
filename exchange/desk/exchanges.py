"""Exchanges as officers read them: where each stands, whose turn it is, everything on one card."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlmodel import col, or_, select

from exchange.errors import NotFound
from exchange.finding.group_seats import group_of
from exchange.life.taken import takers_at
from exchange.people.holds import hold_of
from exchange.people.officers import RIGHTS, Right, officer_of, require
from exchange.people.parties import Parties, exchange_at_desk, organisation_on, other, parties
from exchange.people.signing import current_agreement, next_to_agree, next_under
from exchange.people.spots import Spot, slots_of, spots_of
from exchange.people.staff_groups import partnership_of_group
from exchange.rows import row_id
from exchange.states import AMENDABLE, OVER, nothing_to_pay
from exchange.timing.evidence import evidence_of, missing_beside, waits_for_evidence
from exchange.timing.reports import report_of
from exchange.undoing.undo import undoable_exchange
from exchange.visiting.amending import amendments_of, wanted
from exchange.visiting.commitments import (
    current_commitment,
    next_signatory,
    signatories_of_partnership,
    signatures_of,
)
from exchange.visiting.correcting import corrections_of, may_correct
from exchange.visiting.dates import open_offer
from exchange.visiting.distances import may_settle
from exchange.visiting.paying import may_approve, payable, payable_once_validated, payment_of
from storage.tables import (
    AmendmentState,
    Exchange,
    ExchangeForm,
    ExchangeState,
    Officer,
    Side,
    Signatory,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date

    from exchange.scheme.questions import EvidenceItem
    from exchange.undoing.undo import Undoable
    from exchange.visiting.amending import Wanted
    from exchange.work import Work
    from storage.tables import (
        Agreement,
        Amendment,
        Correction,
        Evidence,
        GroupVisit,
        Hold,
        Payment,
        Report,
        Signature,
    )

UNSIGNED = (ExchangeState.DATES, ExchangeState.COMMITMENT)
VISITOR, HOST, OFFICER = "visitor", "host", "officer"


@dataclass(frozen=True)
class ExchangeLine:
    """An exchange in a list; `waits_for` is visitor, host, a Signatory, officer, or empty."""

    exchange_id: int
    visitor: str
    host: str
    state: ExchangeState
    starts_on: date | None
    ends_on: date | None
    waits_for: str


@dataclass(frozen=True)
class ExchangeCard:
    """Everything about an exchange on one card."""

    exchange: Exchange
    slots: Sequence[Spot]
    parties: Parties
    group: GroupVisit | None
    signatures: list[Signature]
    next_signatory: Signatory | None
    may_sign: bool
    wanted: Wanted | None
    own_amendment: bool
    amended: int
    may_amend: bool
    may_settle: bool
    agreement: Agreement | None
    agreed: Sequence[Signature]
    next_to_agree: Signatory | None
    may_agree: bool
    may_propose: bool
    may_validate_and_propose: bool
    settled_by: Officer | None
    report: Report | None
    evidence: Sequence[Evidence]
    missing: Sequence[EvidenceItem]
    corrections: Sequence[Correction]
    corrected_by: Mapping[int, Officer]
    may_correct: bool
    waived_by: Officer | None
    may_waive: bool
    payment: Payment | None
    proposed_by: Officer | None
    decided_by: Officer | None
    may_approve: bool
    undoable: Undoable | None
    hold: Hold | None
    may_hold: bool
    taker: Officer | None
    may_take: bool


def exchanges_at(work: Work, partnership_id: int, *states: ExchangeState) -> Sequence[Exchange]:
    """A Partnership's exchanges in one of the states (none given: all), oldest first."""
    query = (
        select(Exchange)
        .where(
            or_(
                col(Exchange.visitor_partnership_id) == partnership_id,
                col(Exchange.host_partnership_id) == partnership_id,
            ),
            col(Exchange.state).in_(states or tuple(ExchangeState)),
        )
        .order_by(col(Exchange.id))
    )
    return work.session.exec(query).all()


def exchange_lines(
    work: Work, officer: Officer, state: ExchangeState | None = None
) -> list[ExchangeLine]:
    """The Partnership's exchanges in a state; by default those not over, its own turn first.

    Raises RoleMayNot.
    """
    require(officer, Right.READ)
    states = [state] if state else [one for one in ExchangeState if one not in OVER]
    found = []
    for exchange in exchanges_at(work, officer.partnership_id, *states):
        line = _line(work, exchange)
        own_turn = _is_own_turn(line.waits_for, exchange, officer.partnership_id)
        found.append((not own_turn, list(ExchangeState).index(line.state), line.exchange_id, line))
    return [line for *_, line in sorted(found, key=lambda entry: entry[:3])]


def _line(work: Work, exchange: Exchange) -> ExchangeLine:
    return ExchangeLine(
        exchange_id=exchange.id or 0,
        visitor=organisation_on(work, exchange, Side.VISITOR).name,
        host=organisation_on(work, exchange, Side.HOST).name,
        state=exchange.state,
        starts_on=exchange.starts_on,
        ends_on=exchange.ends_on,
        waits_for=waits_for(work, exchange),
    )


def waits_for(work: Work, exchange: Exchange) -> str:
    """Whose turn it is: visitor, host, VO, HO, VOP, HOP (to sign), officer, or nobody ("")."""
    match exchange.state:
        case ExchangeState.DATES:
            offer = open_offer(work, exchange)
            return other(offer.side).value if offer else VISITOR
        case ExchangeState.SIGNING | ExchangeState.READY | ExchangeState.UNDER_WAY:
            turn = next_signatory(work, exchange)
            return turn.value if turn else _to_agree(work, exchange)
        case ExchangeState.COMMITMENT | ExchangeState.DONE | ExchangeState.INTERRUPTED:
            return VISITOR
        case ExchangeState.REPORTED | ExchangeState.PROPOSED:
            return OFFICER
        case ExchangeState.VALIDATED if not nothing_to_pay(exchange):
            return _before_payment(work, exchange)
    return _to_agree(work, exchange)


def _before_payment(work: Work, exchange: Exchange) -> str:
    agreeing = _to_agree(work, exchange)
    return VISITOR if waits_for_evidence(work, exchange) else agreeing or OFFICER


def _to_agree(work: Work, exchange: Exchange) -> str:
    """Whose signature the agreement on the money waits for."""
    turn = next_to_agree(work, exchange)
    return turn.value if turn else ""


def _is_own_turn(turn: str, exchange: Exchange, partnership_id: int) -> bool:
    if turn == OFFICER:
        return partnership_id == exchange.visitor_partnership_id
    return turn in {party.value for party in signatories_of_partnership(partnership_id, exchange)}


def exchange_card(work: Work, officer: Officer, exchange_id: int) -> ExchangeCard:
    """An exchange of the officer's Partnership. Raises RoleMayNot, NotFound."""
    exchange = exchange_at_desk(work, officer, exchange_id, Right.READ)
    return _card(work, exchange, officer.partnership_id, RIGHTS[officer.role], officer)


def exchange_card_of(work: Work, exchange_id: int, *, chat_id: int) -> ExchangeCard:
    """An exchange, for a notice to an officer's chat or a staff group. Raises NotFound."""
    officer = officer_of(work, chat_id)
    if officer is not None:
        return exchange_card(work, officer, exchange_id)
    partnership_id = partnership_of_group(work, chat_id)
    exchange = work.load(Exchange, exchange_id)
    if partnership_id not in {exchange.visitor_partnership_id, exchange.host_partnership_id}:
        raise NotFound
    return _card(work, exchange, partnership_id, frozenset(Right))


def _card(
    work: Work,
    exchange: Exchange,
    partnership_id: int | None,
    rights: Collection[Right],
    officer: Officer | None = None,
) -> ExchangeCard:
    """The card with what whoever has those `rights` may do; in a group each tap is looked at anew."""
    turn, report = next_signatory(work, exchange), report_of(work, exchange)
    agreement, evidence = current_agreement(work, exchange), evidence_of(work, exchange)
    agreeing = next_under(work, exchange, agreement)
    missing = [] if nothing_to_pay(exchange) else missing_beside(work, evidence)
    own = signatories_of_partnership(partnership_id, exchange)
    pays = partnership_id == exchange.visitor_partnership_id
    validated = exchange.state is ExchangeState.VALIDATED
    waits = bool(missing) and not (report and report.waived_at)
    signed = exchange.state not in UNSIGNED
    decides, not_online = Right.DECIDE in rights, exchange.form is not ExchangeForm.ONLINE
    goes_on = exchange.state not in OVER and decides
    return ExchangeCard(
        exchange=exchange,
        slots=spots_of(work, exchange) if slots_of(work, exchange) else (),
        parties=parties(work, exchange),
        group=group_of(work, exchange),
        signatures=signatures_of(work, current_commitment(work, exchange)) if signed else [],
        next_signatory=turn,
        may_sign=turn in own and decides,
        **_changes(work, exchange, partnership_id),
        may_amend=exchange.state in AMENDABLE and decides and not_online,
        agreement=agreement if pays else None,
        agreed=signatures_of(work, agreement),
        next_to_agree=agreeing,
        may_agree=pays and agreeing is Signatory.VOP and decides,
        may_propose=pays and payable(work, exchange) and Right.PAY in rights,
        may_validate_and_propose=pays
        and payable_once_validated(work, exchange)
        and all(one in rights for one in (Right.PAY, Right.DECIDE)),
        may_settle=pays and may_settle(work, exchange) and decides,
        settled_by=_officer(work, exchange.distance_settled_by),
        report=report,
        evidence=evidence,
        missing=missing,
        **_corrections(work, exchange),
        may_correct=pays and may_correct(work, exchange) and decides,
        waived_by=_officer(work, report.waived_by) if report else None,
        may_waive=pays and validated and waits and Right.WAIVE in rights,
        **_payment(work, exchange, officer, approving=pays and Right.PAY in rights),
        hold=hold_of(work, exchange),
        taker=takers_at(work, partnership_id).get(row_id(exchange)),
        may_hold=goes_on,
        may_take=goes_on,
        undoable=undoable_exchange(work, partnership_id or 0, rights, exchange),
    )


def _payment(
    work: Work, exchange: Exchange, officer: Officer | None, *, approving: bool
) -> dict[str, Any]:
    """The payment, who proposed and who decided it, and whether this officer may; in a group, whether any."""
    payment = payment_of(work, exchange)
    proposed = payment if approving and exchange.state is ExchangeState.PROPOSED else None
    return {
        "payment": payment,
        "proposed_by": _officer(work, payment.proposed_by) if payment else None,
        "decided_by": _officer(work, payment.decided_by) if payment else None,
        "may_approve": bool(proposed and (officer is None or may_approve(work, officer, proposed))),
    }


def _changes(work: Work, exchange: Exchange, partnership_id: int | None) -> dict[str, Any]:
    """What is told of amendments: the open one, whose it is, and how many are in force."""
    changes = amendments_of(work, exchange)
    amendment = next((one for one in changes if one.state is AmendmentState.OPEN), None)
    return {
        "wanted": wanted(work, amendment) if amendment else None,
        "own_amendment": _is_own(work, amendment, partnership_id),
        "amended": sum(one.state is AmendmentState.IN_FORCE for one in changes),
    }


def _corrections(work: Work, exchange: Exchange) -> dict[str, Any]:
    """What was corrected, and by whom."""
    found = corrections_of(work, exchange)
    by = {one.officer_id: work.load(Officer, one.officer_id) for one in found}
    return {"corrections": found, "corrected_by": by}


def _is_own(work: Work, amendment: Amendment | None, partnership_id: int | None) -> bool:
    by = _officer(work, amendment.officer_id) if amendment else None
    return by is not None and by.partnership_id == partnership_id


def _officer(work: Work, number: int | None) -> Officer | None:
    return work.load(Officer, number) if number else None
