"""Evidence of a stay: what of the call's checklist is there, and the visitor reminded of what is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import col, select

from exchange.notices import Reminding
from exchange.people.parties import person_on
from exchange.rows import row_id
from exchange.states import nothing_to_pay
from exchange.timing.hours import hour_of_party, remind_from_now
from exchange.timing.reminder import Family, Kind
from exchange.timing.reports import report_of
from storage.tables import DueOutcome, Evidence, Exchange, ExchangeState, Side

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from exchange.scheme.questions import EvidenceItem
    from exchange.work import Work
    from storage.tables import Due

EVIDENCE_MISSING = Reminding("evidence.missing")  # subject: an exchange; message: exchange
AWAITED = frozenset({ExchangeState.REPORTED, ExchangeState.VALIDATED})
"""In these the visitor has reported and is not paid yet: what is missing is asked for."""


def evidence_of(work: Work, exchange: Exchange) -> Sequence[Evidence]:
    """Everything that was handed in, in the order in which it came."""
    query = select(Evidence).where(Evidence.exchange_id == exchange.id)
    return work.session.exec(query.order_by(col(Evidence.id))).all()


def missing_evidence(work: Work, exchange: Exchange) -> list[EvidenceItem]:
    """What the call requires and nobody has handed in; nothing where nothing is to be paid.

    A lump sum is paid on report, validation and evidence (https://clamtex.eu/faq-page).
    """
    return [] if nothing_to_pay(exchange) else missing_beside(work, evidence_of(work, exchange))


def missing_beside(work: Work, handed_in: Iterable[Evidence]) -> list[EvidenceItem]:
    """What the call requires beside what was handed in."""
    there = {one.item for one in handed_in}
    return [one for one in work.scheme.evidence if one.required and one.id not in there]


def waits_for_evidence(work: Work, exchange: Exchange) -> bool:
    """Whether something required is missing, and no coordinator has said why it may be."""
    report = report_of(work, exchange)
    waived = report is not None and report.waived_at is not None
    return not waived and bool(missing_evidence(work, exchange))


def plan_missing(work: Work, exchange: Exchange) -> None:
    """Remind the visitor of what is missing, counting from a report that was handed in now."""
    strike_missing(work, exchange)
    if not missing_evidence(work, exchange):
        return
    key = f"exchange:{exchange.id}:evidence:{work.now.isoformat()}"
    visitor = person_on(work, exchange, Side.VISITOR)
    remind_from_now(work, EVIDENCE_MISSING, row_id(exchange), key, visitor)


def strike_missing(work: Work, exchange: Exchange) -> None:
    """Nobody needs to be reminded of it any more."""
    work.unschedule(EVIDENCE_MISSING, row_id(exchange))


def _remind(work: Work, due: Due) -> DueOutcome:
    exchange = work.load(Exchange, due.subject)
    if exchange.state not in AWAITED or not waits_for_evidence(work, exchange):
        return DueOutcome.NOT_NEEDED
    visitor = person_on(work, exchange, Side.VISITOR)
    work.tell(visitor, EVIDENCE_MISSING, key=due.key, exchange=exchange.id)
    return DueOutcome.DONE


FAMILIES = (
    Family(
        (Kind(EVIDENCE_MISSING, hour_of_party, _remind),),
        (EVIDENCE_MISSING,),
        about_exchanges=True,
    ),
)
