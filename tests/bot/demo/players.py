"""Who plays the demo: a telephone, and a policy that says what its owner answers and taps.

Buttons are found by what they do, so that a player may read any language.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, TypeVar

from bot.emulator.phones.client import NotDone
from tests.patience import SOON

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from bot.emulator.phones.client import Button, Heard, Phone

    Answers = Mapping[str, str]

Found = TypeVar("Found")
LISTEN = 20.0  # seconds that one look for news takes at most; it ends with the first
SEND, SKIP, DONE, GIVE, TOGGLE = "send", ">", "!", "=", "+"
WEEKS_TRIED = 8
PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\n"
    b"trailer<</Root 1 0 R>>\n%%EOF\n"
)
WORDS = "We would like to make something together, and to see how it is done there."


@dataclass
class Player:
    """Somebody with a telephone, who answers by `form:question` as `answers` say.

    Words are typed, `=value` is a button, `@name` a file. Questions that are not named are skipped,
    or answered with what is offered first.
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
        after = 0
        while True:
            message, button = await self.until(
                lambda after=after: self.fresh(f"f:{form}", after=after), f"a question of {form}"
            )
            after = message.message_id
            question = button.data.split(":")[2]
            if question == "*":
                await self.tap(f":*:{SEND}:")
                return
            await self._answer(message, form, question)
            if question == last:
                return

    async def _answer(self, message: Heard, form: str, question: str) -> None:
        given = self.answers.get(f"{form}:{question}")
        if given and given.startswith("@") and (done := _find(message, f":{question}:{DONE}:")):
            await self.phone.tap_on(message, done)
        elif given and given.startswith("@"):
            await self.phone.send_document(given[1:], PDF)
        elif given and not given.startswith(GIVE):
            await self.phone.say(given)
        elif given:
            await self._choose(message, question, given[1:])
        elif button := _find(message, f":{question}:{SKIP}:") or _find(
            message, f":{question}:{GIVE}:"
        ):
            await self.phone.tap_on(message, button)
        elif _find(message, f":{question}:{TOGGLE}:"):
            await self._choose(message, question, "")
        else:
            await self.phone.say(WORDS)

    async def _choose(self, message: Heard, question: str, value: str) -> None:
        """Tap a value; where several may be chosen, also *Done*."""
        if button := _find(message, f":{question}:{GIVE}:{value}"):
            await self.phone.tap_on(message, button)
            return
        toggle = _find(message, f":{question}:{TOGGLE}:", value)
        assert toggle, f"no {value!r} for {question} in {message.said()}"
        await self.phone.tap_on(message, toggle)
        await self.tap(f":{question}:{DONE}:")

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


def _find(message: Heard, part: str, ending: str = "") -> Button | None:
    buttons = [one for row in message.buttons for one in row]
    return next((one for one in buttons if part in one.data and one.data.endswith(ending)), None)


def _later(phone: Phone, after: int) -> int | None:
    return next((number for number in phone.shown if number > after), None)
