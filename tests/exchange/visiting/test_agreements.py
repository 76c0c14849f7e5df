"""The Agreement for Financial Support: drawn up when the sum stands, signed by both, and nothing paid without it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st

from exchange.desk.exchanges import exchange_card, exchange_lines
from exchange.desk.pipeline import Step, pipeline, remind_all
from exchange.desk.queue import queue
from exchange.errors import CxcError, NotFound, NotPossibleNow
from exchange.people.officers import RoleMayNot
from exchange.people.signing import (
    binding_agreement,
    current_agreement,
    next_to_agree,
    signatures_of,
)
from exchange.people.turns import SignedAlready, VisitorSignsFirst
from exchange.scheme.support import AgreementRules
from exchange.timing.evidence import evidence_of
from exchange.visiting import agreements, closing, course, distances, evidence, paying
from exchange.visiting.agreement_papers import amounts
from exchange.visiting.agreements import sign_as_payer, sign_as_visitor
from exchange.visiting.correcting import correct_stay
from exchange.work import Work
from storage.tables import (
    Agreement,
    ExchangeState,
    OfficerRole,
    Payment,
    PaymentState,
    Report,
    Signatory,
)
from tests.builders.records.pairs import (
    ENDS,
    REPORT,
    agree,
    build_pair,
    colleague,
    draw_up,
    pay,
    prove,
    ready_pair,
    returned_pair,
    sign_all,
    sign_money,
    stored,
    travelling_pair,
    validated_pair,
)
from tests.builders.records.reading import audited, still_due, told
from tests.builders.records.works import NOON, at, later, new_database, scheme

WEDNESDAY = date(2027, 4, 14)


@pytest.fixture
def pair(work):
    """A pair whose commitment all four have signed, and whose agreement nobody has."""
    pair = build_pair(work)
    agree(work, pair)
    draw_up(work, pair)
    sign_all(work, pair)
    return pair


def test_it_is_drawn_up_when_all_have_signed_the_commitment(work, pair):
    """With the sum and its reason; the visitor is asked first, once."""
    found = current_agreement(work, pair.exchange)
    assert (found.version, found.lump_sum, found.working_days) == (1, Decimal(780), 5)
    assert (found.instalments, found.binding) == ([100], False)
    assert found.terms == [one.text for one in scheme().agreement.terms]
    assert told(work, pair.visitor)[-2:] == ["exchange.ready", "agreement.to_sign"]
    assert told(work, pair.vop_officer)[-1] == "desk.exchange.ready"
    assert next_to_agree(work, pair.exchange) is Signatory.VO


def test_both_sign_in_turn(work, pair):
    """The visitor, then the Partnership that pays; then it binds and the visitor gets it."""
    sign_as_visitor(work, pair.visitor, pair.id, 1)
    assert told(work, pair.vop_officer)[-1] == "desk.agreement.to_sign"
    assert "desk.agreement.to_sign" not in told(work, pair.hop_officer)
    sign_as_payer(work, pair.vop_officer, pair.id, 1)
    found = binding_agreement(work, pair.exchange)
    signed = signatures_of(work, found)
    assert [(one.party, one.digest) for one in signed] == [
        (Signatory.VO, found.digest),
        (Signatory.VOP, found.digest),
    ]
    assert told(work, pair.visitor)[-1] == "agreement.binds"
    acts = [act for act, _ in audited(work, f"exchange:{pair.id}")]
    assert acts[-3:] == ["agreement:draw_up", "agreement:sign", "agreement:sign"]


@pytest.mark.parametrize(
    ("who", "signed", "error"),
    [
        ("host", 0, agreements.VisitorAgrees),
        ("vop_officer", 0, VisitorSignsFirst),
        ("hop_officer", 1, NotFound),
        ("auditor", 1, RoleMayNot),
        ("visitor", 1, SignedAlready),
        ("visitor", 2, SignedAlready),
        ("vop_officer", 2, SignedAlready),
    ],
)
def test_nobody_else_signs_it_or_out_of_turn(work, pair, who, signed, error):
    """The host has no part in it; a second tap is told kindly that all is well."""
    if signed:
        sign_as_visitor(work, pair.visitor, pair.id, 1)
    if signed > 1:
        sign_as_payer(work, pair.vop_officer, pair.id, 1)
    auditor = colleague(work, pair)
    auditor.role = OfficerRole.AUDITOR
    by = auditor if who == "auditor" else getattr(pair, who)
    act = sign_as_visitor if who in {"visitor", "host"} else sign_as_payer
    with pytest.raises(error):
        act(work, by, pair.id, 1)


def test_none_before_the_sum_stands(work):
    """A distance that nobody knows: the agreement waits for it, and is drawn up with it."""
    pair = ready_pair(work, on_the_map=False)
    assert current_agreement(work, pair.exchange) is None
    distances.settle_distance(work, pair.vop_officer, pair.id, 1500)
    assert current_agreement(work, pair.exchange).lump_sum == Decimal(780)
    sign_money(work, pair)
    distances.settle_distance(work, pair.vop_officer, pair.id, 100)  # another fact: signed anew
    found = current_agreement(work, pair.exchange)
    assert (found.version, found.lump_sum, found.binding) == (2, Decimal(390), False)
    assert told(work, pair.visitor)[-1] == "agreement.to_sign"
    with pytest.raises(agreements.AgreementRenewed):
        sign_as_visitor(work, pair.visitor, pair.id, 1)


def test_fewer_days_follow_from_the_terms(work):
    """Broken off on Wednesday: half, as both have signed; nobody signs anew, and it stands in the record."""
    there, pair = travelling_pair(work)
    there = at(there, there.now.replace(day=14))
    course.interrupt_exchange(there, pair.visitor, pair.id, WEDNESDAY, "ill")
    found = binding_agreement(there, pair.exchange)
    assert (found.version, found.lump_sum, found.working_days) == (2, Decimal(390), 3)
    assert found.last_day == WEDNESDAY
    assert there.load(Agreement, found.follows_id).version == 1
    assert ("agreement:follow", "system") in audited(there, f"exchange:{pair.id}")
    assert told(there, pair.visitor).count("agreement.to_sign") == 1


@pytest.mark.parametrize(
    ("last_day", "amount", "binds"),
    [
        (WEDNESDAY, None, True),  # what the terms say
        (WEDNESDAY, 390, True),
        (WEDNESDAY, 300, False),  # another sum, by hand
        (ENDS, 700, False),
    ],
)
def test_a_correction_follows_or_is_signed_anew(work, last_day, amount, binds):
    """The rule's sum for the days stayed binds as signed; a sum by hand needs both again."""
    day, pair = returned_pair(work)
    correct_stay(day, pair.vop_officer, pair.id, last_day, "The sheet.", amount and Decimal(amount))
    found = current_agreement(day, pair.exchange)
    assert (found.version, found.binding) == (2, binds)
    assert found.lump_sum == pair.exchange.lump_sum


