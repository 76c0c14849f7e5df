"""The Commitment to Quality and the closing report as forms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.conversation.forms import Form, Question
from bot.conversation.kinds.files import Pdf
from bot.participants.ended import unless_exchange
from bot.participants.forms.scheme_questions import as_questions
from bot.participants.visiting import commitments
from bot.participants.visiting.closing import REPORT
from exchange.timing.reports import REPORTABLE
from exchange.visiting import closing
from exchange.visiting.commitments import draw_up_commitment
from exchange.words import N_
from storage.tables import ExchangeState

if TYPE_CHECKING:
    from bot.conversation.talk import Talk


def forms() -> tuple[Form, ...]:
    """Both papers."""
    return (
        Form(
            commitments.FORM,
            N_("Commitment to Quality"),
            _commitment,
            _draw_up,
            submit=N_("Draw up the paper"),
            ended=unless_exchange(ExchangeState.COMMITMENT, ExchangeState.SIGNING),
        ),
        Form(
            REPORT,
            N_("Closing report"),
            _report,
            _hand_in_report,
            submit=N_("Hand in the report"),
            ended=unless_exchange(*REPORTABLE),
        ),
    )


def _commitment(talk: Talk, subject: int) -> tuple[Question, ...]:
    del subject
    return as_questions(talk.work.scheme.commitment_form)


def _draw_up(talk: Talk, subject: int, answers: dict[str, Any]) -> None:
    draw_up_commitment(talk.work, talk.person, subject, answers)
    commitments.present(talk, subject)


def _report(talk: Talk, subject: int) -> tuple[Question, ...]:
    del subject
    proof = N_(
        "Please send one proof of your stay as a PDF: a boarding pass, a hotel bill, a train ticket."
    )
    evidence = Question("proof", N_("Proof of stay"), proof, Pdf(), optional=True)
    return (*as_questions(talk.work.scheme.report_form), evidence)


def _hand_in_report(talk: Talk, subject: int, answers: dict[str, Any]) -> None:
    evidence = answers.pop("proof", None)
    closing.submit_report(talk.work, talk.person, subject, answers, evidence)
    talk.reply(
        talk.say(
            "Thank you! Your report is with your Partnership. When they have validated it, the lump "
            "sum is paid within {days} days, and your certificate comes here.",
            days=talk.work.scheme.deadlines.payment_days,
        )
    )
