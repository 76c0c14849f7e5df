"""An officer is not told of their own act: they have it on their screen. Colleagues and the other desk are."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from exchange.notices import OF_ACTS, DeskNotice
from exchange.undoing import undo
from exchange.visiting import amending, closing, commitments, course, paying
from exchange.visiting.amended import ended_by
from exchange.visiting.amending import Change
from storage.tables import AmendmentState, Person
from tests.builders.records import pairs
from tests.builders.records.reading import told
from tests.builders.records.works import later


def acting(work, officer):
    """The work of somebody who acts at the desk."""
    return replace(work, acting=work.load(Person, officer.person_id).telegram_id)


def signed(work):
    """The last of four signs."""
    pair = pairs.build_pair(work)
    pairs.agree(work, pair)
    pairs.draw_up(work, pair)
    commitments.sign_as_person(work, pair.visitor, pair.id)
    commitments.sign_as_person(work, pair.host, pair.id)
    commitments.sign_as_officer(work, pair.vop_officer, pair.id)
    by = pair.hop_officer
    return by, pair.vop_officer, lambda then: commitments.sign_as_officer(then, by, pair.id)


def cancelled(work):
    """An exchange is cancelled by a desk."""
    pair = pairs.build_pair(work)
    by = pair.vop_officer
    return by, pair.hop_officer, lambda then: course.cancel_exchange(then, by, pair.id, "time")


def undone(work):
    """The cancellation is taken back."""
    by, other, cancel = cancelled(work)
    cancel(work)
    found = undo.own_decisions(work, by)[0]
    return by, other, lambda then: undo.undo_exchange(then, by, found.exchange, found.act)


def refused(work):
    """A change is refused by a desk."""
    pair = pairs.ready_pair(work)
    change = Change(date(2027, 4, 19), date(2027, 4, 23))
    asked = amending.ask_amendment(work, pair.visitor, pair.id, change, "The fair moved.")
    by = pair.hop_officer
    return by, pair.vop_officer, lambda then: amending.refuse_amendment(then, by, asked.id, "No.")


def validated(work):
    """A report is validated, and the sum is to be paid."""
    back, pair = pairs.returned_pair(work)
    pairs.prove(back, pair)
    closing.submit_report(back, pair.visitor, pair.id, pairs.REPORT)
    by = pair.vop_officer
    then = back.now
    return (
        by,
        pairs.colleague(back, pair),
        lambda work: closing.validate_report(replace(work, now=then), by, pair.id),
    )


def sent_back(work):
    """A proposed payment is sent back."""
    back, pair = pairs.validated_pair(work)
    paying.propose_payment(back, pair.vop_officer, pair.id, "SEPA-1")
    by, then = pairs.colleague(back, pair), back.now
    return (
        by,
        pair.vop_officer,
        lambda work: paying.decline_payment(replace(work, now=then), by, pair.id, "No."),
    )


ACTS = {
    DeskNotice.EXCHANGE_READY: signed,
    DeskNotice.EXCHANGE_CANCELLED: cancelled,
    DeskNotice.DECISION_UNDONE: undone,
    DeskNotice.AMENDMENT_ENDED: refused,
    DeskNotice.PAYMENT_DUE: validated,
    DeskNotice.PAYMENT_DECLINED: sent_back,
}


@pytest.mark.parametrize("notice", ACTS)
def test_whoever_acts_is_not_told_and_the_others_are(work, notice):
    """Each of them reads it once, in their own chat."""
    by, other, act = ACTS[notice](work)
    assert notice in OF_ACTS
    act(acting(later(work, minutes=1), by))
    assert str(notice) not in told(work, by)
    assert str(notice) in told(work, other)


def test_it_is_said_who_did_not_want_a_change(work):
    """The side by its organisation, a desk by its Partnership; who asked takes it back."""
    pair = pairs.ready_pair(work)
    change = Change(date(2027, 4, 19), date(2027, 4, 23))
    for minute, (who, name, state) in enumerate(
        (
            (pair.host, "Porto Weavers & Sons", AmendmentState.REFUSED),
            (pair.hop_officer, "Bobbin League", AmendmentState.REFUSED),
            (pair.visitor, "Vienna Weavers & Sons", AmendmentState.TAKEN_BACK),
        )
    ):
        then = later(work, minutes=minute)
        asked = amending.ask_amendment(then, pair.visitor, pair.id, change, "The fair moved.")
        ended = amending.refuse_amendment(then, who, asked.id, "No.")
        assert (ended.state, ended_by(then, ended)) == (state, name)
