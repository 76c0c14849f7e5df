"""Which cards wait for a decision in which state, and who brought a case to where it stands."""

from __future__ import annotations

import pytest
from sqlmodel import select

from exchange.life.cards import last_actor, message_of, officer_in, settle_left
from exchange.notices import DeskNotice
from exchange.timing.next_steps import (
    DESK_APPROVAL_OVERDUE,
    DESK_EXCHANGE_IDLE,
    DESK_PAYMENT_OVERDUE,
    DESK_VALIDATION_OVERDUE,
)
from exchange.timing.reviews import DESK_ENQUIRY_SILENT, DESK_REVIEW_OVERDUE
from exchange.timing.signatures import DESK_AGREEMENT_UNSIGNED, DESK_COMMITMENT_UNSIGNED
from exchange.work import DESK
from storage.tables import ApplicationState, ExchangeState, Outbox, OutboxState
from tests.builders.records import rows

UNDONE = DeskNotice.DECISION_UNDONE
REVIEW = {
    DeskNotice.APPLICATION_SUBMITTED,
    DeskNotice.APPLICATION_ANSWERED,
    DeskNotice.CV_CAME,
    DeskNotice.MEMBERSHIP_SAID,
    UNDONE,
    DESK_REVIEW_OVERDUE,
    DESK_ENQUIRY_SILENT,
}
SIGN = {DeskNotice.COMMITMENT_TO_SIGN, UNDONE, DESK_COMMITMENT_UNSIGNED}
VALIDATE = {DeskNotice.REPORT_SUBMITTED, UNDONE, DESK_VALIDATION_OVERDUE}
PAY = {DeskNotice.PAYMENT_DUE, DeskNotice.PAYMENT_DECLINED, UNDONE, DESK_PAYMENT_OVERDUE}
APPROVE = {DeskNotice.PAYMENT_PROPOSED, UNDONE, DESK_APPROVAL_OVERDUE}
CALLED_OFF = {
    DeskNotice.PAIR_AGREED,
    DeskNotice.EXCHANGE_READY,
    DESK_EXCHANGE_IDLE,
    DeskNotice.AGREEMENT_TO_SIGN,
    DESK_AGREEMENT_UNSIGNED,
}
EVERY = REVIEW | SIGN | VALIDATE | PAY | APPROVE | CALLED_OFF


@pytest.fixture
def desk(work):
    """The only officer of a Partnership."""
    return rows.officer(work, rows.partnership(work, "Loom Ring"), "AT")


def arrived(work, desk, **subject):
    """A card of every kind, all of them arrived."""
    for kind in EVERY:
        work.tell_desk(desk.partnership_id, kind, key=f"card:{kind}", **subject)
    for row in work.session.exec(select(Outbox).where(Outbox.bot == DESK)).all():
        row.state, row.message_id, row.ended_at = OutboxState.SENT, 1000 + row.id, work.now
        work.add(row)


def settled(work):
    """The kinds of the cards that say who has acted."""
    query = select(Outbox).where(Outbox.kind == DeskNotice.CARD_SETTLED)
    return {work.load(Outbox, row.body["edits"]).kind for row in work.session.exec(query).all()}


@pytest.mark.parametrize(
    ("before", "to", "waited"),
    [
        (ApplicationState.SUBMITTED, ApplicationState.ACCEPTED, REVIEW),
        (ApplicationState.INFO_REQUESTED, ApplicationState.REJECTED, REVIEW),
        (ApplicationState.INFO_REQUESTED, ApplicationState.SUBMITTED, set()),  # a new card has it
        (ApplicationState.ACCEPTED, ApplicationState.WITHDRAWN, set()),
        (ExchangeState.DATES, ExchangeState.COMMITMENT, set()),
        (ExchangeState.SIGNING, ExchangeState.READY, SIGN),
        (ExchangeState.SIGNING, ExchangeState.CANCELLED, SIGN | CALLED_OFF),
        (ExchangeState.DATES, ExchangeState.CANCELLED, CALLED_OFF),
        (ExchangeState.READY, ExchangeState.UNDER_WAY, set()),
        (ExchangeState.REPORTED, ExchangeState.VALIDATED, VALIDATE),
        (ExchangeState.VALIDATED, ExchangeState.PROPOSED, PAY),
        (ExchangeState.PROPOSED, ExchangeState.PAID, APPROVE),
    ],
)
def test_what_waited_in_a_state_is_settled_when_it_is_left(work, desk, before, to, waited):
    """And nothing else; where an exchange is called off, whatever would have led on."""
    name = "application" if isinstance(before, ApplicationState) else "exchange"
    arrived(work, desk, **{name: 7})
    settle_left(work, [desk.partnership_id], before, to, f"officer:{desk.id}", **{name: 7})
    assert settled(work) == {str(kind) for kind in waited}


@pytest.mark.parametrize(
    ("state", "edits"),
    [
        (OutboxState.SENDING, 1),
        (OutboxState.SENT, 1),
        (OutboxState.UNCERTAIN, 1),
        (OutboxState.WAITING, 0),
        (OutboxState.CANCELLED, 0),
    ],
)
def test_what_may_have_arrived_is_edited(work, desk, state, edits):
    """What has not left is put into words when it leaves."""
    work.tell_desk(desk.partnership_id, DeskNotice.PAYMENT_PROPOSED, key="card", exchange=7)
    (card,) = work.session.exec(select(Outbox)).all()
    over = state in {OutboxState.SENT, OutboxState.UNCERTAIN, OutboxState.CANCELLED}
    card.state, card.ended_at = state, work.now if over else None
    card.owner = "sender" if state is OutboxState.SENDING else None
    work.add(card)
    before, to = ExchangeState.PROPOSED, ExchangeState.PAID
    settle_left(work, [desk.partnership_id], before, to, "system", exchange=7)
    query = select(Outbox).where(Outbox.kind == DeskNotice.CARD_SETTLED)
    assert len(work.session.exec(query).all()) == edits


@pytest.mark.parametrize(("actor", "number"), [("officer:7", 7), ("person:7", 0), ("system", 0)])
def test_the_officer_in_an_actor(actor, number):
    """Nobody's name stands on a card but an officer's."""
    assert officer_in(actor) == number


def test_who_acted_last(work, desk):
    """The officer of the last move of that very case; a person's move is nobody's of the desk."""
    assert last_actor(work, "exchange", 7) is None
    other = rows.officer(work, rows.partnership(work, "Loom Ring"), "FI")
    work.record(f"officer:{other.id}", "exchange:signing", "exchange:7")
    work.record(f"officer:{desk.id}", "exchange:ready", "exchange:7")
    work.record(f"officer:{other.id}", "stay:correct", "exchange:7")  # no move
    work.record(f"officer:{other.id}", "exchange:ready", "exchange:8")
    assert last_actor(work, "exchange", 7) == desk
    work.record("person:1", "exchange:cancelled", "exchange:7")
    assert last_actor(work, "exchange", 7) is None


def test_the_number_that_telegram_gave_a_card(work, desk):
    """None before it has arrived, and of a card that there is not."""
    work.tell_desk(desk.partnership_id, DeskNotice.PAYMENT_PROPOSED, key="card", exchange=7)
    (card,) = work.session.exec(select(Outbox)).all()
    assert (message_of(work, card.id), message_of(work, card.id + 1)) == (None, None)
    card.message_id = 1007
    assert message_of(work, card.id) == 1007
