"""What officers are asked: a reason, a question, a payment's reference."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.conversation.forms import Form, Question
from bot.conversation.kinds import options
from bot.conversation.kinds.choices import OneOf
from bot.conversation.kinds.texts import FreeText, Whole
from bot.conversation.screens import Button, lines
from bot.desk import addresses as to
from bot.desk import correcting, distances
from bot.desk.officer import officer_of
from bot.desk.settled import unless_application, unless_exchange
from exchange.access import Thing
from exchange.applying import review
from exchange.errors import CxcError
from exchange.money import Money
from exchange.people import officers
from exchange.states import CANCELLABLE
from exchange.visiting import closing, course, evidence, paying
from exchange.visiting.correcting import CORRECTABLE
from exchange.visiting.distances import BEFORE_MONEY, FARTHEST_KM
from exchange.words import N_
from storage.tables import ApplicationState, Exchange, ExchangeState

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.conversation.kinds.base import Kind
    from bot.conversation.talk import Talk

    Questions = Callable[[Talk, int], tuple[Question, ...]]
    Finish = Callable[[Talk, int, dict[str, Any]], None]

REASON = FreeText(3, 500, why=True)


def _one(title: str, prompt: str, kind: Kind) -> Questions:
    def questions(talk: Talk, subject: int) -> tuple[Question, ...]:
        del talk, subject
        return (Question("text", title, prompt, kind),)

    return questions


def _reference(talk: Talk, subject: int) -> tuple[Question, ...]:
    """What the books call a payment, without whose account it goes to."""
    del talk, subject
    asked = N_(
        "What is the payment's reference (bank or accounting number)? No bank details, please."
    )
    return (Question("text", N_("Reference"), asked, FreeText(2, 80), check=_bank_details),)


def _bank_details(talk: Talk, _answers: Mapping[str, Any], value: Any) -> str:
    try:
        paying.check_reference(value)
    except paying.BankDetails as error:
        return talk.say(error.template, **error.facts)
    return ""


def _reject_questions(talk: Talk, subject: int) -> tuple[Question, ...]:
    del talk, subject
    return (
        Question(
            "reason",
            N_("Reason"),
            N_("Why is it rejected? The applicant reads this."),
            OneOf(options.scheme_list("rejection_reasons"), width=1),
        ),
        Question(
            "own",
            N_("In your words"),
            N_("Something to add for the applicant?"),
            REASON,
            optional=True,
        ),
    )


def _reject(talk: Talk, subject: int, answers: dict[str, Any]) -> None:
    label = talk.work.scheme.option("rejection_reasons", answers["reason"]).label
    reason = f"{label}\n{answers['own']}" if answers.get("own") else label
    review.reject_application(talk.work, officer_of(talk), subject, reason)
    talk.reply(talk.say("❌ Rejected. The applicant is told, with the reason."))


def _ask(talk: Talk, subject: int, answers: dict[str, Any]) -> None:
    review.ask_applicant(talk.work, officer_of(talk), subject, answers["text"])
    talk.reply(talk.say("Asked. The answer comes to the desk, and the application waits for it."))


def _return(talk: Talk, subject: int, answers: dict[str, Any]) -> None:
    closing.return_report(talk.work, officer_of(talk), subject, answers["text"])
    talk.reply(talk.say("The visitor is asked for more."), _card(subject))


def _pay(talk: Talk, subject: int, answers: dict[str, Any]) -> None:
    """Proposed, and who approves it; whoever is alone is shown what may be done about that."""
    officer, say = officer_of(talk), talk.say
    payment = paying.propose_payment(talk.work, officer, subject, answers["text"])
    alone = paying.may_approve(talk.work, officer, payment)
    if alone:
        then = say("You are the only officer here, so you approve it yourself.")
    elif len(officers.payers(talk.work, officer.partnership_id)) > 1:
        then = say("A colleague has it on the desk and approves it.")
    else:
        then = say("Somebody else has to approve it, and nobody is there yet: /invite")
    head = say(
        "💶 Proposed: {amount}, reference {reference}.",
        amount=Money(payment.amount, payment.currency),
        reference=payment.reference,
    )
    approve = [Button(say("✅ Approve the payment"), to.APPROVE_PAYMENT(subject))]
    back = [Button(say("↩️ Send it back"), to.DECLINE_PAYMENT(subject))]
    talk.reply(lines(head, then), approve if alone else [], back)


def _send_back(talk: Talk, subject: int, answers: dict[str, Any]) -> None:
    paying.decline_payment(talk.work, officer_of(talk), subject, answers["text"])
    talk.reply(talk.say("Sent back, with your reason. It can be proposed anew."), _card(subject))


def _waive(talk: Talk, subject: int, answers: dict[str, Any]) -> None:
    evidence.waive_evidence(talk.work, officer_of(talk), subject, answers["text"])
    noted = talk.say("Noted, with your name and reason.")
    talk.reply(lines(noted, _paid_next(talk, subject)), _card(subject))


def _paid_next(talk: Talk, number: int) -> str:
    """That it can be paid now, or what else is in the way."""
    try:
        paying.require_payable(talk.work, talk.work.load(Exchange, number))
    except CxcError as error:
        return talk.say(error.template, **error.facts)
    return talk.say("The payment can be made now.")


def _stop(talk: Talk, subject: int, answers: dict[str, Any]) -> None:
    course.cancel_exchange(talk.work, officer_of(talk), subject, answers["text"])
    talk.reply(talk.say("The exchange is cancelled; both sides are told."), _card(subject))


def _card(number: int) -> list[Button]:
    """The way to the card, with what can be done there now."""
    return [Button(f"HX-{number:04}", to.EXCHANGE(number))]


def _distance(talk: Talk, subject: int) -> tuple[Question, ...]:
    del talk, subject
    prompt = N_(
        "How many kilometres apart are the two, as the crow flies? You see what it costs before it counts."
    )
    return (Question("km", N_("Distance"), prompt, Whole(0, FARTHEST_KM)),)


def _of_exchange(
    key: str, title: str, questions: Questions, finish: Finish, *states: ExchangeState
) -> Form:
    """One question about an exchange, asked while it is in one of the states."""
    return Form(
        key,
        title,
        questions,
        finish,
        review=False,
        ended=unless_exchange(*states),
        about=Thing.EXCHANGE,
    )


FORMS: Mapping[str, Form] = {
    form.key: form
    for form in (
        Form(
            "reject",
            N_("Rejection"),
            _reject_questions,
            _reject,
            submit=N_("Reject the application"),
            ended=unless_application(ApplicationState.SUBMITTED, ApplicationState.INFO_REQUESTED),
            about=Thing.APPLICATION,
        ),
        Form(
            "question",
            N_("Your question"),
            _one(N_("Question"), N_("What would you like to know from the applicant?"), REASON),
            _ask,
            review=False,
            ended=unless_application(ApplicationState.SUBMITTED),
            about=Thing.APPLICATION,
        ),
        _of_exchange(
            "return",
            N_("What is missing"),
            _one(
                N_("What is missing"),
                N_("What does the report still need? The visitor reads this."),
                REASON,
            ),
            _return,
            ExchangeState.REPORTED,
        ),
        _of_exchange(
            "pay",
            N_("Payment"),
            _reference,
            _pay,
            ExchangeState.VALIDATED,
        ),
        _of_exchange(
            "unpay",
            N_("Payment sent back"),
            _one(N_("Reason"), N_("Why is it sent back? Your colleagues read this."), REASON),
            _send_back,
            ExchangeState.PROPOSED,
        ),
        _of_exchange(
            "waive",
            N_("Payment without proof"),
            _one(
                N_("Reason"),
                N_(
                    "Why is this stay paid although a proof is missing? Your reason stays on record."
                ),
                REASON,
            ),
            _waive,
            ExchangeState.VALIDATED,
        ),
        _of_exchange(
            "correct", N_("Correction"), correcting.questions, correcting.finish, *CORRECTABLE
        ),
        _of_exchange("distance", N_("Distance"), _distance, distances.would_cost, *BEFORE_MONEY),
        _of_exchange(
            "stop",
            N_("Cancellation"),
            _one(N_("Reason"), N_("Why is the exchange cancelled? Both sides read this."), REASON),
            _stop,
            *CANCELLABLE,
        ),
    )
}
