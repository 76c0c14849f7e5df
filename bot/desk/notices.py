"""Everything the scheme tells officers by itself, in words: cards with buttons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation.screens import Button, Screen, clip, lines, paragraphs
from bot.desk import addresses as to
from bot.desk import (
    amending,
    courses,
    group_visits,
    headed,
    holding,
    pair_notices,
    questions,
    rights,
    staff_notices,
    twinning,
    undoing,
)
from bot.desk.cases import membership
from bot.desk.entering import links
from bot.desk.settled import application_settled, exchange_settled, question_settled
from bot.desk.writing import threads
from exchange import access, desk
from exchange.access import Thing
from exchange.applying.memberships import UNDECIDED
from exchange.life.cards import message_of
from exchange.notices import DeskNotice
from exchange.people import officers, staff_groups
from exchange.people.memberships import standing
from exchange.people.parties import organisation_on
from exchange.privacy.rule import ERASED
from exchange.rows import row_id
from exchange.timing.next_steps import (
    DESK_APPROVAL_OVERDUE,
    DESK_EXCHANGE_IDLE,
    DESK_PAYMENT_OVERDUE,
    DESK_VALIDATION_OVERDUE,
    STALLS,
)
from exchange.timing.reports import DESK_REPORT_OVERDUE
from exchange.timing.reviews import DESK_ENQUIRY_SILENT, DESK_REVIEW_OVERDUE
from exchange.timing.signatures import DESK_AGREEMENT_UNSIGNED, DESK_COMMITMENT_UNSIGNED
from exchange.timing.surveys import reply_of
from exchange.words import N_
from storage.tables import (
    Amendment,
    Application,
    ApplicationState,
    Enquiry,
    Exchange,
    ExchangeState,
    Note,
    Officer,
    Payment,
    Person,
    Side,
    Signatory,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.conversation.notices import Delivery


def application_submitted(delivery: Delivery) -> Screen | None:
    """A new application as a card."""
    return _application(delivery, N_("📥 A new application"))


def review_overdue(delivery: Delivery) -> Screen | None:
    """An application that waits too long."""
    application = delivery.work.load(Application, delivery["application"])
    if application.state is not ApplicationState.SUBMITTED:
        return None
    return _application(delivery, N_("🔴 This application waits too long for your review"))


def cv_came(delivery: Delivery) -> Screen | None:
    """The CV that was to follow an application; None once that is decided."""
    application = delivery.work.load(Application, delivery["application"])
    return (
        _application(delivery, N_("📎 The CV is here")) if application.state in UNDECIDED else None
    )


def enquiry_silent(delivery: Delivery) -> Screen | None:
    """A question that the applicant did not answer, reminded or not; None once they did, or it is settled."""
    application = delivery.work.load(Application, delivery["application"])
    if application.state is not ApplicationState.INFO_REQUESTED:
        return None
    return _application(delivery, N_("🔇 Your question is still unanswered"))


def membership_said(delivery: Delivery) -> Screen | None:
    """What a cluster says of an applicant, or that it says nothing; None once the desk has settled it."""
    found = standing(delivery.work, delivery["application"])
    application = delivery.work.load(Application, delivery["application"])
    if found is None or found.membership.decided_by or application.state not in UNDECIDED:
        return None
    head = membership.SAID.get(found.membership.state)
    return _application(delivery, head) if head else None


def _application(delivery: Delivery, head: str) -> Screen:
    return headed.of_case(delivery, delivery.say(head))


def application_answered(delivery: Delivery) -> Screen | None:
    """The applicant answered a question."""
    enquiry = delivery.work.load(Enquiry, delivery["enquiry"])
    screen = _application(delivery, N_("💬 The applicant has answered"))
    answer = delivery.say("“{answer}”", answer=enquiry.answer or "")
    return Screen(paragraphs(answer, screen.text), screen.rows)


def application_withdrawn(delivery: Delivery) -> Screen | None:
    """An applicant left."""
    application = delivery.work.load(Application, delivery["application"])
    name, say = pair_notices.name_of(delivery, row_id(application)), delivery.say
    if name == ERASED:
        text = "A-{number:04} is withdrawn, and what was kept of it is deleted. Nothing to do."
        return Screen(say(text, number=application.id))
    return Screen(say("<b>{name}</b> has withdrawn the application. Nothing to do.", name=name))


def _exchange(head: str, *states: ExchangeState) -> Callable[[Delivery], Screen | None]:
    """A renderer that shows an exchange's card under a headline, while it is in such a state."""

    def render(delivery: Delivery) -> Screen | None:
        if states and headed.exchange_of(delivery).exchange.state not in states:
            return None
        return headed.of_exchange(delivery, delivery.say(head))

    return render


