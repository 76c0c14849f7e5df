"""When one officer has acted, the cards of all others are settled: each once, and no other card."""

from __future__ import annotations

from dataclasses import replace

import pytest
import sqlalchemy as sa
from sqlmodel import col, select

from bot.conversation.notices import render
from bot.desk.notices import RENDERERS
from exchange import leaving
from exchange.applying import review
from exchange.applying.transfers import transfer_application
from exchange.notices import DeskNotice
from exchange.people.people import meet
from exchange.timing.next_steps import (
    DESK_APPROVAL_OVERDUE,
    DESK_PAYMENT_OVERDUE,
    DESK_VALIDATION_OVERDUE,
)
from exchange.timing.reviews import DESK_REVIEW_OVERDUE
from exchange.timing.signatures import DESK_COMMITMENT_UNSIGNED
from exchange.visiting import closing, commitments, course, paying
from exchange.work import DESK
from storage.queues.claiming import Held
from storage.tables import (
    Application,
    Officer,
    Outbox,
    OutboxState,
    Partnership,
    Person,
    StaffGroup,
)
from tests.builders.records import pairs, rows
from tests.builders.records.pairs import REPORT
from tests.builders.records.works import working

GROUP = -100
SETTLED = DeskNotice.CARD_SETTLED


@pytest.fixture
def work():
    """Work on a new database."""
    with working() as work:
        yield work


def arrive(work):
    """Every message to the desk is sent; the numbers that Telegram gave them."""
    rows = work.session.exec(select(Outbox).where(Outbox.bot == DESK)).all()
    for row in rows:
        row.state, row.message_id, row.ended_at = OutboxState.SENT, 1000 + row.id, work.now
        work.session.add(row)
    work.session.flush()


def second(work, of):
    """A colleague of an officer, and the staff group of both."""
    desk = work.load(Partnership, of.partnership_id)
    work.add(StaffGroup(partnership_id=desk.id, chat_id=GROUP, bound_by=of.id, bound_at=work.now))
    return rows.officer(work, desk, "BE")


def chat(work, officer):
    """An officer's private chat."""
    return work.load(Person, officer.person_id).telegram_id


def settled(work):
    """The cards that are settled: chat, number of the message, officer who acted."""
    found = work.session.exec(select(Outbox).where(Outbox.kind == SETTLED).order_by(Outbox.id))
    cards = [(row, work.load(Outbox, row.body["edits"])) for row in found]
    return [(row.chat_id, card.message_id, row.body["officer"]) for row, card in cards]


def submitted(work):
    """An application that waits, told to its desk."""
    application, officer = rows.waiting_application(work)
    return application.id, officer, "application"


def signing(work):
    """A paper that the visitor's Partnership is to sign."""
    pair = pairs.build_pair(work)
    pairs.agree(work, pair)
    pairs.draw_up(work, pair)
    return pair


def told(work, officer, kind, **facts):
    """A card of that kind at the desk, arrived."""
    work.tell_desk(officer.partnership_id, kind, key=f"card:{kind}", **facts)
    arrive(work)


def reported(work):
    """A report that waits, and the work of its day."""
    back, pair = pairs.returned_pair(work)
    closing.submit_report(back, pair.visitor, pair.id, REPORT)
    return back, pair


def sign(work):
    """A signature."""
    pair = signing(work)
    commitments.sign_as_person(work, pair.visitor, pair.id)
    commitments.sign_as_person(work, pair.host, pair.id)
    officer = pair.vop_officer
    return (
        officer,
        {"exchange": pair.id},
        lambda: commitments.sign_as_officer(work, officer, pair.id),
    )


def validate(work):
    """A report that is validated."""
    back, pair = reported(work)
    officer = pair.vop_officer
    return officer, {"exchange": pair.id}, lambda: closing.validate_report(back, officer, pair.id)


def send_back(work):
    """A report that needs more."""
    back, pair = reported(work)
    officer = pair.vop_officer
    return (
        officer,
        {"exchange": pair.id},
        lambda: closing.return_report(back, officer, pair.id, "More, please."),
    )


def pay(work):
    """A payment that is proposed."""
    day, pair = pairs.validated_pair(work)
    officer = pair.vop_officer
    return (
        officer,
        {"exchange": pair.id},
        lambda: paying.propose_payment(day, officer, pair.id, "SEPA-1"),
    )


def proposed(work):
    """A payment that waits for approval, and the work of its day."""
    day, pair = pairs.validated_pair(work)
    paying.propose_payment(day, pairs.colleague(day, pair), pair.id, "SEPA-1")
    return day, pair


