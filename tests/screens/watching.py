"""What is done while a play is played: which functions are entered, which words are said."""

from __future__ import annotations

import math
import sys
import time
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from bot.conversation.speech import Speech

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import CodeType, FrameType

ROOT = Path(__file__).parent.parent.parent
ROOMS = ("bot/conversation", "bot/desk", "bot/participants")


BLINK = 0.020
"""Seconds of processor that we aim at for a transaction: who writes keeps all others waiting."""
TOO_LONG = 3 * BLINK
"""What is too long on a machine that has other things to do as well."""
AT_REST = 0.0045
"""Seconds that the loop of `slowness` takes on the machine that our figures are of."""
TRIES = 4
"""Of what took longer: what is done for the first time in a process takes longer by itself."""


def slowness() -> float:
    """How many times as long as on a machine at rest everything takes now; of others' work we know nothing."""
    took = []
    for _ in range(3):
        begun, counted = time.thread_time(), Counter[int]()
        for number in range(10_000):
            counted[number % 997] += len(str(number))
        took.append(time.thread_time() - begun)
    return max(1.0, min(took) / AT_REST)


class Slowly(Exception):
    """What was done took longer than a blink: it is undone, and done once more."""


@dataclass
class Watch:
    """The functions that this thread entered; texts that were asked for, and what they were said as.

    Which functions those are is the same in every language, and costs a quarter: see `steps`. What
    takes too long is looked for only where a test asks: such a deed is done again, and again.
    """

    steps: bool = True
    times: bool = False
    codes: set[CodeType] = field(default_factory=set)
    asked: set[str] = field(default_factory=set)
    said: set[str] = field(default_factory=set)
    slow: dict[str, float] = field(default_factory=dict)
    _least: float = math.inf

    @contextmanager
    def looking(self) -> Iterator[None]:
        """Look on, by the interpreter's other door where one is taken by who measures coverage."""
        free = sys.gettrace() is None
        look_on = sys.settrace if free else sys.setprofile
        call, many = Speech.__call__, Speech.many
        Speech.__call__ = self._heard(call)  # type: ignore[method-assign]
        Speech.many = self._heard(many)  # type: ignore[method-assign]
        if self.steps:
            look_on(self._entering() if free else self._seen)
        try:
            yield
        finally:
            look_on(None)
            Speech.__call__, Speech.many = call, many  # type: ignore[method-assign]

    def _entering(self) -> Callable[[FrameType, str, object], None]:
        """What is told of each function that is entered, and of nothing else: as short as can be."""
        add = self.codes.add

        def entered(frame: FrameType, _event: str, _: object) -> None:
            add(frame.f_code)

        return entered

    def _seen(self, frame: FrameType, event: str, _: object) -> None:
        if event == "call":
            self.codes.add(frame.f_code)

    @contextmanager
    def timed(self, what: str, left: int) -> Iterator[None]:
        """What is done within does not take too long. Raises Slowly; it is kept with no try left.

        Nothing is where nobody asks for it; nor should functions be watched then, which takes longer.
        """
        if not self.times:
            yield
            return
        begun = time.thread_time()
        try:
            yield
        finally:
            took = time.thread_time() - begun
            if took > TOO_LONG:
                took /= slowness()
            took = self._least = min(self._least, took)
            if took <= TOO_LONG or not left:
                self._least = math.inf
            if took > TOO_LONG and not left:
                self.slow[what] = max(took, self.slow.get(what, 0.0))
        if took > TOO_LONG and left:
            raise Slowly

    def _heard(self, speak):
        def say(speech, text, /, *more, **facts):
            said = speak(speech, text, *more, **facts)
            self.asked.add(str(text))
            if str(said) != str(text):
                self.said.add(str(said))
            return said

        return say

    def entered(self) -> set[tuple[str, int]]:
        """The functions of the rooms that were entered: each one's file and first line."""
        inside = tuple(str(ROOT / room) for room in ROOMS)
        return {
            (str(Path(code.co_filename).relative_to(ROOT)), code.co_firstlineno)
            for code in self.codes
            if code.co_filename.startswith(inside)
        }
