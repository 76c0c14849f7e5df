"""Put a stored notice into words, at the moment it leaves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlmodel import select

from bot.conversation.speech import FALLBACK, Speech
from bot.conversation.turns import SCREEN
from storage.tables import Person

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.conversation.screens import Screen
    from exchange.work import Work


@dataclass(frozen=True)
class Delivery:
    """A notice about to leave: to whom, in which words, with which ids."""

    work: Work
    say: Speech
    chat_id: int
    reader: Person | None
    facts: Mapping[str, Any]

    def __getitem__(self, name: str) -> int:
        """One of the notice's ids."""
        return int(self.facts[name])


Renderer = "Callable[[Delivery], Screen | None]"


def render(
    work: Work,
    kind: str,
    chat_id: int,
    body: dict[str, Any],
    renderers: Mapping[str, Callable[[Delivery], Screen | None]],
) -> dict[str, Any] | None:
    """The body of a message; None when the notice has lost its reason meanwhile."""
    if kind == SCREEN:
        return body
    reader = work.session.exec(select(Person).where(Person.telegram_id == chat_id)).one_or_none()
    say = Speech(reader.language if reader else FALLBACK)
    screen = renderers[kind](Delivery(work, say, chat_id, reader, body))
    return screen.in_one().body() if screen else None