def pair_agreed(delivery: Delivery) -> Screen | None:
    """The card of a new exchange; of a guest of a group visit, who is one of many, a line."""
    joined = group_visits.joined(delivery, headed.exchange_of(delivery))
    return joined or headed.of_exchange(
        delivery, delivery.say("🤝 A pair has agreed on an exchange")
    )


def _to_approve(head: str) -> Callable[[Delivery], Screen | None]:
    """As `_exchange`, for whoever may approve the payment: nobody is asked to approve their own."""

    def render(delivery: Delivery) -> Screen | None:
        found = headed.exchange_of(delivery)
        return _exchange(head, ExchangeState.PROPOSED)(delivery) if found.may_approve else None

    return render


def exchange_idle(delivery: Delivery) -> Screen | None:
    """Nobody moves, though both sides were reminded: the card, and a way to write to the desk's own visitor."""
    head = N_("⏳ Nothing has moved here for long. A word of yours may help.")
    screen, found = _exchange(head, *STALLS)(delivery), headed.exchange_of(delivery)
    if screen is None or not found.may_hold:
        return screen
    return screen.with_rows((Button(delivery.say("✉️ Write"), to.WRITE(found.exchange.visitor_id)),))


def agreement_to_sign(head: str) -> Callable[[Delivery], Screen | None]:
    """As `_exchange`, while the agreement waits for the desk that pays."""

    def render(delivery: Delivery) -> Screen | None:
        found = headed.exchange_of(delivery)
        ours = found.agreement and found.next_to_agree is Signatory.VOP
        return headed.waiting(delivery, head) if ours else None

    return render


def _to_sign(head: str) -> Callable[[Delivery], Screen | None]:
    """As `_exchange`, while signatures are being collected: under a first paper, or under a change of it."""

    def render(delivery: Delivery) -> Screen | None:
        found = headed.exchange_of(delivery)
        if found.next_signatory is None:
            return None
        change = N_("🖊 A change of what was signed waits for your signature")
        return headed.waiting(delivery, change if found.wanted else head)

    return render


def amendment_ended(delivery: Delivery) -> Screen:
    """What became of a change of what was signed."""
    amendment = delivery.work.load(Amendment, delivery["amendment"])
    return amending.ended(delivery.say, delivery.work, amendment)


def payment_declined(delivery: Delivery) -> Screen | None:
    """A proposed payment was sent back: by whom, and why."""
    payment = delivery.work.load(Payment, delivery["payment"])
    by = delivery.work.load(Officer, payment.decided_by)
    if headed.exchange_of(delivery).exchange.state is not ExchangeState.VALIDATED:
        return None
    say = delivery.say
    head = say(
        "↩️ {officer} sent the payment back: “{reason}”",
        officer=by.name,
        reason=clip(payment.declined_for, 300),
    )
    return headed.of_exchange(delivery, head)


def survey_submitted(delivery: Delivery) -> Screen | None:
    """A survey came back."""
    say = delivery.say
    text = say("⭐ A survey came back for HX-{number:04}.", number=delivery["exchange"])
    return Screen(text, ((Button(say("See the results"), to.COMMAND("survey")),),))


def outcomes_told(delivery: Delivery) -> Screen | None:
    """Somebody told what came of an exchange."""
    work, say = delivery.work, delivery.say
    exchange = work.load(Exchange, delivery["exchange"])
    side = Side(delivery.facts["side"])
    reply = reply_of(work, exchange, side, delivery["round"])
    if reply is None:
        return None
    labels = {one.id: say(one.label) for one in work.scheme.outcomes.options}
    came = [
        labels[one] for one in reply.answers.get(work.scheme.outcomes.came, ()) if one in labels
    ]
    head = say(
        "🌱 <b>{name}</b> tells what came of HX-{number:04}: {came}.",
        name=organisation_on(work, exchange, side).name,
        number=delivery["exchange"],
        came=", ".join(came) or say("nothing yet"),
    )
    words = (
        say("“{text}”", text=clip(text, 300))
        if (text := reply.answers.get(work.scheme.outcomes.words))
        else ""
    )
    return Screen(lines(head, words), ((Button(say("See the results"), to.COMMAND("survey")),),))


