"""Unknown is not far: a sum that hangs on an unknown distance, settled by an officer."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
import sqlalchemy as sa

from exchange.desk.exchanges import exchange_card
from exchange.desk.queue import queue
from exchange.errors import NotFound, NotPossibleNow
from exchange.people.officers import RoleMayNot
from exchange.visiting import commitments, dates, distances, paying
from storage.tables import ExchangeState, OfficerRole
from tests.builders.records.pairs import (
    ENDS,
    agree,
    build_pair,
    colleague,
    draw_up,
    sign_all,
    sign_money,
    validated_pair,
)
from tests.builders.records.reading import audited, told

THREE_DAYS = date(2027, 4, 14)


@pytest.mark.parametrize(
    ("ends", "km", "before", "after"),
    [
        (ENDS, 1500, None, 780),  # five days and far: https://clamtex.eu/faq-page
        (ENDS, 200, None, 780),  # below 200 km is half: ECCP, "and/or shorter than 200 km"
        (ENDS, 199, None, 390),
        (ENDS, 0, None, 390),
        (THREE_DAYS, 1500, 390, 390),  # half already, whatever the distance
        (THREE_DAYS, 20, 390, 390),  # and halved once
    ],
)
def test_a_distance_decides_only_where_it_can(work, ends, km, before, after):
    """What is not known is promised to nobody; what does not hang on it is told at once.

    Half below 200 km: https://clustercollaboration.eu/clusterxchange/about
    """
    pair = build_pair(work, on_the_map=False)
    agree(work, pair, ends=ends)
    assert pair.exchange.lump_sum == (before and Decimal(before))
    assert distances.distance_would_cost(work, pair.vop_officer, pair.id, km).amount.amount == after
    assert pair.exchange.distance_km is None
    distances.settle_distance(work, pair.vop_officer, pair.id, km)
    assert (pair.exchange.lump_sum, pair.exchange.distance_km) == (Decimal(after), km)


def test_the_desk_that_pays_is_asked_and_the_visitor_hears(work):
    """Who and when stand on the card, both states in the record; the same again is nothing new."""
    pair = build_pair(work, on_the_map=False)
    agree(work, pair)
    assert "desk.distance.unknown" in told(work, pair.vop_officer)
    assert "desk.distance.unknown" not in told(work, pair.hop_officer)
    for _ in range(2):
        distances.settle_distance(work, pair.vop_officer, pair.id, 150)
    card = exchange_card(work, pair.vop_officer, pair.id)
    assert card.settled_by == pair.vop_officer
    assert pair.exchange.distance_settled_at == work.now
    assert told(work, pair.visitor).count("sum.settled") == 1
    acts = [act for act, _ in audited(work, f"exchange:{pair.id}")]
    assert acts.count("distance:settle") == 1


def test_a_settled_distance_can_be_corrected_and_outlives_new_dates(work):
    """It does not hang on the dates."""
    pair = build_pair(work, on_the_map=False)
    agree(work, pair)
    distances.settle_distance(work, pair.vop_officer, pair.id, 150)
    distances.settle_distance(work, pair.vop_officer, pair.id, 1500)
    assert pair.exchange.lump_sum == Decimal(780)
    dates.reopen_dates(work, pair.visitor, pair.id)
    agree(work, pair)
    assert (pair.exchange.lump_sum, pair.exchange.distance_km) == (Decimal(780), 1500)


@pytest.mark.parametrize(
    ("who", "km", "error"),
    [
        ("hop_officer", 100, NotFound),
        ("auditor", 100, RoleMayNot),
        ("vop_officer", -1, distances.NoSuchDistance),
        ("vop_officer", 20_001, distances.NoSuchDistance),
    ],
)
def test_who_may_settle_what(work, who, km, error):
    """The visitor's Partnership alone, and a distance that there is."""
    pair = build_pair(work, on_the_map=False)
    agree(work, pair)
    auditor = colleague(work, pair)
    auditor.role = OfficerRole.AUDITOR
    by = auditor if who == "auditor" else getattr(pair, who)
    with pytest.raises(error):
        distances.settle_distance(work, by, pair.id, km)
    assert pair.exchange.lump_sum is None


def test_a_known_distance_is_not_settled(work):
    """Nor is one before there are dates, whose cost nobody could see."""
    pair = build_pair(work)
    with pytest.raises(NotPossibleNow):
        distances.settle_distance(work, pair.vop_officer, pair.id, 100)
    agree(work, pair)
    with pytest.raises(distances.DistanceKnown):
        distances.settle_distance(work, pair.vop_officer, pair.id, 100)


def test_nothing_is_paid_before(work):
    """Report, validation and evidence are there, and the queue says what is missing."""
    day, pair = validated_pair(work, on_the_map=False)
    with pytest.raises(paying.SumToBeConfirmed):
        paying.propose_payment(day, pair.vop_officer, pair.id, "SEPA-1")
    assert "desk.payment.due" not in told(day, pair.vop_officer)
    assert [one.kind for one in queue(day, pair.vop_officer)] == ["distance"]
    distances.settle_distance(day, pair.vop_officer, pair.id, 1500)
    assert [one.kind for one in queue(day, pair.vop_officer)] == ["agreement"]
    sign_money(day, pair)
    assert "desk.payment.due" in told(day, pair.vop_officer)
    payment = paying.propose_payment(day, pair.vop_officer, pair.id, "SEPA-1")
    assert payment.amount == Decimal(780)
    with pytest.raises(NotPossibleNow):
        distances.settle_distance(day, pair.vop_officer, pair.id, 100)


def test_the_database_holds_it_too(work):
    """No row stands at a payment without an amount."""
    day, pair = validated_pair(work, on_the_map=False)
    pair.exchange.state = ExchangeState.PAID
    day.session.add(pair.exchange)
    with pytest.raises(sa.exc.IntegrityError, match="sum_by_state"):
        day.session.flush()


def test_what_was_signed_stays_what_was_signed(work):
    """The paper says that the sum is to be confirmed, before and after somebody settles it."""
    pair = build_pair(work, on_the_map=False)
    agree(work, pair)
    draw_up(work, pair)
    digest = commitments.current_commitment(work, pair.exchange).digest
    distances.settle_distance(work, pair.vop_officer, pair.id, 150)
    sign_all(work, pair)
    paper = commitments.commitment_paper(work, pair.exchange)
    assert (paper.lump_sum, pair.exchange.lump_sum) == (None, Decimal(390))
    assert {one.digest for one in paper.signatures} == {digest}
