"""Building an exchange: dates that suit both sides, and what they mean in days and money."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from sqlmodel import select

from exchange.errors import CxcError, EnoughForToday, NotPossibleNow
from exchange.finding.group_seats import group_of
from exchange.finding.places import bookings_at, first_full_day, next_room
from exchange.finding.waiting_list import tell_waiting
from exchange.life.moves import move_exchange
from exchange.notices import DeskNotice, Notice
from exchange.people.parties import (
    application_on,
    exchange_for,
    exchange_held,
    other,
    person_on,
    side_in,
)
from exchange.people.spots import settle_slots
from exchange.rows import row_id
from exchange.timing.families import strike_all
from exchange.timing.next_steps import plan_next_step
from exchange.visiting.calendars import send_calendar
from exchange.visiting.online import days_of, kept, offered, settle_sessions
from exchange.visiting.previews import (
    form_of,
    preview,
    preview_of,
    preview_stay,
    slots_kept,
    spots_offered,
)
from exchange.visiting.sums import sum_facts
from storage.tables import (
    Application,
    DateOffer,
    DateOfferState,
    Exchange,
    ExchangeForm,
    ExchangeState,
    Proposal,
    Side,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from exchange.people.spots import Spot
    from exchange.visiting.online import Dated, Session
    from exchange.visiting.previews import StayPreview
    from exchange.work import Work
    from storage.tables import Person

AGREED_TOGETHER = ("starts_on", "ends_on", "working_days", "lump_sum", "full_sum")

DAYS_A_WEEK, WORKING_WEEK = 7, 5

AGREED = {ExchangeState.COMMITMENT, ExchangeState.SIGNING, ExchangeState.READY}


class DatesAgreedAlready(CxcError):
    """The dates are agreed already. To change them, choose “Change the dates” first."""


class NoDatesOffered(CxcError):
    """There are no dates to agree to at the moment. Propose some, and I ask the other side."""


class OwnOffer(CxcError):
    """You proposed these dates yourself: now it is the other side's turn to agree."""


class NoPlaceThen(CxcError):
    """On {day} the host has no free place for as many as you are.

    There is room for a stay as long from {free} on. Please choose days from then.
    """


class NoPlaceAtAll(CxcError):
    """On {day} the host has no free place for as many as you are, nor later within a year.

    Please write to each other, or cancel the exchange and look for another host.
    """


class DaysOfTheGroup(CxcError):
    """These are the days of the group visit, for all who come.

    If they do not work, cancel the exchange; a stay that has begun can be broken off.
    """


class TooLateToChange(CxcError):
    """Everything is signed, so the dates stand. If they do not work, cancel the exchange."""


def check_places(work: Work, exchange: Exchange, starts: date, ends: date) -> None:
    """Nothing, if the host has a place for every visitor on every day. Raises NoPlaceThen, NoPlaceAtAll."""
    if group_of(work, exchange):  # its seats are beside the host's places
        return
    host, people = work.load(Application, exchange.host_id), _people(work, exchange)
    others = bookings_at(work, host).without(exchange.id)
    full = first_full_day(others, host.capacity, people, starts, ends)
    if full is None:
        return
    free = next_room(others, host.capacity, people, starts, ends)
    if free is None:
        raise NoPlaceAtAll(day=full)
    raise NoPlaceThen(day=full, free=free)


def stays_within(
    work: Work, exchange: Exchange, times: Sequence[tuple[date, date]]
) -> list[tuple[date, date]]:
    """The stays that may be agreed within some times, from a Monday on, as long as the visitor wishes.

    Days that are over, full at the host or too short for the scheme are none of them; those with a
    whole lump sum come first, each in the order of time.
    """
    wished = work.load(Application, exchange.visitor_id).working_days or WORKING_WEEK
    begun = [(monday, last) for first, last in times for monday in _mondays(first, last)]
    found = [(_stay_from(work, exchange, monday, wished), last) for monday, last in begun]
    stays = [(*stay, last) for stay, last in found if stay]
    within = [one for one in stays if one[1][1] <= one[2]] or stays  # one that ends later, at need
    return [stay for _, stay, _ in sorted(within)]


def _mondays(first: date, last: date) -> Iterator[date]:
    """The Mondays of a time; of one within a week its first day."""
    monday = first + timedelta(days=-first.weekday() % DAYS_A_WEEK)
    if monday > last:
        yield first
    while monday <= last:
        yield monday
        monday += timedelta(days=DAYS_A_WEEK)


def _stay_from(
    work: Work, exchange: Exchange, starts: date, wished: int
) -> tuple[bool, tuple[date, date]] | None:
    """Whether it halves the sum, and the stay that begins so; None where none may."""
    weeks, rest = divmod(max(wished, 1) - 1, WORKING_WEEK)
    ends = starts + timedelta(weeks=weeks, days=rest)
    try:
        found = preview_stay(work, exchange, starts, ends)
        check_places(work, exchange, starts, ends)
    except CxcError:
        return None
    return bool(found.sum.reasons), (starts, ends)


