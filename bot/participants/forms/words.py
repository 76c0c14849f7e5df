"""Forms of one question each: a question, an answer, a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.conversation.forms import Answers, Form, Question, never
from bot.conversation.kinds import options
from bot.conversation.kinds.choices import OneOf
from bot.conversation.kinds.texts import FreeText
from bot.conversation.screens import paragraphs
from bot.participants.ended import enquiry_over, proposal_over, unless_exchange
from bot.participants.finding import keeping_away
from exchange.access import Thing
from exchange.applying import review
from exchange.proposing import blocking, enquiries, proposals
from exchange.states import CANCELLABLE
from exchange.visiting import course
from exchange.words import N_
from storage.tables import Enquiry

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.conversation.screens import Screen
    from bot.conversation.talk import Talk

WORDS = FreeText(2, 1000)


def forms() -> tuple[Form, ...]:
    """Every one-question form."""
    answer, reason = N_("Your answer"), N_("Your reason")
    enquiry, proposal = Thing.ENQUIRY, Thing.PROPOSAL
    stoppable = unless_exchange(*CANCELLABLE)
    return (
        _asking("answer", answer, enquiry, _their_question, _answer_officer, enquiry_over),
        _asking("ask", N_("Your question"), proposal, _question, _ask_partner, proposal_over),
        _asking("reply", answer, enquiry, _their_question, _answer_partner, enquiry_over),
        _asking(keeping_away.REPORT, N_("Your report"), proposal, _what_happened, _report),
        _asking(
            keeping_away.REPORT_CONTACT,
            N_("Your report"),
            Thing.CONTACT,
            _what_happened,
            _report_contact,
        ),
        _asking("no", reason, proposal, _why_declined, _decline, proposal_over),
        _asking("stop", reason, Thing.EXCHANGE, _why_cancelled, _cancel, stoppable),
    )


def _asking(
    key: str,
    title: str,
    about: Thing,
    questions: Callable[[Talk, int], tuple[Question, ...]],
    finish: Callable[[Talk, int, Answers], None],
    ended: Callable[[Talk, int], Screen | None] = never,
) -> Form:
    """A form of one question, which is sent as soon as it is answered."""
    return Form(key, title, questions, finish, review=False, ended=ended, about=about)


def _quoted(talk: Talk, enquiry_id: int) -> str:
    enquiry = talk.work.load(Enquiry, enquiry_id)
    return paragraphs(talk.say("They ask: “{question}”", question=enquiry.question))


def _their_question(talk: Talk, subject: int) -> tuple[Question, ...]:
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


def _answer_officer(talk: Talk, subject: int, answers: dict[str, Any]) -> None:
    review.answer_applicant_enquiry(talk.work, talk.person, subject, answers["text"])
    talk.reply(
        talk.say("Thank you, your answer is with your Partnership. I tell you what they decide.")
    )


def _ask_partner(talk: Talk, subject: int, answers: dict[str, Any]) -> None:
    enquiries.ask_about_proposal(talk.work, talk.person, subject, answers["text"])
    talk.reply(talk.say("I passed your question on. The answer comes here."))


def _answer_partner(talk: Talk, subject: int, answers: dict[str, Any]) -> None:
    enquiries.answer_enquiry(talk.work, talk.person, subject, answers["text"])
    talk.reply(talk.say("Thank you, I passed your answer on."))


def _decline(talk: Talk, subject: int, answers: dict[str, Any]) -> None:
    proposals.decline_proposal(talk.work, talk.person, subject, answers["reason"])
    talk.reply(talk.say("I let them know kindly. Nothing more to do for you."))


def _what_happened(talk: Talk, subject: int) -> tuple[Question, ...]:
    del talk, subject
    prompt = N_("What happened? Your Partnership and theirs read it.")
    return (Question("text", N_("What happened"), prompt, WORDS),)


def _report(talk: Talk, subject: int, answers: dict[str, Any]) -> None:
    blocking.report_partner(talk.work, talk.person, subject, answers["text"])
    _reported(talk)


def _report_contact(talk: Talk, subject: int, answers: dict[str, Any]) -> None:
    blocking.report_contact(talk.work, talk.person, subject, answers["text"])
    _reported(talk)


def _reported(talk: Talk) -> None:
    talk.reply(
        talk.say(
            "Thank you for telling. Your Partnership looks into it, and you hear nothing more from them."
        )
    )


def _cancel(talk: Talk, subject: int, answers: dict[str, Any]) -> None:
    course.cancel_exchange(talk.work, talk.person, subject, answers["reason"])
    talk.reply(
        talk.say(
            "The exchange is cancelled, and everybody concerned is told. /status shows what you can do now."
        )
    )
