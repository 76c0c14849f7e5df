"""How long the demo's hosts take to be ranked."""

from __future__ import annotations

import tempfile
from datetime import UTC, datetime
from pathlib import Path

from sqlmodel import select

from bot.demo.programme import seed_demo
from exchange.hosts import host_profiles, profile_of
from exchange.scheme import load_scheme
from exchange.work import Work
from matching.rank import HostIndex
from storage import schema
from storage.database import open_database
from storage.tables import Application, Role
from tests.bench.figures import Figures, per_second


def ranking(figures: Figures) -> None:
    """Milliseconds to rank all hosts for one visitor, index ready; and from the database up."""
    with tempfile.TemporaryDirectory() as folder:
        database = open_database(f"sqlite:///{Path(folder) / 'bench.sqlite'}")
        schema.upgrade(database)
        with database.transaction() as session:
            work = Work(session, datetime.now(UTC), load_scheme("clusterxchange"))
            seed_demo(work)
            profiles = host_profiles(work)
            query = select(Application).where(Application.role == Role.VISITOR)
            visitor = profile_of(work, session.exec(query).first())
            index = HostIndex.build(profiles)
            ready = 1000 / per_second(lambda _: index.rank(visitor), 50)
            whole = 1000 / per_second(
                lambda _: HostIndex.build(host_profiles(work)).rank(visitor), 5
            )
        database.close()
    beside = f"with loading and indexing {whole:.1f}"
    figures.add("rank the hosts, ms", f"{ready:.1f}", beside, ready / whole)
