"""Invented visitors who would like to see a newcomer that hosts: who they are, the best fit first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlmodel import col, select

from bot.demo.programme import FIRST_MEMBER
from exchange.errors import CxcError
from exchange.finding import hosts
from exchange.proposing.pair_rules import LIVE, check_pair
from exchange.rows import row_id
from storage.tables import Application, ApplicationState, Exchange, Person, Proposal

if TYPE_CHECKING:
    from exchange.work import Work

MOST = 3  # invitations that a newcomer gets of itself: they may decline, and see another one


@dataclass(frozen=True)
class Call:
    """A visitor's Telegram number, and the application of the host that they invite."""

    visitor: int
    host: int


def calls(work: Work) -> list[Call]:
    """For each newcomer who hosts and whom nobody invites at present, the visitor who fits best."""
    found = [(row_id(one), _best_visitor(work, one)) for one in _hosts_without_guest(work)]
    return [Call(visitor, host) for host, visitor in found if visitor]


def _hosts_without_guest(work: Work) -> list[Application]:
    query = (
        select(Application)
        .join(Person, col(Person.id) == col(Application.person_id))
        .where(
            col(Person.telegram_id) < FIRST_MEMBER,
            col(Application.role).in_(hosts.HOSTING),
            Application.state == ApplicationState.ACCEPTED,
        )
    )
    return [one for one in work.session.exec(query) if _may_be_called(work, one)]


def _may_be_called(work: Work, host: Application) -> bool:
    query = select(Proposal.state).where(Proposal.host_id == host.id)
    states = work.session.exec(query).all()
    return len(states) < MOST and not set(states) & set(LIVE)


def _best_visitor(work: Work, host: Application) -> int | None:
    scores = [
        (hosts.host_card(work, one, row_id(host)).score, telegram_id)
        for one, telegram_id in _free_visitors(work)
        if _fits(work, one, host)
    ]
    return max(scores)[1] if scores else None


def _free_visitors(work: Work) -> list[tuple[Application, int]]:
    """Invented visitors without an exchange and without an invitation under way."""
    busy = select(Proposal.visitor_id).where(col(Proposal.state).in_(LIVE))
    gone = select(Exchange.visitor_id)
    query = (
        select(Application, Person.telegram_id)
        .join(Person, col(Person.id) == col(Application.person_id))
        .where(
            col(Person.telegram_id) >= FIRST_MEMBER,
            col(Application.role).in_(hosts.VISITING),
            Application.state == ApplicationState.ACCEPTED,
            col(Application.id).not_in(busy),
            col(Application.id).not_in(gone),
        )
        .order_by(col(Application.id))
    )
    return list(work.session.exec(query))


def _fits(work: Work, visitor: Application, host: Application) -> bool:
    tried = select(Proposal.id).where(
        Proposal.visitor_id == visitor.id, Proposal.host_id == host.id
    )
    if work.session.exec(tried).first():
        return False
    try:
        check_pair(work, visitor, host)
    except CxcError:
        return False
    return True
