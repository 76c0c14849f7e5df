"""The meanings of texts, read beside everything else and kept for all processes."""

from __future__ import annotations

import asyncio
import logging
import threading
from contextlib import ExitStack
from typing import TYPE_CHECKING

import sqlalchemy as sa
from rich.progress import Progress

from exchange.finding.meanings import read_anew

if TYPE_CHECKING:
    from matching.words.encoder import Encoder
    from storage.engine.database import Database

logger = logging.getLogger(__name__)

PAUSE = 30.0
"""Seconds until somebody looks again. Who asks before is served: what is new is read at once."""
_MANY = 32
"""Applications of which it is told how far the reading is."""


async def keep_reading(database: Database, reader: Encoder) -> None:
    """Read what nobody has read, or another model, until cancelled."""
    leaving = threading.Event()
    try:
        while True:
            try:
                await asyncio.to_thread(read_all, database, reader, leaving)
            except sa.exc.DBAPIError as error:  # locked, away, or read by another process as well
                logger.warning("meanings are read later: %s", type(error).__name__)
            await asyncio.sleep(PAUSE)
    finally:
        leaving.set()


def read_all(database: Database, reader: Encoder, leaving: threading.Event) -> int:
    """How many applications were read; where it takes a while a bar shows how far it is."""
    with ExitStack() as shown:
        bar = Progress(transient=True)

        def told(done: int, all_: int) -> None:
            if all_ <= _MANY:
                return
            if not bar.tasks:
                shown.enter_context(bar)
                bar.add_task("reading what applicants wrote", total=all_)
            bar.update(bar.task_ids[0], completed=done)

        return read_anew(database, reader, told, leaving.is_set)
