"""A decision taken back: once, by whoever might have made it, as long as nobody has acted on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlmodel import col, select

from exchange.errors import CxcError
from exchange.life.cards import officer_in
from exchange.life.undone import UNDO
from exchange.notices import DeskNotice
from exchange.people.officers import RIGHTS, Right, actor_of, require, require_partnership
from exchange.people.parties import exchange_at_desk, partnerships_of
from exchange.rows import row_id
from exchange.undoing import acted, of_applications, of_exchanges, of_money
from exchange.undoing.decisions import KINDS, Decision, decision_of
from exchange.visiting.calendars import send_calendar
from storage.tables import Application, Audit, Exchange, Officer, Proposal

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from exchange.work import Work

RECENT = timedelta(days=14)
AT_ONCE = 7


class ActedOn(CxcError):
    """That cannot be taken back any more: somebody has acted on it since, or it is taken back already.

    /history {number} tells what was done.
    """


class PaidForLong(CxcError):
    """This payment was approved more than {hours} hours ago and may be with the bank, so it stays recorded.

    If no money has left, please tell whoever keeps your books.
    """


@dataclass(frozen=True)
class Undoable:
    """A decision that can be taken back: `act` is its number in the record, `case` and `exchange` what it is about.

    Of a pair that the desk brought together the case is the visitor's.
    """

    decision: Decision
    act: int
    by: Officer
    case: int = 0
    exchange: int = 0


def undoable_case(
    work: Work, partnership_id: int, rights: Collection[Right], number: int
) -> Undoable | None:
    """The decision on an application that whoever has those rights at that desk may take back."""
    found = acted.last_decision(work, acted.subjects_of_case(work, number))
    of_cases = {Decision.ACCEPT, Decision.REJECT, Decision.ASK, Decision.PAIR}
    if found is None or found[1] not in of_cases:
        return None
    return _offered(work, found, partnership_id, rights, case=number)


def undoable_exchange(
    work: Work, partnership_id: int, rights: Collection[Right], exchange: Exchange
) -> Undoable | None:
    """The decision on an exchange that whoever has those rights at that desk may take back."""
    found = acted.last_decision(work, acted.subjects_of_exchange(work, exchange))
    if found is None or found[1] is Decision.PAIR:
        return None
    return _offered(work, found, partnership_id, rights, exchange=row_id(exchange))


def _offered(
    work: Work,
    found: tuple[Audit, Decision],
    partnership_id: int,
    rights: Collection[Right],
    **about: int,
) -> Undoable | None:
    row, decision = found
    by = work.load(Officer, officer_in(row.actor))
    if by.partnership_id != partnership_id or KINDS[decision].right not in rights:
        return None
    if decision is Decision.SIGN and of_exchanges.is_complete(work, row):
        return None
    return Undoable(decision, row_id(row), by, **about)


def undo_case(work: Work, officer: Officer, number: int, act: int) -> Undoable:
    """The decision on an application that was taken back, the one with that number in the record.

    Raises NotFound, RoleMayNot, ActedOn, and what its own way back raises.
    """
    require(officer, _right_of(work, act))
    application = work.hold(Application, number)
    require_partnership(officer, application.partnership_id)
    found = undoable_case(work, officer.partnership_id, RIGHTS[officer.role], number)
    return _undo(work, officer, found, act, f"A-{number:04}")


def undo_exchange(work: Work, officer: Officer, number: int, act: int) -> Undoable:
    """The decision on an exchange that was taken back, the one with that number in the record.

    Raises NotFound, RoleMayNot, ActedOn, PaidForLong, and what its own way back raises.
    """
    require(officer, _right_of(work, act))
    seen = exchange_at_desk(work, officer, number, Right.READ)
    # in the order in which rows are held, as it may be revived
    work.hold_all(Application, seen.visitor_id, seen.host_id)
    exchange = work.hold(Exchange, number)
    found = undoable_exchange(work, officer.partnership_id, RIGHTS[officer.role], exchange)
    if found and found.decision is Decision.APPROVE:
        _require_fresh(work, work.load(Audit, found.act))
    return _undo(work, officer, found, act, f"HX-{number:04}")


def _right_of(work: Work, act: int) -> Right:
    row = work.session.get(Audit, act)
    found = decision_of(work, row) if row else None
    return KINDS[found].right if found else Right.DECIDE


def _require_fresh(work: Work, row: Audit) -> None:
    hours = work.scheme.deadlines.payment_undo_hours
    if work.now - row.at > timedelta(hours=hours):
        raise PaidForLong(hours=hours)


def _undo(work: Work, officer: Officer, found: Undoable | None, act: int, number: str) -> Undoable:
    if found is None or found.act != act:
        raise ActedOn(number=number)
    row = work.load(Audit, act)
    before, after = WAYS[found.decision](work, officer, row)
    facts = {"decision": found.decision.value, "undone": act, "before": before, "after": after}
    work.record(actor_of(officer), UNDO, row.subject, **facts)
    if (
        found.decision is Decision.CANCEL
    ):  # told as a change of the calendar, which the record counts
        send_calendar(work, of_exchanges.exchange_of(work, row))
    _tell_desks(work, officer, found)
    return found


def _tell_desks(work: Work, officer: Officer, found: Undoable) -> None:
    """A new card for whoever had seen the decision, with what can be done now."""
    about = {"exchange": found.exchange} if found.exchange else {"application": found.case}
    desks = [officer.partnership_id]
    if found.decision is Decision.CANCEL:
        desks = list(partnerships_of(work.load(Exchange, found.exchange)))
    facts = {"officer": officer.id, "decision": found.decision.value, **about}
    for desk in desks:
        work.tell_desk(desk, DeskNotice.DECISION_UNDONE, key=f"undo:{found.act}", **facts)


def own_decisions(work: Work, officer: Officer) -> list[Undoable]:
    """What an officer has decided of late and may still take back, newest first, a few at most."""
    acts = {kind.act for kind in KINDS.values()}
    query = (
        select(Audit)
        .where(
            Audit.actor == actor_of(officer),
            col(Audit.act).in_(acts),
            col(Audit.at) > work.now - RECENT,
        )
        .order_by(col(Audit.id).desc())
        .limit(3 * AT_ONCE)
    )
    found = (_of_act(work, officer, row) for row in work.session.exec(query).all())
    return [one for one in found if one][:AT_ONCE]


def _of_act(work: Work, officer: Officer, row: Audit) -> Undoable | None:
    thing, number = row.subject.split(":")
    rights, own = RIGHTS[officer.role], officer.partnership_id
    if thing in {"application", "proposal"}:
        case = int(number) if thing == "application" else _visitor(work, int(number))
        if work.load(Application, case).partnership_id != own:
            return None
        found = undoable_case(work, own, rights, case)
    else:
        exchange = of_exchanges.exchange_of(work, row)
        found = undoable_exchange(work, own, rights, exchange)
    return found if found and found.act == row.id else None


def _visitor(work: Work, proposal_id: int) -> int:
    return work.load(Proposal, proposal_id).visitor_id


WAYS: Mapping[Decision, Callable[[Work, Officer, Audit], Sequence[str]]] = {
    **of_applications.WAYS,
    **of_exchanges.WAYS,
    **of_money.WAYS,
}
"""How each decision is taken back: the state before that, and the state after it."""
