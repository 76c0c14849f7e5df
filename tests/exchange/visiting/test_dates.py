"""Dates: offered, countered, agreed, reopened; and what they mean in days and money."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from sqlmodel import select

from exchange.errors import NotFound, NotPossibleNow
from exchange.people import parties
from exchange.scheme.lump_sum import HalvingReason
from exchange.scheme.stay import StayInPast, StayTooShort
from exchange.timing.next_steps import EXCHANGE_IDLE
from exchange.timing.signatures import COMMITMENT_UNSIGNED
from exchange.visiting import course, dates, previews, sums
from storage.tables import DateOfferState, Due, ExchangeState, Proposal, Side
from tests.builders.records.pairs import (
    ENDS,
    STARTS,
    agree,
    build_pair,
    draw_up,
    ready_pair,
    travelling_pair,
)
from tests.builders.records.reading import audited, read_by, still_due, told
from tests.builders.records.rows import person


def test_only_the_two_sides_see_an_exchange(work):
    """Somebody else's exchange cannot be found."""
    pair = build_pair(work)
    assert parties.side_in(work, pair.host, pair.exchange) is Side.HOST
    assert parties.exchanges_of(work, pair.visitor) == [pair.exchange]
    with pytest.raises(NotFound):
        parties.exchange_for(work, person(work, "FI"), pair.id)


@pytest.mark.parametrize(
    ("visitor", "host", "ends", "amount", "full", "reasons"),
    [
        ("AT", "PT", date(2027, 4, 16), 780, 780, ()),  # the published whole sum
        ("AT", "PT", date(2027, 4, 14), 390, 780, ("short_stay",)),  # and its half for three days
        ("FI", "AT", date(2027, 4, 14), 450, 900, ("short_stay",)),  # Austria, three-day trips
        ("SK", "AT", date(2027, 4, 16), 450, 900, ("short_distance",)),
        ("SK", "AT", date(2027, 4, 14), 450, 900, ("short_stay", "short_distance")),  # once
    ],
)
def test_preview_tells_the_lump_sum(work, visitor, host, ends, amount, full, reasons):
    """Half below five working days and/or below 200 km, and halved once where both apply."""
    pair = build_pair(work, visitor=visitor, host=host)
    found = previews.preview_stay(work, pair.exchange, STARTS, ends).sum
    assert (found.amount.amount, found.full.amount) == (Decimal(amount), Decimal(full))
    assert found.reasons == tuple(HalvingReason(reason) for reason in reasons)


@pytest.mark.parametrize("side", ["visitor_organisation", "host_organisation"])
def test_distance_is_unknown_without_a_place(work, side):
    """A place that is not on the map leaves the sum to be confirmed, whichever side's it is."""
    pair = build_pair(work, visitor="SK", host="AT")
    where = getattr(parties.parties(work, pair.exchange), side)
    where.latitude = where.longitude = None
    found = previews.preview_stay(work, pair.exchange, STARTS, ENDS)
    assert (found.distance_km, found.sum.reasons, found.sum.amount) == (None, (), None)


def test_offer_is_told_to_the_other_side_only(work):
    """Whoever is asked hears of it once."""
    pair = build_pair(work)
    offer = dates.offer_dates(work, pair.host, pair.id, STARTS, ENDS)
    assert dates.open_offer(work, pair.exchange) == offer
    assert (told(work, pair.visitor), told(work, pair.host)) == (["dates.offered"], [])
    (facts,) = read_by(work, pair.visitor, "dates.offered")
    assert facts == {"exchange": pair.id, "offer": offer.id}
    made = [("dates:offer", f"person:{pair.host.id}")]
    assert audited(work, f"exchange:{pair.id}") == made


def test_who_has_an_offer_before_them_is_reminded_of_it(work):
    """Nobody else: whoever offered waits."""
    pair = build_pair(work)
    dates.offer_dates(work, pair.host, pair.id, STARTS, ENDS)
    rows = work.session.exec(select(Due).where(Due.kind == EXCHANGE_IDLE))
    assert {row.facts["side"] for row in rows} == {Side.VISITOR.value}


