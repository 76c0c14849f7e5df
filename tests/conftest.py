"""How all tests run, and on which databases."""

from __future__ import annotations

import os
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa
from hypothesis import settings

from storage.engine import schema
from storage.engine.database import open_database
from tests.postgres import Server, postgres

if TYPE_CHECKING:
    from collections.abc import Iterator

    from storage.engine.database import Database

# A deadline would make a slow machine's tests fail: time is for `make bench`.
settings.register_profile("calm", deadline=None)
settings.load_profile("calm")

KINDS = ("sqlite", "postgresql")


@pytest.hookimpl(optionalhook=True)  # tests may also be run without the plugin
def pytest_xdist_auto_num_workers() -> int:
    """One more than there are processors, as many tests wait for processes that they started."""
    return (os.cpu_count() or 1) + 1


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A PostgreSQL server for all tests of a process."""
    with postgres() as found:
        yield found


@pytest.fixture(scope="session")
def migrated(server, tmp_path_factory) -> dict[str, str]:
    """An empty database of the newest schema of each kind, to be copied."""
    folder = tmp_path_factory.mktemp("migrated")
    urls = {"sqlite": f"sqlite:///{folder}/empty.sqlite", "postgresql": server.database()}
    for url in urls.values():
        database = open_database(url)
        schema.upgrade(database)
        database.close()
    return urls


@pytest.fixture(params=KINDS)
def database_kind(request) -> str:
    """Each kind of database in turn: whoever asks for it is run on both."""
    return request.param


@pytest.fixture
def database_url(database_kind, server, migrated, tmp_path) -> Iterator[str]:
    """The address of a fresh database with the newest schema."""
    with fresh(database_kind, server, migrated, tmp_path) as url:
        yield url


@contextmanager
def fresh(kind: str, server: Server, migrated: dict[str, str], folder: Path) -> Iterator[str]:
    """A fresh database with the newest schema, gone afterwards."""
    template = sa.make_url(migrated[kind]).database
    if kind == "sqlite":
        file = folder / "kept.sqlite"
        file.write_bytes(Path(template).read_bytes())
        yield f"sqlite:///{file}"
        return
    url = server.database(template)
    yield url
    server.drop(url)


@pytest.fixture
def database(database_url) -> Iterator[Database]:
    """A fresh database with the newest schema, of each kind in turn."""
    found = open_database(database_url)
    yield found
    found.close()


def pytest_terminal_summary(terminalreporter) -> None:
    """Print the accounts of the crash tests, whatever came of them."""
    lines = [
        f"{value}"
        for reports in terminalreporter.stats.values()
        for report in reports
        if getattr(report, "when", "") == "call"
        for name, value in report.user_properties
        if name == "accounts"
    ]
    if lines:
        terminalreporter.section("accounts of the crash tests")
        for line in sorted(lines):
            terminalreporter.write_line(line)
