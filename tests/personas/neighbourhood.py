"""The town lives on, day by day: everybody who applied, and two officers at each desk, until nobody has anything to do."""

from __future__ import annotations

import asyncio
import re
from collections import Counter
from dataclasses import dataclass, field
from random import Random
from typing import TYPE_CHECKING

from sqlmodel import Session, col, select

from exchange.states import OVER
from storage.tables import (
    Application,
    Exchange,
    OfficerRole,
    Partnership,
    Person,
    Proposal,
    ProposalState,
)
from tests.patience import until
from tests.personas.crowd import play
from tests.personas.hands import HANDS, taps
from tests.personas.lives import HOMES, TRADES
from tests.personas.residents import Resident
from tests.personas.wills import ERRANDS, HOSTS, OFFICERS, VISITORS, Minded, matches

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable

    from tests.builders.bots.town import Town
    from tests.personas.player import Player

FIRST_OFFICER = 80_000
AT_ONCE = 8
COHORT = 3
"""The day on which an officer who matches begins to."""
DONE = re.compile(r"done: (\d+) of \d+, (\d+) under way")
DAYS = 120
CALM, AFTERWARDS = 30, 12
"""Days without a deed after which nothing more is to come: no visit is planned farther ahead, no survey is asked for again."""
GIVEN_UP = 30
"""Seconds after which nobody waits for the answer to a tap any more."""
TOLD = 20  # the last of what was said to whoever never stops; a circle is told once
PASSES = 150
"""Turns that everybody may take on a day."""
OFFICER_HANDS = ("taps", "types acts", "double taps")
SILENT = 2


@dataclass
class Neighbourhood:
    """All of them, and their days."""

    town: Town
    players: list[Player]
    residents: list[Resident]
    days: int = 0
    busy: int = 0  # the last day on which somebody did anything
    who: dict[int, int] = field(default_factory=dict)  # people's numbers, by their applications'
    at: dict[int, str] = field(default_factory=dict)  # the desk that each of them is of
    kept: set[str] = field(default_factory=set)  # words of theirs that were found in the database

    async def live(self, days: int) -> None:
        """Live through so many days, or until for long nobody has done anything."""
        while self.days < days and self.days - self.busy < (CALM if self._open() else AFTERWARDS):
            await self._day()

    async def _day(self) -> None:
        await self._settle()
        before = self._deeds()
        await self.town.pass_time(days=1)
        self.days += 1
        for one in self.residents:
            if one.mind.will is matches and self.days == COHORT:
                one.mind.errand = "/cohort"
        await each(one.morning() for one in self.residents)
        await self._settle()
        self._note_who()
        self.busy = self.days if self._deeds() > before else self.busy

    def _note_who(self) -> None:
        """Note who has applied, and where: whoever is erased later has been somebody all the same."""
        of = select(Application.id, Person.telegram_id, Partnership.name)
        at = of.join(Person, col(Person.id) == col(Application.person_id)).join(
            Partnership, col(Partnership.id) == col(Application.partnership_id)
        )
        with Session(self.town.reader) as session:
            for application, number, desk in session.execute(at):
                if number and number > 0:
                    self.who[application], self.at[number] = number, desk

    def _all_taps_answered(self) -> bool:
        """Whether nobody waits for the answer to a tap, or has given it up."""
        world = self.town.emulator.world
        return all(
            one.answered or world.now() - one.at > GIVEN_UP for one in world.queries.values()
        )

    def _open(self) -> bool:
        """Whether somebody is still to answer, to travel, to report or to pay."""
        asked = select(Proposal.id).where(Proposal.state == ProposalState.PROPOSED)
        going = select(Exchange.id).where(col(Exchange.state).not_in(OVER))
        with Session(self.town.reader) as session:
            return bool(session.exec(asked).first() or session.exec(going).first())

    def _deeds(self) -> int:
        return sum(one.deeds - one.looks for one in self.residents)

    async def figures(self) -> dict[str, tuple[int, int]]:
        """What each desk's coordinator reads on /stats: exchanges done, and under way."""
        found = {}
        for one in self.residents:
            if one.desk and one.mind.language == "en":
                await one.phone.say("/stats")
                told = await one.phone.expect("Exchanges done:")
                found[one.desk] = tuple(map(int, DONE.search(told.text).groups()))
        return found

    async def _settle(self) -> None:
        """Until nobody is told anything new; whoever never stops is named."""
        restless: list[Resident] = []
        for _ in range(PASSES):
            await self.town.quiet()
            await until(self._all_taps_answered)
            restless = [one for one in self.residents if one.has_news()]
            if not restless:
                return
            await each(one.step() for one in restless)
        told = (f"{one.name}: {[*dict.fromkeys(one.said)][-TOLD:]}" for one in restless)
        raise AssertionError("\n".join(told))