def _people(work: Work, exchange: Exchange) -> int:
    return work.load(Application, exchange.visitor_id).party


def _held_with_host(work: Work, person: Person, exchange_id: int) -> Exchange:
    """The exchange, held, and its host's places with it: two pairs agree one after the other."""
    exchange = exchange_for(work, person, exchange_id)
    work.hold(Application, exchange.host_id)
    return work.hold(Exchange, exchange.id)


def wished_month(work: Work, exchange: Exchange) -> date:
    """The first day of the first month, from this one on, that suits both; else of this month.

    No months named means that any month suits.
    """
    this_month = work.now.date().replace(day=1)
    wishes = [work.load(Proposal, exchange.proposal_id).months]
    wishes += [application_on(work, exchange, side).months for side in Side]
    named = [set(months) for months in wishes if months]
    common = set.intersection(*named) if named else set()
    coming = sorted(month for month in common if month >= f"{this_month:%Y-%m}")
    return date.fromisoformat(f"{coming[0]}-01") if coming else this_month


def open_offer(work: Work, exchange: Exchange) -> DateOffer | None:
    """The dates on the table."""
    query = select(DateOffer).where(
        DateOffer.exchange_id == exchange.id, DateOffer.state == DateOfferState.OPEN
    )
    return work.session.exec(query).first()


def offer_dates(
    work: Work, person: Person, exchange_id: int, starts: date, ends: date
) -> DateOffer:
    """Put a stay in one piece forward. Raises as offer_times."""
    return offer_times(work, person, exchange_id, [(starts, ends)])


def offer_times(
    work: Work,
    person: Person,
    exchange_id: int,
    spots: Sequence[Spot] = (),
    sessions: Sequence[Session] = (),
    link: str = "",
) -> DateOffer:
    """Put dates forward: times on the spot, sessions online with their address, or both.

    They take the place of those on the table. The same dates again stay one offer; to offer what the other
    side offered is to agree. Raises DatesAgreedAlready, NotPossibleNow, EnoughForToday and what preview and
    check_places raise.
    """
    exchange = _held_with_host(work, person, exchange_id)
    _require_open_dates(exchange)
    preview(work, exchange, spots, sessions)
    _check_all_places(work, exchange, spots)
    days = [*spots, *([days_of(work, exchange, sessions)] if sessions else [])]
    made = DateOffer(
        exchange_id=row_id(exchange),
        side=side_in(work, person, exchange),
        starts_on=min(starts for starts, _ in days),
        ends_on=max(ends for _, ends in days),
        slots=slots_kept(spots, sessions),
        sessions=kept(sessions),
        link=link,
    )
    return _put_forward(work, person, exchange, made)


def _check_all_places(work: Work, exchange: Exchange, spots: Sequence[Spot]) -> None:
    for starts, ends in sorted(spots):
        check_places(work, exchange, starts, ends)


def _put_forward(work: Work, person: Person, exchange: Exchange, made: DateOffer) -> DateOffer:
    """An offer in place of the one on the table; the same again stays one, the other side's is agreed to."""
    offer = open_offer(work, exchange)
    if offer and _times(offer) == _times(made):
        return offer if offer.side is made.side else _agree(work, exchange, offer, person)
    _check_pace(work, exchange, made.side)
    if offer:
        offer.state = DateOfferState.COUNTERED
        work.add(offer)
    return _offer(work, exchange, made)


def _times(offer: DateOffer) -> tuple[list[Spot], list[Session]]:
    return spots_offered(offer), offered(offer)


def _check_pace(work: Work, exchange: Exchange, side: Side) -> None:
    """Each offer is a message to the other side."""
    today = select(DateOffer.id).where(
        DateOffer.exchange_id == exchange.id,
        DateOffer.side == side,
        DateOffer.made_at > work.now - timedelta(days=1),
    )
    if len(work.session.exec(today).all()) >= work.scheme.proposals.max_changes_per_day:
        raise EnoughForToday


def _require_open_dates(exchange: Exchange) -> None:
    if exchange.state in AGREED:
        raise DatesAgreedAlready
    if exchange.state is not ExchangeState.DATES:
        raise NotPossibleNow


def _offer(work: Work, exchange: Exchange, offer: DateOffer) -> DateOffer:
    side = offer.side
    offer.state, offer.made_at = DateOfferState.OPEN, work.now
    work.add(offer)
    actor = f"person:{person_on(work, exchange, side).id}"
    work.record(actor, "dates:offer", f"exchange:{exchange.id}", offer=offer.id)
    asked = person_on(work, exchange, other(side))
    key = f"offer:{offer.id}:offered"
    work.tell(asked, Notice.DATES_OFFERED, key=key, exchange=exchange.id, offer=offer.id)
    plan_next_step(work, exchange, other(side))
    return offer


