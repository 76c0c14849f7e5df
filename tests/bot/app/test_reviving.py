"""A killed process is begun again by its parent; one that ends by itself ends both, and so does a wish to stop."""

from __future__ import annotations

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


@pytest.mark.parametrize(
    ("lives", "pauses"),
    [
        ([0.0, 0.0, 0.0, 0.0], [0, 1, 2, 4, 8]),  # each dies at its start
        ([0.5, 0.5], [0, 0.5, 1.5]),  # what it lived counts as waited
        ([60, 60, 60], [0, 0, 0, 0]),  # killed now and then: another at once
        ([2.1, 2.1, 2.1, 2.1, 2.1], [0, 0, 0, 0, 0, 0]),  # each time it had answered
        ([0.0, 0.0, 60, 0.0], [0, 1, 2, 0, 1]),  # one that has lived begins the count anew
        ([1.5, 1.5, 1.5], [0, 0, 0.5, 2.5]),
        ([0.0] * 8, [0, 1, 2, 4, 8, 16, 30, 30, 30]),
    ],
)
def test_who_cannot_start_waits_longer_each_time(monkeypatch, lives, pauses) -> None:
    """Starts lie further and further apart while children die young, and only then."""
    now = 0.0
    monkeypatch.setattr(time, "monotonic", lambda: now)
    asked = reviving._pauses()
    found = [next(asked)]
    for lived in lives:
        now += found[-1] + lived
        found.append(next(asked))
    assert found == pauses


def test_what_the_first_answer_needs_is_there_before_the_first_child() -> None:
    """Aiogram's update is built, the desk's line loaded: no child does it again."""
    told = (
        "import importlib, sys; from bot.app.reviving import LOADED; "
        "[importlib.import_module(one) for one in LOADED]; "
        "from aiogram.types import Update; "
        "assert Update.__pydantic_complete__; assert 'httpcore' in sys.modules"
    )
    assert subprocess.run([sys.executable, "-c", told], check=False).returncode == 0


def test_whoever_speaks_to_nobody_goes_alone(monkeypatch) -> None:
    """No fork for what loads in a second."""
    monkeypatch.setattr(os, "fork", lambda: pytest.fail("forked"))
    reviving.stand_behind({ProcessRole.RECEIVER, ProcessRole.SCHEDULER})