def test_each_exchange_has_its_own_dates_on_the_table(work):
    """What one pair offers is not another's to agree to."""
    pair, others = build_pair(work), build_pair(work)
    offer = dates.offer_dates(work, pair.visitor, pair.id, STARTS, ENDS)
    assert dates.open_offer(work, others.exchange) is None
    with pytest.raises(dates.NoDatesOffered):
        dates.agree_dates(work, others.host, others.id)
    dates.offer_dates(work, others.visitor, others.id, STARTS, ENDS)
    assert offer.state is DateOfferState.OPEN


def test_same_offer_twice_is_one_offer(work):
    """A double tap offers once."""
    pair = build_pair(work)
    first = dates.offer_dates(work, pair.visitor, pair.id, STARTS, ENDS)
    assert dates.offer_dates(work, pair.visitor, pair.id, STARTS, ENDS) == first
    assert told(work, pair.host) == ["dates.offered"]


def test_counter_offer_closes_the_open_one(work):
    """One pair of dates is on the table at a time."""
    pair = build_pair(work)
    first = dates.offer_dates(work, pair.visitor, pair.id, STARTS, ENDS)
    second = dates.offer_dates(work, pair.host, pair.id, STARTS, date(2027, 4, 15))
    assert first.state is DateOfferState.COUNTERED
    assert dates.open_offer(work, pair.exchange) == second


def test_offering_what_was_offered_is_agreeing(work):
    """Both named the same dates: nothing is left to ask."""
    pair = build_pair(work)
    dates.offer_dates(work, pair.visitor, pair.id, STARTS, ENDS)
    offer = dates.offer_dates(work, pair.host, pair.id, STARTS, ENDS)
    assert offer.state is DateOfferState.AGREED
    assert pair.exchange.state is ExchangeState.COMMITMENT


def test_agreeing_fixes_days_and_sum(work):
    """The dates stand with working days, distance and lump sum, and both are told."""
    pair = build_pair(work)
    agree(work, pair, STARTS, date(2027, 4, 14))
    exchange = pair.exchange
    assert (exchange.starts_on, exchange.ends_on) == (STARTS, date(2027, 4, 14))
    assert (exchange.working_days, exchange.lump_sum) == (3, Decimal("390.00"))
    assert (exchange.halved_for, round(exchange.distance_km)) == (["short_stay"], 2114)
    assert (told(work, pair.visitor), told(work, pair.host)[-1:]) == (
        ["dates.agreed"],
        ["dates.agreed"],
    )


def test_nobody_agrees_to_own_dates(work):
    """The side that offered waits for the other."""
    pair = build_pair(work)
    dates.offer_dates(work, pair.visitor, pair.id, STARTS, ENDS)
    with pytest.raises(dates.OwnOffer):
        dates.agree_dates(work, pair.visitor, pair.id)


def test_agreeing_needs_an_offer(work):
    """Without dates on the table there is nothing to agree to; after agreeing neither."""
    pair = build_pair(work)
    with pytest.raises(dates.NoDatesOffered):
        dates.agree_dates(work, pair.host, pair.id)
    agree(work, pair)
    with pytest.raises(dates.DatesAgreedAlready):
        dates.agree_dates(work, pair.host, pair.id)
    with pytest.raises(dates.DatesAgreedAlready):
        dates.offer_dates(work, pair.host, pair.id, STARTS, ENDS)


@pytest.mark.parametrize(
    ("starts", "ends", "error"),
    [
        (date(2027, 2, 22), date(2027, 2, 26), StayInPast),
        (date(2027, 4, 16), date(2027, 4, 19), StayTooShort),  # Friday and Monday
    ],
)
def test_impossible_dates_are_not_offered(work, starts, ends, error):
    """Dates that the rules forbid never reach the other side."""
    pair = build_pair(work)
    with pytest.raises(error):
        dates.offer_dates(work, pair.visitor, pair.id, starts, ends)
    assert told(work, pair.host) == []


def agreed(work):
    """A pair whose dates stand, with no paper yet."""
    pair = build_pair(work)
    agree(work, pair, STARTS, date(2027, 4, 14))
    return pair


