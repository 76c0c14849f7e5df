"""What became of the searches and projects of a Partnership's people: counted, and in lines for the spreadsheet."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlmodel import col, select

from exchange.cooperating import introducing
from exchange.cooperating.projects import members
from exchange.people.officers import Right, require
from exchange.rows import row_id
from exchange.visiting.kept_files import language_of
from exchange.words import N_
from matching.places.countries import country_name
from storage.tables import (
    Application,
    Enquiry,
    Organisation,
    PartnerSearch,
    Project,
    ProjectState,
    SurveyReply,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sqlmodel.sql.expression import SelectOfScalar

    from exchange.papers.workbook import Cell
    from exchange.words import Say
    from exchange.work import Work
    from storage.tables import Officer

COLUMNS = (
    N_("Number"),
    N_("Organisation"),
    N_("Country"),
    N_("Asked"),
    N_("Country of the other"),
    N_("On"),
    N_("Answer"),
    N_("Answered"),
    N_("What came of it"),
)
PROJECTS = (
    N_("Number"),
    N_("Title"),
    N_("Led by"),
    N_("With"),
    N_("Aim"),
    N_("Call"),
    N_("State"),
    N_("Begun"),
    N_("Since"),
)
STATES: Mapping[ProjectState, str] = {
    ProjectState.IDEA: N_("an idea"),
    ProjectState.PREPARED: N_("being prepared"),
    ProjectState.SUBMITTED: N_("submitted"),
    ProjectState.FUNDED: N_("funded"),
    ProjectState.REFUSED: N_("refused"),
    ProjectState.ENDED: N_("ended"),
}
YES, NO, WAITS = N_("agreed"), N_("declined"), N_("waits")


@dataclass(frozen=True)
class Cooperation:
    """Searches; introductions asked for, agreed to and declined; what came of them by its label; projects by state.

    `told` counts introductions of which somebody has told what came of them.
    """

    searches: int
    asked: int
    agreed: int
    declined: int
    told: int
    came: Mapping[str, int]
    projects: Mapping[ProjectState, int]

    @property
    def waiting(self) -> int:
        """Introductions that nobody has answered."""
        return self.asked - self.agreed - self.declined


def cooperation_at(work: Work, officer: Officer) -> Cooperation:
    """What became of the searches of the officer's Partnership's people. Raises RoleMayNot."""
    require(officer, Right.READ)
    searches = work.session.exec(_searches(officer)).all()
    asked = _asked(work, officer)
    came = {row_id(one): _came(work, one) for one in asked}
    labels = {one.id: one.label for one in work.scheme.outcomes.options}
    return Cooperation(
        searches=len(searches),
        asked=len(asked),
        agreed=sum(one.agreed is True for one in asked),
        declined=sum(one.agreed is False for one in asked),
        told=sum(one is not None for one in came.values()),
        came={
            label: sum(answer in (one or ()) for one in came.values())
            for answer, label in labels.items()
        },
        projects=Counter(one.state for one in _projects(work, officer)),
    )


def _searches(officer: Officer) -> SelectOfScalar[int | None]:
    return (
        select(col(PartnerSearch.id))
        .join(Application)
        .where(Application.partnership_id == officer.partnership_id)
    )


def _asked(work: Work, officer: Officer) -> Sequence[Enquiry]:
    query = select(Enquiry).where(col(Enquiry.search_id).in_(_searches(officer)))
    return work.session.exec(query.order_by(col(Enquiry.id))).all()


def _came(work: Work, enquiry: Enquiry) -> set[str] | None:
    """What came of an introduction, as either side told it; None where nobody did."""
    query = select(SurveyReply).where(SurveyReply.enquiry_id == enquiry.id)
    told = work.session.exec(query).all()
    if not told:
        return None
    asked = work.scheme.outcomes
    found = {one for reply in told for one in reply.answers.get(asked.came) or ()}
    return found - {asked.nothing} or found


def _projects(work: Work, officer: Officer) -> Sequence[Project]:
    query = (
        select(Project)
        .join(Application)
        .where(Application.partnership_id == officer.partnership_id)
        .order_by(col(Project.id))
    )
    return work.session.exec(query).all()


def introductions(work: Work, officer: Officer, say: Say) -> Iterator[Sequence[Cell]]:
    """Every introduction that people of the Partnership asked for, as the export has it. Raises RoleMayNot."""
    require(officer, Right.READ)
    labels = {one.id: one.label for one in work.scheme.outcomes.options}
    for one in _asked(work, officer):
        own, other = (
            work.load(Organisation, of.organisation_id)
            for of in (introducing.asker_of(work, one), introducing.asked_of(work, one))
        )
        answer = WAITS if one.agreed is None else YES if one.agreed else NO
        came = _came(work, one) or ()
        yield (
            row_id(one),
            own.name,
            country_name(own.country, language_of(say)),
            other.name,
            country_name(other.country, language_of(say)),
            one.asked_at,
            say(answer),
            one.answered_at,
            ", ".join(say(label) for answer_id, label in labels.items() if answer_id in came),
        )


def projects(work: Work, officer: Officer, say: Say) -> Iterator[Sequence[Cell]]:
    """Every project that people of the Partnership lead, as the export has it. Raises RoleMayNot."""
    require(officer, Right.READ)
    for one in _projects(work, officer):
        lead, *others = (
            work.load(Organisation, each.organisation_id).name for each in members(work, one)
        )
        yield (
            row_id(one),
            one.title,
            lead,
            ", ".join(others),
            one.aim,
            one.call,
            say(STATES[one.state]),
            one.begun_at,
            one.moved_at,
        )
