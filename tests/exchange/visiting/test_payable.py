"""When a stay can be paid, and what is in the way; asked again when the payment is approved."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
import sqlalchemy as sa

from exchange.errors import NotPossibleNow
from exchange.people.signing import current_agreement
from exchange.visiting import closing, course, paying
from exchange.visiting.correcting import correct_stay
from exchange.work import Work
from storage.tables import Evidence, ExchangeState
from tests.builders.records.pairs import (
    REPORT,
    colleague,
    pay,
    prove,
    returned_pair,
    travelling_pair,
    validated_pair,
)
from tests.builders.records.reading import read_by
from tests.builders.records.works import scheme


def reported(work, **places):
    """A pair whose stay is proved and reported."""
    back, pair = returned_pair(work, **places)
    prove(back, pair)
    closing.submit_report(back, pair.visitor, pair.id, REPORT)
    return back, pair


def unproved(work):
    """A report that is validated, with nothing to prove the stay."""
    back, pair = returned_pair(work)
    closing.submit_report(back, pair.visitor, pair.id, REPORT)
    closing.validate_report(back, pair.vop_officer, pair.id)
    return back, pair


def too_short(work):
    """A stay that is closed, as nothing is paid for it."""
    there, pair = travelling_pair(work)
    course.interrupt_exchange(there, pair.visitor, pair.id, date(2027, 4, 12), "Ill.")
    closing.submit_report(there, pair.visitor, pair.id, REPORT)
    closing.validate_report(there, pair.vop_officer, pair.id)
    return there, pair


def proposed(work):
    """A payment that waits for its approval."""
    day, pair = validated_pair(work)
    paying.propose_payment(day, pair.vop_officer, pair.id, "SEPA-1")
    return day, pair


def paid(work):
    """All is paid."""
    day, pair = validated_pair(work)
    pay(day, pair)
    return day, pair


@pytest.mark.parametrize(
    ("reached", "error"),
    [
        (validated_pair, None),
        (returned_pair, paying.NotValidatedYet),
        (reported, paying.NotValidatedYet),
        (unproved, paying.EvidenceMissing),
        (too_short, paying.NothingToPay),
        (proposed, paying.ProposedAlready),
        (paid, paying.PaidAlready),
        (lambda work: validated_pair(work, agreed=False), paying.AgreementMissing),
        (lambda work: validated_pair(work, on_the_map=False), paying.SumToBeConfirmed),
    ],
    ids="ready returned reported unproved short proposed paid unsigned unknown".split(),
)
def test_what_is_in_the_way_of_a_payment(work, reached, error):
    """A button is shown only where nothing is."""
    day, pair = reached(work)
    assert paying.payable(day, pair.exchange) is (error is None)
    if error is None:
        assert paying.require_payable(day, pair.exchange).lump_sum == Decimal(780)
        return
    with pytest.raises(error):
        paying.require_payable(day, pair.exchange)


@pytest.mark.parametrize(
    ("reached", "ready"),
    [
        (reported, True),
        (lambda work: reported(work, agreed=False), False),
        (lambda work: reported(work, on_the_map=False), False),
        (returned_pair, False),
        (unproved, False),
        (validated_pair, False),
        (paid, False),
    ],
    ids="reported unsigned unknown returned unproved validated paid".split(),
)
def test_whether_a_look_at_the_report_is_all_that_is_left(work, reached, ready):
    """Then one tap may validate it and begin the payment."""
    day, pair = reached(work)
    assert paying.payable_once_validated(day, pair.exchange) is ready


def test_proofs_that_are_gone_since_are_in_the_way_of_the_approval(work):
    """Nobody pays for what is not proved any more."""
    day, pair = proposed(work)
    day.session.execute(sa.delete(Evidence))
    with pytest.raises(paying.EvidenceMissing):
        paying.approve_payment(day, colleague(day, pair), pair.id)
    assert pair.exchange.state is ExchangeState.PROPOSED


def test_what_was_proposed_before_there_were_agreements_is_proposed_anew(work):
    """It names none, so it is sent back."""
    day, pair = proposed(work)
    payment = paying.payment_of(day, pair.exchange)
    payment.agreement_id, payment.agreed = None, False
    day.add(payment)
    with pytest.raises(paying.AgreementMissing):
        paying.approve_payment(day, colleague(day, pair), pair.id)


def test_the_visitor_reads_of_that_very_payment(work):
    """The message names exchange and payment."""
    day, pair = validated_pair(work)
    payment = pay(day, pair)
    facts = {"exchange": pair.id, "payment": payment.id}
    assert read_by(day, pair.visitor, "payment.made") == [facts]


def test_of_two_instalments_the_last_that_was_paid(work):
    """None before the first; while the second is proposed it is still the first, and nothing is to approve before."""
    rules = scheme().agreement.model_copy(update={"instalments": (80, 20)})
    call = scheme().model_copy(update={"agreement": rules})
    day, pair = validated_pair(Work(work.session, work.now, call))
    assert paying.last_paid(day, pair.exchange) is None
    first = pay(day, pair)
    assert paying.last_paid(day, pair.exchange) is first
    with pytest.raises(NotPossibleNow):
        paying.approve_payment(day, colleague(day, pair), pair.id)
    paying.propose_payment(day, pair.vop_officer, pair.id, "SEPA-2")
    assert paying.last_paid(day, pair.exchange) is first
    second = paying.approve_payment(day, colleague(day, pair), pair.id)
    assert paying.last_paid(day, pair.exchange) is second
    assert paying.payment_of(day, pair.exchange) is second


def test_after_a_payment_was_sent_back_the_agreement_is_looked_at_again(work):
    """What has changed meanwhile is signed anew before it is paid."""
    day, pair = proposed(work)
    pair.exchange.distance_km = 100.0
    day.add(pair.exchange)
    paying.decline_payment(day, colleague(day, pair), pair.id, "The distance is wrong.")
    assert current_agreement(day, pair.exchange).version == 2
    assert not paying.payable(day, pair.exchange)


def test_a_corrected_sum_is_the_one_that_is_paid(work):
    """By the terms that were signed, without another signature."""
    day, pair = validated_pair(work)
    correct_stay(day, pair.vop_officer, pair.id, date(2027, 4, 14), "The sheet.")
    assert pay(day, pair).amount == Decimal(390)
