"""What is done while a play is played: which functions are entered, which words are said."""

from __future__ import annotations

import math
import time
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.conversation.speech import Speech
from tests.screens.steps import Function, Steps, functions

if TYPE_CHECKING:
    from collections.abc import Iterator

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

    What takes too long is looked for only where a test asks: such a deed is done again, and again.
    """

    times: bool = False
    asked: set[str] = field(default_factory=set)
    said: set[str] = field(default_factory=set)
    slow: dict[str, float] = field(default_factory=dict)
    _least: float = math.inf
    _steps: Steps = field(default_factory=Steps)

    @contextmanager
    def looking(self) -> Iterator[None]:
        """Look on."""
        call, many = Speech.__call__, Speech.many
        Speech.__call__ = self._heard(call)  # type: ignore[method-assign]
        Speech.many = self._heard(many)  # type: ignore[method-assign]
        try:
            with self._steps.looking():
                yield
        finally:
            Speech.__call__, Speech.many = call, many  # type: ignore[method-assign]

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

    def entered(self) -> set[Function]:
        """The functions of the rooms that were entered."""
        return {functions()[number] for number in self._steps.entered}
