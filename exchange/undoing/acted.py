"""What “acted on” means: whether anybody has done anything since that a decision may have led to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import col, or_, select

from exchange.undoing.decisions import KINDS, Decision, decision_of, number_in
from storage.tables import Application, Audit, Commitment, Exchange, Proposal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exchange.work import Work

NEUTRAL = (
    "read:",  # a look
    "case:",  # who sees to it
    "note:",  # words of the desk
    "entry:",  # a link for somebody who was entered
    "hold:",  # it rests, or goes on
    "survey:",
    "outcomes:",
    "hosting:",  # a host's own texts and places
    "region:",  # how far it is developed
    "application:correct",  # an applicant's own answers
    "application:wish",
    "profile:rest",
    "cluster:bind",  # for which cluster it speaks
)
"""Acts, or their beginnings, that follow from no decision. Whatever is not among them is acting on it."""
FAR_BACK = 12
"""So many acts are looked at: a decision brings about fewer itself."""


def subjects_of_case(work: Work, number: int) -> list[str]:
    """An application and what hangs on it, as the record names them."""
    ours = or_(col(Proposal.visitor_id) == number, col(Proposal.host_id) == number)
    proposals = work.session.exec(select(Proposal.id).where(ours)).all()
    begun = select(Exchange.id).where(col(Exchange.proposal_id).in_(proposals))
    return [
        f"application:{number}",
        *(f"proposal:{one}" for one in proposals),
        *(f"exchange:{one}" for one in work.session.exec(begun)),
    ]


def subjects_of_exchange(work: Work, exchange: Exchange) -> list[str]:
    """An exchange, its papers and its invitation, as the record names them."""
    papers = select(Commitment.id).where(Commitment.exchange_id == exchange.id)
    return [
        f"exchange:{exchange.id}",
        f"proposal:{exchange.proposal_id}",
        *(f"commitment:{one}" for one in work.session.exec(papers)),
    ]


def last_decision(work: Work, subjects: Sequence[str]) -> tuple[Audit, Decision] | None:
    """The last act on these subjects, if it is a decision that nobody has acted on.

    Acted on is whatever stands in the record after it, by whomever, also by the clock, but what the
    decision has brought about itself and what is NEUTRAL; and what `_begun_since` finds.
    """
    neutral = or_(*(col(Audit.act).startswith(one) for one in NEUTRAL))
    query = select(Audit).where(col(Audit.subject).in_(subjects), ~neutral)
    since: list[Audit] = []
    for row in work.session.exec(query.order_by(col(Audit.id).desc()).limit(FAR_BACK)):
        decision = decision_of(work, row)
        if decision is None:
            since.append(row)
            continue
        alone = all(_is_own(one, row, decision) for one in since)
        return (row, decision) if alone and not _begun_since(work, row, decision) else None
    return None


def _is_own(later: Audit, row: Audit, decision: Decision) -> bool:
    """Whether an act is part of a decision."""
    return later.act in KINDS[decision].own and later.at == row.at and later.actor == row.actor


def _begun_since(work: Work, row: Audit, decision: Decision) -> bool:
    """Whether something new was begun since that does not hang on what was decided.

    Who was rejected may have applied anew; who was free after a cancellation may have been invited, or
    have invited somebody else.
    """
    if decision is Decision.REJECT:
        applied = work.load(Application, number_in(row))
        newer = select(Application.id).where(
            Application.person_id == applied.person_id, col(Application.id) > applied.id
        )
        return work.session.exec(newer).first() is not None
    if decision is Decision.CANCEL:
        exchange = work.load(Exchange, number_in(row))
        newer = select(Proposal.id).where(
            Proposal.visitor_id == exchange.visitor_id,
            Proposal.id != exchange.proposal_id,
            col(Proposal.made_at) >= row.at,
        )
        return work.session.exec(newer).first() is not None
    return False
