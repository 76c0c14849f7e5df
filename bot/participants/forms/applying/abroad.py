"""The countries that somebody would like to visit: all that host, but their own."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.conversation.kinds.base import Again, Given, Partly
from bot.conversation.kinds.choices import SomeOf
from bot.conversation.screens import lines

if TYPE_CHECKING:
    from bot.conversation.events import Event
    from bot.conversation.kinds.base import Asked, Heard
    from bot.conversation.screens import Rows


@dataclass(frozen=True)
class Abroad(SomeOf):
    """Countries, of which one's own is none: it is left out, which is said."""

    def rows(self, asked: Asked) -> Rows:
        """Without one's own."""
        own = asked.answers.get("country")
        abroad = SomeOf(
            lambda here: [one for one in self.options(here) if one.id != own],
            self.anything,
            self.most,
            self.width,
            self.size,
        )
        return abroad.rows(asked)

    def hear(self, asked: Asked, event: Event) -> Heard:
        """The countries in the words."""
        return _abroad(asked, super().hear(asked, event))

    def tapped(self, asked: Asked, verb: str, value: str) -> Heard:
        """The countries that are ticked."""
        return _abroad(asked, super().tapped(asked, verb, value))


def _abroad(asked: Asked, heard: Heard) -> Heard:
    own = asked.answers.get("country")
    if not isinstance(heard, Given | Partly) or own not in (heard.value or ()):
        return heard
    why = asked.say(
        "{country} is left out, as you are there yourself: an exchange goes to another country.",
        country=asked.say.country(str(own)),
    )
    left = [one for one in heard.value if one != own]
    if isinstance(heard, Given) and not left:
        return Again(why)
    return replace(heard, value=left, note=lines(why, heard.note))
