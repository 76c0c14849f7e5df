"""Cooperation projects: begun with somebody one knows, joined by others, brought from an idea to its end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import col, or_, select

from exchange.cooperating import introducing
from exchange.errors import CxcError, EnoughForToday, NotFound
from exchange.life.moves import move_project
from exchange.notices import Notice
from exchange.people import blocks
from exchange.people.people import seen
from exchange.proposing.asking_again import A_DAY, tell_changes
from exchange.proposing.proposals import own_application
from exchange.rows import row_id
from exchange.timing.cooperation import FINAL, plan_quiet
from storage.tables import Application, Enquiry, Person, Project, ProjectPartner, ProjectState

if TYPE_CHECKING:
    from exchange.work import Work

LONGEST_TITLE, LONGEST_CALL, LONGEST_AIM = 80, 120, 600


class ProjectOver(CxcError):
    """This project has ended. /projects shows those that go on."""


class NotIntroduced(CxcError):
    """A project is begun with somebody you were introduced to. /partners finds them."""


def begin(work: Work, person: Person, number: int, title: str, aim: str, call: str) -> Project:
    """A project, an idea at first, with the other side of an introduction; the same title with them twice is one.

    Raises NotFound, NotAcceptedYet, NotIntroduced, EnoughForToday.
    """
    lead = own_application(work, person)
    other = _introduced(work, person, number)
    work.hold(Application, lead.id)
    known = next((one for one in projects_of(work, person) if one.title == title), None)
    project = known or work.add(
        Project(
            lead_id=row_id(lead),
            title=title,
            aim=aim,
            call=call,
            state=ProjectState.IDEA,
            begun_at=work.now,
            moved_at=work.now,
        )
    )
    if known is None:
        _require_pace(work, lead)
        work.record(f"person:{person.id}", "project:begin", f"project:{project.id}")
        plan_quiet(work, project)
    _join(work, project, other)
    return project


def _require_pace(work: Work, lead: Application) -> None:
    """Who is told of a project is not told of one after the other."""
    today = select(Project.id).where(
        Project.lead_id == lead.id, col(Project.begun_at) > work.now - A_DAY
    )
    if len(work.session.exec(today).all()) > work.scheme.proposals.max_questions_per_day:
        raise EnoughForToday


def add_partner(work: Work, person: Person, number: int, enquiry_id: int) -> Project:
    """The project with somebody else its member was introduced to. Raises NotFound, NotIntroduced, ProjectOver."""
    project = _held(work, person, number)
    if project.state in FINAL:
        raise ProjectOver
    other = _introduced(work, person, enquiry_id)
    _join(work, project, other)
    return project


def _introduced(work: Work, person: Person, number: int) -> Application:
    if not introducing.is_party(work, person, number):
        raise NotFound
    enquiry = work.load(Enquiry, number)
    other = introducing.other_of(work, person, enquiry)
    apart = blocks.between(work, row_id(person), other.person_id)
    if not enquiry.agreed or apart or not seen(work, other):
        raise NotIntroduced
    return other


def _join(work: Work, project: Project, other: Application) -> None:
    """In, and told; whoever has left is not brought back by others."""
    query = select(ProjectPartner).where(
        ProjectPartner.project_id == project.id, ProjectPartner.application_id == other.id
    )
    if project.lead_id == other.id or work.session.exec(query).first() is not None:
        return
    joined = work.add(
        ProjectPartner(project_id=row_id(project), application_id=row_id(other), joined_at=work.now)
    )
    reader = work.load(Person, other.person_id)
    key = f"project:{project.id}:joined:{joined.id}"
    work.tell(reader, Notice.PROJECT_JOINED, key=key, project=project.id)


def bring(work: Work, person: Person, number: int, to: ProjectState) -> Project:
    """The project in another state; all others in it are told. Raises NotFound, NotPossibleNow."""
    project = _held(work, person, number)
    if project.state is to:
        return project
    move_project(work, project, to, f"person:{person.id}")
    plan_quiet(work, project)
    for member in shown_members(work, project):
        if member.person_id != person.id:
            reader = work.load(Person, member.person_id)
            key = f"project:{project.id}:{to.value}:{member.id}"
            facts = {"project": project.id, "state": to.value}
            tell_changes(work, reader, Notice.PROJECT_MOVED, key, **facts)
    return project


def leave(work: Work, person: Person, number: int) -> Project:
    """The project without this partner; its lead ends it for all. Raises NotFound."""
    project = _held(work, person, number)
    if work.load(Application, project.lead_id).person_id == person.id:
        return bring(work, person, number, ProjectState.ENDED)
    own = select(Application.id).where(Application.person_id == person.id)
    query = select(ProjectPartner).where(
        ProjectPartner.project_id == number,
        col(ProjectPartner.application_id).in_(own),
        col(ProjectPartner.left_at).is_(None),
    )
    for one in work.session.exec(query).all():
        one.left_at = work.now
        work.add(one)
        work.record(f"person:{person.id}", "project:leave", f"project:{number}")
    return project


def members(work: Work, project: Project) -> list[Application]:
    """The applications of its lead and of all who have not left, in this order."""
    query = (
        select(Application)
        .join(ProjectPartner)
        .where(ProjectPartner.project_id == project.id, col(ProjectPartner.left_at).is_(None))
        .order_by(col(ProjectPartner.id))
    )
    return [work.load(Application, project.lead_id), *work.session.exec(query)]


def shown_members(work: Work, project: Project) -> list[Application]:
    """The same, but for those who take part in the programme no more: they are shown to nobody."""
    return [one for one in members(work, project) if seen(work, one)]


def projects_of(work: Work, person: Person) -> list[Project]:
    """The projects somebody leads or is in, those that go on first, the latest before others."""
    own = select(Application.id).where(Application.person_id == person.id)
    joined = select(ProjectPartner.project_id).where(
        col(ProjectPartner.application_id).in_(own), col(ProjectPartner.left_at).is_(None)
    )
    query = select(Project).where(or_(col(Project.lead_id).in_(own), col(Project.id).in_(joined)))
    found = work.session.exec(query.order_by(col(Project.id).desc())).all()
    return sorted(found, key=lambda one: one.state in FINAL)


def is_member(work: Work, person: Person, number: int) -> bool:
    """Whether somebody leads a project or is in it."""
    return any(row_id(one) == number for one in projects_of(work, person))


def _held(work: Work, person: Person, number: int) -> Project:
    project = work.hold(Project, number)
    if not is_member(work, person, number):
        raise NotFound
    return project
