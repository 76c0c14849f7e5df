"""The one table of what may follow what, for applications, proposals and exchanges."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchange.errors import NotPossibleNow
from storage.tables import (
    Application,
    ApplicationState,
    Exchange,
    ExchangeState,
    Proposal,
    ProposalState,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from enum import StrEnum

    from exchange.work import Work

A, P, E = ApplicationState, ProposalState, ExchangeState

APPLICATION_MOVES: Mapping[A, frozenset[A]] = {
    A.SUBMITTED: frozenset({A.INFO_REQUESTED, A.ACCEPTED, A.REJECTED, A.WITHDRAWN}),
    A.INFO_REQUESTED: frozenset({A.SUBMITTED, A.ACCEPTED, A.REJECTED, A.WITHDRAWN}),
    A.ACCEPTED: frozenset({A.WITHDRAWN}),
    A.REJECTED: frozenset(),
    A.WITHDRAWN: frozenset(),
}
PROPOSAL_MOVES: Mapping[P, frozenset[P]] = {
    P.PROPOSED: frozenset({P.ACCEPTED, P.DECLINED, P.EXPIRED, P.WITHDRAWN}),
    P.ACCEPTED: frozenset({P.WITHDRAWN}),  # when its exchange is cancelled: the pair is free again
    P.DECLINED: frozenset(),
    P.EXPIRED: frozenset(),
    P.WITHDRAWN: frozenset(),
}
EXCHANGE_MOVES: Mapping[E, frozenset[E]] = {
    E.DATES: frozenset({E.COMMITMENT, E.CANCELLED}),
    E.COMMITMENT: frozenset({E.SIGNING, E.DATES, E.CANCELLED}),
    E.SIGNING: frozenset({E.SIGNING, E.READY, E.COMMITMENT, E.DATES, E.CANCELLED}),
    E.READY: frozenset({E.UNDER_WAY, E.CANCELLED}),
    E.UNDER_WAY: frozenset({E.DONE, E.INTERRUPTED}),
    E.DONE: frozenset({E.REPORTED}),
    E.REPORTED: frozenset({E.VALIDATED, E.DONE}),
    E.VALIDATED: frozenset({E.PAID}),
    E.PAID: frozenset(),
    E.INTERRUPTED: frozenset({E.REPORTED}),
    E.CANCELLED: frozenset(),
}


def move_application(work: Work, application: Application, to: A, actor: str) -> None:
    """Change an application's state and audit it. Raises NotPossibleNow."""
    _check(APPLICATION_MOVES, application.state, to)
    _audit(work, "application", application.id, application.state, to, actor)
    application.state = to
    work.session.add(application)


def move_proposal(work: Work, proposal: Proposal, to: P, actor: str) -> None:
    """Change a proposal's state and audit it. Raises NotPossibleNow."""
    _check(PROPOSAL_MOVES, proposal.state, to)
    _audit(work, "proposal", proposal.id, proposal.state, to, actor)
    proposal.state = to
    work.session.add(proposal)


def move_exchange(work: Work, exchange: Exchange, to: E, actor: str) -> None:
    """Change an exchange's state and audit it. Raises NotPossibleNow."""
    _check(EXCHANGE_MOVES, exchange.state, to)
    _audit(work, "exchange", exchange.id, exchange.state, to, actor)
    exchange.state = to
    work.session.add(exchange)


def _check(moves: Mapping, state: StrEnum, to: StrEnum) -> None:  # type: ignore[type-arg]
    if to not in moves[state]:
        raise NotPossibleNow


def _audit(
    work: Work, thing: str, thing_id: int | None, state: StrEnum, to: StrEnum, actor: str
) -> None:
    work.record(actor, f"{thing}:{to.value}", f"{thing}:{thing_id}", before=state.value)
