"""What takes seconds, done beside the event loop."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from functools import partial
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")


async def apart(act: Callable[[], T]) -> T:
    """What `act` returns, done beside the event loop; a stop does not wait for it."""
    loop = asyncio.get_running_loop()
    done: asyncio.Future[T] = loop.create_future()

    def tell(settle: Callable[[], None]) -> None:
        if not done.done():  # else nobody waits any more
            settle()

    def run() -> None:
        try:
            result = act()
        except Exception as error:  # noqa: BLE001 - it is raised where it is awaited
            settle = partial(done.set_exception, error)
        else:
            settle = partial(done.set_result, result)
        with contextlib.suppress(RuntimeError):  # the loop is over
            loop.call_soon_threadsafe(tell, settle)

    threading.Thread(target=run, daemon=True, name="behind the curtain").start()
    return await done
