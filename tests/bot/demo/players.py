"""Who plays the demo: a telephone, and a policy that says what its owner answers and taps.

Buttons are found by what they do, so that a player may read any language.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, TypeVar

from bot.emulator.phones.client import NotDone
from tests.builders.bots.actors import as_offered, fill_in
from tests.patience import SOON

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from bot.emulator.phones.client import Button, Heard, Phone

    Answers = Mapping[str, str | bytes | list[bytes]]

Found = TypeVar("Found")
LISTEN = 20.0  # seconds that one look for news takes at most; it ends with the first
WEEKS_TRIED = 8


@dataclass
class Player:
    """Somebody with a telephone, who answers by `form:question` as `answers` say.

    They are as actors give them (tests/builders/bots/actors.py). Questions that are not named are skipped, or
    answered with what is offered first.
    """

    phone: Phone
    answers: Answers = field(default_factory=dict)
    tapped: set[tuple[int, str]] = field(default_factory=set)

    async def until(self, look: Callable[[], Found | None], what: str) -> Found:
        """What is found on the screen, as soon as it is there. Raises with the whole chat."""
        until = time.monotonic() + SOON
        while (found := look()) is None:
            if time.monotonic() > until:
                raise AssertionError(f"{what} did not come:\n{self.phone.transcript()}")
            await self.phone.hear(LISTEN, quiet=True)
        return found

    def fresh(self, part: str, about: str = "", after: int = 0) -> tuple[Heard, Button] | None:
        """The newest button with that in its data that was not tapped yet, or nothing."""
        for number in sorted(self.phone.shown, reverse=True):
            message = self.phone.shown[number]
            for button in (one for row in message.buttons for one in row):
                mine = part in button.data and about in message.text and number > after
                if mine and (number, button.data) not in self.tapped:
                    return message, button
        return None

    async def tap(self, part: str, about: str = "") -> Heard:
        """Tap such a button once it is there; the message it was on."""
        while True:
            message, button = await self.until(lambda: self.fresh(part, about), f"a button {part}")
            self.tapped.add((message.message_id, button.data))
            try:
                await self.phone.tap_on(message, button)
            except NotDone:  # it went away while we read
                continue
            return message

    async def fill(self, form: str, last: str = "") -> None:
        """Answer a form's questions as they come, and hand it in; `last` ends one without a review."""
        named = {one: given for one, given in self.answers.items() if one.startswith(f"{form}:")}
        mine = {one.removeprefix(f"{form}:"): given for one, given in named.items()}
        await fill_in(self.phone, form, {last: "=>", **mine} if last else mine, as_offered)

    async def apply(self) -> None:
        """From the Start button to the application that is handed in."""
        await self.phone.start()
        await self.tap("w:yes")
        await self.fill("app")

    async def propose_dates(self, today: date, weeks: int) -> None:
        """Type a week's working days, so many weeks from now; a later week, if that does not do."""
        for week in range(weeks, weeks + WEEKS_TRIED):
            after = max(self.phone.shown)
            monday = today - timedelta(days=today.weekday()) + timedelta(weeks=week)
            await self.phone.say(f"{monday:%d.%m.%Y} - {monday + timedelta(days=4):%d.%m.%Y}")
            await self.until(lambda after=after: _later(self.phone, after), "word of the dates")
            if self.fresh("x:offer:", after=after):
                await self.tap("x:offer:")
                return
        raise AssertionError(f"no week does:\n{self.phone.transcript()}")


@dataclass
class OfficerPlayer(Player):
    """An officer who does whatever comes to the desk, until told to stop."""

    duties: tuple[str, ...] = (
        "a:member:",
        "a:yes:",
        "e:sign:",
        "e:agree:",
        "e:valid:",
        "e:pay:",
        "e:approve:",
    )

    async def work(self) -> None:
        """Do every duty as it comes; ends by being cancelled."""
        while True:
            duty = next((one for one in self.duties if self.fresh(one)), None)
            if duty is None:
                await self.phone.hear(LISTEN, quiet=True)
                continue
            await self.tap(duty)
            if duty == "e:pay:":
                await self.fill("pay", last="text")


def _later(phone: Phone, after: int) -> int | None:
    return next((number for number in phone.shown if number > after), None)
