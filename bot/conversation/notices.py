"""Put a stored notice into words, at the moment it leaves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from sqlmodel import select

from bot.conversation.speech import FALLBACK, Speech
from bot.conversation.turns import SCREEN
from exchange.errors import NotFound
from exchange.people.people import HOME_ZONE
from storage.tables import Person

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.conversation.screens import Screen
    from exchange.work import Work
    from storage.queues.claiming import Held


@dataclass(frozen=True)
class Delivery:
    """A notice about to leave: to whom, in which words, with which ids."""

    work: Work
    say: Speech
    chat_id: int
    reader: Person | None
    facts: Mapping[str, Any]

    @property
    def in_group(self) -> bool:
        """Whether several people read it: a group's number is below zero."""
        return self.chat_id < 0

    def __getitem__(self, name: str) -> int:
        """One of the notice's ids."""
        return int(self.facts[name])


def render(
    work: Work, row: Held, renderers: Mapping[str, Callable[[Delivery], Screen | None]]
) -> dict[str, Any] | None:
    """The body of a message; None when the notice has lost its reason meanwhile.

    One that may have arrived before says so, with its time and a reference.
    """
    if row.kind == SCREEN and not row.repeats:
        return row.body
    query = select(Person).where(Person.telegram_id == row.chat_id)
    reader = work.session.exec(query).one_or_none()
    say = Speech(reader.language, reader.zone) if reader else Speech(FALLBACK, HOME_ZONE)
    body: dict[str, Any] | None = row.body
    if row.kind != SCREEN:
        body = worded(renderers[row.kind], Delivery(work, say, row.chat_id, reader, row.body))
    if body and row.repeats:
        body = {**body, "text": f"{_once_more(say, row, reader)}\n\n{body['text']}"}
    return body


def worded(
    renderer: Callable[[Delivery], Screen | None], delivery: Delivery
) -> dict[str, Any] | None:
    """The words; None for a notice about what is not there any more, as somebody was forgotten."""
    try:
        screen = renderer(delivery)
    except NotFound:
        return None
    return screen.in_one().body() if screen else None


def _once_more(say: Speech, row: Held, reader: Person | None) -> str:
    made_at = row.made_at.astimezone(ZoneInfo(reader.zone if reader else HOME_ZONE))
    return say(
        "Once more, in case it did not reach you: our message of {time}, reference {reference}.",
        time=f"{made_at:%H:%M}",
        reference=f"M-{row.id}",
    )
