"""Who was there: a host confirms it by one tap a guest, and the sheet that says so is among the proofs of the stay; online, session by session."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import col, select

from exchange.errors import CxcError, NotFound
from exchange.finding.group_seats import guests_of
from exchange.group_visits.rules import own_visit
from exchange.notices import Notice
from exchange.people.gatherings import guest_person
from exchange.people.parties import exchange_held
from exchange.rows import row_id
from exchange.timing.group_visits import moments_of
from exchange.timing.sessions import ASKABLE, sessions_of
from exchange.visiting.attendance import confirmed_file, name_of_confirmed
from exchange.visiting.counted import tell_held
from storage.tables import (
    Evidence,
    Exchange,
    ExchangeForm,
    ExchangeState,
    GroupGuest,
    GuestState,
    StoredFile,
)

if TYPE_CHECKING:
    from datetime import datetime

    from exchange.words import Say
    from exchange.work import Work
    from storage.tables import GroupVisit, OnlineSession, Person

ITEM = "attendance"  # of the call's checklist
BEGUN = frozenset(
    {
        ExchangeState.UNDER_WAY,
        ExchangeState.DONE,
        ExchangeState.INTERRUPTED,
        ExchangeState.REPORTED,
    }
)
"""From the first day of the stay until its report is validated."""


class NoStayToConfirm(CxcError):
    """This stay is not under way, or its report is validated already, so nothing is confirmed now. /exchanges shows it."""


def exchange_of(work: Work, guest: GroupGuest) -> Exchange | None:
    """The exchange that a guest has become."""
    query = select(Exchange).where(Exchange.proposal_id == guest.proposal_id)
    return work.session.exec(query).one_or_none() if guest.proposal_id else None


def can_be_confirmed(work: Work, guest: GroupGuest) -> bool:
    """Whether a host can say of a guest now that it was on the spot, or not."""
    exchange = exchange_of(work, guest)
    there = exchange is not None and exchange.form is not ExchangeForm.ONLINE
    return there and exchange is not None and exchange.state in BEGUN


def is_confirmed(work: Work, guest: GroupGuest) -> bool:
    """Whether the host has said that a guest was there."""
    exchange = exchange_of(work, guest)
    return exchange is not None and _confirmed(work, exchange) is not None


def _confirmed(work: Work, exchange: Exchange) -> Evidence | None:
    query = (
        select(Evidence)
        .join(StoredFile, col(StoredFile.id) == col(Evidence.file_id))
        .where(Evidence.exchange_id == exchange.id, StoredFile.name == name_of_confirmed(exchange))
    )
    return work.session.exec(query).first()


def sessions_over(work: Work, visit: GroupVisit) -> list[tuple[datetime, datetime]]:
    """The half days online of a group visit that are over, in the order of time."""
    return [one for one in moments_of(visit) if one[1] <= work.now]


def session_of(work: Work, guest: GroupGuest, starts: datetime) -> OnlineSession | None:
    """The half day that begins then in a guest's own exchange; None where that has others, or can be told of no more."""
    exchange = exchange_of(work, guest)
    if exchange is None or exchange.state not in ASKABLE:
        return None
    rows = sessions_of(work, exchange)
    return next((one for one in rows if one.starts_at == starts), None)


def open_in(work: Work, visit: GroupVisit, number: int) -> list[GroupGuest]:
    """Guests of whom nobody has said yet whether they were in the session of that number, from 0."""
    starts = moments_of(visit)[number][0]
    joined = guests_of(work, visit, GuestState.JOINED)
    found = [(one, session_of(work, one, starts)) for one in joined]
    return [guest for guest, session in found if session and session.held is None]


def tell_there(work: Work, person: Person, guest_id: int, number: int, *, there: bool) -> None:
    """Note that a guest was in the session of that number, from 0, or was not, as its host says: what was attended counts.

    Raises NotFound, and what tell_held raises.
    """
    guest = work.load(GroupGuest, guest_id)
    visit = own_visit(work, person, guest.visit_id)
    moments = moments_of(visit)
    found = session_of(work, guest, moments[number][0]) if number < len(moments) else None
    if found is None:
        raise NotFound
    tell_held(work, person, found.exchange_id, row_id(found), held=there)


def confirm(work: Work, person: Person, guest_id: int, say: Say, *, there: bool = True) -> None:
    """Note that the guest was there, as its host says, or take that back; said twice it is said once.

    The sheet with the host's name is then among the proofs of that stay, and the guest is told. Raises NotFound,
    NoStayToConfirm, TooManyDrawings.
    """
    guest = work.load(GroupGuest, guest_id)
    own_visit(work, person, guest.visit_id)
    found = exchange_of(work, guest)
    if found is None:
        raise NotFound
    exchange = exchange_held(work, person, row_id(found))
    if exchange.state not in BEGUN:
        raise NoStayToConfirm
    before = _confirmed(work, exchange)
    if before and not there:
        _take_back(work, person, guest, before)
    if before or not there:
        return
    file = confirmed_file(work, exchange, person, say)
    proof = work.add(
        Evidence(
            exchange_id=row_id(exchange), item=ITEM, file_id=row_id(file), handed_in_at=work.now
        )
    )
    work.record(f"person:{person.id}", "attendance:confirm", f"exchange:{exchange.id}")
    _tell(work, guest, Notice.GROUP_ATTENDED, _key(guest, proof))


def _take_back(work: Work, person: Person, guest: GroupGuest, proof: Evidence) -> None:
    """The proof goes; a guest who has read of it reads that it is gone, whoever has not reads neither."""
    key = _key(guest, proof)
    work.session.delete(proof)
    work.session.flush()
    work.record(f"person:{person.id}", "attendance:take_back", f"exchange:{proof.exchange_id}")
    if not work.untell(key):
        _tell(work, guest, Notice.GROUP_NOT_ATTENDED, f"{key}:back")


def _tell(work: Work, guest: GroupGuest, notice: Notice, key: str) -> None:
    work.tell(guest_person(work, guest), notice, key=key, guest=guest.id)


def _key(guest: GroupGuest, proof: Evidence) -> str:
    """Of one word of the host's: said anew, it is another."""
    return f"guest:{guest.id}:there:{row_id(proof)}:{proof.handed_in_at.isoformat()}"
