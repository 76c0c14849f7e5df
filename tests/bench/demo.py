"""How long the demo's hosts take to be ranked."""

from __future__ import annotations

import tempfile
from datetime import UTC, datetime
from pathlib import Path

from sqlmodel import select

from bot.demo.programme import seed_demo
from exchange.finding.hosts import host_index, host_profiles, profile_of
from exchange.scheme.call import load_scheme
from exchange.work import Work
from matching.ranking.rank import HostIndex
from storage.engine import schema
from storage.engine.database import open_database
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
            whole = 1000 / per_second(lambda _: HostIndex.build(profiles).rank(visitor), 5)
            kept = 1000 / per_second(lambda _: host_index(work).rank(visitor), 50)
        database.close()
    figures.add("rank the hosts, ms", f"{ready:.1f}", f"with indexing {whole:.1f}", ready / whole)
    beside = f"with indexing {whole:.1f}"
    figures.add("the same with a look at the database, ms", f"{kept:.1f}", beside, kept / whole)