async def each(acts: Iterable[Awaitable[object]]) -> None:
    """All of them, some at a time."""
    gate = asyncio.Semaphore(AT_ONCE)

    async def one(act: Awaitable[object]) -> None:
        async with gate:
            await act

    await asyncio.gather(*(one(act) for act in acts))


def desks(town: Town) -> list[str]:
    """The Partnerships that the homes' clusters are of, and those for what people do."""
    clusters, trades = {one.cluster for one in HOMES}, {one.ecosystem for one in TRADES}
    return [
        one.name
        for one in town.house.scheme.partnerships
        if clusters & {member.name for member in one.clusters} or trades & set(one.ecosystems)
    ]


async def hire(town: Town, seed: int) -> list[Resident]:
    """Two officers at each desk, of whom each wants and does things in a way of their own."""
    found, wills = [], list(OFFICERS)
    for at, desk in enumerate(desks(town)):
        for second in (0, 1):
            number = FIRST_OFFICER + 2 * at + second
            role = OfficerRole.OFFICER if second else OfficerRole.COORDINATOR
            language = ("en", "de")[second]
            phone = await town.officer(number, desk, language, role)
            will = wills[(at * 2 + second + seed) % len(wills)]
            mind = Minded(language, will=OFFICERS[will], mark=f"({number})")
            hand = OFFICER_HANDS[(at + second + seed) % len(OFFICER_HANDS)]
            hand = "taps" if will != "sees to it" else hand
            rng = Random(f"{seed}:{number}")  # noqa: S311 - no secret
            found.append(
                Resident(town, phone, mind, f"officer, {will}", rng, HANDS[hand], desk=desk)
            )
    return found


async def lived(
    town: Town,
    count: int,
    seed: int = 1,
    only: str = "",
    tell: Callable[[Player], None] | None = None,
    days: int = DAYS,
) -> Neighbourhood:
    """So many people apply, and live on for so many days: they meet, visit each other and are paid."""
    officers = await hire(town, seed) if days else []
    players = await play(town, count, seed, only, tell=tell)
    found = Neighbourhood(town, players, [*officers, *settle_in(town, players, seed)])
    await found.live(days)
    for one in found.residents:
        await one.phone.close()
    return found


def settle_in(
    town: Town, players: list[Player], seed: int, turns: Counter[str] | None = None
) -> list[Resident]:
    """Those who applied live on: the same people with the same telephones, and a will each.

    Each will in its turn; `turns` counts on where others have settled before them.
    """
    turns = Counter() if turns is None else turns
    found = []
    for player in players:
        life = player.life
        wills = HOSTS if life.hosts else VISITORS
        will = list(wills)[(turns[life.role] + seed - 1) % len(wills)]
        turns[life.role] += 1
        mind = Minded(
            life.ui,
            will=wills[will],
            trade=life.truth["ecosystems"][0],
            errand=ERRANDS.get(will, ""),
            mark=f"({life.number})",
        )
        found.append(
            Resident(
                town,
                player.phone,
                mind,
                f"{life.role}, {will}, {player.name}",
                Random(f"{seed}:{life.number}:on"),  # noqa: S311 - no secret
                HANDS.get(player.name, taps),
                patience=SILENT if "silent" in player.name else 0,
                photographs="photos" in player.name,
                life=life,
            )
        )
    return found
