"""What people wrote to each other, searched for and said of things goes after its days; that they did stays for the figures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlmodel import col, select

from exchange.finding.pair_log import forget
from exchange.people.calls import of_its_applications, of_its_people, of_this_call
from exchange.privacy.periods import ago, changed, not_frozen
from storage.tables import (
    Application,
    Course,
    Enquiry,
    GroupGuest,
    Lesson,
    Note,
    Opportunity,
    PairMessage,
    PartnerSearch,
    Person,
    Recommendation,
)

if TYPE_CHECKING:
    from exchange.work import Work


def questions(work: Work) -> int:
    """What people, their Partnership and pairs wrote to each other, long after; a question after its answer."""
    before = ago(work, work.scheme.retention.question_days)
    frozen = select(Person.id).where(col(Person.frozen_at).is_not(None))
    both = col(Enquiry.asker_id).not_in(frozen), _not_among(Enquiry.asked_id, frozen)
    late = sa.func.coalesce(col(Enquiry.answered_at), col(Enquiry.asked_at)) < before
    old = (late, *both, of_its_people(work, col(Enquiry.asker_id), Person.id))
    between = col(Enquiry.partnership_id).is_not(None) | col(Enquiry.proposal_id).is_not(None)
    request = col(Enquiry.search_id).is_not(None) | col(Enquiry.service_id).is_not(None)
    answered = col(Enquiry.answered_at).is_not(None)
    thinned = sa.update(Enquiry).where(request, *old, col(Enquiry.question) != "")
    gone = (
        sa.delete(Enquiry).where(between, *old),
        thinned.values(question="", answer=sa.case((answered, ""))),
        sa.delete(Note).where(
            col(Note.written_at) < before,
            col(Note.person_id).not_in(frozen),
            of_its_people(work, col(Note.person_id), Person.id),
        ),
        sa.delete(PairMessage).where(
            col(PairMessage.written_at) < before,
            col(PairMessage.writer_id).not_in(frozen),
            of_its_people(work, col(PairMessage.writer_id), Person.id),
        ),
        _searches(work),
    )
    return sum(changed(work, one) for one in gone)


def _not_among(column: Any, people: Any) -> sa.ColumnElement[bool]:
    return col(column).is_(None) | col(column).not_in(people)


def _searches(work: Work) -> Any:
    """Searches for partners that ended long ago, without their words: that there was one stays for the figures."""
    theirs = select(Application.id).where(~not_frozen())
    over = col(PartnerSearch.ended_at) < ago(work, work.scheme.retention.question_days)
    of = col(PartnerSearch.application_id)
    told = over & of.not_in(theirs) & of_its_applications(work, of)
    told = told & (col(PartnerSearch.seeks) != "")
    return sa.update(PartnerSearch).where(told).values(brings="", seeks="", countries=[])


def opportunities(work: Work) -> int:
    """Programmes that have ended, long after, and to whom they were shown."""
    over = (
        col(Opportunity.ended_at) < ago(work, work.scheme.retention.opportunity_days)
    ) & of_this_call(work, col(Opportunity.partnership_id))
    its = col(Recommendation.opportunity_id).in_(sa.select(col(Opportunity.id)).where(over))
    changed(work, sa.delete(Recommendation).where(its))
    return changed(work, sa.delete(Opportunity).where(over))


def lessons(work: Work) -> int:
    """Courses that ended long ago, without what people said of them and chose in their tests; that they were there stays."""
    over = (
        select(GroupGuest.id)
        .join(Course)
        .where(
            col(Course.ends_at) < ago(work, work.scheme.retention.lesson_days),
            of_this_call(work, col(Course.partnership_id)),
            col(GroupGuest.person_id).not_in(
                select(Person.id).where(col(Person.frozen_at).is_not(None))
            ),
        )
    )
    told = (col(Lesson.said) != "") | (sa.cast(col(Lesson.answers), sa.Text) != "[]")
    old = sa.update(Lesson).where(col(Lesson.guest_id).in_(over), told)
    return changed(work, old.values(said="", answers=[]))


def pairs(work: Work) -> int:
    """What became of pairs, after the days that the call keeps it to learn from."""
    forget(work)
    return 0
