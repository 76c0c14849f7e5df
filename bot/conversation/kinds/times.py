"""Days of a stay, half days online, or both in one answer, where a call has them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from bot.conversation.kinds.base import Again, Given, Heard
from bot.conversation.kinds.days import CalendarDays, days_of
from bot.conversation.kinds.hours import spans
from bot.conversation.screens import lines
from bot.conversation.sessions import grouped, times_in
from exchange.visiting.online import Session, kept
from exchange.visiting.previews import slots_kept
from matching.understanding.online import wants_half_days

if TYPE_CHECKING:
    from bot.conversation.events import Event
    from bot.conversation.kinds.base import Asked
    from exchange.people.spots import Spot

SLOTS, SESSIONS = "slots", "sessions"


class Times(CalendarDays):
    """A stay in one piece: its two ISO dates; with half days online those and the times on the spot beside them, by name."""

    def hint(self, asked: Asked) -> str:
        """How days are told, and half days where the call has them."""
        scheme, say = asked.talk.work.scheme, asked.say
        online = say(
            "💻 Or meet online: type the half days, like “Tue 3 Nov 9-12, Thu 5 Nov 14-17”."
        )
        both = say(
            "🏠💻 Or both: type the days on the spot and the half days, like “12–14 April, Tue 20 April 9-12”."
        )
        shown = (online if scheme.online else "", both if scheme.hybrid else "")
        return lines(super().hint(asked), *shown)

    def hear(self, asked: Asked, event: Event) -> Heard:
        """Half days where hours are told, else days; who wants to meet online and tells no hours is asked for them."""
        if not asked.talk.work.scheme.online:
            return super().hear(asked, event)
        if told := times_told(asked, event.text, self.near):
            return Given(told, interpreted=True)
        if wants_half_days(event.text):
            return Again(asked.say("💻 Half days online, then: please type each with its hours."))
        return super().hear(asked, event)

    def shown(self, asked: Asked, value: Any) -> str:
        """Days, and half days on the reader's clock."""
        if not isinstance(value, dict):
            return super().shown(asked, value)
        spots, sessions = times_of(value)
        there = [asked.say("🏠 {days}", days=asked.say.days(*one)) for one in spots]
        hours = [(one.starts, one.ends) for one in sessions]
        return lines(*there, *grouped(asked.say, hours, asked.talk.person.zone))


def times_told(asked: Asked, text: str, near: date) -> dict[str, Any] | None:
    """Half days that are told with their hours, and days on the spot beside them, as an answer; None where there are no hours."""
    spots, told = times_in(text, near, ZoneInfo(asked.talk.person.zone))
    sessions = [Session(*one) for one in told]
    if not sessions:
        return None
    return {SLOTS: slots_kept(spots, sessions), SESSIONS: kept(sessions)}


def times_of(value: Any) -> tuple[list[Spot], list[Session]]:
    """The times on the spot and the half days online of an answer."""
    if not isinstance(value, dict):
        return [days_of(value)], []
    spots = [(date.fromisoformat(first), date.fromisoformat(last)) for first, last in value[SLOTS]]
    return spots, [Session(*one) for one in spans(value[SESSIONS])]