def agree_dates(work: Work, person: Person, exchange_id: int) -> DateOffer:
    """Agree to the dates on the table: they stand, with their working days and lump sum.

    Raises NoDatesOffered, OwnOffer, DatesAgreedAlready, NotPossibleNow and what preview_stay and
    check_places raise.
    """
    exchange = _held_with_host(work, person, exchange_id)
    _require_open_dates(exchange)
    offer = open_offer(work, exchange)
    if offer is None:
        raise NoDatesOffered
    if offer.side is side_in(work, person, exchange):
        raise OwnOffer
    return _agree(work, exchange, offer, person)


def _agree(work: Work, exchange: Exchange, offer: DateOffer, person: Person) -> DateOffer:
    would = preview_of(work, exchange, offer)
    _check_all_places(work, exchange, spots_offered(offer))
    _stand(work, exchange, offer, would, f"person:{person.id}")
    for side in Side:
        reader = person_on(work, exchange, side)
        key = f"offer:{offer.id}:agreed:{side.value}"
        work.tell(reader, Notice.DATES_AGREED, key=key, exchange=exchange.id)
    send_calendar(work, exchange)
    tell_waiting(work, work.load(Application, exchange.host_id))  # on all other days there is room
    return offer


def settle_dates(work: Work, exchange: Exchange, dated: Dated, actor: str) -> None:
    """The times of a group visit stand, as its host has published them; the visitor gets them for the calendar.

    Whoever calls it tells both. Raises NotPossibleNow, and what preview raises.
    """
    _require_open_dates(exchange)
    would = preview_of(work, exchange, dated)
    offer = DateOffer(
        exchange_id=row_id(exchange),
        side=Side.HOST,
        starts_on=dated.starts_on,
        ends_on=dated.ends_on,
        slots=[[*one] for one in dated.slots],
        sessions=[[*one] for one in dated.sessions],
        link=dated.link,
        state=DateOfferState.OPEN,
        made_at=work.now,
    )
    _stand(work, exchange, offer, would, actor)
    send_calendar(work, exchange)


def _stand(
    work: Work, exchange: Exchange, offer: DateOffer, would: StayPreview, actor: str
) -> None:
    """The days of an offer are those of the exchange, with what they mean in money."""
    offer.state = DateOfferState.AGREED
    work.add(offer)
    facts = {
        "starts_on": offer.starts_on,
        "ends_on": offer.ends_on,
        "working_days": would.stay.count,
        "distance_km": would.distance_km,
        "form": form_of(offer),
        "link": offer.link,
        **sum_facts(would.sum),
    }
    settle_slots(work, exchange, spots_offered(offer) if offer.slots else [])
    settle_sessions(work, exchange, offered(offer))
    move_exchange(work, exchange, ExchangeState.COMMITMENT, actor, **facts)
    if would.sum.amount is None:
        key, desk = f"offer:{offer.id}:distance", exchange.visitor_partnership_id
        work.tell_desk(desk, DeskNotice.DISTANCE_UNKNOWN, key=key, exchange=exchange.id)


def reopen_dates(work: Work, person: Person, exchange_id: int) -> Exchange:
    """The exchange back at its dates, before all four have signed.

    What was signed counts no more: new dates need a new version of the paper.
    Raises TooLateToChange, DaysOfTheGroup.
    """
    exchange = exchange_held(work, person, exchange_id)
    if exchange.state is ExchangeState.DATES:
        return exchange
    if group_of(work, exchange):
        raise DaysOfTheGroup
    if exchange.state not in {ExchangeState.COMMITMENT, ExchangeState.SIGNING}:
        raise TooLateToChange
    _reopen(work, exchange, f"person:{person.id}")
    tell_waiting(work, work.load(Application, exchange.host_id))
    return exchange


def _reopen(work: Work, exchange: Exchange, actor: str) -> None:
    strike_all(work, exchange)
    facts: dict[str, object] = {**dict.fromkeys(AGREED_TOGETHER), "halved_for": []}
    facts |= {"form": ExchangeForm.VISIT, "link": ""}
    settle_slots(work, exchange, [])
    settle_sessions(work, exchange, [])
    move_exchange(work, exchange, ExchangeState.DATES, actor, **facts)


def resettle_dates(work: Work, exchange: Exchange, dated: Dated, actor: str) -> None:
    """Other times of a group visit stand, before all four have signed; what was signed counts no more.

    Raises TooLateToChange, and as settle_dates does.
    """
    if exchange.state not in {ExchangeState.COMMITMENT, ExchangeState.SIGNING}:
        raise TooLateToChange
    _reopen(work, exchange, actor)
    settle_dates(work, exchange, dated, actor)
