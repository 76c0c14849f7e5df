"""How all tests run: of which kind each is, how long it may take, on which databases."""

from __future__ import annotations

import gc
import os
import ssl
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from bot.emulator.phones import client
from matching.words.encoder import use_encoder
from storage.engine.database import open_database
from tests.builders.compiled import share_compiled
from tests.builders.databases import KINDS, fresh, wait_for_no_disk
from tests.builders.drawn import share_drawn
from tests.builders.records.works import working
from tests.patience import PROOF, SOON, TEST
from tests.postgres import Server, postgres
from tests.sizes import examples

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exchange.work import Work
    from storage.engine.database import Database

# A deadline would make a slow machine's tests fail: time is for `make bench`.
settings.register_profile("calm", deadline=None, max_examples=examples(100))
settings.load_profile("calm")
client.PATIENCE = SOON
share_compiled()
share_drawn()
wait_for_no_disk()
# What trusted authorities there are takes longer to read than most tests take, and nobody here speaks TLS.
ssl.create_default_context = cache(ssl.create_default_context)
# Reading a meaning takes as long as hundreds of comparisons: tests of meanings ask for it.
use_encoder(None)
os.environ.setdefault("CXC_ENCODER", "false")

HERE = Path(__file__).parent
SELDOM = (
    10_000,
    20,
    20,
)  # of objects, and of looks at the younger ones, before garbage is collected
# The first folder of a file's way that is named here says what its tests are; a test, or a file,
# that is marked itself is what it says. What is named nowhere tests rules.
KINDS_OF_TESTS = {
    "rules": {"exchange", "matching", "scheduler", "storage"},
    "screens": {"conversation", "participants", "desk", "locales", "storybook"},
    "journeys": {"journeys", "personas", "player"},
    "proofs": {"browser", "crash", "proofs"},
}


def pytest_configure(config) -> None:
    """Whoever gives no limit on the command line gets ours."""
    if getattr(config.option, "timeout", None) is None:
        config.option.timeout = TEST


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[None]:
    """What is there before the first test stays: looking for garbage in it is in vain."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.set_threshold(*SELDOM)
        gc.enable()


def pytest_collection_modifyitems(items) -> None:
    """Mark every test as what it is; a proof may take longer."""
    for item in items:
        if item.get_closest_marker("proofs_on_postgresql") and on_postgresql(item):
            item.add_marker("proofs")
        kinds = [kind for kind in KINDS_OF_TESTS if item.get_closest_marker(kind)]
        kind = kinds[0] if kinds else kind_of(item.path)
        if not kinds:
            item.add_marker(kind)
        if kind == "proofs" and not item.get_closest_marker("timeout"):
            item.add_marker(pytest.mark.timeout(PROOF))


def on_postgresql(item) -> bool:
    """Whether this is a test's turn on PostgreSQL."""
    return "callspec" in dir(item) and "postgresql" in item.callspec.params.values()


@cache
def kind_of(path: Path) -> str:
    """What the tests of a file are, by its folders."""
    folders = path.relative_to(HERE).parts[:-1] if path.is_relative_to(HERE) else ()
    found = (kind for part in folders for kind, names in KINDS_OF_TESTS.items() if part in names)
    return next(found, "rules")


@pytest.hookimpl(optionalhook=True)  # tests may also be run without the plugin
def pytest_xdist_auto_num_workers() -> int:
    """Two more than there are processors, as many tests wait for processes that they started."""
    return (os.cpu_count() or 1) + 2


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A PostgreSQL server for all tests of a process."""
    with postgres() as found:
        yield found


@pytest.fixture(params=KINDS)
def database_kind(request) -> str:
    """Each kind of database in turn: whoever asks for it is run on both."""
    return request.param


@pytest.fixture
def database_url(database_kind, request, tmp_path) -> Iterator[str]:
    """The address of a fresh database with the newest schema."""
    server = request.getfixturevalue("server") if database_kind == "postgresql" else None
    with fresh(database_kind, tmp_path, server) as url:
        yield url


@pytest.fixture
def database(database_url) -> Iterator[Database]:
    """A fresh database with the newest schema, of each kind in turn."""
    found = open_database(database_url)
    yield found
    found.close()


@pytest.fixture
def work() -> Iterator[Work]:
    """Work on a new database with every Partnership of the scheme."""
    with working(seeded=True) as found:
        yield found


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
