"""The history of a case: what was done, when and by whom, with the reasons that were given."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlmodel import col, or_, select

from exchange.life.undone import UNDO
from exchange.people.officers import Right, require, require_partnership
from exchange.people.parties import exchange_at_desk, organisation_on, parties
from exchange.rows import row_id
from exchange.trail import of_cases, of_exchanges
from exchange.trail.naming import Names
from exchange.trail.told import Told
from exchange.undoing.decisions import payment_decided
from storage.tables import (
    Application,
    Audit,
    Commitment,
    Evidence,
    Exchange,
    Organisation,
    PaymentState,
    Proposal,
    Side,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from exchange.trail.of_cases import Tells
    from exchange.words import Say
    from exchange.work import Work
    from storage.tables import Officer

TELLS: Mapping[str, Tells] = {**of_cases.TELLS, **of_exchanges.TELLS}
"""What acts tell beside their names: every one that has a reason, or two states."""
BACK: Mapping[tuple[str, str], str] = {
    ("exchange:done", "reported"): "report:returned",
    ("exchange:validated", "payment_proposed"): "payment:declined",
    ("exchange:validated", "closed"): "exchange:opened_again",
    ("exchange:done", "closed"): "exchange:opened_again",
    ("exchange:interrupted", "closed"): "exchange:opened_again",
}
"""A step back is another act than the step forward to the same state."""
MOVES = ("application:", "exchange:", "proposal:")
_READING = "read:"


@dataclass(frozen=True)
class Moment:
    """One act: `act` is its name in the record, `who` a name, empty where it happened by itself.

    `told` is what is known beside: the reason, what was before and after, or which.
    """

    at: datetime
    act: str
    who: str
    told: Sequence[Told] = ()

    def said(self, say: Say, language: str) -> list[str]:
        """What is known beside, in the reader's language."""
        return [one.said(say, language) for one in self.told]


@dataclass(frozen=True)
class History:
    """A case by its number and name, and all that was done in it, oldest first."""

    number: str
    name: str
    moments: Sequence[Moment]


def history_of_case(work: Work, officer: Officer, number: int) -> History:
    """The history of an application with its invitations and exchanges. Raises RoleMayNot, NotFound."""
    require(officer, Right.READ)
    one = work.load(Application, number)
    require_partnership(officer, one.partnership_id)
    ours = or_(col(Proposal.visitor_id) == number, col(Proposal.host_id) == number)
    proposals = work.session.exec(select(Proposal.id).where(ours)).all()
    exchanges = work.session.exec(
        select(Exchange).where(col(Exchange.proposal_id).in_(proposals)).order_by(col(Exchange.id))
    ).all()
    name = work.load(Organisation, one.organisation_id).name
    subjects = [f"application:{number}", *(f"proposal:{each}" for each in proposals)]
    return History(f"A-{number:04}", name, _moments(work, subjects, exchanges))


def history_of_exchange(work: Work, officer: Officer, number: int) -> History:
    """The history of an exchange, from its invitation on. Raises RoleMayNot, NotFound."""
    exchange = exchange_at_desk(work, officer, number, Right.READ)
    all_ = parties(work, exchange)
    name = f"{all_.visitor_organisation.name} → {all_.host_organisation.name}"
    subjects = [f"proposal:{exchange.proposal_id}"]
    return History(f"HX-{number:04}", name, _moments(work, subjects, [exchange]))


def _moments(
    work: Work, subjects: Sequence[str], exchanges: Sequence[Exchange]
) -> Sequence[Moment]:
    numbers = [row_id(one) for one in exchanges]
    papers = select(Commitment.id).where(col(Commitment.exchange_id).in_(numbers))
    wanted = [
        *subjects,
        *(f"exchange:{one}" for one in numbers),
        *(f"commitment:{one}" for one in work.session.exec(papers)),
    ]
    query = (
        select(Audit)
        .where(col(Audit.subject).in_(wanted), ~col(Audit.act).startswith(_READING))
        .order_by(col(Audit.id))
    )
    names, rows = Names(work), work.session.exec(query).all()
    undone = [row for row in rows if row.act == UNDO]
    acts = [
        _moment(work, row, names) for row in rows if not any(_is_part(row, one) for one in undone)
    ]
    return sorted([*acts, *_proofs(work, exchanges)], key=lambda one: one.at)


def _is_part(row: Audit, undo: Audit) -> bool:
    """Whether an act is the way back of a decision, which stands as one act."""
    between = undo.facts["undone"] < (row.id or 0) < (undo.id or 0)
    return between and row.actor == undo.actor and row.act.startswith(MOVES)


def _moment(work: Work, row: Audit, names: Names) -> Moment:
    tells = TELLS.get(row.act)
    return Moment(
        row.at, _act(work, row), names.of(row.actor), tuple(tells(work, row)) if tells else ()
    )


def _act(work: Work, row: Audit) -> str:
    act = BACK.get((row.act, str(row.facts.get("before"))), row.act)
    if act == "exchange:interrupted" and row.actor.startswith("officer:"):
        return "exchange:ended_sooner"  # its desk has corrected the days, nobody broke off
    if act == "payment:declined" and not payment_decided(work, row, PaymentState.DECLINED):
        return "payment:instalment"  # and more are to come
    return act


def _proofs(work: Work, exchanges: Sequence[Exchange]) -> Iterator[Moment]:
    titles = {one.id: one.title for one in work.scheme.evidence}
    numbers = [row_id(one) for one in exchanges]
    query = (
        select(Evidence).where(col(Evidence.exchange_id).in_(numbers)).order_by(col(Evidence.id))
    )
    visitors = {row_id(one): organisation_on(work, one, Side.VISITOR).name for one in exchanges}
    for one in work.session.exec(query):
        who, what = visitors[one.exchange_id], titles.get(one.item, "")
        yield Moment(one.handed_in_at, "evidence:handed_in", who, [Told(what)] if what else ())