def unreachable(delivery: Delivery) -> Screen | None:
    """Somebody blocked the bot."""
    person = delivery.work.load(Person, delivery["person"])
    found = desk.case_of_person(delivery.work, person)
    if found is None:
        return None
    say = delivery.say
    text = lines(
        say(
            "🚫 <b>{name}</b> has blocked the bot: messages do not arrive any more.",
            name=found.organisation.name,
        ),
        say("As soon as they write to the bot again, everything goes on.")
        if delivery.in_group
        else say(
            "Please write to {email}. As soon as they write to the bot again, everything goes on.",
            email=found.application.email,
        ),
    )
    return Screen(text)


def distance_unknown(delivery: Delivery) -> Screen | None:
    """Dates are agreed, and nobody knows how far it is: settled by now, or not."""
    found = headed.exchange_of(delivery)
    if found.exchange.lump_sum is not None or not found.may_settle:
        return None
    return _exchange(N_("📍 How far is it? The sum is to be confirmed until you say so"))(delivery)


def question_asked(delivery: Delivery) -> Screen | None:
    """A participant's question as a card; None for one that is answered by now."""
    enquiry = delivery.work.load(Enquiry, delivery["enquiry"])
    return None if enquiry.answered_at else questions.card(delivery.say, delivery.work, enquiry)


def note_answered(delivery: Delivery) -> Screen | None:
    """What somebody answers to the desk's own words, as a card with a way to write back."""
    note = delivery.work.load(Note, delivery["note"])
    return threads.card(delivery.say, delivery.work, note)


def card_settled(delivery: Delivery) -> Screen | None:
    """A card of before, once an officer has acted: what came of it, without its buttons."""
    card = delivery.facts["edits"]
    message = message_of(delivery.work, card) if card else None
    if message is None:  # it never arrived, or is gone
        return None
    number = delivery["officer"]
    by = delivery.work.load(Officer, number) if number else None
    if "application" in delivery.facts:
        reader = staff_groups.desk_of_chat(delivery.work, delivery.chat_id)
        number = delivery["application"]
        screen = application_settled(delivery.say, delivery.work, number, by, reader=reader)
    elif "enquiry" in delivery.facts:
        screen = question_settled(delivery.say, delivery.work, delivery["enquiry"], by)
    else:
        screen = exchange_settled(delivery.say, delivery.work, delivery["exchange"], by)
    return screen.instead_of(message)


NAMED: Mapping[str, Thing] = {  # in a notice's facts
    "application": Thing.APPLICATION,
    "exchange": Thing.EXCHANGE,
    "amendment": Thing.AMENDMENT,
    "enquiry": Thing.ENQUIRY,
    "note": Thing.NOTE,
    "proposal": Thing.PROPOSAL,
    "person": Thing.PERSON,
    "group": Thing.STAFF_GROUP,
    "course": Thing.COURSE,
    "invitation": Thing.INVITATION,
}


def _to_its_desk(
    render: Callable[[Delivery], Screen | None],
) -> Callable[[Delivery], Screen | None]:
    """A renderer of what only one desk may read: struck where the chat is that desk's no more."""

    def guarded(delivery: Delivery) -> Screen | None:
        desk = staff_groups.desk_of_chat(delivery.work, delivery.chat_id)
        if desk is None:
            return None
        for name, thing in NAMED.items():
            number = delivery.facts.get(name)
            if name == "application" and "edits" in delivery.facts:
                continue  # a card of its own, from before it passed the application on
            if number is not None and not access.OFFICERS[thing](delivery.work, desk, number):
                return None
        screen, reader = render(delivery), officers.officer_of(delivery.work, delivery.chat_id)
        return rights.within(screen, reader) if screen and reader else screen

    return guarded


