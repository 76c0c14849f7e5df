"""Ways back of decisions on exchanges: signed, cancelled, sent back, validated, paid without proof."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from sqlmodel import col, select

from exchange.errors import CxcError, NotPossibleNow
from exchange.finding import pair_log
from exchange.finding.group_seats import group_of
from exchange.life.cards import SIGNED, WAIT_IN, settle_cards
from exchange.life.moves import return_exchange, return_proposal
from exchange.life.undone import anew
from exchange.people.officers import actor_of
from exchange.people.parties import person_on, today_at_host
from exchange.people.signing import (
    SIDE_OF,
    commitment_to_sign,
    next_signatory,
    signatures_of,
)
from exchange.proposing.pair_rules import check_once_only, check_room
from exchange.rows import row_id
from exchange.timing.evidence import plan_missing
from exchange.timing.families import FAMILIES
from exchange.timing.next_steps import CLOSING_OVERDUE, EXCHANGE_IDLE
from exchange.timing.reports import report_of, strike_report
from exchange.timing.signatures import plan_signature, strike_signature
from exchange.undoing.decisions import Decision, number_in
from exchange.undoing.telling import tell_again
from exchange.visiting.closing import was_long_enough
from exchange.visiting.commitments import key_of_turn
from exchange.visiting.dates import check_places
from storage.tables import (
    Application,
    ApplicationState,
    Commitment,
    DateOffer,
    DateOfferState,
    Exchange,
    ExchangeState,
    Officer,
    PairEventKind,
    Proposal,
    ProposalState,
    Side,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from exchange.work import Work
    from storage.tables import Audit, Report

States = tuple[str, str]
REVIVED = [
    kind.name
    for family in FAMILIES
    if family.about_exchanges
    for kind in family.kinds
    if kind.name not in {EXCHANGE_IDLE, CLOSING_OVERDUE}  # planned by the move itself
]


class CannotGoOn(CxcError):
    """This exchange cannot go on as it was: its first day is over, or one of the two has left.

    They can be brought together anew: /pair
    """


def exchange_of(work: Work, row: Audit) -> Exchange:
    """The exchange that an act is about, also where it is about its paper."""
    if row.subject.startswith("commitment:"):
        return work.load(Exchange, work.load(Commitment, number_in(row)).exchange_id)
    return work.load(Exchange, number_in(row))


def is_complete(work: Work, row: Audit) -> bool:
    """Whether the paper that was signed with an act collects no signatures any more."""
    paper = commitment_to_sign(work, exchange_of(work, row))
    return paper is None or paper.id != number_in(row)


def _unsigned(work: Work, officer: Officer, row: Audit) -> States:
    """A paper without the Partnership's signature: it is its turn again, and the next one's no more."""
    exchange, paper = exchange_of(work, row), work.load(Commitment, number_in(row))
    waiting = next_signatory(work, exchange)
    signer = work.load(Officer, int(row.actor.partition(":")[2])).person_id
    taken = [
        one
        for one in signatures_of(work, paper)
        if (one.person_id, one.signed_at) == (signer, row.at)
    ]
    if waiting is None or not taken:
        raise NotPossibleNow
    told = key_of_turn(work, paper, waiting)
    for signature in taken:
        work.session.delete(signature)
    work.session.flush()
    strike_signature(work, exchange)
    turn = next_signatory(work, exchange)
    if turn is not None:
        plan_signature(work, exchange, paper, turn)
    if waiting in SIDE_OF:
        reader = person_on(work, exchange, SIDE_OF[waiting])
        tell_again(work, row, reader, told, exchange=exchange.id)
    else:
        desks, actor = (
            [exchange.visitor_partnership_id, exchange.host_partnership_id],
            actor_of(officer),
        )
        settle_cards(work, desks, SIGNED, exchange.state, actor, exchange=row_id(exchange))
    return exchange.state.value, exchange.state.value


def _revived(work: Work, officer: Officer, row: Audit) -> States:
    """A cancelled exchange, where it stood: its dates, its place at the host, its reminders, its calendars."""
    exchange, to = exchange_of(work, row), ExchangeState(row.facts["before"])
    _require_alive(work, exchange)
    again = anew(work, row.subject)
    proposal = work.hold(Proposal, exchange.proposal_id)
    if proposal.state is ProposalState.WITHDRAWN:
        return_proposal(work, proposal, ProposalState.ACCEPTED, actor_of(officer))
    return_exchange(work, exchange, to, actor_of(officer), reason="")
    _offered_again(work, exchange)
    work.reschedule(REVIVED, row_id(exchange), row.at)
    pair_log.unnote(work, proposal, PairEventKind.WITHDRAWN)
    for side in Side:
        told = f"{row.subject}:cancelled:{side.value}{again}"
        tell_again(work, row, person_on(work, exchange, side), told, exchange=exchange.id)
    return ExchangeState.CANCELLED.value, to.value


def _require_alive(work: Work, exchange: Exchange) -> None:
    """Nothing, if the two may still visit each other as they had agreed.

    Raises CannotGoOn, VisitsUsedUp, HostFull, NoPlaceThen, NoPlaceAtAll.
    """
    visitor, host = (work.load(Application, one) for one in (exchange.visitor_id, exchange.host_id))
    here = {visitor.state, host.state} == {ApplicationState.ACCEPTED}
    begins = exchange.starts_on
    group = group_of(work, exchange)
    moved = group and (group.ended_at or group.starts_on != begins)
    if not here or moved or (begins and begins <= today_at_host(work, exchange)):
        raise CannotGoOn
    check_once_only(work, visitor)
    if group:
        return  # its seat is taken with the pair
    check_room(work, visitor, host)
    if begins and exchange.ends_on:
        check_places(work, exchange, begins, exchange.ends_on)


def _offered_again(work: Work, exchange: Exchange) -> None:
    """The days that were on offer when it was cancelled wait for their answer again."""
    query = select(DateOffer).where(DateOffer.exchange_id == exchange.id)
    last = work.session.exec(query.order_by(col(DateOffer.id).desc())).first()
    if exchange.state is ExchangeState.DATES and last and last.state is DateOfferState.COUNTERED:
        last.state = DateOfferState.OPEN
        work.add(last)


def _kept(work: Work, officer: Officer, row: Audit) -> States:
    """A report that was sent back, with the desk again; what it was sent back for before counts again."""
    exchange, report = exchange_of(work, row), _report(work, row)
    before = exchange.state
    report.returns = report.returns[:-1]
    report.returned_at, report.returned_for = _last_return(report)
    work.add(report)
    strike_report(work, exchange)
    return_exchange(work, exchange, ExchangeState.REPORTED, actor_of(officer))
    plan_missing(work, exchange)
    told = f"{row.subject}:returned:{row.at:%Y-%m-%dT%H:%M:%S}"
    tell_again(work, row, person_on(work, exchange, Side.VISITOR), told, exchange=exchange.id)
    return before.value, ExchangeState.REPORTED.value


def _last_return(report: Report) -> tuple[datetime | None, str]:
    """When a report was sent back last, and why; nothing where it never was."""
    if not report.returns:
        return None, ""
    at, why = report.returns[-1]
    return datetime.fromisoformat(at), why


def _report(work: Work, row: Audit) -> Report:
    found = report_of(work, exchange_of(work, row))
    if found is None:
        raise NotPossibleNow
    return found


def _unvalidated(work: Work, officer: Officer, row: Audit) -> States:
    """A report to be validated; the certificates that went out count for nothing, and come anew."""
    exchange, report = exchange_of(work, row), _report(work, row)
    before, again = exchange.state, anew(work, row.subject)
    report.validated_at = report.validated_by = None
    report.returned_at, _ = _last_return(report)
    work.add(report)
    to, facts = ExchangeState.REPORTED, {"certificate_id": None}
    return_exchange(work, exchange, to, actor_of(officer), **facts)
    for side, told in _told(work, exchange, closed=before is ExchangeState.CLOSED).items():
        keys = [f"{row.subject}:{one}{again}" for one in told]
        tell_again(work, row, person_on(work, exchange, side), *keys, exchange=exchange.id)
    return before.value, to.value


def _told(work: Work, exchange: Exchange, *, closed: bool) -> Mapping[Side, list[str]]:
    """What each side was told of a validation."""
    certified = was_long_enough(work, exchange)
    visitor, host = (["closed:visitor"], ["closed:host"]) if closed else (["validated"], [])
    if certified:
        visitor, host = [*visitor, "certificate"], [*host, "certificate:host"]
    return {Side.VISITOR: visitor, Side.HOST: host}


def _unwaived(work: Work, officer: Officer, row: Audit) -> States:
    """The evidence is missing again, and the visitor is reminded of it."""
    exchange, report = exchange_of(work, row), _report(work, row)
    if exchange.state is not ExchangeState.VALIDATED:
        raise NotPossibleNow
    report.waived_at = report.waived_by = None
    report.waived_for = ""
    work.add(report)
    plan_missing(work, exchange)
    desk, kinds = [exchange.visitor_partnership_id], WAIT_IN[ExchangeState.VALIDATED]
    settle_cards(work, desk, kinds, exchange.state, actor_of(officer), exchange=row_id(exchange))
    return exchange.state.value, exchange.state.value


WAYS: Mapping[Decision, Callable[[Work, Officer, Audit], States]] = {
    Decision.SIGN: _unsigned,
    Decision.CANCEL: _revived,
    Decision.RETURN: _kept,
    Decision.VALIDATE: _unvalidated,
    Decision.WAIVE: _unwaived,
}
