"""What is done while a play is played: which functions are entered, which words are said."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from bot.conversation.speech import Speech
from exchange.papers.certificate import certificate_pdf
from exchange.papers.chart import progress_chart
from exchange.papers.commitment import commitment_pdf
from exchange.papers.report import report_pdf
from exchange.papers.sent import clean_pdf
from exchange.papers.workbook import workbook

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import CodeType, FrameType

ROOT = Path(__file__).parent.parent.parent
ROOMS = ("bot/conversation", "bot/desk", "bot/participants")


SLOW = (clean_pdf, commitment_pdf, certificate_pdf, progress_chart, report_pdf, workbook)
"""What takes more than 20 ms of processor."""


@dataclass
class Watch:
    """The functions that this thread entered; texts that were asked for, and what they were said as.

    Which functions those are is the same in every language, and costs a quarter: see `steps`.
    """

    steps: bool = True
    codes: set[CodeType] = field(default_factory=set)
    asked: set[str] = field(default_factory=set)
    said: set[str] = field(default_factory=set)

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

    def slow(self) -> set[str]:
        """What takes long and was done all the same by the thread that has the transactions."""
        return {one.__name__ for one in SLOW if one.__code__ in self.codes}

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
