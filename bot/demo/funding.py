"""Funding programmes on the lists of the demo's desks, what some of their people said, and services for companies."""

from __future__ import annotations

import tomllib
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from sqlmodel import col, select

from exchange.opportunities import answering, keeping
from exchange.opportunities.keeping import Programme
from exchange.supporting import publishing
from exchange.supporting.kinds import kind_in
from exchange.supporting.publishing import LONGEST_TEXT
from storage.tables import (
    Application,
    ApplicationState,
    FundingLevel,
    Interest,
    Person,
    ServiceKind,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from exchange.work import Work
    from storage.tables import Officer

FILE = Path(__file__).with_name("funding.toml")
SAID = (Interest.SAVED, Interest.DISMISSED, Interest.SAVED)
"""What the first of each desk's people said, one after the other."""


def seed_funding(work: Work, staff: Mapping[int, Officer]) -> None:
    """The same programmes on each desk's list; the first of its people have seen one that fits."""
    told = tomllib.loads(FILE.read_text(encoding="utf-8"))["programme"]
    for partnership_id, officer in staff.items():
        for one in told:
            keeping.enter(work, officer, partnership_id, _programme(work, one))
        _seen(work, partnership_id)


def seed_services(work: Work) -> None:
    """What the clusters and scaling-up bodies among the members offer, in their own words."""
    query = (
        select(Application, Person)
        .join(Person)
        .where(Application.state == ApplicationState.ACCEPTED)
    )
    for application, person in work.session.exec(query.order_by(col(Application.id))).all():
        if publishing.provider(work, person) is not None and application.offers:
            kind = kind_in(application.offers) or ServiceKind.ADVICE
            title = publishing.title_in(application.offers)
            publishing.publish(work, person, kind, title, application.offers[:LONGEST_TEXT])


def _programme(work: Work, told: Mapping[str, Any]) -> Programme:
    return Programme(
        level=FundingLevel(told["level"]),
        title=told["title"],
        about=told["about"],
        link=told["link"],
        deadline=work.now.date() + timedelta(days=told["days"]),
        countries=tuple(told.get("countries", ())),
        kinds=tuple(told.get("kinds", ())),
    )


def _seen(work: Work, partnership_id: int) -> None:
    query = (
        select(Person)
        .join(Application)
        .where(
            Application.partnership_id == partnership_id,
            Application.state == ApplicationState.ACCEPTED,
        )
        .order_by(col(Person.id))
    )
    for person, said in zip(work.session.exec(query).all(), SAID, strict=False):
        found = answering.list_for(work, person)
        if found and found[0].opportunity.id:
            answering.say(work, person, found[0].opportunity.id, said)
