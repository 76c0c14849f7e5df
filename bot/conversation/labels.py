"""Who types what a button says has tapped it, outside the forms too: the buttons of the newest screens.

Forms hear their own buttons (`listening`). Here are those of notices and screens that stand in a
chat without a question: “Show me the hosts”, “decline”.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlmodel import col, select

from bot.conversation.notices import Delivery, worded
from bot.conversation.small_words import bare
from bot.conversation.turns import SCREEN
from storage.tables import Outbox, OutboxState

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from bot.conversation.screens import Screen
    from bot.conversation.talk import Talk

    Renderers = Mapping[str, Callable[[Delivery], Screen | None]]

SCREENS = 3  # the newest of a chat, which are in sight
WORDS = 6  # of a label, at most
LETTERS = 3  # of the beginning of one, at least


def typed_button(talk: Talk, renderers: Renderers) -> str | None:
    """The address of the one button in sight whose label was typed, or begins so; None where it is none."""
    said = bare(talk.event.text)
    if not said or len(said.split()) > WORDS:
        return None
    for keyboard in _keyboards(talk, renderers):
        buttons = [
            (label, one["callback_data"])
            for row in keyboard
            for one in row
            if "callback_data" in one
            for label in _called(bare(one["text"]))
        ]
        whole = {data for label, data in buttons if label == said}
        begun = {data for label, data in buttons if f"{label} ".startswith(f"{said} ")}
        found = whole or (begun if len(said) >= LETTERS or said.isdigit() else set())
        if found:
            return found.pop() if len(found) == 1 else None
    return None


def _called(label: str) -> tuple[str, ...]:
    """What a button may be called: “1 Lichtwerk” is also Lichtwerk."""
    first, _, rest = label.partition(" ")
    return (label, rest) if first.isdigit() and rest else (label,)


def _keyboards(talk: Talk, renderers: Renderers) -> Iterator[Sequence[Sequence[dict[str, Any]]]]:
    """The buttons of the newest screens of the chat, the newest first."""
    sent = select(Outbox).where(
        Outbox.bot == talk.event.bot,
        Outbox.chat_id == talk.event.chat_id,
        Outbox.state == OutboxState.SENT,
        sa.or_(col(Outbox.kind) == SCREEN, col(Outbox.kind).in_(sorted(renderers))),
    )
    newest = sent.order_by(col(Outbox.id).desc()).limit(SCREENS)
    for row in talk.work.session.exec(newest):
        body: dict[str, Any] | None = row.body
        if row.kind != SCREEN:
            delivery = Delivery(talk.work, talk.say, row.chat_id, talk.person, row.body)
            body = worded(renderers[row.kind], delivery)
        yield (body or {}).get("keyboard") or ()