OF_DESKS: Mapping[str, Callable[[Delivery], Screen | None]] = {
    DeskNotice.APPLICATION_SUBMITTED: application_submitted,
    DeskNotice.APPLICATION_ANSWERED: application_answered,
    DeskNotice.APPLICATION_WITHDRAWN: application_withdrawn,
    DeskNotice.CV_CAME: cv_came,
    DESK_REVIEW_OVERDUE: review_overdue,
    DESK_ENQUIRY_SILENT: enquiry_silent,
    DeskNotice.MEMBERSHIP_SAID: membership_said,
    DeskNotice.MEMBERS_ASKED: membership.asked,
    DeskNotice.PAIR_AGREED: pair_agreed,
    DeskNotice.DISTANCE_UNKNOWN: distance_unknown,
    **courses.NOTICES,
    DeskNotice.PAIR_REFUSED: pair_notices.pair_refused,
    DeskNotice.PAIR_NOT_ASKED: pair_notices.pair_not_asked,
    DeskNotice.COMMITMENT_TO_SIGN: _to_sign(
        N_("🖊 A Commitment to Quality is ready for your signature")
    ),
    DESK_COMMITMENT_UNSIGNED: _to_sign(
        N_("⏳ A Commitment to Quality still waits for your signature")
    ),
    DeskNotice.AMENDMENT_ENDED: amendment_ended,
    DeskNotice.EXCHANGE_READY: _exchange(N_("✅ All four have signed")),
    DeskNotice.AGREEMENT_TO_SIGN: agreement_to_sign(
        N_("🖊 The visitor has signed the agreement on the money; please sign it too")
    ),
    DESK_AGREEMENT_UNSIGNED: agreement_to_sign(
        N_("⏳ An agreement on the money still waits for your signature")
    ),
    DeskNotice.EXCHANGE_CANCELLED: _exchange(N_("An exchange was cancelled")),
    DeskNotice.EXCHANGE_INTERRUPTED: _exchange(N_("⚠️ An exchange was broken off")),
    DeskNotice.REPORT_SUBMITTED: _exchange(
        N_("📝 A report waits for your validation"), ExchangeState.REPORTED
    ),
    DESK_REPORT_OVERDUE: _exchange(
        N_("🔴 A report is overdue"), ExchangeState.DONE, ExchangeState.INTERRUPTED
    ),
    DESK_EXCHANGE_IDLE: exchange_idle,
    DESK_VALIDATION_OVERDUE: _exchange(
        N_("⏳ A report still waits for your validation"), ExchangeState.REPORTED
    ),
    DESK_PAYMENT_OVERDUE: _exchange(
        N_("⏳ A lump sum still waits to be paid"), ExchangeState.VALIDATED
    ),
    DeskNotice.PAYMENT_PROPOSED: _to_approve(N_("💶 A payment waits for your approval")),
    DESK_APPROVAL_OVERDUE: _to_approve(N_("⏳ A payment still waits for your approval")),
    DeskNotice.PAYMENT_DECLINED: payment_declined,
    DeskNotice.PAYMENT_DUE: _exchange(N_("💶 A lump sum is to be paid"), ExchangeState.VALIDATED),
    DeskNotice.SURVEY_SUBMITTED: survey_submitted,
    DeskNotice.OUTCOMES_TOLD: outcomes_told,
    DeskNotice.TWINNING_MOVED: twinning.moved,
    DeskNotice.QUESTION_ASKED: question_asked,
    DeskNotice.NOTE_ANSWERED: note_answered,
    DeskNotice.UNREACHABLE: unreachable,
    DeskNotice.PARTNER_REPORTED: pair_notices.partner_reported,
    DeskNotice.CARD_SETTLED: card_settled,
    DeskNotice.DECISION_UNDONE: undoing.told,
    DeskNotice.HOLD_ENDED: holding.ended,
    **links.OF_DESKS,
    **staff_notices.OF_DESKS,
}
RENDERERS: Mapping[str, Callable[[Delivery], Screen | None]] = {
    **{kind: _to_its_desk(render) for kind, render in OF_DESKS.items()},
    **staff_notices.TO_ANYBODY,
}
