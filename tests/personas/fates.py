"""How it ended for each visitor: finished, told why not, gone by their own will; or stuck, which nobody may be."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlmodel import Session, col, select

from exchange.rows import row_id
from storage.tables import (
    Application,
    ApplicationState,
    Exchange,
    ExchangeState,
    Proposal,
    ProposalState,
    Role,
    Side,
    SurveyReply,
)
from tests.personas.wills import OWN_WAY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.personas.neighbourhood import Neighbourhood
    from tests.personas.residents import Resident

OVER = {ExchangeState.PAID, ExchangeState.CLOSED}


class End(StrEnum):
    """How it can end."""

    FINISHED = "finished"  # paid, or nothing to pay, and their survey is there
    TOLD = "told why not"
    OWN_WILL = "left by themselves"
    STUCK = "stuck"


@dataclass(frozen=True)
class Fate:
    """One visitor, how far they came, and how it ended."""

    number: int
    name: str
    will: str
    end: End
    came_to: str
    accepted: bool
    met: bool
    stayed: bool
    paid: bool


def fates(town: Neighbourhood) -> list[Fate]:
    """Of every visitor."""
    known = {one.phone.person_id: one for one in town.residents}
    with Session(town.town.reader) as session:
        cases = session.scalars(select(Application).where(Application.role == Role.VISITOR)).all()
        found = {town.who[row_id(one)]: one for one in cases if row_id(one) in town.who}
        return [_fate(session, known[number], one) for number, one in sorted(found.items())]


def _fate(session: Session, who: Resident, case: Application) -> Fate:
    of = select(Exchange).where(Exchange.visitor_id == case.id).order_by(col(Exchange.id).desc())
    exchange = session.scalars(of).first()
    state = exchange.state if exchange else None
    will = who.name.split(", ")[1]
    return Fate(
        who.phone.person_id,
        who.name,
        will,
        _end(session, will, case, exchange),
        state.value if state else case.state.value,
        case.state is ApplicationState.ACCEPTED,
        exchange is not None,
        bool(exchange and exchange.state in {*OVER, ExchangeState.INTERRUPTED}),
        state is ExchangeState.PAID,
    )


def _end(session: Session, will: str, case: Application, exchange: Exchange | None) -> End:
    if exchange and exchange.state in OVER and _answered(session, exchange):
        return End.FINISHED
    if will in OWN_WAY:
        return End.OWN_WILL
    if case.state is ApplicationState.REJECTED:
        return End.TOLD
    if exchange is None and set(_asked(session, case)) & {
        ProposalState.EXPIRED,
        ProposalState.DECLINED,
    }:
        return End.TOLD
    return End.TOLD if exchange and exchange.state is ExchangeState.CANCELLED else End.STUCK


def _answered(session: Session, exchange: Exchange) -> bool:
    of = select(SurveyReply.side).where(SurveyReply.exchange_id == exchange.id)
    return Side.VISITOR in session.scalars(of).all()


def _asked(session: Session, case: Application) -> Iterator[ProposalState]:
    yield from session.scalars(select(Proposal.state).where(Proposal.visitor_id == case.id))


def stuck(town: Neighbourhood) -> list[str]:
    """Who came to no end, and where."""
    return [
        f"{one.number} {one.name}: {one.came_to}" for one in fates(town) if one.end is End.STUCK
    ]


def table(found: list[Fate]) -> str:
    """A row for each will, and one for all."""
    head = ["people", "accepted", "met a host", "stayed", "paid", *(one.value for one in End)]
    wills = sorted({one.will for one in found})
    groups = {will: [one for one in found if one.will == will] for will in wills} | {"all": found}
    return "\n".join(
        [
            f"| who | {' | '.join(head)} |",
            f"| --- |{' ---: |' * len(head)}",
            *(
                f"| {name} | {' | '.join(map(str, _counts(some)))} |"
                for name, some in groups.items()
            ),
        ]
    )


def _counts(some: list[Fate]) -> list[int]:
    ends = Counter(one.end for one in some)
    came = [len(some), *(sum(getattr(one, step) for one in some) for step in STEPS)]
    return [*came, *(ends[one] for one in End)]


STEPS = ("accepted", "met", "stayed", "paid")
