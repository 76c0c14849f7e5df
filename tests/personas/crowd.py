"""Many people in one town: who they are by seed, played some at a time, silent ones together."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from random import Random
from typing import TYPE_CHECKING

from bot.emulator.phones.client import Phone
from tests.personas.characters import CHARACTERS
from tests.personas.lives import live
from tests.personas.looking import Look
from tests.personas.player import Player

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from tests.builders.bots.town import Town

FIRST = 70_000
AT_ONCE = 6
DAYS = 3


@dataclass
class Silence:
    """Those who fall silent wait for each other; then days go by."""

    town: Town
    among: int  # who may still fall silent
    waiting: list[asyncio.Event] = field(default_factory=list)

    async def wait(self) -> None:
        """Come back when the days have gone by."""
        come_back = asyncio.Event()
        self.waiting.append(come_back)
        await self._go_by()
        await come_back.wait()

    async def leave(self) -> None:
        """Somebody has finished and waits no more."""
        self.among -= 1
        await self._go_by()

    async def _go_by(self) -> None:
        if self.waiting and len(self.waiting) >= self.among:
            waiting, self.waiting = self.waiting, []
            await self.town.pass_time(days=DAYS)
            for one in waiting:
                one.set()


def people(count: int, seed: int) -> list[tuple[str, int, Random]]:
    """So many people: each character in turn, with a number and a chance of their own."""
    names = list(CHARACTERS)
    seeded = ((at, Random(f"{seed}:{at}")) for at in range(count))  # noqa: S311 - no secret
    return [(names[at % len(names)], FIRST + at, rng) for at, rng in seeded]


async def play(
    town: Town,
    count: int,
    seed: int = 1,
    only: str = "",
    tell: Callable[[Player], None] | None = None,
) -> list[Player]:
    """Play that many people to their ends; each of them with their course."""
    crowd = [one for one in people(count, seed) if not only or one[0] == only]
    silent = [one for one in crowd if "silent" in one[0]]
    others = iter([one for one in crowd if one not in silent])
    players: list[Player] = []
    look = Look(town)

    async def one_after_the_other() -> None:
        for one in others:
            players.append(await play_one(town, look, *one, tell=tell))

    await asyncio.gather(*(one_after_the_other() for _ in range(AT_ONCE)))
    silence = Silence(town, len(silent))
    silents = [_silently(town, look, *one, silence=silence, tell=tell) for one in silent]
    players += await asyncio.gather(*silents)
    return sorted(players, key=lambda one: one.life.number)


async def play_one(
    town: Town,
    look: Look,
    name: str,
    number: int,
    rng: Random,
    *,
    role: str = "",
    wait: Callable[[], Awaitable[None]] | None = None,
    tell: Callable[[Player], None] | None = None,
) -> Player:
    """Somebody of a character plays, in a role if one is named; `wait` lets days go by for them."""
    life = live(number, rng, role=role)
    phone = await town.phone(number, life.name.split()[0], life.shown)
    player = Player(look, phone, life, rng, CHARACTERS[name], name=name, wait=wait)
    if name == "two telephones":
        player.other = Phone(phone.address, number, bot=phone.bot)
    try:
        await player.play()
    finally:
        await phone.close()
        if player.other:
            await player.other.close()
    if tell:
        tell(player)
    return player


async def _silently(
    town: Town,
    look: Look,
    name: str,
    number: int,
    rng: Random,
    *,
    silence: Silence,
    tell: Callable[[Player], None] | None,
) -> Player:
    player = await play_one(town, look, name, number, rng, wait=silence.wait, tell=tell)
    await silence.leave()
    return player
