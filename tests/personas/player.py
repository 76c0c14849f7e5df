"""Somebody plays the application by telephone, in their own way; what it took is counted."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.emulator.phones.client import NotDone
from tests.builders.bots import actors
from tests.builders.bots.actors import find, question_of
from tests.patience import SOON, until

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from random import Random

    from bot.emulator.phones.client import Heard, Phone
    from tests.personas.characters import Character
    from tests.personas.lives import Life
    from tests.personas.looking import Look

MOST = 70
"""Deeds after which somebody counts as stuck."""
LOOK, LOOK_AGAIN = 0.02, 0.5
FORM = "app"


@dataclass
class Course:
    """What it took somebody, and what came of it."""

    actions: int = 0
    asked: Counter[str] = field(default_factory=Counter)
    repeated: list[str] = field(default_factory=list)
    not_understood: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    stuck: str = ""
    said: list[str] = field(default_factory=list)

    @property
    def badness(self) -> int:
        """How much there is to mend."""
        faults = len(self.repeated) + len(self.not_understood) + 5 * len(self.lost)
        return faults * 10 + 1000 * bool(self.stuck) + self.actions


@dataclass
class Player:
    """A person with their telephone, their ways, and a count of everything."""

    look: Look
    phone: Phone
    life: Life
    rng: Random
    character: Character
    name: str = ""
    course: Course = field(default_factory=Course)
    other: Phone | None = None
    wait: Callable[[], Awaitable[None]] | None = None  # fall silent for days
    last: int = 0  # the newest message of theirs
    noise: bool = False  # what they did last was no answer: being asked again is no fault
    done: set[str] = field(default_factory=set)

    async def play(self) -> Course:
        """From hello to the application that is sent, or until they are stuck."""
        await self.deed(self.phone.start(), "/start")
        await self.tap_data("w:yes")
        before = ""
        while not self.sent():
            message = self.open_question() or await self._question_to_come()
            if message is None or self.course.actions > MOST:
                self.course.stuck = f"at {before or 'the door'}"
                break
            question = question_of(message, FORM)
            self._count(question, before)
            self.noise = False
            await self.character(self, message, question)
            before = question
        self._look_for_lost()
        return self.course

    def _count(self, question: str, before: str) -> None:
        course = self.course
        course.asked[question] += 1
        if question == before and not self.noise:
            course.not_understood.append(f"{question}: {self._mine()}")
        elif question in self.done - {before, "*"} and not self.noise:
            course.repeated.append(question)
        if before and question != before:
            self.done.add(before)

    def _mine(self) -> str:
        return next((one[2:] for one in reversed(self.course.said) if one.startswith("> ")), "")[
            :60
        ]

    # What somebody does.

    async def say(self, text: str) -> None:
        """Write, and wait for what is said to it."""

        async def saying() -> None:
            self.last = await self.phone.say(text)

        await self.deed(saying(), text)

    async def answer(self, message: Heard, question: str, given: str | bytes) -> None:
        """An answer, as actors give theirs."""
        if isinstance(given, str) and not given.startswith("="):
            await self.say(given)
            return
        await self.deed(actors.answer(self.phone, message, question, given), str(given)[:20])

    async def tap(self, message: Heard, part: str) -> bool:
        """Tap the button with that in its data; False if there is none."""
        button = find(message, part)
        if button is None:
            return False

        async def tapping() -> None:
            with suppress(NotDone):  # it is gone
                await self.phone.tap_on(message, button)

        await self.deed(tapping(), f"[{button.label}]")
        return True

    async def tap_data(self, part: str) -> None:
        """Tap the newest button with that in its data."""
        for number in sorted(self.phone.shown, reverse=True):
            if await self.tap(self.phone.shown[number], part):
                return
        self.course.stuck = f"no button {part}"

    async def deed(self, doing, told: str) -> None:
        """Anything that somebody does: counted, told, and waited for."""
        self.course.actions += 1
        self.course.said.append(f"> {told}")
        await doing
        await self.quiet()

    async def quiet(self) -> None:
        """Wait until everything is said that was to be said to them."""
        await until(lambda: self.look.nothing_waits(self.life.number), look=LOOK)
        heard = await self.phone.hear(0.01, quiet=True)
        while heard:
            for one in heard:
                if not one.edited:
                    self.course.said.append(one.said())
            heard = await self.phone.hear(0.01, quiet=True)

    # What they see.

    def open_question(self) -> Heard | None:
        """The newest message that asks something of the form, or nothing."""
        numbers = sorted(self.phone.shown, reverse=True)
        return next(
            (self.phone.shown[one] for one in numbers if question_of(self.phone.shown[one], FORM)),
            None,
        )

    async def _question_to_come(self) -> Heard | None:
        """What is asked after a while: a question that went with its sender is said once more."""
        end = time.monotonic() + SOON
        while not (found := self.open_question()) and time.monotonic() < end:
            await asyncio.sleep(LOOK_AGAIN)
            await self.quiet()
        return found

    def sent(self) -> bool:
        """Whether their application is there."""
        return self.look.applied(self.life.number)

    def _look_for_lost(self) -> None:
        kept = self.look.kept(self.life.number)
        for name, right in self.life.truth.items():
            if kept and kept[name] != right and not _holds(kept[name], right, name):
                self.course.lost.append(f"{name}: {right} kept as {kept[name]}")


def _holds(kept: object, right: object, name: str) -> bool:
    """Whether a choice has all that was meant; what they do may be of other ecosystems as well."""
    return (
        name == "ecosystems"
        and isinstance(kept, list)
        and isinstance(right, list)
        and set(right) <= set(kept)
    )
