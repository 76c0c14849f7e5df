"""What came of an exchange, told by both sides in rounds, long after the stay."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from exchange.errors import CxcError
from exchange.notices import DeskNotice
from exchange.people.parties import exchange_held, side_in
from exchange.rows import row_id
from exchange.scheme.questionnaires import check_answers
from exchange.timing.outcomes import current_round
from exchange.timing.surveys import reply_of
from exchange.visiting.both_desks import tell_both_desks
from storage.tables import Side, SurveyReply

if TYPE_CHECKING:
    from collections.abc import Mapping

    from exchange.scheme.questions import FormQuestion
    from exchange.work import Work
    from storage.tables import Exchange, Person


class OutcomesTooEarly(CxcError):
    """What came of your exchange I ask you some months after the stay. I write to you then."""


class ToldAlready(CxcError):
    """Thank you, you have told this already."""


def outcomes_form(work: Work, side: Side) -> tuple[FormQuestion, ...]:
    """The questions for one side."""
    asked = work.scheme.outcomes
    return asked.visitor if side is Side.VISITOR else asked.host


def told_of(work: Work, person: Person, exchange: Exchange) -> SurveyReply | None:
    """What this person's side has told in the round that is asked now. Raises NotFound for others."""
    number = current_round(work, exchange)
    return reply_of(work, exchange, side_in(work, person, exchange), number) if number else None


def tell_outcomes(
    work: Work, person: Person, exchange_id: int, answers: Mapping[str, Any]
) -> SurveyReply:
    """One side's answers in the round that is asked now; both desks are told.

    Raises OutcomesTooEarly, ToldAlready, AnswerMissing, AnswerNotFitting, NotFound.
    """
    exchange = exchange_held(work, person, exchange_id)
    side, number = side_in(work, person, exchange), current_round(work, exchange)
    if not number:
        raise OutcomesTooEarly
    if reply_of(work, exchange, side, number):
        raise ToldAlready
    given = check_answers(outcomes_form(work, side), answers)
    told = SurveyReply(
        exchange_id=row_id(exchange),
        side=side,
        round=number,
        answers=given,
        submitted_at=work.now,
    )
    work.add(told)
    work.record(f"person:{person.id}", "outcomes:tell", f"exchange:{exchange.id}", round=number)
    what = f"outcomes:{side.value}:{number}:told"
    facts = {"side": side.value, "round": number}
    tell_both_desks(work, exchange, DeskNotice.OUTCOMES_TOLD, what, **facts)
    return told
