"""Plays everybody whom the newcomer does not: through the same chat, tap by tap, as a person would.

Colleagues at the newcomer's own desk are patient: they take up only what has waited for a day of
the demo's clock, so that the desk is the newcomer's, and yet nobody waits for ever.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections import defaultdict
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import aiohttp

from bot.demo.manners import LookLater, Say, Seen, Send, Somebody, Tap
from bot.demo.phrases import FALLBACK
from bot.demo.proofs import PDF, proof_pdf
from bot.emulator.world.hands import PLAYED

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.demo.callers import Call
    from bot.demo.manners import Deed
    from bot.demo.programme import DemoCast

    Json = dict[str, Any]

logger = logging.getLogger(__name__)

THINKING = 1.2  # seconds; a person reads first
OFFICER_THINKING = 4.0
PATIENCE = timedelta(days=1)


@dataclass
class Autopilot:
    """Listens to everything that bots say to its people and reacts, while switched on.

    `calls` says which invented visitors would now like to invite a newcomer; `in_hand` whose telephone the
    player has had in hand lately: that one is left alone, and looked at again in a day of the demo's clock.
    """

    address: str
    cast: DemoCast
    participants_bot: str
    desk_bot: str
    clock: Callable[[], datetime]
    calls: Callable[[], Awaitable[list[Call]]]
    in_hand: Callable[[int], bool] = lambda _person: False
    heard: int = 0  # the last change that was taken note of
    flying: asyncio.Event = field(default_factory=asyncio.Event)
    hurried: asyncio.Event = field(default_factory=asyncio.Event)
    people: dict[int, Somebody] = field(default_factory=dict)
    locks: defaultdict[int, asyncio.Lock] = field(default_factory=lambda: defaultdict(asyncio.Lock))
    done: set[tuple[int, int, str]] = field(default_factory=set)
    last: dict[int, Tap] = field(default_factory=dict)
    newest: defaultdict[int, int] = field(default_factory=lambda: defaultdict(int))
    called: dict[Call, datetime] = field(default_factory=dict)  # when somebody was last called
    waiting: list[tuple[datetime, int, Seen | Tap]] = field(default_factory=list)
    tasks: set[asyncio.Task[None]] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.people = {one.telegram_id: Somebody(one.language) for one in self.cast.people}
        self.officers = {one.telegram_id for one in self.cast.officers}
        self.patient = {
            one.telegram_id
            for one in self.cast.officers
            if one.organisation == self.cast.own_partnership
        }
        self.people |= {one: Somebody(FALLBACK) for one in self.officers}

    def switch(self, *, on: bool) -> None:
        """Fly, or wait until switched on again."""
        if on:
            self.flying.set()
        else:
            self.flying.clear()

    def hurry(self, *, on: bool) -> None:
        """Think no longer than the clock allows, which is about to run on."""
        if on:
            self.hurried.set()
        else:
            self.hurried.clear()

    @property
    def busy(self) -> bool:
        """Whether somebody is about to do something."""
        return self.flying.is_set() and bool(self.tasks)

    async def run(self) -> None:
        """React until cancelled."""
        patience = aiohttp.ClientTimeout(total=None)
        events = f"{self.address}/user/events?after=0"
        async with (
            aiohttp.ClientSession(timeout=patience) as self.http,
            self.http.get(events, read_bufsize=2**22) as stream,
        ):
            async for line in stream.content:
                if line.startswith(b"data: "):
                    self._notice(json.loads(line[6:]))

    def take_up(self) -> None:
        """Let everybody act on what has waited for its time, and begin the day with a free head."""
        now = self.clock()
        ripe = [one for one in self.waiting if one[0] <= now]
        self.waiting = [one for one in self.waiting if one[0] > now]
        for number, one in self.people.items():
            one.talking = False
            if one.agenda:
                self._begin(self._go_on(number))
        for _, person, what in ripe:
            self._begin(self._take_up(person, what))

    def _notice(self, change: Json) -> None:
        self.heard = change["seq"]
        if change["kind"] == "clock":
            self.take_up()
            return
        person = int(change["chat"].partition(":")[0])
        if change["kind"] == "toast" and change["person"] in self.people and change["text"]:
            self._begin(self._refused(change["person"]))
        elif change["kind"] in {"message", "edit"} and change["message"]["from"]["is_bot"]:
            if person in self.people:
                seen = _seen(change)
                self.newest[person] = max(self.newest[person], seen.message_id)
                self._begin(self._react(person, seen))
            if self._may_concern_a_call(person, change["chat"]):
                self._begin(self._call())

    def _may_concern_a_call(self, person: int, chat: str) -> bool:
        """Whether a newcomer was told something, or somebody called, who may have chosen another host."""
        if person in self.people:
            return any(one.visitor == person for one in self.called)
        return chat.endswith(f":{self.participants_bot}")

    def _begin(self, deed: Any) -> None:
        task = asyncio.create_task(deed)
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)

    async def _think(self, person: int) -> None:
        """As long as a person reads; but nobody dreams while the clock runs."""
        seconds = OFFICER_THINKING if person in self.officers else THINKING
        with suppress(TimeoutError):
            await asyncio.wait_for(self.hurried.wait(), seconds)
        await self.flying.wait()

    async def _react(self, person: int, seen: Seen) -> None:
        if person in self.patient and not _in_form(seen):
            self.waiting.append((self.clock() + PATIENCE, person, seen))
            return
        await self._think(person)
        if self._left_alone(person, seen):
            return
        async with self.locks[person]:
            await self._do(person, seen.message_id, self.people[person].react(seen))

    def _left_alone(self, person: int, what: Seen | Tap) -> bool:
        """Whether the player plays that person just now: what asks for something waits another day."""
        if not self.in_hand(person):
            return False
        self.waiting.append((self.clock() + PATIENCE, person, what))
        return True

    async def _take_up(self, person: int, what: Seen | Tap) -> None:
        await self.flying.wait()
        if self._left_alone(person, what):
            return
        if isinstance(what, Seen) and _in_form(what) and what.message_id != self.newest[person]:
            return  # it has been answered by hand meanwhile
        async with self.locks[person]:
            deed = self.people[person].react(what) if isinstance(what, Seen) else what
            await self._do(person, what.message_id, deed)

    async def _go_on(self, person: int) -> None:
        await self.flying.wait()
        if self.in_hand(person):
            return  # the agenda stays for tomorrow
        async with self.locks[person]:
            deed = self.people[person].next_deed()
            await self._do(person, deed.message_id if deed else 0, deed)

    async def _refused(self, person: int) -> None:
        await self._think(person)
        async with self.locks[person]:
            tapped = self.last.pop(person, None)
            if tapped and not self.in_hand(person):
                await self._do(person, tapped.message_id, self.people[person].refuse(tapped))

    async def _call(self) -> None:
        """Let a visitor open the page of a newcomer who hosts, as from a list seen before."""
        await self._think(0)
        for one in await self.calls():
            if one in self.called and self.clock() < self.called[one] + PATIENCE:
                continue
            if self.in_hand(one.visitor):
                continue
            self.called[one] = self.clock()
            await self._do(one.visitor, 0, Tap(0, f"m:host:{one.host}", stale=True))

    async def _do(self, person: int, message_id: int, deed: Deed | None) -> None:
        match deed:
            case None:
                return
            case LookLater():
                look = Tap(message_id, f"x:show:{deed.exchange}", stale=True)
                self.waiting.append((self.clock() + PATIENCE, person, look))
            case Say() if self._first_time(person, message_id, "say"):
                await self._post(person, "messages", {"text": deed.text})
            case Send() if self._first_time(person, message_id, "send"):
                await self._send(person, deed.item)
            case Tap() if deed.stale or self._first_time(person, deed.message_id, deed.data):
                self.last[person] = deed
                given = {"message_id": deed.message_id, "data": deed.data, "stale": deed.stale}
                await self._post(person, "taps", given)

    def _first_time(self, person: int, message_id: int, deed: str) -> bool:
        key = (person, message_id, deed)
        fresh = key not in self.done
        self.done.add(key)
        return fresh

    async def _send(self, person: int, item: str) -> None:
        words = {"bot": self.participants_bot, PLAYED: "yes"}
        form = aiohttp.FormData(words, quote_fields=False)
        form.add_field("file", proof_pdf(item), filename=f"{item}.pdf", content_type=PDF)
        url = f"{self.address}/user/people/{person}/documents"
        with suppress(aiohttp.ClientError):  # the demo is closing
            async with self.http.post(url, data=form) as answer:
                logger.debug("autopilot %s sends %s: %s", person, item, answer.status)

    async def _post(self, person: int, deed: str, given: Json) -> None:
        bot = self.desk_bot if person in self.officers else self.participants_bot
        url = f"{self.address}/user/people/{person}/{deed}"
        with suppress(aiohttp.ClientError):  # the demo is closing
            async with self.http.post(url, json={"bot": bot, PLAYED: True, **given}) as answer:
                logger.debug("autopilot %s %s: %s", person, deed, answer.status)


def _seen(change: Json) -> Seen:
    message = change["message"]
    rows = (message.get("reply_markup") or {}).get("inline_keyboard", [])
    return Seen(
        message["message_id"],
        message.get("text") or message.get("caption") or "",
        tuple(one["callback_data"] for row in rows for one in row if "callback_data" in one),
        datetime.fromtimestamp(message["date"], UTC).date(),
        paper="document" in message,
        edited=change["kind"] == "edit",
    )


def _in_form(seen: Seen) -> bool:
    return any(one.startswith("f:") for one in seen.data)
