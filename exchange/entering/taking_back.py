"""A table of people that was entered is taken back: all of them, while nobody has claimed or acted on any."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlmodel import col, or_, select

from exchange.applying.applications import ACTIVE
from exchange.entering.imports import table_at_desk
from exchange.errors import CxcError
from exchange.people.cluster_staff import WAITING
from exchange.people.officers import Right, actor_of, require
from exchange.rows import row_id
from exchange.timing.leaving import PERSON_ERASE
from exchange.timing.memberships import MEMBERSHIP_EXPIRE, MEMBERSHIP_UNANSWERED
from exchange.undoing.acted import NEUTRAL
from storage.engine.inserts import insert_many
from storage.tables import (
    Application,
    ApplicationState,
    Audit,
    Consent,
    Due,
    Entry,
    GroupGuest,
    GroupVisit,
    Membership,
    Proposal,
    SentTable,
    TableOf,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from exchange.work import Work
    from storage.tables import Officer

OWN = ("application:enter", "membership:asked", "membership:silent", "membership:named")
"""What entering a table brings about by itself."""
AT_ONCE = 500
"""Rows that are named in one statement."""


class TableActedOn(CxcError):
    """Somebody has taken over an entry of this table, or acted on one: A-{number:04} is the first. So it stays.

    Each of the others can be rejected on its card: /case {number}
    """


class TakenBackAlready(CxcError):
    """Nobody of this table is at your desk any more, so there is nothing to take back."""


@dataclass(frozen=True)
class _Entered:
    """Somebody of a table who is still there."""

    application: int
    person: int
    claimed: bool


def can_be_taken_back(work: Work, sent: SentTable) -> bool:
    """Whether a table was entered, somebody of it is there, and nobody has claimed or acted on any of them."""
    there = _there(work, row_id(sent))
    return bool(there) and _first_acted_on(work, there) is None


def tables_to_take_back(work: Work, officer: Officer, most: int) -> list[SentTable]:
    """The tables of a desk that can be taken back, of its newest ones. Raises RoleMayNot."""
    require(officer, Right.DECIDE)
    query = select(SentTable).where(
        SentTable.partnership_id == officer.partnership_id,
        SentTable.rows_of == TableOf.PEOPLE,
        col(SentTable.entered_at).is_not(None),
    )
    newest = work.session.exec(query.order_by(col(SentTable.id).desc()).limit(most)).all()
    return [one for one in newest if can_be_taken_back(work, one)]


def take_table_back(work: Work, officer: Officer, sent_id: int) -> int:
    """How many people of a table are at the desk no more: withdrawn at once, and deleted by the clock.

    All or nobody: what somebody has claimed or acted on keeps the whole table. Who did it stands in the
    record, of the table and of each of them. Raises RoleMayNot, NotFound, TakenBackAlready, TableActedOn.
    """
    sent = table_at_desk(work, officer, sent_id)
    require_untouched(work, sent)
    there = _there(work, sent_id)
    _withdraw(work, there, actor_of(officer))
    _ask_no_more(work, sent_id)
    work.record(actor_of(officer), "table:take_back", f"table:{sent.id}", people=len(there))
    work.session.expire_all()
    return len(there)


def require_untouched(work: Work, sent: SentTable) -> int:
    """How many people of a table can be taken back: all or none. Raises TakenBackAlready, TableActedOn."""
    there = _there(work, row_id(sent))
    if not there:
        raise TakenBackAlready
    acted_on = _first_acted_on(work, there)
    if acted_on is not None:
        raise TableActedOn(number=acted_on)
    return len(there)


def _there(work: Work, sent_id: int) -> list[_Entered]:
    query = (
        select(Application.id, Application.person_id, Entry.claimed_at)
        .join(Entry, col(Entry.application_id) == col(Application.id))
        .where(Entry.table_id == sent_id, col(Application.state).in_(ACTIVE))
        .order_by(col(Application.id))
    )
    rows = work.session.exec(query)
    return [_Entered(number or 0, person, claimed is not None) for number, person, claimed in rows]


def _first_acted_on(work: Work, there: Sequence[_Entered]) -> int | None:
    """The first application that is its person's own, or that anything has followed from."""
    claimed = next((one.application for one in there if one.claimed), None)
    if claimed is not None:
        return claimed
    found = (_acted_on(work, part) for part in _parts([one.application for one in there]))
    return next((one for one in found if one is not None), None)


def _parts(numbers: Sequence[int]) -> Iterator[Sequence[int]]:
    yield from (numbers[at : at + AT_ONCE] for at in range(0, len(numbers), AT_ONCE))


def _acted_on(work: Work, numbers: Sequence[int]) -> int | None:
    """One of these applications that has an act in the record, a pair, or a place in a group visit."""
    left_out = or_(*(col(Audit.act).startswith(one) for one in (*NEUTRAL, *OWN)))
    subjects = {f"application:{one}": one for one in numbers}
    acts = select(Audit.subject).where(col(Audit.subject).in_(subjects), ~left_out)
    act = work.session.exec(acts.order_by(col(Audit.id))).first()
    if act is not None:
        return subjects[act]
    columns = (Proposal.visitor_id, Proposal.host_id, GroupGuest.visitor_id, GroupVisit.host_id)
    named = (select(one).where(col(one).in_(numbers)).limit(1) for one in columns)
    return next((one for query in named for one in work.session.exec(query)), None)


def _withdraw(work: Work, there: Sequence[_Entered], actor: str) -> None:
    """As entering them: by a few statements, whoever they are."""
    for part in _parts([one.application for one in there]):
        gone: Any = sa.update(Application).where(col(Application.id).in_(part))
        work.session.execute(gone.values(state=ApplicationState.WITHDRAWN))
    for people in _parts([one.person for one in there]):
        back: Any = sa.update(Consent).where(col(Consent.person_id).in_(people))
        work.session.execute(back.values(withdrawn_at=work.now))
    act = {"at": work.now, "actor": actor, "act": "application:withdrawn", "facts": {}}
    acts = ({**act, "subject": f"application:{one.application}"} for one in there)
    insert_many(work.session, Audit, list(acts))
    insert_many(work.session, Due, [_erasing(work, one.person) for one in there])


def _ask_no_more(work: Work, sent_id: int) -> None:
    """No cluster is reminded of them, and no silence of one is told."""
    query = (
        select(Membership.id)
        .join(Entry, col(Entry.application_id) == col(Membership.application_id))
        .where(Entry.table_id == sent_id, col(Membership.state).in_(WAITING))
    )
    numbers = [one for one in work.session.exec(query) if one is not None]
    work.unschedule_all((MEMBERSHIP_UNANSWERED, MEMBERSHIP_EXPIRE), numbers)


def _erasing(work: Work, person_id: int) -> dict[str, Any]:
    """That what is kept about somebody is deleted, by the clock."""
    key = f"person:{person_id}:erase:{work.now.isoformat()}"
    row = {"kind": PERSON_ERASE, "subject": person_id, "due_at": work.now, "key": key}
    return {**row, "facts": {}, "attempts": 0}
