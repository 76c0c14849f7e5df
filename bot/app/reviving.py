"""A parent that has loaded everything, and begins the process anew whenever it dies.

To load both frameworks takes seconds of processor; a fork takes milliseconds. So what a kill costs is a moment of
silence. The parent holds nothing: no line, no file of the database, no thread. When it dies itself, its child
dies with it, and whoever began both (systemd, Docker) begins both again. Who speaks to nobody loads in a second,
and has no parent: it would cost more memory than it saves time.
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
import importlib
import logging
import os
import signal
import sys
import time
from typing import TYPE_CHECKING

from bot.app.settings import SPEAKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from bot.app.settings import ProcessRole

logger = logging.getLogger(__name__)

LOADED = (
    "bot.app.starting",
    "bot.app.running",
    "bot.app.house",
    "bot.app.receiving",
    "bot.app.speaking",
    "bot.app.first_use",
    "scheduler.ticks",
)
"""What a process that speaks needs from its start; what it asks for later comes with its first use, as ever."""
DIES_WITH_ITS_PARENT = 1  # PR_SET_PDEATHSIG, linux/prctl.h
LIVED = 2.0
"""Seconds after which a process counts as one that had started: another start as long is no burden."""
APART = (0.0, 1.0, 2.0, 4.0, 8.0, 16.0, 30.0)
"""Seconds between two starts, while one after the other dies at its start: of the first death nobody is told by silence."""


def stand_behind(roles: Collection[ProcessRole]) -> None:
    """Go on as a child whose parent begins another one whenever it is killed; returns in every child.

    The parent ends when a child ends by itself, with its exit code, and passes on a wish to stop. Where there
    is no Linux, or nothing to speak, nothing happens: the process goes on alone.
    """
    if sys.platform != "linux" or SPEAKING.isdisjoint(roles):
        return
    _load()
    parent = os.getpid()
    for pause in _pauses():
        time.sleep(pause)
        child = os.fork()
        if not child:
            _tie_to(parent)
            return
        code, wished = _watch(child)
        if code >= 0 or wished:
            _leave(abs(code))
        logger.warning("the process died by signal %d; another one is begun", -code)


def _load() -> None:
    """Load what children will need; what is loaded is never looked through for garbage, so its pages stay shared."""
    for name in LOADED:
        importlib.import_module(name)
    gc.collect()
    gc.freeze()


def _pauses() -> Iterator[float]:
    """How long to wait before each child: until its start is far enough from that of one that died young."""
    young, pause = 0, 0.0
    while True:
        begun = time.monotonic() + pause
        yield pause
        lived = time.monotonic() - begun
        young = 0 if lived > LIVED else young + 1
        pause = max(0.0, APART[min(young, len(APART) - 1)] - lived)


def _tie_to(parent: int) -> None:
    """Die at once when the parent does; what it left undone is found, as after any death."""
    ctypes.CDLL(None).prctl(DIES_WITH_ITS_PARENT, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)


def _watch(child: int) -> tuple[int, bool]:
    """Wait for a child's end, passing on wishes to stop: its exit code or minus a signal's number, and whether one came."""
    wishes: list[int] = []

    def pass_on(number: int, _frame: object) -> None:
        wishes.append(number)
        with contextlib.suppress(ProcessLookupError):  # it has just ended
            os.kill(child, number)

    before = {number: signal.signal(number, pass_on) for number in (signal.SIGINT, signal.SIGTERM)}
    _, status = os.waitpid(child, 0)
    for number, handler in before.items():
        signal.signal(number, handler)
    return os.waitstatus_to_exitcode(status), bool(wishes)


def _leave(code: int) -> None:
    """End as the child did."""
    logging.shutdown()
    os._exit(code)
