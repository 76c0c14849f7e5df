"""A killed process is begun again by its parent; one that ends by itself ends both, and so does a wish to stop."""

from __future__ import annotations

import itertools
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bot.app import reviving
from bot.app.settings import ProcessRole
from tests.patience import TEST, until

pytestmark = [
    pytest.mark.rules,
    pytest.mark.skipif(sys.platform != "linux", reason="only there is there a parent"),
]

BEGINS = """
import os, signal, sys
from pathlib import Path
from bot.app import reviving
reviving.LOADED = ()
reviving.stand_behind({"worker"})
lives = Path(sys.argv[1])
with lives.open("a") as file:
    file.write(f"{os.getpid()}\\n")
count = len(lives.read_text().splitlines())
"""


@pytest.fixture
def lives(tmp_path) -> Path:
    """Where every child writes its number."""
    return tmp_path / "lives"


def begun(lives: Path, then: str) -> subprocess.Popen[bytes]:
    """A parent whose children do that."""
    return subprocess.Popen([sys.executable, "-c", BEGINS + then, str(lives)])


def test_the_killed_are_begun_again_and_an_end_is_an_end(lives) -> None:
    """Two die by a signal, the third ends: so does the parent, with its code."""
    dies = "os.kill(os.getpid(), signal.SIGKILL) if count < 3 else os._exit(7)"
    assert begun(lives, dies).wait(TEST) == 7
    assert len(lives.read_text().splitlines()) == 3


async def test_a_wish_to_stop_reaches_the_child(lives) -> None:
    """The child ends in good order, and nobody is begun after it."""
    parent = begun(lives, "signal.signal(15, lambda *_: os._exit(0)); signal.pause()")
    await until(lives.exists)
    await until(lambda: bool(lives.read_text()))
    while parent.poll() is None:
        parent.send_signal(signal.SIGTERM)  # it may come before the child listens
        await until(lambda: True)
    assert parent.returncode in {0, signal.SIGTERM}
    assert len(lives.read_text().splitlines()) == 1


async def test_nobody_outlives_their_parent(lives) -> None:
    """A child whose parent was killed is killed."""
    parent = begun(lives, "signal.pause()")
    await until(lambda: lives.exists() and lives.read_text().endswith("\n"))
    parent.kill()
    parent.wait(TEST)
    child = Path("/proc") / lives.read_text().strip()
    await until(lambda: not child.exists() or ") Z" in (child / "stat").read_text())


def test_who_cannot_start_waits_longer_each_time(monkeypatch) -> None:
    """Pauses grow while children die young, and begin anew after one that has lived."""
    times = iter([0, 1, 1, 2, 2, 60, 60])
    monkeypatch.setattr(time, "monotonic", lambda: next(times))
    found = list(itertools.islice(reviving._pauses(), 4))
    assert found == [0.0, 1.0, 2.0, 0.0]


def test_whoever_speaks_to_nobody_goes_alone(monkeypatch) -> None:
    """No fork for what loads in a second."""
    monkeypatch.setattr(os, "fork", lambda: pytest.fail("forked"))
    reviving.stand_behind({ProcessRole.RECEIVER, ProcessRole.SCHEDULER})
