"""A paper that waits for a signature: the party whose turn it is is asked, and reminded."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from exchange.notices import DeskNotice, DeskReminding, Notice, Reminding
from exchange.people.parties import person_on, today_at_host
from exchange.people.signing import (
    SIDE_OF,
    commitment_to_sign,
    current_agreement,
    next_signatory,
    next_to_agree,
)
from exchange.rows import row_id
from exchange.timing.hours import hour_of_party, signatory_time
from exchange.timing.reminder import Family, Kind
from storage.tables import Agreement, DueOutcome, Exchange, ExchangeState, Signatory

if TYPE_CHECKING:
    from collections.abc import Mapping

    from exchange.people.signing import Paper
    from exchange.work import Work
    from storage.tables import Due

COMMITMENT_UNSIGNED = Reminding("commitment.unsigned")  # subject: an exchange; commitment, party
DESK_COMMITMENT_UNSIGNED = DeskReminding("desk.commitment.unsigned")  # exchange, party
AGREEMENT_UNSIGNED = Reminding("agreement.unsigned")  # subject: an exchange; agreement, party
DESK_AGREEMENT_UNSIGNED = DeskReminding("desk.agreement.unsigned")  # exchange, party


@dataclass(frozen=True)
class Asking:
    """How signatures under a kind of paper are asked for, at first and again; `paper` names its number."""

    paper: str
    asked: Notice
    again: Reminding
    desk_asked: DeskNotice
    desk_again: DeskReminding


COMMITMENT = Asking(
    "commitment",
    Notice.COMMITMENT_TO_SIGN,
    COMMITMENT_UNSIGNED,
    DeskNotice.COMMITMENT_TO_SIGN,
    DESK_COMMITMENT_UNSIGNED,
)
AGREEMENT = Asking(
    "agreement",
    Notice.AGREEMENT_TO_SIGN,
    AGREEMENT_UNSIGNED,
    DeskNotice.AGREEMENT_TO_SIGN,
    DESK_AGREEMENT_UNSIGNED,
)


def asking_of(paper: Paper) -> Asking:
    """How that kind of paper is asked for."""
    return AGREEMENT if isinstance(paper, Agreement) else COMMITMENT


def plan_signature(work: Work, exchange: Exchange, paper: Paper, party: Signatory) -> None:
    """Remind the party whose turn it is to sign."""
    its = asking_of(paper)
    every = work.scheme.reminding_days(its.again)
    for at, days in enumerate(every):
        facts = {its.paper: paper.id, "party": party.value, **_nth(at, days, len(every))}
        due_at = signatory_time(work, exchange, party, work.now + timedelta(days=days))
        # it may be asked for anew, as after an early end, or where a signature was taken back
        key = f"{its.paper}:{paper.id}:unsigned:{party.value}:{days}:{work.now.isoformat()}"
        work.schedule(its.again, row_id(exchange), due_at, key=key, **facts)


def _nth(at: int, days: int, count: int) -> dict[str, int]:
    """Which of the reminders it is, from 0, how many days the paper then waits, and how many are left after it."""
    return {"at": at, "waited": days, "left": count - 1 - at}


def strike_signature(work: Work, exchange: Exchange, its: Asking = COMMITMENT) -> None:
    """Nobody needs to be reminded to sign."""
    work.unschedule(its.again, row_id(exchange))


def ask_to_sign(
    work: Work,
    exchange: Exchange,
    party: Signatory,
    *,
    key: str,
    its: Asking = COMMITMENT,
    again: Mapping[str, object] | None = None,
) -> None:
    """Tell a party that it is its turn to sign, or again that it still is, with what that reminder tells of itself."""
    if party in SIDE_OF:
        notice = its.asked if again is None else its.again
        reader = person_on(work, exchange, SIDE_OF[party])
        work.tell(reader, notice, key=key, exchange=exchange.id, **(again or {}))
        return
    desk_notice = its.desk_asked if again is None else its.desk_again
    visitors = party is Signatory.VOP
    desk = exchange.visitor_partnership_id if visitors else exchange.host_partnership_id
    told = {"exchange": exchange.id, "party": party.value, **(again or {})}
    work.tell_desk(desk, desk_notice, key=key, **told)


def _told(due: Due) -> dict[str, object]:
    """Of itself; nothing where it was planned before reminders knew which they are."""
    return {name: due.facts[name] for name in ("at", "waited", "left") if name in due.facts}


def _remind(work: Work, due: Due) -> DueOutcome:
    exchange = work.load(Exchange, due.subject)
    party = Signatory(due.facts["party"])
    paper = commitment_to_sign(work, exchange)
    its_turn = next_signatory(work, exchange) is party
    if not its_turn or paper is None or paper.id != due.facts["commitment"]:
        return DueOutcome.NOT_NEEDED
    begun = exchange.state is ExchangeState.UNDER_WAY
    last = paper.ends_on if begun else paper.starts_on
    if last and last < today_at_host(work, exchange):
        return DueOutcome.TOO_LATE
    ask_to_sign(work, exchange, party, key=due.key, again=_told(due))
    return DueOutcome.DONE


def _remind_of_agreement(work: Work, due: Due) -> DueOutcome:
    exchange = work.load(Exchange, due.subject)
    party, current = Signatory(due.facts["party"]), current_agreement(work, exchange)
    its_turn = next_to_agree(work, exchange) is party
    if not its_turn or current is None or current.id != due.facts["agreement"]:
        return DueOutcome.NOT_NEEDED
    ask_to_sign(work, exchange, party, key=due.key, its=AGREEMENT, again=_told(due))
    return DueOutcome.DONE


FAMILIES = (
    Family(
        (Kind(COMMITMENT_UNSIGNED, hour_of_party, _remind),),
        (COMMITMENT_UNSIGNED, DESK_COMMITMENT_UNSIGNED),
        about_exchanges=True,
    ),
    Family(
        (Kind(AGREEMENT_UNSIGNED, hour_of_party, _remind_of_agreement),),
        (AGREEMENT_UNSIGNED, DESK_AGREEMENT_UNSIGNED),
        about_exchanges=True,
    ),
)
