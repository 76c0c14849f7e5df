"""What is done while a play is played: which lines are run, which words are said."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from coverage import Coverage

from bot.conversation.speech import Speech

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent.parent
ROOMS = ("bot/conversation", "bot/desk", "bot/participants")


@dataclass
class Watch:
    """The lines that were run, by file; texts that were asked for, and what they were said as."""

    lines: dict[str, set[int]] = field(default_factory=dict)
    asked: set[str] = field(default_factory=set)
    said: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        inside = [str(ROOT / room / "*") for room in ROOMS]
        self._coverage = Coverage(data_file=None, include=inside, config_file=False)

    @contextmanager
    def looking(self) -> Iterator[None]:
        """Look on. Where the lines are counted already, by whoever runs the tests, we do not."""
        alone = sys.gettrace() is None
        if alone:
            self._coverage.start()
        call, many = Speech.__call__, Speech.many
        Speech.__call__ = self._heard(call)  # type: ignore[method-assign]
        Speech.many = self._heard(many)  # type: ignore[method-assign]
        try:
            yield
        finally:
            Speech.__call__, Speech.many = call, many  # type: ignore[method-assign]
            if alone:
                self._coverage.stop()

    def _heard(self, speak):
        def say(speech, text, /, *more, **facts):
            said = speak(speech, text, *more, **facts)
            self.asked.add(str(text))
            if str(said) != str(text):
                self.said.add(str(said))
            return said

        return say

    def close(self) -> None:
        """Count what was run; nothing where others did."""
        data = self._coverage.get_data()
        self.lines = {
            str(Path(name).relative_to(ROOT)): set(data.lines(name) or ())
            for name in data.measured_files()
        }
