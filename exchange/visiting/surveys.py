"""The survey after a stay, whole or broken off: asked of both sides, answered once each."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from statistics import fmean
from typing import TYPE_CHECKING, Any

from sqlmodel import col, or_, select

from exchange.errors import CxcError
from exchange.finding import pair_log
from exchange.notices import DeskNotice
from exchange.people.officers import Right, require
from exchange.people.parties import exchange_held, side_in
from exchange.people.valid_stays import was_too_short
from exchange.rows import row_id
from exchange.scheme.questionnaires import SCORES, STARS, YES_NO, check_answers
from exchange.states import AFTER_STAY
from exchange.timing.surveys import reply_of, strike_survey
from exchange.visiting.both_desks import tell_both_desks
from exchange.words import N_
from storage.tables import Exchange, Side, SurveyReply

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from exchange.scheme.questions import FormQuestion
    from exchange.words import Say
    from exchange.work import Work
    from storage.tables import Officer, Person

YES_NO_LABELS = dict(zip(YES_NO, (N_("Yes"), N_("No")), strict=True))


class SurveyTooEarly(CxcError):
    """The survey comes after the stay. I send it to you as soon as the stay is over."""


class AnsweredAlready(CxcError):
    """Thank you, you have answered this survey already."""


@dataclass(frozen=True)
class QuestionResult:
    """What one side answered to one question.

    `counts` has every option by its label, in the scheme's order; `mean` is for ratings (1 to 5)
    and scores (0 to 10); `texts` are the answers in people's own words, newest first.
    """

    side: Side
    title: str
    kind: str
    count: int
    mean: float | None
    counts: dict[str, int]
    texts: list[str]


def survey_form(work: Work, exchange: Exchange, side: Side) -> tuple[FormQuestion, ...]:
    """The questions for one side: those that fit a stay that was finished, or broken off."""
    left_out = "completed" if exchange.ended_early_on else "interrupted"
    return tuple(one for one in _questions(work, side) if one.only_when != left_out)


def _questions(work: Work, side: Side) -> tuple[FormQuestion, ...]:
    surveys = work.scheme.surveys
    return surveys.visitor if side is Side.VISITOR else surveys.host


def submit_survey(
    work: Work, person: Person, exchange_id: int, answers: Mapping[str, Any]
) -> SurveyReply:
    """One side's reply. Raises SurveyTooEarly, AnsweredAlready, AnswerMissing, AnswerNotFitting."""
    exchange = exchange_held(work, person, exchange_id)
    side = side_in(work, person, exchange)
    if exchange.state not in AFTER_STAY:
        raise SurveyTooEarly
    if reply_of(work, exchange, side):
        raise AnsweredAlready
    given = check_answers(survey_form(work, exchange, side), answers)
    reply = work.add(
        SurveyReply(exchange_id=row_id(exchange), side=side, answers=given, submitted_at=work.now)
    )
    pair_log.note_marks(work, exchange, side, given)
    work.record(f"person:{person.id}", "survey:submit", f"exchange:{exchange.id}")
    _settle(work, exchange, side)
    return reply


def _settle(work: Work, exchange: Exchange, side: Side) -> None:
    """Tell the desks; once both have answered, nobody needs to be reminded."""
    what = f"survey:{side.value}:reply"
    tell_both_desks(work, exchange, DeskNotice.SURVEY_SUBMITTED, what, side=side.value)
    if all(reply_of(work, exchange, each) for each in Side):
        strike_survey(work, exchange)


def survey_results(work: Work, officer: Officer) -> list[QuestionResult]:
    """What came back about the exchanges of the officer's Partnership, question by question.

    Both sides of an exchange count for both Partnerships, and of a stay that was too short neither.
    Raises RoleMayNot.
    """
    require(officer, Right.READ)
    return results_of(work, _replies(work, officer.partnership_id))


def results_of(work: Work, replies: Sequence[SurveyReply]) -> list[QuestionResult]:
    """What these replies say, question by question; texts in the order of the replies."""
    return [
        _result(side, question, [reply.answers for reply in replies if reply.side is side])
        for side in Side
        for question in _questions(work, side)
    ]


def _replies(work: Work, partnership_id: int) -> Sequence[SurveyReply]:
    query = (
        select(SurveyReply)
        .join(Exchange, col(Exchange.id) == SurveyReply.exchange_id)
        .where(
            or_(
                col(Exchange.visitor_partnership_id) == partnership_id,
                col(Exchange.host_partnership_id) == partnership_id,
            ),
            SurveyReply.round == 0,
            ~was_too_short(work),
        )
        .order_by(col(SurveyReply.submitted_at).desc(), col(SurveyReply.id).desc())
    )
    return work.session.exec(query).all()


def _result(
    side: Side, question: FormQuestion, replies: Sequence[Mapping[str, Any]]
) -> QuestionResult:
    given = [reply[question.id] for reply in replies if question.id in reply]
    figures = question.kind in {"rating", "score"}
    return QuestionResult(
        side=side,
        title=question.title,
        kind=question.kind,
        count=len(given),
        mean=fmean(given) if given and figures else None,
        counts=_counts(question, given),
        texts=[str(one) for one in given] if question.kind == "text" else [],
    )


def _counts(question: FormQuestion, given: Sequence[Any]) -> dict[str, int]:
    """How often each possible answer was given."""
    chosen = Counter(
        str(one) for answer in given for one in (answer if isinstance(answer, list) else [answer])
    )
    return {label: chosen[answer] for answer, label in _labels(question).items()}


def in_words(say: Say, question: FormQuestion, given: Any) -> str:
    """An answer as people read it: what was chosen by its labels, several with commas."""
    chosen = given if isinstance(given, list) else [] if given is None else [given]
    labels = {} if question.kind == "text" else _labels(question)
    return ", ".join(
        say(labels[one]) if one in labels and not one.isdigit() else one for one in map(str, chosen)
    )


def _labels(question: FormQuestion) -> dict[str, str]:
    match question.kind:
        case "rating":
            return {str(one): str(one) for one in STARS}
        case "score":
            return {str(one): str(one) for one in SCORES}
        case "yes_no":
            return YES_NO_LABELS
    return {option.id: option.label for option in question.options}
