"""What a Partnership's providers offer, and how often it was asked for and answered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlmodel import col, select

from exchange.people.officers import Right, require
from exchange.rows import row_id
from exchange.scheme.service_kinds import NAMES
from exchange.visiting.kept_files import language_of
from exchange.words import N_
from matching.places.countries import country_name
from storage.tables import Application, Enquiry, Organisation, Service

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from exchange.papers.workbook import Cell
    from exchange.words import Say
    from exchange.work import Work
    from storage.tables import Officer

COLUMNS = (
    N_("Number"),
    N_("Organisation"),
    N_("Country"),
    N_("Kind"),
    N_("Title"),
    N_("About"),
    N_("Published"),
    N_("Ended"),
    N_("Requests"),
    N_("Answered"),
    N_("Days to an answer"),
)
DAY = 86_400


@dataclass(frozen=True)
class Demand:
    """A service with its provider; how many asked for it, how many were answered, and in how many days on average."""

    service: Service
    organisation: Organisation
    requests: int
    answered: int
    days: float | None


def services_at(work: Work, officer: Officer) -> list[Demand]:
    """What the people of the officer's Partnership offer, the most wanted first, what has ended last. Raises RoleMayNot."""
    require(officer, Right.READ)
    query = (
        select(Service, Organisation)
        .join(Application, col(Application.id) == col(Service.application_id))
        .join(Organisation, col(Organisation.id) == col(Application.organisation_id))
        .where(Application.partnership_id == officer.partnership_id)
        .order_by(col(Service.id))
    )
    found = [_demand(work, *one) for one in work.session.exec(query).all()]
    return sorted(found, key=lambda one: (one.service.ended_at is not None, -one.requests))


def _demand(work: Work, service: Service, organisation: Organisation) -> Demand:
    asked = work.session.exec(select(Enquiry).where(Enquiry.service_id == service.id)).all()
    waits = [one.answered_at - one.asked_at for one in asked if one.answered_at]
    days = sum(one.total_seconds() for one in waits) / len(waits) / DAY if waits else None
    return Demand(service, organisation, len(asked), len(waits), days)


def sheet_rows(work: Work, officer: Officer, say: Say) -> Iterator[Sequence[Cell]]:
    """Every service, as the export has it. Raises RoleMayNot."""
    for one in services_at(work, officer):
        yield (
            row_id(one.service),
            one.organisation.name,
            country_name(one.organisation.country, language_of(say)),
            say(NAMES[one.service.kind]),
            one.service.title,
            one.service.about,
            one.service.published_at,
            one.service.ended_at,
            one.requests,
            one.answered,
            None if one.days is None else round(one.days),
        )
