"""Work shared out among processes, where the system can fork them.

A forked process sees what its parent had made ready, so that nothing large is sent to it.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import threading
from concurrent.futures import ProcessPoolExecutor
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    Part = TypeVar("Part")
    Result = TypeVar("Result")

_acts: list[Callable[[Any], Any]] = []


def able_workers() -> int:
    """Return how many processes may work at once: one where the program has several threads.

    A fork copies the thread that asks for it and no other, whose locks stay shut for ever.
    """
    # Where processors are not told apart (macOS, Windows), forks are not safe or not to be had.
    if threading.active_count() > 1 or not hasattr(os, "sched_getaffinity"):
        return 1
    return len(os.sched_getaffinity(0))


def shared_out(
    act: Callable[[Part], Result], parts: Sequence[Part], workers: int
) -> Iterator[Result]:
    """Yield what `act` returns for each part, in their order; at once with that many workers."""
    if workers <= 1 or "fork" not in multiprocessing.get_all_start_methods():
        yield from map(act, parts)
        return
    context = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(workers, context, _begin, (act,)) as pool:
        yield from pool.map(_done, parts)


def _begin(act: Callable[[Any], Any]) -> None:
    gc.freeze()  # to look through what the parent made would be to copy it
    _acts.append(act)


def _done(part: Any) -> Any:
    return _acts[-1](part)
