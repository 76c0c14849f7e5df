"""What it costs to look for the same organisation when an application is handed in."""

from __future__ import annotations

import random
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sqlmodel import Session, SQLModel

from exchange.people import partnerships, sameness
from exchange.scheme.call import load_scheme
from exchange.work import Work
from storage.engine.database import Database
from storage.tables import Application, ApplicationState, Organisation, Person, Role
from tests.bench.companies import FORMS, companies, rewritten, with_form

if TYPE_CHECKING:
    from tests.bench.figures import Figures

KNOWN, ASKED, LIMIT_MS = 10_000, 40, 50
NOW = datetime(2027, 3, 1, 12, tzinfo=UTC)


def registration(table: Figures) -> None:
    """Rows on one look among many organisations, of six countries and of one."""
    for where, countries in (("six countries", list(FORMS)), ("one country", ["DE"])):
        database = Database("sqlite://")
        SQLModel.metadata.create_all(database.engine)
        with Session(database.engine) as session:
            work = Work(session, NOW, load_scheme("clusterxchange"))
            took = _looks(work, countries)
        database.close()
        table.add_row(
            f"one look at {KNOWN} organisations of {where}, ms",
            f"p50 {took[len(took) // 2]:.0f}, best {took[0]:.0f}",
            f"limit {LIMIT_MS}",
            f"{took[len(took) // 2] / LIMIT_MS:.2f}",
        )


def _looks(work: Work, countries: list[str]) -> list[float]:
    """Milliseconds of each look, the shortest first."""
    rng = random.Random(0)  # noqa: S311 - drawn the same each time
    drawn = [(name, rng.choice(countries)) for name, _ in companies(rng, KNOWN)]
    newcomer = _people_with(work, [with_form(*one, rng).name for one in drawn], drawn)
    took = []
    for name, country in rng.sample(drawn, ASKED):
        asked = with_form(rewritten(name, rng), country, rng)
        begun = time.perf_counter()
        sameness.look_alikes(work, newcomer, asked)
        took.append(1000 * (time.perf_counter() - begun))
    return sorted(took)


def _people_with(work: Work, names: list[str], drawn: list[tuple[str, str]]) -> Person:
    """Somebody new beside one who applied for every organisation."""
    partnerships.seed_partnerships(work)
    partnership = partnerships.partnership_named(work, work.scheme.partnerships[0].name)
    busy, newcomer = (
        work.add(Person(telegram_id=n, language="en", zone="UTC", first_seen_at=NOW))
        for n in (1, 2)
    )
    rows = [
        Organisation(name=name, type="sme", country=country, city="Anywhere")
        for name, (_, country) in zip(names, drawn, strict=True)
    ]
    work.session.add_all(rows)
    work.session.flush()
    work.session.add_all(
        Application(
            person_id=busy.id,
            organisation_id=one.id,
            partnership_id=partnership.id,
            role=Role.VISITOR,
            state=ApplicationState.WITHDRAWN,
            person_name="Ann",
            email=f"ann@company{one.id}.example",
            submitted_at=NOW,
        )
        for one in rows
    )
    work.session.flush()
    return newcomer
