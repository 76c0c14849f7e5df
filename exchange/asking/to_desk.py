"""*Ask my Partnership*: a question goes to the desk, the answer comes back; some become answers for all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import col, select

from exchange.errors import CxcError
from exchange.life.cards import settle_cards
from exchange.notices import DeskNotice, Notice
from exchange.people.budgets import spend
from exchange.people.officers import Right, require, require_partnership
from exchange.rows import row_id
from storage.tables import Budgeted, DeskAnswer, Enquiry, Officer, Person

if TYPE_CHECKING:
    from exchange.work import Work

LONGEST = 1000
"""Characters of a question, and of an answer."""


class AnsweredMeanwhile(CxcError):
    """A colleague has answered this question already. /questions shows what is still open."""


def ask_partnership(work: Work, person: Person, partnership_id: int, question: str) -> Enquiry:
    """The question, passed on to the desk; one that still waits there is not asked twice.

    Raises TooManyQuestions.
    """
    waiting = select(Enquiry).where(
        Enquiry.asker_id == person.id,
        Enquiry.partnership_id == partnership_id,
        Enquiry.question == question,
        col(Enquiry.answered_at).is_(None),
    )
    known = work.session.exec(waiting).first()
    if known:
        return known
    spend(work, person, Budgeted.QUESTION)
    enquiry = work.add(
        Enquiry(
            partnership_id=partnership_id,
            asker_id=row_id(person),
            question=question[:LONGEST],
            asked_at=work.now,
        )
    )
    key = f"enquiry:{enquiry.id}:asked"
    work.tell_desk(partnership_id, DeskNotice.QUESTION_ASKED, key=key, enquiry=enquiry.id)
    return enquiry


def open_questions(work: Work, officer: Officer) -> list[Enquiry]:
    """What was asked of the officer's Partnership and not answered, oldest first."""
    require(officer, Right.READ)
    query = select(Enquiry).where(
        Enquiry.partnership_id == officer.partnership_id, col(Enquiry.answered_at).is_(None)
    )
    return list(work.session.exec(query.order_by(col(Enquiry.asked_at), col(Enquiry.id))))


def answer_question(work: Work, officer: Officer, enquiry_id: int, answer: str) -> Enquiry:
    """The answer, passed on to whoever asked. Raises RoleMayNot, NotFound, AnsweredMeanwhile."""
    enquiry = _held(work, officer, enquiry_id)
    if enquiry.answered_at:
        raise AnsweredMeanwhile
    enquiry.answer, enquiry.answered_at = answer, work.now
    work.add(enquiry)
    actor, number = f"officer:{officer.id}", row_id(enquiry)
    work.record(actor, "enquiry:answer", f"enquiry:{number}")
    person = work.load(Person, enquiry.asker_id)
    key = f"enquiry:{number}:answered"
    work.tell(person, Notice.QUESTION_ANSWERED, key=key, enquiry=number)
    asked = DeskNotice.QUESTION_ASKED
    settle_cards(work, [officer.partnership_id], [asked], asked, actor, enquiry=number)
    return enquiry


def _held(work: Work, officer: Officer, enquiry_id: int) -> Enquiry:
    require(officer, Right.DECIDE)
    enquiry = work.hold(Enquiry, enquiry_id)
    require_partnership(officer, enquiry.partnership_id or 0)
    return enquiry


def keep_answer(work: Work, officer: Officer, question: str, answer: str) -> DeskAnswer:
    """An answer that the Partnership's people get from now on, when they ask so. Raises RoleMayNot."""
    require(officer, Right.DECIDE)
    kept = work.add(
        DeskAnswer(
            partnership_id=officer.partnership_id,
            question=question,
            answer=answer,
            kept_by=row_id(officer),
            kept_at=work.now,
        )
    )
    work.record(f"officer:{officer.id}", "answer:keep", f"answer:{kept.id}")
    return kept


def kept_answers(work: Work, partnership_id: int) -> list[DeskAnswer]:
    """What a Partnership keeps to be answered, oldest first."""
    query = select(DeskAnswer).where(DeskAnswer.partnership_id == partnership_id)
    return list(work.session.exec(query.order_by(col(DeskAnswer.id))))


def drop_answer(work: Work, officer: Officer, answer_id: int) -> None:
    """Nothing; nobody gets that answer any more. Raises RoleMayNot, NotFound."""
    require(officer, Right.DECIDE)
    kept = work.load(DeskAnswer, answer_id)
    require_partnership(officer, kept.partnership_id)
    work.session.delete(kept)
    work.record(f"officer:{officer.id}", "answer:drop", f"answer:{answer_id}")
