"""People found by what they have told, for whoever answers for their data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlmodel import col, or_, select

from storage.tables import Application, Organisation, Person

if TYPE_CHECKING:
    from datetime import datetime

    from exchange.work import Work

MOST = 50


@dataclass(frozen=True)
class Found:
    """Somebody, by the number of their row, and the newest of what they told."""

    person: int
    name: str
    organisation: str
    state: str
    since: datetime


def find_people(work: Work, words: str) -> list[Found]:
    """People whose name, e-mail or organisation has these words, or whose Telegram id this is."""
    wanted = or_(
        col(Application.person_name).icontains(words, autoescape=True),
        col(Application.email).icontains(words, autoescape=True),
        col(Organisation.name).icontains(words, autoescape=True),
    )
    if words.isdecimal():
        wanted = or_(wanted, col(Person.telegram_id) == int(words))
    query = (
        select(Person, Application, Organisation)
        .select_from(Person)
        .join(Application, col(Application.person_id) == col(Person.id), isouter=True)
        .join(Organisation, col(Organisation.id) == col(Application.organisation_id), isouter=True)
        .where(wanted)
        .order_by(col(Person.id), col(Application.id))
        .limit(MOST)
    )
    found = {row[0].id: _found(*row) for row in work.session.exec(query)}
    return list(found.values())


def _found(
    person: Person, application: Application | None, organisation: Organisation | None
) -> Found:
    state = "erased" if person.erased_at else "frozen" if person.frozen_at else ""
    return Found(
        person.id or 0,
        application.person_name if application else "",
        organisation.name if organisation else "",
        state or (application.state.value if application else "no application"),
        person.first_seen_at,
    )
