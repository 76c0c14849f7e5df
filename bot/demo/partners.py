"""Searches for partners in the demo: some are introduced, one still waits, and one project is under way."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from sqlmodel import col, select

from exchange.cooperating import introducing, projects, searching
from exchange.rows import row_id
from storage.tables import Application, ApplicationState, Person, ProjectState, Role

if TYPE_CHECKING:
    from exchange.work import Work

ANSWERS = (True, True, None)
"""What the best partner of each search said; None: nothing yet."""
WORDS = "We would like to hear what you do, and whether we can try something together."
AIM = "A first joint product, from a sample to a pilot with customers in both countries."


def seed_partners(work: Work) -> None:
    """The first visitors search with their own words, ask the best who was found, and begin a project."""
    query = (
        select(Application, Person)
        .join(Person)
        .where(Application.state == ApplicationState.ACCEPTED, Application.role == Role.VISITOR)
        .order_by(col(Application.id))
    )
    for (application, person), agreed in zip(
        islice(work.session.exec(query).all(), len(ANSWERS)), ANSWERS, strict=False
    ):
        text = f"{application.offers}. We look for partners: {application.seeks}"
        search = searching.open_search(work, person, text)
        if found := searching.found_by(work, person, search):
            _introduce(work, person, found[0].application, agreed=agreed)


def _introduce(work: Work, person: Person, other: Application, *, agreed: bool | None) -> None:
    asked = introducing.ask(work, person, row_id(other), WORDS)
    if agreed is None or asked.answered_at:
        return
    introducing.answer(work, work.load(Person, other.person_id), row_id(asked), agreed=agreed)
    if not projects.projects_of(work, person):
        one = projects.begin(work, person, row_id(asked), "From sample to pilot", AIM, "")
        projects.bring(work, person, row_id(one), ProjectState.PREPARED)
