"""Print the figures that a change must not make worse, each beside its limit."""

from __future__ import annotations

import asyncio
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.table import Table
from sqlmodel import select

from bot.demo.programme import seed_demo
from exchange.hosts import host_profiles, profile_of
from exchange.programme import seed_partnerships
from exchange.scheme import load_scheme
from exchange.work import Work
from matching.rank import HostIndex
from storage import schema
from storage.database import Database, open_database
from storage.tables import Application, Role
from tests.bench.gateway import latency, touch, updates_a_second
from tests.bench.organisations import affiliations, register
from tests.bench.typed_places import typed_places
from tests.postgres import postgres

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
            touch(session, number)

    return act


def gateway(table: Table, url: str) -> None:
    """The durable path on one kind of database, beside its limit."""
    database = open_database(url)
    schema.upgrade(database)
    with database.transaction() as session:
        seed_partnerships(Work(session, NOW, load_scheme("clusterxchange")))
    limit = per_second(bare(database))
    ours = asyncio.run(updates_a_second(database, 2000))
    middle, slow = asyncio.run(latency(database, 200))
    kind = database.url.get_backend_name()
    beside = f"bare transactions {limit:.0f}"
    table.add_row(f"{kind}: updates to sent, per s", f"{ours:.0f}", beside, f"{ours / limit:.2f}")
    table.add_row(f"{kind}: reply latency, ms", f"p50 {middle:.1f}", f"p99 {slow:.1f}", "")
    database.close()


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
        table.add_row(
            "rank the demo's hosts, ms",
            f"{ready:.1f}",
            f"with loading and indexing {whole:.1f}",
            f"{ready / whole:.2f}",
        )
        database.close()
        gateway(table, f"sqlite:///{Path(folder) / 'gateway.sqlite'}")
    with postgres() as server:
        gateway(table, server.database())
    for measure in (affiliations, register, typed_places):
        measure(table)
    Console().print(table)


if __name__ == "__main__":
    main()
