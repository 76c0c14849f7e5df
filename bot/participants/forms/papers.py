"""The Commitment to Quality, the closing report and what proves the stay, as forms."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from bot.conversation.forms import Form, Question
from bot.conversation.kinds.files import Papers
from bot.conversation.kinds.texts import FreeText
from bot.participants.ended import unless_exchange
from bot.participants.forms import agenda
from bot.participants.forms.scheme_questions import as_questions
from bot.participants.visiting import commitments, proofs
from bot.participants.visiting.closing import EVIDENCE, REPORT
from exchange.access import Thing
from exchange.people import parties
from exchange.states import REPORTABLE, nothing_to_pay
from exchange.timing.evidence import evidence_of, missing_evidence
from exchange.visiting import closing
from exchange.visiting.calendars import AGENDA
from exchange.visiting.commitments import draw_up_commitment
from exchange.visiting.evidence import HANDED_IN, hand_in_evidence
from exchange.words import N_
from storage.tables import ExchangeState

if TYPE_CHECKING:
    from bot.conversation.talk import Talk
    from exchange.scheme.questions import EvidenceItem


def forms() -> tuple[Form, ...]:
    """All three."""
    return (
        Form(
            commitments.FORM,
            N_("Commitment to Quality"),
            _commitment,
            _draw_up,
            submit=N_("Draw up the paper"),
            ended=unless_exchange(ExchangeState.COMMITMENT, ExchangeState.SIGNING),
            about=Thing.EXCHANGE,
            correct=agenda.correct,
        ),
        Form(
            REPORT,
            N_("Closing report"),
            _report,
            _hand_in_report,
            submit=N_("Hand in the report"),
            ended=unless_exchange(*REPORTABLE),
            about=Thing.EXCHANGE,
        ),
        Form(
            EVIDENCE,
            N_("Proof of your stay"),
            _evidence,
            _hand_in_evidence,
            submit=N_("Hand it in"),
            ended=unless_exchange(*HANDED_IN),
            about=Thing.EXCHANGE,
        ),
    )


def _commitment(talk: Talk, subject: int) -> tuple[Question, ...]:
    """The call's questions; an agenda is proposed day by day."""
    questions = as_questions(talk.work.scheme.commitment_form)
    return tuple(_proposed(talk, subject, one) if one.id == AGENDA else one for one in questions)


def _proposed(talk: Talk, subject: int, question: Question) -> Question:
    if not isinstance(question.kind, FreeText) or not agenda.days_of(talk, subject):
        return question
    kind = agenda.kind(talk, subject, question.kind.least, question.kind.most)
    prompt = N_("I propose this from your dates and profiles. Is it right?")
    return replace(question, kind=kind, prompt=prompt, shows=kind.told)


def _draw_up(talk: Talk, subject: int, answers: dict[str, Any]) -> None:
    draw_up_commitment(talk.work, talk.person, subject, answers)
    commitments.present(talk, subject)


def _report(talk: Talk, subject: int) -> tuple[Question, ...]:
    exchange = parties.exchange_for(talk.work, talk.person, subject)
    items = () if nothing_to_pay(exchange) else map(_proof, talk.work.scheme.evidence)
    return (*as_questions(talk.work.scheme.report_form), *items)


def _proof(item: EvidenceItem) -> Question:
    return Question(item.id, item.title, item.prompt, Papers(N_("proof of stay")), optional=True)


def _hand_in_report(talk: Talk, subject: int, answers: dict[str, Any]) -> None:
    _add(talk, subject, answers)
    closing.submit_report(talk.work, talk.person, subject, answers)
    say = talk.say
    thanks = say("Thank you! Your report is with your Partnership. I tell you what they say.")
    talk.send(proofs.with_missing(talk, subject, thanks))


def _evidence(talk: Talk, subject: int) -> tuple[Question, ...]:
    """What is missing; where nothing is, every item, for whoever has more of it."""
    exchange = parties.exchange_for(talk.work, talk.person, subject)
    there = {one.item for one in evidence_of(talk.work, exchange)}
    items = [one for one in talk.work.scheme.evidence if one.id not in there]
    missing = missing_evidence(talk.work, exchange)
    return tuple(_proof(one) for one in (items if missing else talk.work.scheme.evidence))


def _hand_in_evidence(talk: Talk, subject: int, answers: dict[str, Any]) -> None:
    if _add(talk, subject, answers):
        thanks = talk.say("Thank you! Your Partnership has it.")
    else:
        thanks = talk.say("You have sent nothing, and that is fine for now.")
    talk.send(proofs.with_missing(talk, subject, thanks))


def _add(talk: Talk, subject: int, answers: dict[str, Any]) -> bool:
    """Whether files were among the answers; they are taken out of them, and kept as evidence."""
    items = [one.id for one in talk.work.scheme.evidence]
    given = {item: files for item in items if (files := answers.pop(item, None))}
    if given:
        hand_in_evidence(talk.work, talk.person, subject, given)
    return bool(given)
