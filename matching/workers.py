"""Work shared out among processes, where the system can fork them.

A forked process sees what its parent had made ready, so that nothing large is sent to it.
"""

from __future__ import annotations

import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    Part = TypeVar("Part")
    Result = TypeVar("Result")

_acts: list[Callable[[Any], Any]] = []


def shared_out(
    act: Callable[[Part], Result], parts: Sequence[Part], workers: int
) -> Iterator[Result]:
    """Yield what `act` returns for each part, in their order; at once with that many workers."""
    if workers <= 1 or "fork" not in multiprocessing.get_all_start_methods():
        yield from map(act, parts)
        return
    context = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(workers, context, _acts.append, (act,)) as pool:
        yield from pool.map(_done, parts)


def _done(part: Any) -> Any:
    return _acts[-1](part)
