"""Offers of dates: how many a day, what is the same offer, and what is left when the dates are open again."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlmodel import select

from exchange.errors import CxcError, EnoughForToday, NotPossibleNow
from exchange.group_visits.times import When
from exchange.people.spots import slots_of
from exchange.scheme.call import load_scheme
from exchange.timing.sessions import sessions_of
from exchange.visiting import course, dates
from storage.tables import DateOffer, DateOfferState, ExchangeForm, ExchangeState, Outbox, Side
from tests.builders.records.pairs import ENDS, STARTS, agree, build_pair
from tests.builders.records.reading import told
from tests.builders.records.works import later
from tests.exchange.visiting.test_online import half_days

LINK = "https://meet.example.eu/1"
SPOT, AFTER = [(STARTS, date(2027, 4, 14))], datetime(2027, 4, 20, 8, tzinfo=UTC)


@pytest.fixture
def pilot(work):
    """The pilot's call, which has exchanges that are partly online."""
    return replace(work, scheme=load_scheme("pilot"))


def offer_often(work, pair, person, times):
    """So many offers of one side, each of another week."""
    for week in range(times):
        starts = STARTS + timedelta(weeks=week)
        dates.offer_dates(work, person, pair.id, starts, starts + timedelta(days=2))


def test_a_side_offers_only_so_often_a_day(work):
    """Each offer is a message; a day after the first there is room for one again."""
    pair, most = build_pair(work), work.scheme.proposals.max_changes_per_day
    offer_often(work, pair, pair.visitor, most)
    with pytest.raises(EnoughForToday):
        dates.offer_dates(later(work, hours=23), pair.visitor, pair.id, STARTS, ENDS)
    dates.offer_dates(later(work, hours=24), pair.visitor, pair.id, STARTS, ENDS)


def test_neither_the_other_side_nor_another_pair_has_fewer_for_it(work):
    """Who writes often takes nothing from others."""
    pair, others = build_pair(work), build_pair(work)
    offer_often(work, pair, pair.visitor, work.scheme.proposals.max_changes_per_day)
    dates.offer_dates(work, pair.host, pair.id, STARTS, ENDS)
    dates.offer_dates(work, others.visitor, others.id, STARTS, ENDS)
    assert told(work, others.host) == ["dates.offered"]


def test_other_half_days_with_the_same_days_are_another_offer(pilot):
    """Nobody agrees to hours that they have not seen."""
    pair = build_pair(pilot)
    first = dates.offer_times(pilot, pair.visitor, pair.id, SPOT, half_days(2, first=AFTER), LINK)
    second = dates.offer_times(
        pilot, pair.host, pair.id, SPOT, half_days(2, first=AFTER + timedelta(hours=3)), LINK
    )
    assert (first.state, second.state) == (DateOfferState.COUNTERED, DateOfferState.OPEN)
    assert pair.exchange.state is ExchangeState.DATES


def test_nothing_is_left_of_what_was_agreed_in_parts(pilot):
    """Neither form, link, days on the spot nor half days, when the dates are open again."""
    pair = build_pair(pilot)
    dates.offer_times(pilot, pair.visitor, pair.id, SPOT, half_days(2, first=AFTER), LINK)
    offer = dates.agree_dates(pilot, pair.host, pair.id)
    assert (offer.starts_on, offer.ends_on) == (STARTS, date(2027, 4, 21))
    exchange = pair.exchange
    assert (exchange.form, exchange.link) == (ExchangeForm.HYBRID, LINK)
    dates.reopen_dates(pilot, pair.visitor, pair.id)
    assert (exchange.form, exchange.link) == (ExchangeForm.VISIT, "")
    assert [*slots_of(pilot, exchange), *sessions_of(pilot, exchange)] == []


def in_dates(work, pair):
    """Nothing is agreed."""


def cancelled(work, pair):
    """The exchange is off."""
    course.cancel_exchange(work, pair.host, pair.id, "illness")


@pytest.mark.parametrize(
    ("reached", "settle", "error"),
    [
        (agree, dates.settle_dates, dates.DatesAgreedAlready),
        (cancelled, dates.settle_dates, NotPossibleNow),
        (in_dates, dates.resettle_dates, dates.TooLateToChange),
        (cancelled, dates.resettle_dates, dates.TooLateToChange),
    ],
    ids=["agreed", "cancelled", "open, again", "cancelled, again"],
)
def test_the_days_of_a_group_stand_only_where_days_are_open(work, reached, settle, error):
    """They are settled once, and anew only until all have signed."""
    pair = build_pair(work)
    reached(work, pair)
    with pytest.raises(CxcError) as refused:
        settle(work, pair.exchange, When(STARTS, ENDS), "person:1")
    assert type(refused.value) is error


def test_the_days_of_a_group_are_its_hosts(work):
    """They stand as an offer of the host's that is agreed, also when they are settled anew."""
    pair = build_pair(work)
    dates.settle_dates(work, pair.exchange, When(STARTS, date(2027, 4, 14)), "person:1")
    dates.resettle_dates(work, pair.exchange, When(STARTS, ENDS), "person:1")
    offers = work.session.exec(select(DateOffer).where(DateOffer.exchange_id == pair.id)).all()
    assert [(one.side, one.state, one.ends_on) for one in offers] == [
        (Side.HOST, DateOfferState.AGREED, date(2027, 4, 14)),
        (Side.HOST, DateOfferState.AGREED, ENDS),
    ]
    assert (pair.exchange.ends_on, pair.exchange.working_days) == (ENDS, 5)
    sent = select(Outbox.chat_id).where(Outbox.kind == "calendar.changed")
    both = [pair.visitor.telegram_id, pair.host.telegram_id]
    assert sorted(work.session.exec(sent).all()) == sorted(2 * both)


@pytest.mark.parametrize(("on_the_map", "asked"), [(True, 0), (False, 1)])
def test_the_desk_is_asked_for_a_distance_that_nobody_knows(work, on_the_map, asked):
    """Once, and only where the sum hangs on it."""
    pair = build_pair(work, on_the_map=on_the_map)
    agree(work, pair)
    assert told(work, pair.vop_officer).count("desk.distance.unknown") == asked
    assert "desk.distance.unknown" not in told(work, pair.hop_officer)
