"""A paper that waits for a signature: the party whose turn it is is asked, and reminded."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from exchange.notices import DeskNotice, DeskReminding, Notice, Reminding
from exchange.people.parties import person_on, today_at_host
from exchange.people.signing import SIDE_OF, current_commitment, next_signatory
from exchange.rows import row_id
from exchange.timing.hours import hour_of_party, signatory_time
from exchange.timing.reminder import Family, Kind
from storage.tables import Commitment, DueOutcome, Exchange, Signatory

if TYPE_CHECKING:
    from exchange.work import Work
    from storage.tables import Due

COMMITMENT_UNSIGNED = Reminding("commitment.unsigned")  # subject: an exchange; commitment, party
DESK_COMMITMENT_UNSIGNED = DeskReminding("desk.commitment.unsigned")  # exchange, party


def plan_signature(
    work: Work, exchange: Exchange, commitment: Commitment, party: Signatory
) -> None:
    """Remind the party whose turn it is to sign."""
    facts = {"commitment": commitment.id, "party": party.value}
    for days in work.scheme.reminding_days(COMMITMENT_UNSIGNED):
        due_at = signatory_time(work, exchange, party, work.now + timedelta(days=days))
        key = f"commitment:{commitment.id}:unsigned:{party.value}:{days}"
        work.schedule(COMMITMENT_UNSIGNED, row_id(exchange), due_at, key=key, **facts)


def strike_signature(work: Work, exchange: Exchange) -> None:
    """Nobody needs to be reminded to sign."""
    work.unschedule(COMMITMENT_UNSIGNED, row_id(exchange))


def ask_to_sign(
    work: Work, exchange: Exchange, party: Signatory, *, key: str, again: bool = False
) -> None:
    """Tell a party that it is its turn to sign, or (again) that it still is."""
    if party in SIDE_OF:
        notice = COMMITMENT_UNSIGNED if again else Notice.COMMITMENT_TO_SIGN
        reader = person_on(work, exchange, SIDE_OF[party])
        work.tell(reader, notice, key=key, exchange=exchange.id)
        return
    desk_notice = DESK_COMMITMENT_UNSIGNED if again else DeskNotice.COMMITMENT_TO_SIGN
    visitors = party is Signatory.VOP
    desk = exchange.visitor_partnership_id if visitors else exchange.host_partnership_id
    work.tell_desk(desk, desk_notice, key=key, exchange=exchange.id, party=party.value)


def _remind(work: Work, due: Due) -> DueOutcome:
    exchange = work.load(Exchange, due.subject)
    party = Signatory(due.facts["party"])
    current = current_commitment(work, exchange)
    its_turn = next_signatory(work, exchange) is party
    if not its_turn or current is None or current.id != due.facts["commitment"]:
        return DueOutcome.NOT_NEEDED
    if exchange.starts_on and exchange.starts_on < today_at_host(work, exchange):
        return DueOutcome.TOO_LATE
    ask_to_sign(work, exchange, party, key=due.key, again=True)
    return DueOutcome.DONE


FAMILIES = (
    Family(
        (Kind(COMMITMENT_UNSIGNED, hour_of_party, _remind),),
        (COMMITMENT_UNSIGNED, DESK_COMMITMENT_UNSIGNED),
        about_exchanges=True,
    ),
)