def approve(work):
    """A payment that is made."""
    day, pair = proposed(work)
    officer = pair.vop_officer
    return officer, {"exchange": pair.id}, lambda: paying.approve_payment(day, officer, pair.id)


def decline(work):
    """A payment that is sent back."""
    day, pair = proposed(work)
    officer = pair.vop_officer
    return (
        officer,
        {"exchange": pair.id},
        lambda: paying.decline_payment(day, officer, pair.id, "Wrong."),
    )


def call_off(work):
    """An exchange that the desk cancels."""
    pair = signing(work)
    officer = pair.vop_officer
    return (
        officer,
        {"exchange": pair.id},
        lambda: course.cancel_exchange(work, officer, pair.id, "ill"),
    )


def decide(deed, *more):
    """A decision about an application."""

    def act(work):
        number, officer, _ = submitted(work)
        return officer, {"application": number}, lambda: deed(work, officer, number, *more)

    return act


ACTS = [
    (
        decide(review.accept_application),
        (DeskNotice.APPLICATION_SUBMITTED, DESK_REVIEW_OVERDUE),
        "accepted",
    ),
    (decide(review.accept_application), (DeskNotice.APPLICATION_ANSWERED,), "accepted"),
    (decide(review.reject_application, "No aim."), (DeskNotice.APPLICATION_SUBMITTED,), "rejected"),
    (
        decide(review.ask_applicant, "Since when?"),
        (DeskNotice.APPLICATION_SUBMITTED,),
        "question asked",
    ),
    (sign, (DeskNotice.COMMITMENT_TO_SIGN, DESK_COMMITMENT_UNSIGNED), "signatures under way"),
    (validate, (DeskNotice.REPORT_SUBMITTED, DESK_VALIDATION_OVERDUE), "report validated"),
    (send_back, (DeskNotice.REPORT_SUBMITTED,), "report to be written"),
    (
        pay,
        (DeskNotice.PAYMENT_DUE, DeskNotice.PAYMENT_DECLINED, DESK_PAYMENT_OVERDUE),
        "payment on its way",
    ),
    (approve, (DeskNotice.PAYMENT_PROPOSED, DESK_APPROVAL_OVERDUE), "paid and complete"),
    (decline, (DeskNotice.PAYMENT_PROPOSED,), "payment to follow"),
    (
        call_off,
        (DeskNotice.PAIR_AGREED, DeskNotice.COMMITMENT_TO_SIGN, DeskNotice.EXCHANGE_READY),
        "cancelled",
    ),
]
CARDS = [(act, kind, state) for act, kinds, state in ACTS for kind in kinds]


def body(work, row):
    """A message to the desk in its words."""
    facts = "id bot chat_id kind body urgency made_at attempts repeats".split()
    held = Held(**{name: getattr(row, name) for name in facts}, taken_at=work.now)
    return render(work, held, RENDERERS)


@pytest.mark.parametrize(("act", "kind", "state"), CARDS)
def test_every_card_says_who_acted_and_loses_its_buttons(work, act, kind, state):
    """In each officer's chat and in the staff group."""
    officer, subject, deed = act(work)
    second(work, officer)
    work.session.execute(sa.delete(Outbox).where(col(Outbox.bot) == DESK))
    told(work, officer, kind, **subject)
    deed()
    places = work.desk_chats(officer.partnership_id)
    assert {chat(work, officer), GROUP} < set(places)
    assert sorted(settled(work)) == sorted(
        (place, 1000 + row.id, officer.id)
        for row in work.session.exec(
            select(Outbox).where(Outbox.kind == kind, Outbox.state == "sent")
        )
        for place in places
        if row.chat_id == place
    )
    edits = work.session.exec(select(Outbox).where(Outbox.kind == SETTLED)).all()
    for row in edits:
        shown = body(work, row)
        assert state in shown["text"]
        assert f"{officer.name} has acted on it." in shown["text"]
        data = [button["callback_data"] for line in shown["keyboard"] for button in line]
        ((name, number),) = subject.items()
        assert data == [f"{'a' if name == 'application' else 'e'}:show:{number}"]
        assert shown["edits"] == work.load(Outbox, row.body["edits"]).message_id


