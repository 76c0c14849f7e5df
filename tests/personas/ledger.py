"""The account at the end: what may never be, whatever people do; kept apart from the product's own figures."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlmodel import Session, SQLModel, col, select

from bot.gateway.outgoing.answers import NOT_MODIFIED
from storage.tables import (
    Application,
    ApplicationState,
    Due,
    Evidence,
    Exchange,
    ExchangeState,
    GroupGuest,
    GroupSeat,
    GuestState,
    Inbox,
    Payment,
    PaymentState,
    Proposal,
    ProposalState,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from tests.personas.neighbourhood import Neighbourhood
    from tests.personas.residents import Resident

NEVER_WAS = {ExchangeState.CANCELLED}
BEGUN = set(ExchangeState) - {
    ExchangeState.DATES,
    ExchangeState.COMMITMENT,
    ExchangeState.SIGNING,
    ExchangeState.READY,
    ExchangeState.CANCELLED,
}
OVER = {ExchangeState.PAID, ExchangeState.CLOSED, ExchangeState.CANCELLED}
PLACES = 2
"""Of every host; whoever was erased has none in the row any more."""
REQUIRED = {"travel", "bed"}
NO_ERROR = {"getUpdates", "answerCallbackQuery"}
"""What may come too late, as when an hour goes by at a stroke; nobody waits for it."""
QUEUES = {"inbox", "outbox"}
OF_EXCHANGES = ("exchange", "commitment", "agreement", "report", "closing", "evidence", "survey")
SATURDAY, LEAST = 5, 3
SILENCE = timedelta(days=21)
"""For how long nothing may be said of a case that waits."""


def faults(town: Neighbourhood) -> list[str]:
    """Everything that may not be; nothing if all is well."""
    with Session(town.town.reader) as session:
        return [
            *over_capacity(session),
            *over_seats(session),
            *second_visits(session),
            *payments(session),
            *untold(session, town),
            *resting(session, town),
            *lost(session, town),
            *broken(session, town),
        ]


def stays(session: Session) -> list[Exchange]:
    """Exchanges that begin or began."""
    return [
        one
        for one in session.scalars(select(Exchange)).all()
        if one.starts_on and one.ends_on and one.state not in NEVER_WAS
    ]


def over_capacity(session: Session) -> Iterator[str]:
    """No host has more guests on a day than it has places; those of a group visit have its seats."""
    guests: defaultdict[tuple[int, Any], int] = defaultdict(int)
    seated = set(session.scalars(select(GroupGuest.proposal_id)).all())
    for one in stays(session):
        if one.proposal_id in seated:
            continue
        people = session.get_one(Application, one.visitor_id).party or 1
        last = one.ended_early_on or one.ends_on
        for day in range((last - one.starts_on).days + 1):
            guests[one.host_id, one.starts_on + timedelta(days=day)] += people
    for (host, day), count in guests.items():
        places = session.get_one(Application, host).capacity or PLACES
        if count > places:
            yield f"host A-{host:04} has {count} guests on {day}, and {places} places"


def over_seats(session: Session) -> Iterator[str]:
    """Nobody sits where there is no seat in a group visit."""
    seats = Counter(session.scalars(select(GroupSeat.visit_id)).all())
    taken = Counter[int | None]()
    for guest in session.scalars(
        select(GroupGuest).where(GroupGuest.state == GuestState.JOINED)
    ).all():
        taken[guest.visit_id] += guest.people
    for visit, people in taken.items():
        if people > seats[visit]:
            yield f"group visit {visit} has {people} guests, and {seats[visit]} seats"


def second_visits(session: Session) -> Iterator[str]:
    """No organisation visits twice; a stay that was broken off too early is none."""
    visits = Counter(
        session.get_one(Application, one.visitor_id).organisation_id
        for one in session.scalars(select(Exchange)).all()
        if one.state in BEGUN and not _too_short(one)
    )
    twice = ((one, count) for one, count in visits.items() if count > 1)
    yield from (f"organisation {one} visits {count} times" for one, count in twice)


def _too_short(stay: Exchange) -> bool:
    """Whether it was broken off before its third working day was over."""
    if not stay.ended_early_on or not stay.starts_on:
        return False
    days = range((stay.ended_early_on - stay.starts_on).days + 1)
    return sum((stay.starts_on + timedelta(days=day)).weekday() < SATURDAY for day in days) < LEAST


def payments(session: Session) -> Iterator[str]:
    """Nothing is paid without proof, by one officer alone, twice, or in another sum than agreed."""
    paid: Counter[int] = Counter()
    for one in session.scalars(select(Payment).where(Payment.state == PaymentState.PAID)).all():
        exchange = session.get_one(Exchange, one.exchange_id)
        of = select(Evidence.item).where(Evidence.exchange_id == exchange.id)
        missing = REQUIRED - set(session.scalars(of))
        paid[exchange.id or 0] += 1
        if missing:
            yield f"HX-{exchange.id:04} is paid without {missing}"
        if one.proposed_by == one.decided_by:
            yield f"HX-{exchange.id:04} is paid by one officer"
        if one.amount != exchange.lump_sum:
            yield f"HX-{exchange.id:04} is paid {one.amount}, not {exchange.lump_sum}"
    yield from (
        f"HX-{number:04} is paid {count} times" for number, count in paid.items() if count > 1
    )


def untold(session: Session, town: Neighbourhood) -> Iterator[str]:
    """Whoever is paid has read by which reference; whoever was answered has read something."""
    by_person = {one.phone.person_id: one for one in town.residents}
    for one in session.scalars(select(Payment).where(Payment.state == PaymentState.PAID)).all():
        number = town.who[session.get_one(Exchange, one.exchange_id).visitor_id]
        if not any(one.reference in line for line in by_person[number].said):
            yield f"{number} has not read that {one.reference} was paid"


def miscounted(town: Neighbourhood, told: Mapping[str, tuple[int, int]]) -> list[str]:
    """Where /stats of a desk is not what its visitors have lived through."""
    lived: Counter[str] = Counter()
    for one in town.residents:
        lived[town.at.get(one.phone.person_id, "")] += _stays(one)
    return [
        f"{desk} reads {done} done, and {lived[desk]} were"
        for desk, (done, _) in told.items()
        if done != lived[desk]
    ]


def _stays(one: Resident) -> int:
    """The stays that somebody was welcomed back from, but for one that they broke off on its second day."""
    asked = {data for data in one.offered if data.startswith("r:report:")}
    return len(asked) - ("home" in one.mind.wanted)


def resting(session: Session, town: Neighbourhood) -> Iterator[str]:
    """No case waits without somebody having been told lately, or being told soon."""
    planned = {
        (one.kind.partition(".")[0], one.subject)
        for one in session.scalars(select(Due).where(col(Due.done_at).is_(None))).all()
    }
    told = _lately(session, town)
    for one in session.scalars(select(Exchange)).all():
        name = f"HX-{one.id:04} {one.state.value}"
        if one.state not in OVER and not _cared_for(OF_EXCHANGES, one.id or 0, planned | told):
            yield f"{name} rests, and nobody is told"
    for case in session.scalars(
        select(Application).where(
            col(Application.state).in_(
                [ApplicationState.SUBMITTED, ApplicationState.INFO_REQUESTED]
            )
        )
    ).all():
        if not _cared_for(("review", "enquiry"), case.id or 0, planned | told):
            yield f"A-{case.id:04} {case.state.value} rests, and nobody is told"
    for asked in session.scalars(
        select(Proposal).where(Proposal.state == ProposalState.PROPOSED)
    ).all():
        if not _cared_for(("proposal",), asked.id or 0, planned | told):
            yield f"proposal {asked.id} rests, and nobody is told"


def _lately(session: Session, town: Neighbourhood) -> set[tuple[str, int]]:
    """What somebody was told of by the clock in the last weeks."""
    since = town.town.clock() - SILENCE
    done = select(Due).where(col(Due.done_at) > since)
    return {(one.kind.partition(".")[0], one.subject) for one in session.scalars(done).all()}


def _cared_for(kinds: tuple[str, ...], number: int, known: set[tuple[str, int]]) -> bool:
    return any((kind, number) in known for kind in kinds)


def lost(session: Session, town: Neighbourhood) -> Iterator[str]:
    """What people answered in words is kept somewhere; of two officers who act at once, one is told so instead."""
    note_kept(session, town)
    for resident in (one for one in town.residents if not one.desk):
        for words in resident.mind.told:
            if words not in town.kept:
                yield f"{resident.phone.person_id} {resident.name} lost {words!r}"


ALL = tuple(one for one in SQLModel.metadata.sorted_tables if one.name not in QUEUES)


def note_kept(session: Session, town: Neighbourhood, tables: Sequence[sa.Table] = ALL) -> None:
    """Note which of their words are kept now: retention empties what nobody needs any more.

    A draft goes with what it was about, as when a host calls the visit off.
    """
    told = {words for one in town.residents if not one.desk for words in one.mind.told}
    if not (open_ := told - town.kept):
        return
    for one in tables:
        rows = [list(map(str, row)) for row in session.execute(sa.select(one))]
        text = json.dumps(rows, ensure_ascii=False)
        town.kept |= {words for words in open_ if words in text}


def broken(session: Session, town: Neighbourhood) -> Iterator[str]:
    """Nothing raised, and no call was refused."""
    for one in session.scalars(
        select(Inbox).where((col(Inbox.attempts) > 1) | col(Inbox.set_aside))
    ).all():
        yield f"raised {one.bot} {one.error} {json.dumps(one.body, default=str)[:300]}"
    for call in town.town.emulator.world.calls:
        wrong = call.get("error") or call["unknown"]
        if wrong and call["method"] not in NO_ERROR and NOT_MODIFIED not in str(wrong):
            yield f"refused {call['method']} {call.get('error') or call['unknown']}"
