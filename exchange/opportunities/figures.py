"""What came of the list: whom each programme has reached, and who was interested."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlmodel import col, select

from exchange.opportunities.keeping import list_of
from exchange.people.officers import Right, require
from exchange.rows import row_id
from exchange.visiting.kept_files import language_of
from exchange.words import N_
from matching.places.countries import country_name
from storage.tables import (
    Application,
    ApplicationState,
    FundingLevel,
    Interest,
    Opportunity,
    Organisation,
    Recommendation,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from exchange.papers.workbook import Cell
    from exchange.words import Say
    from exchange.work import Work
    from storage.tables import Officer

LEVELS: Mapping[FundingLevel, str] = {
    FundingLevel.REGIONAL: N_("regional"),
    FundingLevel.NATIONAL: N_("national"),
    FundingLevel.EU: N_("EU"),
}
COLUMNS = (
    N_("Level"),
    N_("Title"),
    N_("About"),
    N_("Link"),
    N_("Deadline"),
    N_("Countries"),
    N_("Kinds"),
    N_("Entered"),
    N_("Ended"),
    N_("Reached"),
    N_("Saved"),
    N_("Not for them"),
    N_("Interested"),
)
"""Of the sheet in the export; the first seven are read again from a table."""


@dataclass(frozen=True)
class Figures:
    """How many a programme has reached, and what they said; `interested` are who saved it, by application and name."""

    reached: int
    saved: int
    dismissed: int
    interested: tuple[tuple[int, str], ...] = ()


def figures_of(work: Work, opportunity: Opportunity) -> Figures:
    """What came of one programme."""
    query = select(Recommendation).where(Recommendation.opportunity_id == opportunity.id)
    shown = work.session.exec(query.order_by(col(Recommendation.id))).all()
    said = [one.interest for one in shown]
    people = [one.person_id for one in shown if one.interest is Interest.SAVED]
    return Figures(
        reached=len(shown),
        saved=said.count(Interest.SAVED),
        dismissed=said.count(Interest.DISMISSED),
        interested=tuple(_names(work, opportunity.partnership_id, people)),
    )


def _names(work: Work, partnership_id: int, people: Sequence[int]) -> Iterator[tuple[int, str]]:
    """Those who still take part at that Partnership."""
    query = (
        select(Application, Organisation)
        .join(Organisation)
        .where(
            Application.partnership_id == partnership_id,
            Application.state == ApplicationState.ACCEPTED,
            col(Application.person_id).in_(people),
        )
    )
    for application, organisation in work.session.exec(query.order_by(col(Application.id))):
        yield row_id(application), organisation.name


def sheet_rows(work: Work, officer: Officer, say: Say) -> Iterator[Sequence[Cell]]:
    """Every programme of the officer's Partnership with what came of it, as the export has it. Raises RoleMayNot."""
    require(officer, Right.READ)
    language, types = language_of(say), work.scheme.organisation_type
    for one in list_of(work, officer):
        came = figures_of(work, one)
        yield (
            say(LEVELS[one.level]),
            one.title,
            one.about,
            one.link,
            one.deadline,
            ", ".join(country_name(code, language) for code in one.countries),
            ", ".join(say(types(kind).label) for kind in one.kinds),
            one.entered_at,
            one.ended_at,
            came.reached,
            came.saved,
            came.dismissed,
            ", ".join(f"A-{number:04} {name}" for number, name in came.interested),
        )
