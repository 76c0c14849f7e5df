"""What people ask each other, and answer: the two of an open proposal, and whoever asks for a service or to be introduced."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlmodel import col, select

from exchange.errors import EnoughForToday, NotFound, NotPossibleNow
from exchange.notices import Notice
from exchange.people import blocks
from exchange.people.budgets import spend
from exchange.proposing.asking_again import A_DAY, gathered_at
from exchange.proposing.errors import AnsweredAlready, AskerGone
from exchange.proposing.proposals import other, person_on, proposal_for, side_of
from exchange.rows import row_id
from exchange.timing.requests import plan_request, takes_part
from storage.tables import Budgeted, Enquiry, Person, Proposal, ProposalState

if TYPE_CHECKING:
    import sqlalchemy as sa

    from exchange.work import Work


def ask_about_proposal(work: Work, person: Person, proposal_id: int, question: str) -> Enquiry:
    """The question, passed to the other side: the first of a day at once, others gathered.

    Raises NotFound, AnsweredAlready, EnoughForToday.
    """
    proposal = proposal_for(work, person, proposal_id)
    if proposal.state is not ProposalState.PROPOSED:
        raise AnsweredAlready
    asked = person_on(work, proposal, other(side_of(work, person, proposal)))
    today = _asked_today(work, person, asked, col(Enquiry.proposal_id).is_not(None))
    enquiry = work.add(
        Enquiry(
            proposal_id=proposal.id,
            asker_id=row_id(person),
            asked_id=row_id(asked),
            question=question,
            asked_at=work.now,
        )
    )
    if today:
        _gather(work, asked, proposal)
    else:
        key = f"enquiry:{enquiry.id}:asked"
        facts = {"proposal": proposal.id, "enquiry": enquiry.id}
        work.tell(asked, Notice.PROPOSAL_ASKED, key=key, **facts)
    return enquiry


def _asked_today(work: Work, person: Person, asked: Person, about: sa.ColumnElement[bool]) -> int:
    """How often one has asked the other today. Raises EnoughForToday."""
    query = select(Enquiry.id).where(
        Enquiry.asker_id == person.id,
        Enquiry.asked_id == asked.id,
        Enquiry.asked_at > work.now - A_DAY,
        about,
    )
    today = len(work.session.exec(query).all())
    if today >= work.scheme.proposals.max_questions_per_day:
        raise EnoughForToday
    return today


def _gather(work: Work, asked: Person, proposal: Proposal) -> None:
    """One message for all that is asked within some hours."""
    due_at = gathered_at(work.now)
    key = f"proposal:{proposal.id}:asked:{asked.id}:{due_at:%Y-%m-%dT%H}"
    facts = {"proposal": proposal.id}
    work.tell_at(due_at, asked, Notice.PROPOSAL_ASKED_MORE, key, facts)


def pass_on(
    work: Work, person: Person, asked: Person, question: str, notice: Notice, **about: Any
) -> Enquiry:
    """A question to one person about a service or a search: they are told, and reminded until they answer.

    The first of a day at once, others together. Raises EnoughForToday, TooManyQuestions.
    """
    today = _asked_today(work, person, asked, col(Enquiry.proposal_id).is_(None))
    spend(work, person, Budgeted.QUESTION)
    enquiry = work.add(
        Enquiry(
            asker_id=row_id(person),
            asked_id=row_id(asked),
            question=question,
            asked_at=work.now,
            **about,
        )
    )
    due_at, key = gathered_at(work.now) if today else None, f"enquiry:{enquiry.id}:asked"
    work.tell_at(due_at, asked, notice, key, {"enquiry": enquiry.id})
    plan_request(work, enquiry)
    return enquiry


def answer_enquiry(work: Work, person: Person, enquiry_id: int, answer: str) -> Enquiry:
    """The answer of one participant to another, passed on.

    Raises NotFound, NotPossibleNow if it was answered, AskerGone. Whoever is to be introduced answers by a yes or a no (`exchange.cooperating.introducing`).
    """
    enquiry = work.hold(Enquiry, enquiry_id)
    in_words = enquiry.application_id is None and enquiry.search_id is None
    if enquiry.asked_id != person.id or not in_words:
        raise NotFound
    if enquiry.answered_at:
        raise NotPossibleNow
    asker = work.load(Person, enquiry.asker_id)
    if not listens(work, person, asker):
        raise AskerGone
    enquiry.answer, enquiry.answered_at = answer, work.now
    work.add(enquiry)
    key = f"enquiry:{enquiry.id}:answered"
    if enquiry.service_id is not None:
        work.tell(asker, Notice.SERVICE_ANSWERED, key=key, enquiry=enquiry.id)
        return enquiry
    facts = {"proposal": enquiry.proposal_id, "enquiry": enquiry.id}
    work.tell(asker, Notice.PROPOSAL_ANSWERED, key=key, **facts)
    return enquiry


def listens(work: Work, person: Person, asker: Person) -> bool:
    """Whether an answer would reach who asked: they take part, and neither keeps the other away."""
    return takes_part(work, asker) and not blocks.between(work, row_id(person), row_id(asker))
