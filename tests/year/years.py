"""Day by day: people come, live on, leave; now and then something comes from outside."""

from __future__ import annotations

import asyncio
import re
from collections import Counter
from dataclasses import dataclass, field
from functools import partial
from random import Random
from typing import TYPE_CHECKING

from sqlmodel import Session, select

from storage.tables import Draft, Exchange
from tests.personas.crowd import play_one
from tests.personas.ledger import ALL, note_kept
from tests.personas.lives import FOUND_IN
from tests.personas.looking import Look
from tests.personas.neighbourhood import Neighbourhood, each, hire, settle_in
from tests.year.comers import comers, season
from tests.year.troubles import MEANWHILE, plan
from tests.year.witness import Witness

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from tests.personas.lives import Life
    from tests.year.comers import Comer
    from tests.year.programme import Programme
    from tests.year.troubles import Trouble

NIGHTS = 3
LONGEST, FORTNIGHT = 730, 14
NUMBER = re.compile(r"\b1\d{5}\b")
"""Of somebody, in the name of their firm."""
TOLERANT = 0.5
"""How often a host receives somebody who would learn little there."""


class Coming:
    """Somebody who applies, and may fall silent on the way."""

    task: asyncio.Task[None]

    def __init__(self, years: Years) -> None:
        self.years = years
        self.until = 0
        self.silent, self.morning = asyncio.Event(), asyncio.Event()

    async def sleep(self) -> None:
        """Fall silent for days."""
        self.until = self.years.days + NIGHTS
        self.years.asleep.append(self)
        self.morning.clear()
        self.silent.set()
        await self.morning.wait()

    async def go_on(self) -> None:
        """Until they have applied, or are silent."""
        self.silent.clear()
        self.morning.set()
        silent = asyncio.create_task(self.silent.wait())
        await asyncio.wait([self.task, silent], return_when=asyncio.FIRST_COMPLETED)
        silent.cancel()
        if self.task.done():
            self.task.result()


@dataclass
class Years(Neighbourhood):
    """A neighbourhood that people come to."""

    seed: int = 1
    comers: dict[int, list[Comer]] = field(default_factory=dict)
    troubles: dict[int, Trouble] = field(default_factory=dict)
    struck: list[str] = field(default_factory=list)
    turns: Counter[str] = field(default_factory=Counter)
    asleep: list[Coming] = field(default_factory=list)
    told: Callable[[str], None] = lambda _line: None
    lives: dict[int, Life] = field(default_factory=dict)  # of all who have applied, by number
    met: dict[tuple[int, int], datetime] = field(default_factory=dict)
    """Since when two people have had an exchange with each other, both ways; kept though one is erased later."""

    @property
    def programme(self) -> Programme:
        """Where they live."""
        return self.town  # type: ignore[return-value]

    def __post_init__(self) -> None:
        self.witness = Witness(self.town.emulator.world.feed)
        self.look = Look(self.town)

    async def _day(self) -> None:
        self.witness.look()
        trouble = self.troubles.get(self.days)
        self.struck += [f"day {self.days}: {trouble.__name__}"] if trouble else []
        rng = Random(f"{self.seed}:{self.days}")  # noqa: S311 - no secret
        meanwhile = None
        if trouble in MEANWHILE:
            meanwhile = asyncio.create_task(trouble(self.programme, rng))
        elif trouble:
            await trouble(self.programme, rng)
        await self._wake()
        await self._arrive()
        await super()._day()
        self._note_met()
        if meanwhile:
            meanwhile.cancel()
            await asyncio.gather(meanwhile, return_exceptions=True)
        self.told(f"day {self.days}: {len(self.residents)} people, {len(self.witness.seen)} seen")

    def _note_met(self) -> None:
        """Note who has met whom, and now and then which words are kept: erasure and retention take both away."""
        with Session(self.town.reader) as session:
            for one in session.exec(select(Exchange)):
                pair = self.who[one.visitor_id], self.who[one.host_id]
                for both in (pair, pair[::-1]):
                    self.met[both] = min(self.met.get(both, one.agreed_at), one.agreed_at)
            note_kept(session, self, (Draft.__table__,) if self.days % FORTNIGHT else ALL)  # type: ignore[attr-defined]

    def _open(self) -> bool:
        return bool(self.comers or self.asleep) or super()._open()

    async def _arrive(self) -> None:
        """Whoever comes today applies; those who fall silent on the way go on later."""
        today = self.comers.pop(self.days, [])
        if today or self.asleep:
            self.busy = self.days
        await each(self._come(one) for one in today)

    async def _come(self, one: Comer) -> None:
        """Somebody applies until they have, or fall silent."""
        coming = Coming(self)
        coming.task = asyncio.create_task(self._apply(one, coming))
        await coming.go_on()

    async def _apply(self, one: Comer, coming: Coming) -> None:
        player = await play_one(
            self.town,
            self.look,
            one.character,
            one.number,
            one.rng,
            role=one.role,
            wait=coming.sleep,
        )
        self.players.append(player)
        self.lives[player.life.number] = player.life
        if not player.course.stuck:
            self.residents += (settled := settle_in(self.town, [player], self.seed, self.turns))
            for resident in settled:
                resident.mind.welcome = partial(self._welcomes, player.life.number)

    def _welcomes(self, number: int, text: str) -> bool:
        """Whether a host would receive whom an invitation tells of: the others by chance, the same each time."""
        found = NUMBER.search(text)
        guest = int(found[0]) if found else 0
        if guest not in self.lives or self.suits(guest, number):
            return True
        return Random(f"{self.seed}:{number}:{guest}").random() < TOLERANT  # noqa: S311 - no secret

    def suits(self, visitor: int, host: int) -> bool:
        """Whether a host does what a visitor looks for, by what is true of both; no word of the matcher's is asked."""
        wants = FOUND_IN[self.lives[visitor].truth["ecosystems"][0]]
        return wants in self.lives[host].truth["ecosystems"]

    async def _wake(self) -> None:
        """Whoever has been silent long enough goes on, until they have applied or fall silent again."""
        awake = [one for one in self.asleep if one.until <= self.days]
        self.asleep = [one for one in self.asleep if one.until > self.days]
        await each(one.go_on() for one in awake)


async def lived(
    programme: Programme,
    size: int,
    seed: int = 1,
    days: int = LONGEST,
    told: Callable[[str], None] | None = None,
) -> Years:
    """Years in which about so many exchanges are paid: so many days, or until nobody has anything to do any more."""
    years = Years(
        programme,
        [],
        await hire(programme, seed),
        seed=seed,
        comers=comers(size, seed),
        troubles=plan(season(size), seed, server=programme.server is not None),
        told=told or (lambda _line: None),
    )
    await years.live(days)
    return years
