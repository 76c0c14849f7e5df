"""Building something large without the collector of garbage going through it again and again."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def collector_paused() -> Iterator[None]:
    """Let no garbage be collected meanwhile: for code that makes many objects and no cycles.

    Whoever found the collector at work sets it to work again, so that several threads may pause it.
    """
    at_work = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if at_work:
            gc.enable()