def drawn_up(work):
    """A pair whose paper waits for signatures."""
    pair = agreed(work)
    draw_up(work, pair)
    return pair


def cancelled(work):
    """A pair whose exchange is off."""
    pair = build_pair(work)
    course.cancel_exchange(work, pair.host, pair.id, "illness")
    return pair


@pytest.mark.parametrize(
    ("reached", "error"),
    [
        (agreed, dates.DatesAgreedAlready),
        (drawn_up, dates.DatesAgreedAlready),
        (ready_pair, dates.DatesAgreedAlready),
        (lambda work: travelling_pair(work)[1], NotPossibleNow),
        (cancelled, NotPossibleNow),
    ],
    ids=["agreed", "drawn up", "ready", "under way", "cancelled"],
)
def test_dates_are_open_only_until_they_are_agreed(work, reached, error):
    """What stands is changed by “Change the dates”; what has begun or is off, not at all."""
    pair = reached(work)
    with pytest.raises(error):
        dates.offer_dates(work, pair.visitor, pair.id, date(2027, 5, 3), date(2027, 5, 7))
    with pytest.raises(error):
        dates.agree_dates(work, pair.host, pair.id)


@pytest.mark.parametrize("reached", [agreed, drawn_up])
def test_reopening_clears_the_dates(work, reached):
    """Back at the dates, neither they nor the sum stand, nor why it was halved; again is the same."""
    pair = reached(work)
    dates.reopen_dates(work, pair.host, pair.id)
    again = dates.reopen_dates(work, pair.host, pair.id)
    assert (again.state, again.starts_on, again.lump_sum) == (ExchangeState.DATES, None, None)
    assert (again.ends_on, again.full_sum, again.halved_for) == (None, None, [])
    assert still_due(work, COMMITMENT_UNSIGNED, pair.id) == 0
    assert audited(work, f"exchange:{pair.id}")[-1][1] == f"person:{pair.host.id}"


@pytest.mark.parametrize("reached", [lambda work: travelling_pair(work)[1], cancelled])
def test_nothing_is_reopened_that_has_begun_or_is_off(work, reached):
    """Its dates are history."""
    pair = reached(work)
    with pytest.raises(dates.TooLateToChange):
        dates.reopen_dates(work, pair.host, pair.id)


def test_signed_dates_stand(work):
    """After the fourth signature dates are not reopened."""
    pair = ready_pair(work)
    with pytest.raises(dates.TooLateToChange):
        dates.reopen_dates(work, pair.visitor, pair.id)


@pytest.mark.parametrize(
    ("proposal", "visitor", "host", "expected"),
    [
        ([], [], [], date(2027, 3, 1)),
        (["2027-05"], [], ["2027-06", "2027-05"], date(2027, 5, 1)),
        (["2027-01", "2027-04"], ["2027-01", "2027-04"], [], date(2027, 4, 1)),
        (["2027-05"], ["2027-06"], [], date(2027, 3, 1)),
    ],
)
def test_wished_month_suits_both(work, proposal, visitor, host, expected):
    """The first coming month that all name; this month where they name none in common."""
    pair = build_pair(work)
    work.load(Proposal, pair.exchange.proposal_id).months = proposal
    sides = parties.parties(work, pair.exchange)
    sides.visitor.months, sides.host.months = visitor, host
    assert dates.wished_month(work, pair.exchange) == expected


def test_partner_is_the_other_side(work):
    """Each side reads the other's name."""
    pair = build_pair(work)
    assert parties.partner_name(work, pair.visitor, pair.exchange) == "Porto Weavers & Sons"
    assert parties.partner_name(work, pair.host, pair.exchange) == "Vienna Weavers & Sons"


def test_lump_sum_is_read_back_as_agreed(work):
    """The stored columns give the sum back with its reasons; before dates it is nothing."""
    pair = build_pair(work)
    assert sums.lump_sum_of(pair.exchange).amount is None
    agree(work, pair, STARTS, date(2027, 4, 14))
    found = sums.lump_sum_of(pair.exchange)
    assert (found.amount.amount, found.full.amount) == (Decimal(390), Decimal(780))
    assert found.reasons == (HalvingReason.SHORT_STAY,)
