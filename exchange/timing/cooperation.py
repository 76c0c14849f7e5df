"""What came of an introduction is asked for later, of both; whoever leads a project is asked how it stands."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlmodel import select

from exchange.notices import Reminding
from exchange.rows import row_id
from exchange.timing.hours import reading_time
from exchange.timing.reminder import Family, Kind
from exchange.timing.requests import takes_part
from storage.tables import (
    Application,
    DueOutcome,
    Enquiry,
    Person,
    Project,
    ProjectState,
    Side,
    SurveyReply,
)

if TYPE_CHECKING:
    from datetime import datetime

    from exchange.work import Work
    from storage.tables import Due

INTRODUCED_OUTCOMES = Reminding("introduction.outcomes")  # subject: an enquiry; side, round
PROJECT_QUIET = Reminding("project.quiet")  # subject: a project

FINAL = frozenset({ProjectState.ENDED})


def plan_introduced(work: Work, enquiry: Enquiry) -> None:
    """Ask both, in rounds, what came of it; counted from the yes."""
    since = enquiry.answered_at or work.now
    days = work.scheme.reminding_days(INTRODUCED_OUTCOMES)
    for side in Side if work.scheme.outcomes.visitor else ():
        person = party(work, enquiry, side)
        for number, after in enumerate(days, start=1):
            due_at = reading_time(work, since + timedelta(days=after), person)
            key = f"enquiry:{enquiry.id}:outcomes:{side.value}:{number}"
            facts = {"side": side.value, "round": number}
            work.schedule(INTRODUCED_OUTCOMES, row_id(enquiry), due_at, key=key, **facts)


def party(work: Work, enquiry: Enquiry, side: Side) -> Person:
    """Who asked for an introduction stands where the visitor does, who was asked where the host does."""
    return work.load(Person, enquiry.asker_id if side is Side.VISITOR else enquiry.asked_id)


def told_by(work: Work, enquiry: Enquiry, side: Side, number: int) -> SurveyReply | None:
    """What one side has told in a round."""
    query = select(SurveyReply).where(
        SurveyReply.enquiry_id == enquiry.id, SurveyReply.side == side, SurveyReply.round == number
    )
    return work.session.exec(query).first()


def introduced_round(work: Work, enquiry: Enquiry) -> int:
    """The round that an answer of today belongs to; 0 while nothing is asked."""
    if not enquiry.agreed or enquiry.answered_at is None:
        return 0
    since = work.now - enquiry.answered_at
    days = work.scheme.reminding_days(INTRODUCED_OUTCOMES)
    return sum(since >= timedelta(days=one) for one in days)


def _ask(work: Work, due: Due) -> DueOutcome:
    enquiry = work.session.get(Enquiry, due.subject)
    if enquiry is None:
        return DueOutcome.NOT_NEEDED
    side, number = Side(due.facts["side"]), int(due.facts["round"])
    reader = party(work, enquiry, side)
    known = told_by(work, enquiry, side, number)
    if known or introduced_round(work, enquiry) != number or not takes_part(work, reader):
        return DueOutcome.NOT_NEEDED
    work.tell(reader, INTRODUCED_OUTCOMES, key=due.key, enquiry=enquiry.id, round=number)
    return DueOutcome.DONE


def plan_quiet(work: Work, project: Project) -> None:
    """Ask its lead, when it has not moved for long, how it stands."""
    work.unschedule(PROJECT_QUIET, row_id(project))
    if project.state in FINAL:
        return
    lead = _lead(work, project)
    for days in work.scheme.reminding_days(PROJECT_QUIET):
        due_at = reading_time(work, project.moved_at + timedelta(days=days), lead)
        key = f"project:{project.id}:quiet:{project.state}:{project.moved_at.isoformat()}:{days}"
        work.schedule(PROJECT_QUIET, row_id(project), due_at, key=key)


def _lead(work: Work, project: Project) -> Person:
    return work.load(Person, work.load(Application, project.lead_id).person_id)


def _ask_how(work: Work, due: Due) -> DueOutcome:
    project = work.session.get(Project, due.subject)
    if project is None or project.state in FINAL or not takes_part(work, _lead(work, project)):
        return DueOutcome.NOT_NEEDED
    work.tell(_lead(work, project), PROJECT_QUIET, key=due.key, project=project.id)
    return DueOutcome.DONE


def _hour_of_party(work: Work, due: Due) -> datetime:
    enquiry = work.session.get(Enquiry, due.subject)
    if enquiry is None:
        return work.now
    return reading_time(work, work.now, party(work, enquiry, Side(due.facts["side"])))


def _hour_of_lead(work: Work, due: Due) -> datetime:
    project = work.session.get(Project, due.subject)
    return reading_time(work, work.now, _lead(work, project)) if project else work.now


FAMILIES = (
    Family((Kind(INTRODUCED_OUTCOMES, _hour_of_party, _ask),), said_once=(INTRODUCED_OUTCOMES,)),
    Family((Kind(PROJECT_QUIET, _hour_of_lead, _ask_how),), said_again=(PROJECT_QUIET,)),
)
