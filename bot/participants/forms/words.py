"""Forms of one question each: a question, an answer, a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.conversation.forms import Form, Question
from bot.conversation.kinds import options
from bot.conversation.kinds.choices import OneOf
from bot.conversation.kinds.texts import FreeText
from bot.conversation.screens import paragraphs
from bot.participants.ended import enquiry_over, proposal_over, unless_exchange
from exchange.applying import review
from exchange.proposing import proposals
from exchange.visiting import course
from exchange.visiting.course import CANCELLABLE
from exchange.words import N_
from storage.tables import Enquiry, ExchangeState

if TYPE_CHECKING:
    from bot.conversation.talk import Talk

WORDS = FreeText(2, 1000)


def forms() -> tuple[Form, ...]:
    """Every one-question form."""
    return (
        Form(
            "answer",
            N_("Your answer"),
            _officers_question,
            _answer_officer,
            review=False,
            ended=enquiry_over,
        ),
        Form(
            "ask",
            N_("Your question"),
            _question,
            _ask_partner,
            review=False,
            ended=proposal_over,
        ),
        Form(
            "reply",
            N_("Your answer"),
            _partners_question,
            _answer_partner,
            review=False,
            ended=enquiry_over,
        ),
        Form("no", N_("Your reason"), _why_declined, _decline, review=False, ended=proposal_over),
        Form(
            "stop",
            N_("Your reason"),
            _why_cancelled,
            _cancel,
            review=False,
            ended=unless_exchange(*CANCELLABLE),
        ),
        Form(
            "early",
            N_("Your reason"),
            _why_interrupted,
            _interrupt,
            review=False,
            ended=unless_exchange(ExchangeState.UNDER_WAY),
        ),
    )


def _quoted(talk: Talk, enquiry_id: int) -> str:
    enquiry = talk.work.load(Enquiry, enquiry_id)
    return paragraphs(talk.say("They ask: “{question}”", question=enquiry.question))


def _officers_question(talk: Talk, subject: int) -> tuple[Question, ...]:
    return (Question("text", N_("Answer"), _quoted(talk, subject), WORDS),)


def _partners_question(talk: Talk, subject: int) -> tuple[Question, ...]:
    return (Question("text", N_("Answer"), _quoted(talk, subject), WORDS),)


def _question(talk: Talk, subject: int) -> tuple[Question, ...]:
    del talk, subject
    return (Question("text", N_("Question"), N_("What would you like to ask them?"), WORDS),)


def _why_declined(talk: Talk, subject: int) -> tuple[Question, ...]:
    del talk, subject
    prompt = N_("Thank you for being clear. May I tell them why?")
    kind = OneOf(options.scheme_list("decline_reasons"), width=1)
    return (Question("reason", N_("Reason"), prompt, kind),)


def _why_cancelled(talk: Talk, subject: int) -> tuple[Question, ...]:
    del talk, subject
    kind = OneOf(options.scheme_list("cancellation_reasons"), width=1)
    return (Question("reason", N_("Reason"), N_("Why can the exchange not take place?"), kind),)


def _why_interrupted(talk: Talk, subject: int) -> tuple[Question, ...]:
    del talk, subject
    prompt = N_("I am sorry to hear that. What happened? Your Partnership will read it.")
    return (Question("reason", N_("What happened"), prompt, WORDS),)


def _answer_officer(talk: Talk, subject: int, answers: dict[str, Any]) -> None:
    review.answer_applicant_enquiry(talk.work, talk.person, subject, answers["text"])
    talk.reply(
        talk.say("Thank you, your answer is with your Partnership. I tell you what they decide.")
    )


def _ask_partner(talk: Talk, subject: int, answers: dict[str, Any]) -> None:
    proposals.ask_about_proposal(talk.work, talk.person, subject, answers["text"])
    talk.reply(talk.say("I passed your question on. The answer comes here."))


def _answer_partner(talk: Talk, subject: int, answers: dict[str, Any]) -> None:
    proposals.answer_proposal_enquiry(talk.work, talk.person, subject, answers["text"])
    talk.reply(talk.say("Thank you, I passed your answer on."))


def _decline(talk: Talk, subject: int, answers: dict[str, Any]) -> None:
    proposals.decline_proposal(talk.work, talk.person, subject, answers["reason"])
    talk.reply(talk.say("I let them know kindly. Nothing more to do for you."))


def _cancel(talk: Talk, subject: int, answers: dict[str, Any]) -> None:
    course.cancel_exchange(talk.work, talk.person, subject, answers["reason"])
    talk.reply(
        talk.say(
            "The exchange is cancelled, and everybody concerned is told. /status shows what you can do now."
        )
    )


def _interrupt(talk: Talk, subject: int, answers: dict[str, Any]) -> None:
    course.interrupt_exchange(
        talk.work, talk.person, subject, talk.work.now.date(), answers["reason"]
    )
    talk.reply(
        talk.say(
            "Thank you for telling. Your Partnership knows and will see what can be paid. I ask you for a short report."
        )
    )
