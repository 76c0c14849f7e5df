"""Whoever lives in the town: a telephone, a mind, and a way of using both; a day at a time."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.demo.manners import LookLater, Say, Seen, Send, Tap
from bot.demo.proofs import proof_pdf
from bot.emulator.phones.client import NotDone
from tests.builders.bots.photos import PHOTO
from tests.personas.hands import taps

if TYPE_CHECKING:
    from datetime import datetime
    from random import Random

    from bot.demo.manners import Deed
    from bot.emulator.phones.client import Heard, Phone
    from tests.builders.bots.town import Town
    from tests.personas.hands import Hand
    from tests.personas.lives import Life
    from tests.personas.wills import Minded

A_DAY, A_WEEK = timedelta(days=1), timedelta(days=7)
LISTEN = 0.005


@dataclass
class Resident:
    """A visitor, a host or an officer who lives on."""

    town: Town
    phone: Phone
    mind: Minded
    name: str
    rng: Random
    hand: Hand = taps
    desk: str = ""  # of an officer
    life: Life | None = None  # of whoever applied: what is true of them
    patience: int = 0  # days that a message may wait for them
    photographs: bool = False  # proofs, instead of files
    later: list[tuple[datetime, int, Seen | Tap]] = field(default_factory=list)
    rests: dict[str, timedelta] = field(
        default_factory=dict
    )  # until they look at an exchange again
    done: set[tuple[int, str]] = field(default_factory=set)
    asked: set[str] = field(default_factory=set)
    said: list[str] = field(default_factory=list)  # the transcript
    offered: set[str] = field(default_factory=set)  # the data of every button they have seen
    last: Tap | None = None
    deeds: int = 0
    looks: int = 0  # of them, those that only looked whether something has moved

    def has_news(self) -> bool:
        """Whether something has happened in their chat that they have not looked at."""
        world = self.town.emulator.world
        chat = world.private(self.phone.bot, self.phone.person_id)
        return bool(world.feed.after(self.phone.seen, chat.key))

    async def step(self) -> None:
        """React to what was said since last time."""
        for heard in await self.phone.hear(LISTEN, quiet=True):
            self.said.append(heard.said())
            if heard.toast:
                await self._refused()
            else:
                await self._react(self._seen(heard))

    async def morning(self) -> None:
        """Act on what has waited for its time, and begin the day."""
        now = self.town.clock()
        ripe = [one for one in self.later if one[0] <= now]
        self.later = [one for one in self.later if one[0] > now]
        for _, number, what in ripe:
            deed = self.mind.react(what) if isinstance(what, Seen) else what
            await self._do(number, deed)
        await self._do(0, self.mind.morning())

    async def _react(self, seen: Seen) -> None:
        in_form = any(one.startswith("f:") for one in seen.data)
        if self.patience and not in_form and not self.mind.talking:
            due = self.town.clock() + A_DAY * self.patience
            self.later.append((due, seen.message_id, seen))
            return
        await self._do(seen.message_id, self.mind.react(seen))

    async def _refused(self) -> None:
        tapped, self.last = self.last, None
        if tapped and tapped.data.endswith(":send:") and self.mind.told:
            self.mind.told.pop()  # they are told why it cannot be sent
        if tapped:
            await self._do(tapped.message_id, self.mind.refuse(tapped))

    async def _do(self, number: int, deed: Deed | None) -> None:
        match deed:
            case LookLater():
                look = Tap(number, f"x:show:{deed.exchange}", stale=True)
                self.rests[deed.exchange] = min(
                    2 * self.rests.get(deed.exchange, A_DAY / 2), A_WEEK
                )
                self.later.append((self.town.clock() + self.rests[deed.exchange], number, look))
            case Say() if not number or self._first_time(number, "say"):
                self._count(deed.text)
                await self.phone.say(deed.text)
            case Send() if self._first_time(number, "send"):
                self._count(f"({deed.item})")
                await self._send(deed.item)
            case Tap() if deed.stale or self._first_time(deed.message_id, deed.data):
                self._count(f"[{deed.data}]")
                self.looks += deed.stale and deed.data.startswith("x:show:")
                self.last = deed
                await self.hand(self, deed)

    def _count(self, told: str) -> None:
        self.deeds += 1
        self.said.append(f"> {told}")

    def _first_time(self, number: int, what: str) -> bool:
        fresh = (number, what) not in self.done
        self.done.add((number, what))
        return fresh

    async def _send(self, item: str) -> None:
        with suppress(NotDone):
            if self.photographs:
                await self.phone.send_photo(PHOTO, "image/jpeg")
            else:
                await self.phone.send_document(f"{item}.pdf", proof_pdf(item))

    def _seen(self, heard: Heard) -> Seen:
        data = tuple(one.data for row in heard.buttons for one in row if one.data)
        self.offered.update(data)
        return Seen(
            heard.message_id,
            heard.text,
            data,
            self.town.clock().date(),
            paper=heard.document is not None,
            edited=heard.edited,
        )

    # What they see.

    def label(self, tap: Tap) -> str:
        """What the button says that they mean; "" where it is gone."""
        shown = self.phone.shown.get(tap.message_id)
        rows = shown.buttons if shown else ()
        return next((one.label for row in rows for one in row if one.data == tap.data), "")

    def newest(self) -> int:
        """The number of the newest message."""
        return max(self.phone.shown, default=0)
