"""The agenda of a stay: proposed day by day from its dates and both profiles, corrected in free words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import cycle
from typing import TYPE_CHECKING, Any

from bot.conversation.kinds.base import GIVE, Asked, Given, Heard, Noted, expected_words, no_buttons
from bot.conversation.kinds.texts import FreeText
from bot.conversation.screens import clip, lines
from bot.conversation.tidying import tidy
from exchange.people import parties
from exchange.scheme.stay import working_days
from exchange.visiting.calendars import AGENDA, by_day
from storage.tables import Side

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from bot.conversation.events import Event
    from bot.conversation.forms import Filling
    from bot.conversation.screens import Rows
    from bot.conversation.speech import Speech
    from bot.conversation.talk import Talk
    from storage.tables import Exchange

QUOTED = 60  # characters of what somebody offers or looks for
SHOWN = 52  # characters of a day on the screen
DAYS = 7  # that are shown and told one by one
ALL = "suggested"


@dataclass(frozen=True)
class Agenda(FreeText):
    """What is done on each day; a day that is written replaces what was proposed for it."""

    talk: Talk | None = None
    subject: int = 0

    def hint(self, asked: Asked) -> str:
        """How to correct it."""
        return asked.say("If a day is different, write it: “Day 2: …”. Or write all of it anew.")

    def told(self, asked: Asked) -> str:
        """The days as they stand now, each in its line."""
        days, say = self._days, asked.say
        found = by_day(self._now(asked), days)
        more = say("… and {count} more.", count=len(found) - DAYS) if len(found) > DAYS else ""
        days_told = (
            say("<b>{day}</b>: {text}", day=say.day(day), text=clip(text, SHOWN))
            for day, text in found[:DAYS]
        )
        return lines(*days_told, more)

    def rows(self, asked: Asked) -> Rows:
        """All of it."""
        return ((asked.button(asked.say("✓ All right"), GIVE, ALL),),)

    def hear(self, asked: Asked, event: Event) -> Heard:
        """Days that were written, in place of those proposed; without days, the whole agenda."""
        if not event.text:
            return expected_words(asked)
        typed = tidy(event.text)
        changed = corrected(asked.say, self._now(asked), typed, self._days)
        heard = self._judge(asked, changed or typed)
        return Given(heard.value, interpreted=True) if isinstance(heard, Given) else heard

    def tapped(self, asked: Asked, verb: str, value: str) -> Heard:
        """It is right as it stands."""
        if verb == GIVE and value == ALL:
            return Given(self._now(asked))
        return no_buttons(asked)

    def shown(self, asked: Asked, value: Any) -> str:
        """Its days."""
        del asked
        return str(value)

    def _now(self, asked: Asked) -> str:
        return str(asked.answer or asked.answers.get(asked.question) or self._proposed)

    @cached_property
    def _days(self) -> list[date]:
        return days_of(self.talk, self.subject) if self.talk else []

    @cached_property
    def _proposed(self) -> str:
        return proposed(self.talk, self.subject) if self.talk else ""


def days_of(talk: Talk, subject: int) -> list[date]:
    """The working days of a stay; none while no dates are agreed."""
    exchange = parties.exchange_for(talk.work, talk.person, subject)
    if exchange.starts_on is None or exchange.ends_on is None:
        return []
    host = parties.organisation_on(talk.work, exchange, Side.HOST)
    return list(working_days(exchange.starts_on, exchange.ends_on, host.country).days)


def proposed(talk: Talk, subject: int) -> str:
    """A day in each line, from the dates and what both have told of themselves."""
    exchange = parties.exchange_for(talk.work, talk.person, subject)
    count, between = len(days_of(talk, subject)), [*_between(talk, exchange)]
    first, last = _first(talk, exchange), _last(talk.say)
    if count > DAYS:
        days = talk.say(
            "Day {first} to {last}: {what}", first=2, last=count - 1, what="; ".join(between)
        )
        return "\n".join([_day(talk.say, 1, first), days.unescape(), _day(talk.say, count, last)])
    middle = cycle(between)
    texts = [first, *(next(middle) for _ in range(count - 2)), last]
    return _written(talk.say, texts[: max(count, 1)])


def _first(talk: Talk, exchange: Exchange) -> str:
    host = parties.organisation_on(talk.work, exchange, Side.HOST)
    shown = parties.application_on(talk.work, exchange, Side.HOST).host_programme
    tour = talk.say("Welcome at {host}, who does what, a tour", host=host.name)
    return f"{tour.unescape()}: {_quoted(shown)}" if shown else tour.unescape()


def _between(talk: Talk, exchange: Exchange) -> Iterator[str]:
    visitor = parties.application_on(talk.work, exchange, Side.VISITOR)
    host = parties.application_on(talk.work, exchange, Side.HOST)
    if visitor.seeks:
        yield talk.say("What the visitor looks for: {what}", what=_quoted(visitor.seeks)).unescape()
    if host.offers:
        yield talk.say("How the host does it: {what}", what=_quoted(host.offers)).unescape()
    yield talk.say("Working side by side, and trying it out").unescape()


def _last(say: Speech) -> str:
    return say("Results on one page, and the next steps together").unescape()


def _quoted(text: str) -> str:
    return clip(" ".join(text.split()).rstrip(" .,;"), QUOTED)


def _written(say: Speech, texts: list[str]) -> str:
    return "\n".join(_day(say, at, text) for at, text in enumerate(texts, 1))


def _day(say: Speech, number: int, text: str) -> str:
    return say("Day {number}: {what}", number=number, what=text).unescape()


def corrected(say: Speech, agenda: str, typed: str, days: list[date]) -> str:
    """The agenda with the days that were typed in place of its own; nothing where no day is named."""
    told = by_day(typed, days) or _by_name(say, typed, days)
    if not told:
        return ""
    now = {**dict(by_day(agenda, days)), **dict(told)}
    return _written(say, [now.get(day, "–") for day in days])


def _by_name(say: Speech, typed: str, days: list[date]) -> list[tuple[date, str]]:
    """“Tuesday: …”, in the reader's language."""
    head, sign, rest = typed.partition(":")
    names = {say.weekday(day).casefold(): day for day in reversed(days)}
    words = [word.strip(" .,").casefold() for word in head.split()]
    day = next((names[word] for word in words if word in names), None)
    return [(day, rest.strip())] if day and sign and rest.strip() else []


def correct(filling: Filling, typed: str) -> Heard | None:
    """What is written about a day over the last page, or while another question is asked."""
    talk, now = filling.talk, str(filling.answers.get(AGENDA) or "")
    days = days_of(talk, filling.subject)
    changed = corrected(talk.say, now, typed, days) if now else ""
    if not changed:
        return None
    said = talk.say(
        "✓ <b>{title}</b>: {answer}", title=talk.say("Agenda"), answer=clip(changed, 200)
    )
    return Noted({AGENDA: changed}, (), said)
