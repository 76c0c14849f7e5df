"""A group visit is changed or called off: all who joined, asked or wait hear of it, and their papers follow."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from sqlmodel import col, select

from exchange.errors import NotPossibleNow
from exchange.finding.group_seats import guests_of, seats_of, set_seats
from exchange.group_visits.errors import (
    GroupVisitBegun,
    GroupVisitCancelled,
    GuestsHaveSigned,
    NothingDifferent,
    SeatsTaken,
)
from exchange.group_visits.publishing import check_days, check_free, check_seats
from exchange.group_visits.rules import closes_at, own_visit, today_there, visits_of
from exchange.group_visits.talks import leave_talks
from exchange.group_visits.times import When
from exchange.life.guests import move_group_visit, move_guest
from exchange.life.moves import move_amendment
from exchange.notices import Notice
from exchange.people.gatherings import guest_person
from exchange.people.signing import open_amendment
from exchange.proposing.asking_again import tell_changes
from exchange.proposing.proposals import let_go
from exchange.rows import row_id
from exchange.states import CANCELLABLE, OVER
from exchange.timing.group_visits import (
    plan_group_sessions,
    plan_list_end,
    plan_moving_up,
    plan_talks,
)
from exchange.visiting.amending import Change, ask_amendment
from exchange.visiting.course import PARTNER_LEFT, cancel_exchange
from exchange.visiting.dates import resettle_dates
from exchange.visiting.meeting import tell_link
from storage.tables import (
    AmendmentState,
    Application,
    Exchange,
    ExchangeForm,
    ExchangeState,
    GroupGuest,
    GroupVisit,
    GroupVisitState,
    GuestState,
    Proposal,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from exchange.work import Work
    from storage.tables import Person

UNSIGNED = frozenset({ExchangeState.COMMITMENT, ExchangeState.SIGNING})
TIMES = frozenset({"starts_on", "ends_on", "slots", "sessions"})
SAID = TIMES | {"title", "programme"}
"""Of these changes everybody hears; seats and themes are seen where they matter, and a link comes with the calendar."""


LISTS = ("ecosystems", "slots", "sessions")


@dataclass(frozen=True)
class Changes:
    """What is to be different in a group visit; None leaves a thing as it is."""

    title: str | None = None
    programme: str | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    ecosystems: Sequence[str] | None = None
    chooses: bool | None = None
    seats: int | None = None
    slots: Sequence[Sequence[str]] | None = None
    sessions: Sequence[Sequence[str]] | None = None
    link: str | None = None


def change(work: Work, person: Person, visit_id: int, changes: Changes, reason: str) -> GroupVisit:
    """The group visit as it is from now on; its guests are told, and what they have agreed follows.

    Who has signed nothing yet has the new days at once; what all four have signed is amended, and holds
    until all have signed again, for a `reason` that they read. Half days online stand once a guest's paper is signed
    by all. Raises GroupVisitBegun, GroupVisitCancelled, SeatsTaken, SeatsOutOfRange, NothingDifferent,
    GuestsHaveSigned, and what check_days, check_free and ask_amendment raise.
    """
    exchanges, visit = _held(work, person, visit_id)
    new = _different(visit, changes)
    if TIMES & new.keys():
        _check_times(work, visit, new, exchanges)
    more = changes.seats is not None and _set_seats(work, visit, changes.seats)
    if not new and not more:
        raise NothingDifferent
    visit.sqlmodel_update(new)
    work.add(visit)
    actor = f"person:{person.id}"
    work.record(actor, "group:change", f"group:{visit.id}", fields=sorted(new), seats=more)
    for exchange in exchanges:
        _follow(work, person, exchange, visit, new, reason)
    if SAID & new.keys():
        _tell_guests(work, visit)
    if TIMES & new.keys():
        plan_group_sessions(work, visit)
    if "starts_on" in new:
        plan_talks(work, visit, "moved", moved=True)
        plan_list_end(work, visit, closes_at(work, visit))
    plan_moving_up(work, visit)
    return visit


def tell_link_to_all(work: Work, person: Person, visit_id: int, link: str) -> GroupVisit:
    """The group visit with the link at which its half days meet, told to every guest; while it goes on, too.

    Raises NotPossibleNow where it is on the spot, cancelled, or over.
    """
    seen = own_visit(work, person, visit_id)
    work.hold(Application, seen.host_id)
    exchanges, visit = _of_guests(work, seen), work.hold(GroupVisit, visit_id)
    over = today_there(work, visit) > visit.ends_on
    if not visit.sessions or over or visit.state is not GroupVisitState.OPEN:
        raise NotPossibleNow
    visit.link = link
    work.add(visit)
    work.record(f"person:{person.id}", "group:link", f"group:{visit.id}")
    for exchange in exchanges:
        if exchange.form is not ExchangeForm.VISIT and exchange.state not in OVER:
            tell_link(work, person, row_id(exchange), link)
    return visit


def _check_times(
    work: Work, visit: GroupVisit, new: Mapping[str, Any], exchanges: Sequence[Exchange]
) -> None:
    """Nothing, if a group visit may be at other times than now."""
    times = When(**{name: new.get(name, getattr(visit, name)) for name in TIMES})
    signed = [one for one in exchanges if one.state is ExchangeState.READY]
    if signed and (visit.sessions or times.sessions):
        raise GuestsHaveSigned
    host = work.load(Application, visit.host_id)
    check_days(work, host, times)
    check_free(work, host, times, but=visit.id)


def cancel(work: Work, person: Person, visit_id: int, reason: str) -> GroupVisit:
    """The group visit, called off before it begins: its exchanges are cancelled, whoever waits is told.

    All of it or nothing. Raises GroupVisitBegun, GroupVisitCancelled.
    """
    exchanges, visit = _held(work, person, visit_id)
    actor = f"person:{person.id}"
    move_group_visit(work, visit, GroupVisitState.CANCELLED, actor, reason=reason)
    for exchange in exchanges:
        if exchange.state in CANCELLABLE:
            cancel_exchange(work, person, row_id(exchange), reason)
    host = work.load(Application, visit.host_id)
    for guest in guests_of(work, visit, GuestState.ASKED):
        let_go(work, guest.proposal_id or 0, host, actor)
    for guest in guests_of(work, visit, GuestState.WAITING, GuestState.OFFERED):
        move_guest(work, guest, GuestState.LEFT, actor)
        key = f"guest:{guest.id}:cancelled"
        work.tell(guest_person(work, guest), Notice.GROUP_CANCELLED, key=key, guest=guest.id)
    return visit


def leave_all(work: Work, person: Person, application: Application) -> None:
    """Somebody leaves the programme: their group visits to come are called off, their places on lists go."""
    for visit in visits_of(work, application):
        if visit.state is GroupVisitState.OPEN and today_there(work, visit) < visit.starts_on:
            cancel(work, person, row_id(visit), PARTNER_LEFT)
    leave_talks(work, person, application)
    query = select(GroupGuest).where(
        GroupGuest.visitor_id == application.id,
        col(GroupGuest.state).in_((GuestState.WAITING, GuestState.OFFERED)),
    )
    for guest in work.session.exec(query.order_by(col(GroupGuest.visit_id))).all():
        visit = work.hold(GroupVisit, guest.visit_id)
        move_guest(work, guest, GuestState.LEFT, f"person:{person.id}")
        plan_moving_up(work, visit)


def _held(work: Work, person: Person, visit_id: int) -> tuple[list[Exchange], GroupVisit]:
    """The exchanges and the group visit of a host, held in this order: nobody joins or leaves meanwhile."""
    seen = own_visit(work, person, visit_id)
    work.hold(Application, seen.host_id)
    exchanges = _of_guests(work, seen)
    work.hold_all(Proposal, *(one.proposal_id for one in exchanges))
    visit = work.hold(GroupVisit, visit_id)
    if visit.state is GroupVisitState.CANCELLED:
        raise GroupVisitCancelled
    if today_there(work, visit) >= visit.starts_on:
        raise GroupVisitBegun
    return exchanges, visit


def _of_guests(work: Work, visit: GroupVisit) -> list[Exchange]:
    """The exchanges of those who have joined, held."""
    joined = [one.proposal_id for one in guests_of(work, visit, GuestState.JOINED)]
    query = select(Exchange.id).where(col(Exchange.proposal_id).in_(joined))
    return work.hold_all(Exchange, *(one for one in work.session.exec(query) if one))


def _different(visit: GroupVisit, changes: Changes) -> dict[str, Any]:
    """What really is another thing than before, but seats."""
    told = {one.name: getattr(changes, one.name) for one in fields(changes)}
    del told["seats"]
    for name in LISTS:
        if told[name] is not None:
            told[name] = [one if isinstance(one, str) else [*one] for one in told[name]]
    if told["sessions"] == []:
        told["link"] = ""  # on the spot there is none
    return {
        name: value
        for name, value in told.items()
        if value is not None and value != getattr(visit, name)
    }


def _set_seats(work: Work, visit: GroupVisit, seats: int) -> bool:
    """Whether there are more or fewer seats now; only those that nobody has can go."""
    check_seats(work, seats)
    taken = seats_of(work, visit).taken
    if seats < taken:
        raise SeatsTaken(count=taken)
    return set_seats(work, visit, seats)


def _follow(
    work: Work,
    person: Person,
    exchange: Exchange,
    visit: GroupVisit,
    new: dict[str, Any],
    reason: str,
) -> None:
    """A guest's exchange takes over other times and another link, and what is signed another agenda, each in its way.

    What is signed of an exchange online stands: its guests read the new programme.
    """
    days = TIMES & new.keys()
    if exchange.state in UNSIGNED and days:
        resettle_dates(work, exchange, visit, f"person:{person.id}")
    elif exchange.form is not ExchangeForm.VISIT and "link" in new:
        tell_link(work, person, row_id(exchange), visit.link)
    amended = exchange.state is ExchangeState.READY and exchange.form is not ExchangeForm.ONLINE
    if not amended or not (days or "programme" in new):
        return
    before = open_amendment(work, exchange)
    if before:
        move_amendment(work, before, AmendmentState.OVERTAKEN, f"person:{person.id}")
    agenda = visit.programme if "programme" in new else None
    first, last = (visit.starts_on, visit.ends_on) if days else (None, None)
    ask_amendment(work, person, row_id(exchange), Change(first, last, agenda), reason)


def _tell_guests(work: Work, visit: GroupVisit) -> None:
    """Everybody who is in it or would like to be."""
    for guest in guests_of(work, visit):
        key = f"guest:{guest.id}:changed"
        tell_changes(work, guest_person(work, guest), Notice.GROUP_CHANGED, key, guest=guest.id)
