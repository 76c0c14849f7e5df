"""What came of an introduction, told by both sides in rounds by the questions that are asked after an exchange."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from exchange.cooperating.introducing import is_party
from exchange.errors import CxcError, NotFound
from exchange.rows import row_id
from exchange.scheme.questionnaires import check_answers
from exchange.timing.cooperation import introduced_round, told_by
from storage.tables import Enquiry, Side, SurveyReply

if TYPE_CHECKING:
    from collections.abc import Mapping

    from exchange.scheme.questions import FormQuestion
    from exchange.work import Work
    from storage.tables import Person


class NotAskedYet(CxcError):
    """What came of it I ask you some months after you were introduced. I write to you then."""


class ToldAlready(CxcError):
    """Thank you, you have told this already."""


def questions(work: Work) -> tuple[FormQuestion, ...]:
    """What both are asked."""
    return work.scheme.outcomes.visitor


def side_of(person: Person, enquiry: Enquiry) -> Side:
    """On which side somebody is: who asked stands where the visitor does."""
    return Side.VISITOR if enquiry.asker_id == person.id else Side.HOST


def may_tell(work: Work, person: Person, number: int) -> int:
    """The round that somebody may tell now. Raises NotFound, NotAskedYet, ToldAlready."""
    if not is_party(work, person, number):
        raise NotFound
    enquiry = work.hold(Enquiry, number)
    now = introduced_round(work, enquiry)
    if not now:
        raise NotAskedYet
    if told_by(work, enquiry, side_of(person, enquiry), now):
        raise ToldAlready
    return now


def tell(work: Work, person: Person, number: int, answers: Mapping[str, Any]) -> SurveyReply:
    """One side's answers in the round that is asked now.

    Raises NotFound, NotAskedYet, ToldAlready, AnswerMissing, AnswerNotFitting.
    """
    now = may_tell(work, person, number)
    enquiry = work.hold(Enquiry, number)
    told = work.add(
        SurveyReply(
            enquiry_id=row_id(enquiry),
            side=side_of(person, enquiry),
            round=now,
            answers=check_answers(questions(work), answers),
            submitted_at=work.now,
        )
    )
    work.record(f"person:{person.id}", "introduction:tell", f"search:{enquiry.search_id}")
    return told
