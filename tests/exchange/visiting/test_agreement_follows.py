"""Which change of a stay its signed agreement covers, and which both sign anew; nothing new, no new version."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from sqlmodel import select

from exchange.errors import NotPossibleNow
from exchange.notices import DeskNotice
from exchange.papers.agreement import agreement_digest
from exchange.people.signing import binding_agreement, current_agreement
from exchange.scheme.terms import term_facts
from exchange.visiting import agreements
from exchange.visiting.agreement_papers import agreement_paper
from exchange.visiting.correcting import correct_stay
from storage.tables import Agreement, ExchangeState, Outbox, Taking
from tests.builders.records.pairs import (
    agree,
    build_pair,
    draw_up,
    ready_pair,
    returned_pair,
    sign_all,
    sign_money,
    validated_pair,
)
from tests.builders.records.reading import all_leaves, audited, still_due, told

HALF = {"working_days": 3, "lump_sum": Decimal(390), "halved_for": ["short_stay"]}


@pytest.mark.parametrize(
    ("changed", "binds"),
    [
        (HALF | {"ended_early_on": date(2027, 4, 14)}, True),  # fewer days, by the terms
        ({"working_days": 3, "lump_sum": Decimal(300)}, False),  # fewer, and another sum
        ({"starts_on": date(2027, 4, 13), **HALF, "working_days": 4}, False),
        ({"ends_on": date(2027, 4, 20), "working_days": 7}, False),  # more days for the same
        ({"distance_km": 2000.0}, False),
        ({"full_sum": Decimal(900)}, False),
        ({"currency": "SEK"}, False),
    ],
)
def test_what_the_signed_terms_cover(work, changed, binds):
    """Fewer days at the rule's sum, and nothing else; that is in the record, and what is new is asked for."""
    day, pair = returned_pair(work)
    pair.exchange.sqlmodel_update(changed)
    day.add(pair.exchange)
    found = agreements.settle_agreement(day, pair.exchange)
    assert (found.version, found.binding, bool(found.follows_id)) == (2, binds, binds)
    act = "agreement:follow" if binds else "agreement:draw_up"
    assert audited(day, f"exchange:{pair.id}")[-1] == (act, "system")
    assert told(day, pair.visitor).count("agreement.to_sign") == (1 if binds else 2)
    assert (still_due(day, "agreement.unsigned", pair.id) == 0) is binds


def test_what_follows_names_what_was_signed_not_what_followed(work):
    """However often days are taken away, the terms are those of the version with both names under it."""
    day, pair = returned_pair(work)
    for last, days in ((15, 4), (14, 3)):
        facts = HALF | {"working_days": days, "ended_early_on": date(2027, 4, last)}
        day.add(pair.exchange.sqlmodel_update(facts))
        found = agreements.settle_agreement(day, pair.exchange)
    assert found.version == 3
    assert day.load(Agreement, found.follows_id).version == 1


def test_nothing_new_is_no_new_version(work):
    """Asked again it is the same, whether or not it binds."""
    for signed in (True, False):
        pair = ready_pair(work, agreed=signed)
        before = current_agreement(work, pair.exchange)
        assert agreements.settle_agreement(work, pair.exchange) is before
        assert binding_agreement(work, pair.exchange) is (before if signed else None)


def test_a_first_version_says_why_it_is_half_and_what_its_terms_name(work):
    """As they are in the call on that day."""
    pair = build_pair(work)
    agree(work, pair, ends=date(2027, 4, 14))
    draw_up(work, pair)
    sign_all(work, pair)
    found = current_agreement(work, pair.exchange)
    assert (found.lump_sum, found.halved_for) == (Decimal(390), ["short_stay"])
    assert found.facts == term_facts(work.scheme, "Loom Ring") != {}
    assert found.digest == agreement_digest(agreement_paper(work, pair.exchange, found))


def in_dates(work):
    """No days are agreed."""
    return work, build_pair(work)


def in_commitment(work):
    """Days are agreed, and nobody has signed."""
    pair = build_pair(work)
    agree(work, pair)
    return work, pair


@pytest.mark.parametrize("reached", [in_dates, in_commitment])
def test_none_before_all_have_signed_what_they_do(work, reached):
    """The sum may stand by then."""
    day, pair = reached(work)
    assert agreements.settle_agreement(day, pair.exchange) is None
    assert current_agreement(day, pair.exchange) is None


def test_once_it_binds_nobody_sees_to_the_step_any_more(work):
    """Whoever of the desk had taken it lets it go, before the stay begins; the visitor hears it once."""
    pair = ready_pair(work, agreed=False)
    desk, officer = pair.exchange.visitor_partnership_id, pair.vop_officer
    work.add(
        Taking(exchange_id=pair.id, partnership_id=desk, officer_id=officer.id, taken_at=work.now)
    )
    sign_money(work, pair)
    assert work.session.exec(select(Taking)).all() == []
    assert told(work, pair.visitor).count("agreement.binds") == 1


def test_the_desk_hears_that_it_may_pay_when_the_last_has_signed(work):
    """Once, where report and proofs were there before."""
    day, pair = validated_pair(work, agreed=False)
    assert "desk.payment.due" not in told(day, pair.vop_officer)
    sign_money(day, pair)
    assert told(day, pair.vop_officer).count("desk.payment.due") == 1
    assert pair.exchange.state is ExchangeState.VALIDATED


def test_what_comes_to_nothing_is_signed_by_nobody(work):
    """Nobody is reminded of it, and the card that waited for the desk's signature says so."""
    day, pair = returned_pair(work, agreed=False)
    agreements.sign_as_visitor(day, pair.visitor, pair.id, 1)
    assert still_due(day, "agreement.unsigned", pair.id) > 0
    all_leaves(day)
    correct_stay(day, pair.vop_officer, pair.id, date(2027, 4, 13), "Two days.")
    assert still_due(day, "agreement.unsigned", pair.id) == 0
    settled = day.session.exec(select(Outbox).where(Outbox.kind == DeskNotice.CARD_SETTLED)).all()
    cards = {day.load(Outbox, one.body["edits"]).kind for one in settled}
    assert DeskNotice.AGREEMENT_TO_SIGN in cards


def test_a_new_version_leaves_no_card_of_the_one_before(work):
    """The desk was to sign what is drawn up anew: its card says so."""
    day, pair = returned_pair(work, agreed=False)
    agreements.sign_as_visitor(day, pair.visitor, pair.id, 1)
    all_leaves(day)
    correct_stay(day, pair.vop_officer, pair.id, date(2027, 4, 16), "Less.", Decimal(700))
    settled = day.session.exec(select(Outbox).where(Outbox.kind == DeskNotice.CARD_SETTLED)).all()
    cards = {day.load(Outbox, one.body["edits"]).kind for one in settled}
    assert DeskNotice.AGREEMENT_TO_SIGN in cards


def test_whose_names_stand_under_it(work):
    """The visitor's, and that of the officer who pays; what follows from it nobody signs again."""
    day, pair = returned_pair(work, agreed=False)
    first = agreements.sign_as_visitor(day, pair.visitor, pair.id, 1)
    second = agreements.sign_as_payer(day, pair.vop_officer, pair.id, 1)
    assert (first.name, second.name) == ("Alex of Vienna", pair.vop_officer.name)
    correct_stay(day, pair.vop_officer, pair.id, date(2027, 4, 14), "The sheet.")
    with pytest.raises(NotPossibleNow):
        agreements.sign_as_visitor(day, pair.visitor, pair.id, 2)