def test_a_correction_taken_back_binds_again(work):
    """What both signed for the whole stay holds for it still."""
    day, pair = returned_pair(work)
    for last_day, amount in ((WEDNESDAY, Decimal(300)), (ENDS, None)):
        correct_stay(day, pair.vop_officer, pair.id, last_day, "The sheet.", amount)
    found = binding_agreement(day, pair.exchange)
    assert (found.version, found.lump_sum) == (3, Decimal(780))


def test_nothing_to_pay_needs_none(work):
    """Two days are no exchange: what waited for a signature waits no more."""
    there, pair = travelling_pair(work)
    there = at(there, there.now.replace(day=13))
    course.interrupt_exchange(there, pair.visitor, pair.id, date(2027, 4, 13), "ill")
    assert next_to_agree(there, pair.exchange) is None
    prove(there, pair)
    closing.submit_report(there, pair.visitor, pair.id, REPORT)
    closing.validate_report(there, pair.vop_officer, pair.id)
    assert pair.exchange.state is ExchangeState.CLOSED


def test_nothing_is_paid_without_it(work):
    """Report, validation and evidence are there; desk and visitor read what is missing."""
    day, pair = validated_pair(work, agreed=False)
    assert "desk.payment.due" not in told(day, pair.vop_officer)
    with pytest.raises(paying.AgreementMissing):
        paying.propose_payment(day, pair.vop_officer, pair.id, "SEPA-1")
    assert [one.kind for one in queue(day, pair.vop_officer)] == ["agreement"]
    assert exchange_lines(day, pair.vop_officer)[0].waits_for == "VO"
    card = exchange_card(day, pair.vop_officer, pair.id)
    assert (card.may_propose, card.may_agree) == (False, False)
    sign_as_visitor(day, pair.visitor, pair.id, 1)
    assert exchange_card(day, pair.vop_officer, pair.id).may_agree
    sign_as_payer(day, pair.vop_officer, pair.id, 1)
    assert told(day, pair.vop_officer)[-1] == "desk.payment.due"
    assert pay(day, pair).amount == Decimal(780)