def test_a_withdrawn_application_settles_its_cards_without_a_name(work):
    """The applicant has acted, no officer."""
    number, officer, _ = submitted(work)
    told(work, officer, DeskNotice.APPLICATION_SUBMITTED, application=number)
    applicant = work.load(Person, work.load(Application, number).person_id)
    meet(work, applicant.telegram_id, "en", languages={"en"})
    leaving.withdraw_application(work, applicant)
    assert [one[2] for one in settled(work)] == [0]
    (row,) = work.session.exec(select(Outbox).where(Outbox.kind == SETTLED)).all()
    text = body(work, row)["text"]
    assert "withdrawn" in text
    assert "has acted" not in text


def test_the_tapped_card_is_left_to_the_answer(work):
    """It is shown anew by whoever answers the tap; the others are edited."""
    number, officer, _ = submitted(work)
    second(work, officer)
    told(work, officer, DeskNotice.APPLICATION_SUBMITTED, application=number)
    own = chat(work, officer)
    (card,) = work.session.exec(select(Outbox).where(Outbox.chat_id == own, Outbox.bot == DESK))
    review.accept_application(replace(work, tapped=(own, card.message_id)), officer, number)
    assert own not in [one[0] for one in settled(work)]
    assert len(settled(work)) == 2


def test_a_card_that_has_not_left_is_not_edited(work):
    """It is put into words when it leaves, and tells how things stand then."""
    number, officer, _ = submitted(work)
    work.tell_desk(
        officer.partnership_id, DeskNotice.APPLICATION_SUBMITTED, key="card", application=number
    )
    review.accept_application(work, officer, number)
    assert settled(work) == []
    (card,) = work.session.exec(
        select(Outbox).where(Outbox.kind == DeskNotice.APPLICATION_SUBMITTED)
    )
    assert "a:yes" not in str(body(work, card))


def test_a_card_that_never_arrived_is_not_edited(work):
    """Its edit has nothing to take the place of, and is not sent as a message."""
    number, officer, _ = submitted(work)
    told(work, officer, DeskNotice.APPLICATION_SUBMITTED, application=number)
    (card,) = work.session.exec(
        select(Outbox).where(Outbox.kind == DeskNotice.APPLICATION_SUBMITTED)
    )
    card.state, card.message_id, card.ended_at, card.owner = OutboxState.SENDING, None, None, "me"
    work.add(card)
    review.accept_application(work, officer, number)
    (row,) = work.session.exec(select(Outbox).where(Outbox.kind == SETTLED)).all()
    assert body(work, row) is None
    card.message_id = 7
    work.add(card)
    assert body(work, row)["edits"] == 7
    row.body = {**row.body, "edits": None}  # what the sender writes where the message is gone
    assert body(work, row) is None


def test_cards_of_others_stay(work):
    """Of another application, and of the other Partnership that has still to sign."""
    officer, subject, deed = sign(work)
    other = work.session.exec(
        select(Officer).where(Officer.partnership_id != officer.partnership_id)
    ).first()
    told(work, other, DeskNotice.COMMITMENT_TO_SIGN, **subject)
    told(work, officer, DeskNotice.PAYMENT_DUE, exchange=subject["exchange"])
    told(work, officer, DESK_COMMITMENT_UNSIGNED, exchange=999)
    deed()
    kinds = [
        work.load(Outbox, row.body["edits"]).kind
        for row in work.session.exec(select(Outbox).where(Outbox.kind == SETTLED))
    ]
    assert kinds == [DeskNotice.COMMITMENT_TO_SIGN]
    assert [one[0] for one in settled(work)] == [chat(work, officer)]


def test_a_card_is_settled_once_for_each_state(work):
    """The last signature moves the exchange on: the cards that said who signed keep the name."""
    officer, subject, deed = sign(work)
    arrive(work)
    deed()
    arrive(work)
    hop = work.session.exec(
        select(Officer).where(Officer.partnership_id != officer.partnership_id)
    ).first()
    commitments.sign_as_officer(work, hop, subject["exchange"])
    assert [one[2] for one in settled(work)] == [officer.id, hop.id]


def test_a_desk_that_passes_a_case_on_keeps_no_dead_buttons(work):
    """Its cards say to which Partnership, and offer no way to what is not its any more."""
    number, officer, _ = submitted(work)
    colleague, away = second(work, officer), rows.partnership(work, "PIMAP4SUSTAINABILITY")
    card = DeskNotice.APPLICATION_SUBMITTED
    told(work, officer, card, application=number)
    transfer_application(work, officer, number, away.id, "One of yours.")
    edits = work.session.exec(select(Outbox).where(Outbox.kind == SETTLED)).all()
    assert {row.chat_id for row in edits} >= {chat(work, colleague), GROUP}
    bodies = [body(work, row) for row in edits]
    assert all(away.name in one["text"] and not one.get("buttons") for one in bodies)
