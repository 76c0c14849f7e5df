"""What dates would mean in days and money: of a visit, in one piece or in slots, of sessions, of both."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import TYPE_CHECKING

from exchange.errors import CxcError
from exchange.people.parties import organisation_on, today_at_host
from exchange.scheme.lump_sum import LumpSum, lump_sum
from exchange.scheme.stay import (
    OneStayOnly,
    SlotsTooFarApart,
    WorkingDays,
    check_order,
    check_slots,
    months_after,
    together,
)
from exchange.visiting.online import checked_days, offered, rules_of, worth_of
from exchange.visiting.sums import hybrid_rules, sum_of_hybrid
from matching.places.distance import distance_km
from storage.tables import ExchangeForm, Side

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exchange.people.spots import Spot
    from exchange.visiting.online import Dated, Session
    from exchange.work import Work
    from storage.tables import Exchange, Organisation


class SessionDuringStay(CxcError):
    """A session lies within the days on the spot: then you meet there anyway. Please choose another time for it."""


class TooFewOnTheSpot(CxcError):
    """At least {least} working days are on the spot in an exchange that is partly online; these are {count}."""


class TooLittleTogether(CxcError):
    """Together an exchange has at least {least} working days; these are {count}, two half days being one.

    Please add days on the spot, or half days.
    """


@dataclass(frozen=True)
class StayPreview:
    """What dates would mean: working days, those `online` of them, lump sum and the distance in km (None: unknown)."""

    stay: WorkingDays
    sum: LumpSum
    distance_km: float | None
    online: int = 0


def preview_stay(work: Work, exchange: Exchange, starts: date, ends: date) -> StayPreview:
    """What a stay in one piece would mean in days and money.

    Raises StayBackwards, StayInPast, StayTooLong, StayTooShort, NoAmountForCountry.
    """
    return preview(work, exchange, [(starts, ends)], [])


def preview_of(work: Work, exchange: Exchange, offer: Dated) -> StayPreview:
    """What an offer would mean. Raises as preview."""
    return preview(work, exchange, spots_offered(offer), offered(offer))


def preview(
    work: Work, exchange: Exchange, spots: Sequence[Spot], sessions: Sequence[Session]
) -> StayPreview:
    """What times on the spot and sessions online would mean in days and money; one of the two may be empty.

    Raises what check_slots, worth_of and checked_days raise, NotHybrid, SessionDuringStay, TooFewOnTheSpot,
    TooLittleTogether.
    """
    visitor, host = (organisation_on(work, exchange, side) for side in Side)
    apart = distance_between(exchange, visitor, host)
    if not spots:
        stay, sum_ = worth_of(work, exchange, sessions)
        return StayPreview(stay, sum_, apart, stay.count)
    if sessions:
        return _hybrid(work, exchange, spots, sessions, apart)
    today = today_at_host(work, exchange)
    stay = check_slots(spots, host.country, today, work.scheme, host.region)
    sum_ = lump_sum(host.country, stay.count, apart, min(spots)[0], work.scheme)
    return StayPreview(stay, sum_, apart)


def _hybrid(
    work: Work,
    exchange: Exchange,
    spots: Sequence[Spot],
    sessions: Sequence[Session],
    apart: float | None,
) -> StayPreview:
    """Days here and half days there: none meet, all lie near each other, and together they are enough."""
    rules, host = hybrid_rules(work), organisation_on(work, exchange, Side.HOST)
    check_order(spots, today_at_host(work, exchange))
    if len(spots) > 1 and work.scheme.slots is None:
        raise OneStayOnly
    days = checked_days(work, exchange, sessions)
    if any(starts <= day <= ends for day in days for starts, ends in spots):
        raise SessionDuringStay
    there = together(spots, host.country, host.region)
    online = rules_of(work).working_days(len(days))
    _check_enough(work, there.count, online)
    every = sorted({*there.days, *days, *chain(*spots)})
    if every[-1] >= months_after(every[0], rules.months):
        raise SlotsTooFarApart(months=rules.months)
    both = there.count + online
    sum_ = sum_of_hybrid(work, exchange, every[0], (there.count, both), apart)
    stay = WorkingDays(both, tuple(sorted({*there.days, *days})), there.holidays)
    return StayPreview(stay, sum_, apart, online)


def _check_enough(work: Work, there: int, online: int) -> None:
    rules, least = hybrid_rules(work), work.scheme.stay.min_working_days
    if there < rules.least_days_on_the_spot:
        raise TooFewOnTheSpot(least=rules.least_days_on_the_spot, count=there)
    if there + online < least:
        raise TooLittleTogether(least=least, count=there + online)


def spots_offered(offer: Dated) -> list[Spot]:
    """The times on the spot that an offer is of; none where it is of sessions alone."""
    if offer.slots:
        first, last = ([date.fromisoformat(one[at]) for one in offer.slots] for at in (0, 1))
        return list(zip(first, last, strict=True))
    return [] if offer.sessions else [(offer.starts_on, offer.ends_on)]


def slots_kept(spots: Sequence[Spot], sessions: Sequence[Session]) -> list[list[str]]:
    """Times on the spot as an offer keeps them: none where they are one stay alone."""
    alone = len(spots) == 1 and not sessions
    return [] if alone else [[f"{starts}", f"{ends}"] for starts, ends in sorted(spots)]


def form_of(offer: Dated) -> ExchangeForm:
    """Where people would meet."""
    if not offer.sessions:
        return ExchangeForm.VISIT
    return ExchangeForm.HYBRID if offer.slots else ExchangeForm.ONLINE


def distance_between(exchange: Exchange, one: Organisation, another: Organisation) -> float | None:
    """As an officer has settled it, else as the map tells it; None where neither does."""
    if exchange.distance_settled_at:
        return exchange.distance_km
    if one.latitude is None or one.longitude is None:
        return None
    if another.latitude is None or another.longitude is None:
        return None
    return distance_km(one.latitude, one.longitude, another.latitude, another.longitude)
