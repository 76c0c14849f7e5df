"""Days with their hours, as people type them: `Tue 3 Nov 9-12, Thu 5 Nov 14-17`."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from bot.conversation.kinds.base import Again, Asked, Given, Heard, expected_words, no_buttons
from bot.conversation.screens import lines
from bot.conversation.sessions import hours_told

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.conversation.events import Event
    from bot.conversation.screens import Rows
    from bot.conversation.speech import Speech

Span = tuple[datetime, datetime]


class Hours:
    """Sessions on the clock of whoever types them; the answer is pairs of ISO moments in UTC."""

    def hint(self, asked: Asked) -> str:
        """An example."""
        return asked.say(
            "Type day and hours, like “Tue 3 Nov 9-12”; several with commas: “3 Nov 9-12, 5 Nov 14-17”."
        )

    def rows(self, asked: Asked) -> Rows:
        """None: hours are typed."""
        del asked
        return ()

    def hear(self, asked: Asked, event: Event) -> Heard:
        """The hours in the words."""
        if not event.text:
            return expected_words(asked)
        found = hours_of(asked, event.text)
        return Given(found, interpreted=True) if found else Again(self.hint(asked))

    def tapped(self, asked: Asked, verb: str, value: str) -> Heard:
        """Nothing to tap."""
        del verb, value
        return no_buttons(asked)

    def shown(self, asked: Asked, value: Any) -> str:
        """Days with their hours, on the reader's clock."""
        return lines(*span_lines(asked.say, spans(value), asked.talk.person.zone))


def hours_of(asked: Asked, text: str) -> list[list[str]]:
    """The hours that a text tells, as an answer; none where it tells none."""
    today = asked.say.on(asked.talk.work.now)
    found = hours_told(text, today, ZoneInfo(asked.talk.person.zone))
    return [[one.astimezone(ZoneInfo("UTC")).isoformat() for one in span] for span in found]


def spans(value: Iterable[Iterable[str]]) -> list[Span]:
    """An answer as moments."""
    found = [tuple(datetime.fromisoformat(one) for one in pair) for pair in value]
    return [(one[0], one[1]) for one in found]


def span_lines(say: Speech, found: Iterable[Span], zone: str) -> list[str]:
    """Each session in a line, on the clock of a zone: `Tue 3 Nov 2026, 09:00–12:00`."""
    clock = ZoneInfo(zone)
    return [
        say(
            "{day}, {starts}–{ends}",
            day=say.date(starts.astimezone(clock).date()),
            starts=f"{starts.astimezone(clock):%H:%M}",
            ends=f"{ends.astimezone(clock):%H:%M}",
        )
        for starts, ends in found
    ]