def test_the_database_holds_it_too(work):
    """A payment names an agreement of its exchange that binds."""
    day, pair = validated_pair(work, agreed=False)
    number = current_agreement(day, pair.exchange).id
    row = {
        "exchange_id": pair.id,
        "amount": Decimal(780),
        "currency": "EUR",
        "reference": "A",
        "state": PaymentState.PROPOSED,
        "proposed_by": pair.vop_officer.id,
        "proposed_at": day.now,
    }
    day.session.commit()
    for wrong in ({}, {"agreement_id": number}, {"agreement_id": number, "agreed": False}):
        with pytest.raises(sa.exc.IntegrityError):
            day.add(Payment(**row, **wrong))
        day.session.rollback()


def test_both_are_reminded_until_they_have_signed(work, pair):
    """The visitor first; the desk once it is its turn; nobody when it binds."""
    assert still_due(work, "agreement.unsigned", pair.id) == 4
    (one,) = pipeline(work, pair.vop_officer)[Step.AGREEMENT]
    assert (one.subject, one.ours) == (pair.id, False)
    assert remind_all(later(work, days=2), pair.vop_officer, Step.AGREEMENT) == 1
    sign_as_visitor(work, pair.visitor, pair.id, 1)
    assert pipeline(work, pair.vop_officer)[Step.AGREEMENT][0].ours
    assert [item.kind for item in queue(work, pair.vop_officer)] == ["agree"]
    assert still_due(work, "agreement.unsigned", pair.id) == 4
    sign_as_payer(work, pair.vop_officer, pair.id, 1)
    assert still_due(work, "agreement.unsigned", pair.id) == 0
    assert Step.AGREEMENT not in pipeline(work, pair.vop_officer)


def test_an_early_end_goes_on_reminding(work):
    """What was struck with the stay is planned anew."""
    there, pair = travelling_pair(work, agreed=False)
    there = at(there, there.now.replace(day=14))
    course.interrupt_exchange(there, pair.visitor, pair.id, WEDNESDAY, "ill")
    assert current_agreement(there, pair.exchange).version == 2
    assert still_due(there, "agreement.unsigned", pair.id) == 4


def test_exchanges_of_before_get_theirs_once(work):
    """When the program starts: those that all have signed and nobody has paid."""
    pair = ready_pair(work)
    for one in (Agreement,):
        work.session.execute(sa.text("DELETE FROM signature WHERE agreement_id IS NOT NULL"))
        work.session.execute(sa.delete(one))
    assert [agreements.draw_up_missing(work) for _ in range(2)] == [1, 0]
    assert next_to_agree(work, pair.exchange) is Signatory.VO


def test_a_cancelled_exchange_asks_for_nothing(work, pair):
    """Nor can it be signed any more."""
    course.cancel_exchange(work, pair.visitor, pair.id, "illness")
    assert still_due(work, "agreement.unsigned", pair.id) == 0
    with pytest.raises(NotPossibleNow):
        sign_as_visitor(work, pair.visitor, pair.id, 1)


@given(
    cents=st.integers(1, 200_000),
    shares=st.lists(st.integers(1, 60), min_size=1, max_size=4).map(
        lambda some: [*some[:1]] if sum(some) >= 100 else some
    ),
)
def test_instalments_make_up_the_sum_to_the_cent(cents, shares):
    """Whatever the shares; none is negative."""
    shares = [*shares, 100 - sum(shares)]
    AgreementRules(instalments=tuple(shares))
    sum_ = Decimal(cents) / 100
    given_ = {"lump_sum": sum_, "instalments": shares}
    found = amounts(Agreement.model_construct(None, **given_))
    assert (sum(found), len(found)) == (sum_, len(shares))
    assert all(one >= 0 for one in found)


