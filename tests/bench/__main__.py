"""Print the figures that a change must not make worse, each beside its limit."""

from __future__ import annotations

import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.table import Table
from sqlmodel import Session, select

from bot.demo.programme import seed_demo
from exchange.hosts import host_profiles, profile_of
from exchange.scheme import load_scheme
from exchange.work import Work
from matching.rank import HostIndex
from storage import inbox, outbox, schema
from storage.database import Database, open_database
from storage.inbox import Arrived
from storage.outbox import Letter
from storage.tables import Application, Partnership, Role

ROUNDS = 400
NOW = datetime.now(UTC)


def per_second(act, rounds: int = ROUNDS) -> float:
    """How often `act` runs in a second."""
    begun = time.perf_counter()
    for number in range(rounds):
        act(number)
    return rounds / (time.perf_counter() - begun)


def bare(database: Database):
    """The limit: one read and one write in one durable transaction."""

    def act(number: int) -> None:
        with database.transaction() as session:
            row = session.exec(select(Partnership)).first()
            row.field = f"field {number}"
            session.add(row)

    return act


def through_the_house(database: Database):
    """An update stored, then worked off: begun, a row changed, a reply posted, done."""

    def act(number: int) -> None:
        with database.transaction() as session:
            inbox.store(session, "bench", [Arrived(number, number, {})], NOW)
        with database.transaction() as session:
            _work_off(session, number)

    return act


def _work_off(session: Session, number: int) -> None:
    inbox.begin(session, "bench", number)
    row = session.exec(select(Partnership)).first()
    row.field = f"field {number}"
    session.add(row)
    outbox.post(session, [Letter("bench", number, "screen", {})], NOW)
    inbox.finish(session, "bench", number, NOW)


def matching(work: Work) -> tuple[float, float]:
    """Milliseconds to rank all hosts for one visitor, index ready; and from the database up."""
    profiles = host_profiles(work)
    role_query = select(Application).where(Application.role == Role.VISITOR)
    visitor = profile_of(work, work.session.exec(role_query).first())
    index = HostIndex.build(profiles)
    ready = 1000 / per_second(lambda _: index.rank(visitor), 50)
    whole = 1000 / per_second(lambda _: HostIndex.build(host_profiles(work)).rank(visitor), 5)
    return ready, whole


def main() -> None:
    """Measure and print."""
    table = Table("what", "figure", "beside", "ratio", box=None)
    with tempfile.TemporaryDirectory() as folder:
        database = open_database(f"sqlite:///{Path(folder) / 'bench.sqlite'}")
        schema.upgrade(database)
        with database.transaction() as session:
            work = Work(session, NOW, load_scheme("clusterxchange"))
            seed_demo(work)
            ready, whole = matching(work)
        limit = per_second(bare(database))
        ours = per_second(through_the_house(database))
        table.add_row(
            "updates stored and worked off, per s",
            f"{ours:.0f}",
            f"bare transactions {limit:.0f}",
            f"{ours / limit:.2f}",
        )
        table.add_row(
            "rank the demo's hosts, ms",
            f"{ready:.1f}",
            f"with loading and indexing {whole:.1f}",
            f"{ready / whole:.2f}",
        )
        database.close()
    Console().print(table)


if __name__ == "__main__":
    main()
