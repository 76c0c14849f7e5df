"""Plays everybody whom the newcomer does not: through the same chat, tap by tap, as a person would."""

from __future__ import annotations

import asyncio
import json
import logging
from collections import defaultdict
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import aiohttp

if TYPE_CHECKING:
    from bot.demo.programme import DemoCast

logger = logging.getLogger(__name__)

# What a helpful person taps first; the beginning of a button's data.
HOSTS_AND_VISITORS = (
    "i:yes:",
    "i:reply:",
    "x:agree:",
    "x:offer:",
    "c:sign:",
    "r:report:",
    "r:survey:",
    "h:answer",
)
OFFICERS = ("a:yes:", "e:sign:", "e:valid:", "e:pay:")
DATES = "x:dates:"
GIVE, TOGGLE, DONE, SKIP = "=", "+", "!", ">"
WORDS = {
    "en": "It went well: we met the right people and agreed on a first pilot together.",
    "de": "Es lief gut: Wir haben die richtigen Leute getroffen und ein erstes Pilotprojekt vereinbart.",
}
REFERENCE = "SEPA-2027-0042"
THINKING = 1.2  # seconds; a person reads first
OFFICER_THINKING = 4.0
LEAD_TIME = timedelta(days=40)


@dataclass
class Autopilot:
    """Listens to everything that bots say to its people and reacts, while switched on."""

    address: str
    cast: DemoCast
    participants_bot: str
    desk_bot: str
    flying: asyncio.Event = field(default_factory=asyncio.Event)
    seen: set[tuple[str, int, str]] = field(default_factory=set)
    tasks: set[asyncio.Task[None]] = field(default_factory=set)

    def switch(self, *, on: bool) -> None:
        """Fly, or wait until switched on again."""
        if on:
            self.flying.set()
        else:
            self.flying.clear()

    async def run(self) -> None:
        """React until cancelled."""
        self.languages = {one.telegram_id: one.language for one in self.cast.people}
        self.officers = {one.telegram_id for one in self.cast.officers}
        patience = aiohttp.ClientTimeout(total=None)
        events = f"{self.address}/user/events?after=0"
        async with (
            aiohttp.ClientSession(timeout=patience) as self.http,
            self.http.get(events) as stream,
        ):
            async for line in stream.content:
                if line.startswith(b"data: "):
                    self._notice(json.loads(line[6:]))

    def _notice(self, change: dict[str, Any]) -> None:
        person = int(change["chat"].partition(":")[0])
        ours = person in self.languages or person in self.officers
        if ours and change["kind"] in {"message", "edit"} and change["message"]["from"]["is_bot"]:
            task = asyncio.create_task(self._react(person, change["message"]))
            self.tasks.add(task)
            task.add_done_callback(self.tasks.discard)

    async def _react(self, person: int, message: dict[str, Any]) -> None:
        officer = person in self.officers
        await asyncio.sleep(OFFICER_THINKING if officer else THINKING)
        await self.flying.wait()
        bot = self.desk_bot if officer else self.participants_bot
        rows = (message.get("reply_markup") or {}).get("inline_keyboard", [])
        data = [one["callback_data"] for row in rows for one in row if "callback_data" in one]
        with suppress(aiohttp.ClientError, KeyError):
            await self._choose(person, bot, message, data)

    async def _choose(
        self, person: int, bot: str, message: dict[str, Any], data: list[str]
    ) -> None:
        wanted = OFFICERS if person in self.officers else HOSTS_AND_VISITORS
        first = next((one for prefix in wanted for one in data if one.startswith(prefix)), None)
        questions = [one.split(":", 4) for one in data if one.startswith("f:")]
        if first:
            await self._tap(person, bot, message, first)
        elif questions:
            await self._answer(person, bot, message, questions)
        elif "x:day:" in str(data):
            await self._say(person, bot, message, self._words(person, bot, data, message))
        elif any(one.startswith(DATES) for one in data) and "🎉" in message.get("text", ""):
            await self._tap(
                person, bot, message, next(one for one in data if one.startswith(DATES))
            )

    async def _answer(
        self, person: int, bot: str, message: dict[str, Any], questions: list[list[str]]
    ) -> None:
        by_verb: defaultdict[str, list[str]] = defaultdict(list)
        for one in questions:
            by_verb[one[3]].append(":".join(one))
        if by_verb["send"]:
            await self._tap(person, bot, message, by_verb["send"][0])
        elif by_verb[DONE]:
            await self._tap(person, bot, message, by_verb[DONE][0])
        elif by_verb[GIVE]:
            options = by_verb[GIVE]
            await self._tap(person, bot, message, options[max(0, len(options) - 2)])
        elif by_verb[TOGGLE]:
            await self._tap(person, bot, message, by_verb[TOGGLE][0])
        elif by_verb[SKIP]:
            await self._tap(person, bot, message, by_verb[SKIP][0])
        else:
            await self._say(person, bot, message, self._words(person, bot, [], message))

    def _words(self, person: int, bot: str, data: list[str], message: dict[str, Any]) -> str:
        if data:
            monday = datetime.fromtimestamp(message["date"]).date() + LEAD_TIME  # noqa: DTZ006 - a day
            monday -= timedelta(days=monday.weekday())
            return f"{monday:%d.%m.%Y} - {monday + timedelta(days=4):%d.%m.%Y}"
        if bot == self.desk_bot:
            return REFERENCE
        return WORDS.get(self.languages.get(person, "en"), WORDS["en"])

    def _first_time(self, person: int, message: dict[str, Any], deed: str) -> bool:
        key = (f"{person}", message["message_id"], deed)
        fresh = key not in self.seen
        self.seen.add(key)
        return fresh

    async def _tap(self, person: int, bot: str, message: dict[str, Any], data: str) -> None:
        if self._first_time(person, message, data):
            given = {"bot": bot, "message_id": message["message_id"], "data": data}
            await self._do(person, "taps", given)

    async def _say(self, person: int, bot: str, message: dict[str, Any], text: str) -> None:
        if self._first_time(person, message, "say"):
            await self._do(person, "messages", {"bot": bot, "text": text})

    async def _do(self, person: int, deed: str, given: dict[str, Any]) -> None:
        url = f"{self.address}/user/people/{person}/{deed}"
        async with self.http.post(url, json=given) as answer:
            logger.debug("autopilot %s %s: %s", person, deed, answer.status)