def test_two_instalments_take_two_officers_each(work):
    """Four fifths first; the exchange is paid with the last one, and no correction comes between."""
    rules = scheme().agreement.model_copy(update={"instalments": (80, 20)})
    call = scheme().model_copy(update={"agreement": rules})
    day, pair = validated_pair(Work(work.session, work.now, call))
    first = pay(day, pair)
    assert (first.amount, pair.exchange.state) == (Decimal(624), ExchangeState.VALIDATED)
    assert told(day, pair.vop_officer).count("desk.payment.due") == 2
    with pytest.raises(NotPossibleNow):
        correct_stay(day, pair.vop_officer, pair.id, WEDNESDAY, "The sheet.")
    second = pay(day, pair, "SEPA-2")
    assert (second.amount, second.instalment) == (Decimal(156), 2)
    assert pair.exchange.state is ExchangeState.PAID
    assert told(day, pair.visitor).count("payment.made") == 2


def signs(work, pair, _officer):
    """The visitor signs whatever stands."""
    found = current_agreement(work, pair.exchange)
    sign_as_visitor(work, pair.visitor, pair.id, found.version if found else 0)


def countersigns(work, pair, by):
    """An officer signs whatever stands."""
    found = current_agreement(work, pair.exchange)
    sign_as_payer(work, by, pair.id, found.version if found else 0)


def hands_in(work, pair, _by):
    """The report."""
    closing.submit_report(work, pair.visitor, pair.id, REPORT)


def proves(item):
    """A proof of the stay."""

    def act(work, pair, _by):
        given_ = {item: [stored(work, pair.visitor)]}
        evidence.hand_in_evidence(work, pair.visitor, pair.id, given_)

    return act


def corrects(last_day, amount):
    """The desk corrects the stay."""

    def act(work, pair, by):
        correct_stay(work, by, pair.id, last_day, "The sheet.", amount)

    return act


ACTS = {
    "visitor signs": signs,
    "desk signs": countersigns,
    "report": hands_in,
    "travel": proves("travel"),
    "bed": proves("bed"),
    "validate": lambda work, pair, by: closing.validate_report(work, by, pair.id),
    "by rule": corrects(WEDNESDAY, None),
    "by hand": corrects(WEDNESDAY, Decimal(200)),
    "propose": lambda work, pair, by: paying.propose_payment(work, by, pair.id, "SEPA-1"),
    "approve": lambda work, pair, by: paying.approve_payment(work, by, pair.id),
    "send back": lambda work, pair, by: paying.decline_payment(work, by, pair.id, "Why?"),
}
ORDER = ("visitor signs", "desk signs", "travel", "bed", "report", "validate", "propose", "approve")


@given(
    left_out=st.sampled_from([None, *ORDER]),
    between=st.lists(
        st.tuples(st.integers(0, len(ORDER)), st.sampled_from(sorted(ACTS)), st.integers(0, 1)),
        max_size=6,
    ),
    second=st.integers(0, 1),
)
@settings(deadline=None)
def test_no_path_to_paid_goes_around_anything(left_out, between, second):
    """Report, validation, evidence, an agreement that both signed for that sum, and two officers."""
    database = new_database()
    with database.transaction() as session:
        day, pair = returned_pair(Work(session, NOON, scheme()), agreed=False)
        desk = [pair.vop_officer, colleague(day, pair)]
        way = [one for one in ORDER if one != left_out]
        for at, act, who in sorted(between, reverse=True):
            way.insert(min(at, len(way)), (act, who))
        for one in way:
            act, who = one if isinstance(one, tuple) else (one, second if one == "approve" else 0)
            try:
                ACTS[act](day, pair, desk[who])
            except CxcError:
                continue
        if pair.exchange.state is ExchangeState.PAID:
            report = session.exec(sa.select(Report)).scalar_one()
            payment = paying.payment_of(day, pair.exchange)
            agreed = day.load(Agreement, payment.agreement_id)
            signed = {one.party for one in signatures_of(day, agreed)}
            signed |= {
                one.party
                for one in signatures_of(
                    day, day.load(Agreement, agreed.follows_id) if agreed.follows_id else None
                )
            }
            there = {one.item for one in evidence_of(day, pair.exchange)}
            assert report.validated_by
            assert there >= {"travel", "bed"}
            assert signed == {Signatory.VO, Signatory.VOP}
            assert payment.amount == agreed.lump_sum == pair.exchange.lump_sum
            assert payment.decided_by not in {None, payment.proposed_by}
        elif left_out is None and second and not between:
            raise AssertionError(pair.exchange.state)
    database.close()
