"""What a turn of a real conversation costs: whole plays of both bots, each turn by the processor.

The mix is the storybook's: applications, searches, invitations, papers, stays, the desk. Plays stand
on a database in memory, so that neither a disk nor a network is measured.
"""

from __future__ import annotations

import statistics
import time
from collections import defaultdict
from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING
from unittest.mock import patch

from sqlmodel import select

from bot.conversation.turns import Turns
from storage.tables import Person
from tests.bench.gateway import PEOPLE, bare, now
from tests.screens.book import PLAYS, play
from tests.screens.programme import open_stage
from tests.screens.watching import Watch

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.bench.figures import Figures

AIM = 2.5
"""Milliseconds of processor that we aim at for a turn."""
ROUNDS = 1000
WARMING = 8  # plays that fill what a process keeps, and are not counted


@contextmanager
def timed() -> Iterator[dict[str, list[float]]]:
    """Milliseconds of each turn that is taken meanwhile, by the room that answers it."""
    took, turn = defaultdict[str, list[float]](list), Turns._turn

    def measured(self: Turns, *given):
        begun = time.thread_time()
        try:
            return turn(self, *given)
        finally:
            room = self.answer.__module__.split(".")[1]
            took[room].append(1000 * (time.thread_time() - begun))

    unwatched = patch.object(Watch, "looking", lambda _: nullcontext())
    with patch.object(Turns, "_turn", measured), unwatched:
        yield took


def bare_turn() -> float:
    """Milliseconds of a transaction that reads one row and changes it, on such a database."""
    stage = open_stage("en")
    with stage.database.transaction() as session:
        there = set(session.exec(select(Person.telegram_id)))
        for number in set(range(PEOPLE)) - there:
            person = Person(telegram_id=number, language="en", zone="UTC", first_seen_at=now())
            session.add(person)
    begun = time.thread_time()
    for number in range(ROUNDS):
        bare(stage.database, number)
    took = 1000 * (time.thread_time() - begun) / ROUNDS
    stage.close()
    return took


def turns(figures: Figures) -> None:
    """Every turn of every play, beside our aim and beside bare transactions in the same run."""
    names = list(PLAYS)
    for name in names[:WARMING]:
        play(name, "en")
    with timed() as took:
        for name in names:
            play(name, "en")
    for room, its in sorted(took.items()):
        figures.add(f"{room}: turns, ms", f"{statistics.mean(its):.2f}", f"{len(its)} turns")
    every = [one for its in took.values() for one in its]
    mean, limit = statistics.mean(every), bare_turn()
    figures.add("a turn, ms", f"{mean:.2f}", f"aim {AIM}", mean / AIM)
    figures.add("bare beside ours", f"{limit:.2f}", f"{mean:.2f} ms", limit / mean)
    cuts = statistics.quantiles(every, n=100)
    figures.add(
        "median, 90th, 99th of a hundred, ms", f"{cuts[49]:.1f}", f"{cuts[89]:.1f}, {cuts[98]:.1f}"
    )
