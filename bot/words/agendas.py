"""An agenda, day by day: shown as it stands, corrected by the day, fitted to another number of days."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from bot.conversation.kinds.base import GIVE, Asked, Given, Heard, expected_words, no_buttons
from bot.conversation.kinds.texts import FreeText
from bot.conversation.screens import clip, lines
from bot.conversation.tidying import tidy
from matching.times.agendas import by_day

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from bot.conversation.events import Event
    from bot.conversation.screens import Rows
    from bot.conversation.speech import Speech

SHOWN = 52  # characters of a day on the screen
DAYS = 7  # that are shown and told one by one
ALL = "suggested"


def none_known(asked: Asked) -> list[date]:
    """No days: none are agreed yet."""
    del asked
    return []


def nothing_yet(asked: Asked) -> str:
    """No agenda to begin with."""
    del asked
    return ""


@dataclass(frozen=True)
class Agenda(FreeText):
    """What is done on each of the `days`; a day that is written replaces what stands there.

    It `begins` as it was proposed or signed, and is taken by one tap where it is right.
    """

    days: Callable[[Asked], list[date]] = none_known
    begins: Callable[[Asked], str] = nothing_yet

    def hint(self, asked: Asked) -> str:
        """How to correct it."""
        return asked.say("If a day is different, write it: “Day 2: …”. Or write all of it anew.")

    def told(self, asked: Asked) -> str:
        """The days as they stand now, each in its line."""
        now, say = self._now(asked), asked.say
        found = by_day(now, self.days(asked))
        if not found:
            return clip(now, SHOWN * 2)
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
        """Days that were written, in place of those that stand there; without days, the whole agenda."""
        if not event.text:
            return expected_words(asked)
        typed = tidy(event.text)
        changed = corrected(asked.say, self._now(asked), typed, self.days(asked))
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
        return str(asked.answer or asked.answers.get(asked.question) or self.begins(asked))


def written(say: Speech, texts: Sequence[str]) -> str:
    """A day in each line."""
    return "\n".join(day(say, at, text) for at, text in enumerate(texts, 1))


def in_ranges(say: Speech, texts: Sequence[str]) -> str:
    """As `written`, days one after the other on which the same is done in one line: of long stays."""
    told, at = [], 1
    for text, alike in groupby(texts):
        last = at + len([*alike]) - 1
        told.append(day(say, at, text) if at == last else days_alike(say, at, last, text))
        at = last + 1
    return "\n".join(told)


def days_alike(say: Speech, first: int, last: int, text: str) -> str:
    """Several days on which the same is done, as `by_day` reads them again."""
    return say("Day {first} to {last}: {what}", first=first, last=last, what=text).unescape()


def day(say: Speech, number: int, text: str) -> str:
    """One day, as it is read again by `by_day`."""
    return say("Day {number}: {what}", number=number, what=text).unescape()


def side_by_side(say: Speech) -> str:
    """What is done on a day of which nobody has said more."""
    return say("Working side by side, and trying it out").unescape()


def corrected(say: Speech, agenda: str, typed: str, days: list[date]) -> str:
    """The agenda with the days that were typed in place of its own; nothing where no days are told for sure.

    An agenda that tells no days stands above those that were typed, unless all were.
    """
    told, stood = dict(by_day(typed, days)), dict(by_day(agenda, days))
    if not told:
        return ""
    if agenda and not stood and len(told) < len(days):
        return "\n".join([agenda, *(day(say, days.index(one) + 1, told[one]) for one in told)])
    now = {**stood, **told}
    texts = [now.get(one, "–") for one in days]
    return in_ranges(say, texts) if len(days) > DAYS else written(say, texts)


def fitted(say: Speech, agenda: str, before: Sequence[date], days: Sequence[date]) -> str:
    """The agenda of a stay with another number of days: its first and its last day stay what they are.

    Days too many go from the end, days more are spent side by side. What tells no days stays as it is.
    """
    texts = [text for _, text in by_day(agenda, before)]
    if len(texts) != len(before) or len(texts) == len(days) or not days:
        return agenda
    if len(days) < len(texts):
        return written(say, [*texts[: len(days) - 1], texts[-1]])
    more = [side_by_side(say)] * (len(days) - len(texts))
    return written(say, [*texts[:-1], *more, texts[-1]])
